import { expect, test } from "vitest";
import { bucketFor, domainOf, outside, Scale, ticks, toDay, toNumber } from "./scale";

const scale = new Scale({ from: "2017-08-01", to: "2017-08-31" }, 100, 410);

test("a day begins where the one before ends, and is found again under its pixels", () => {
  expect(scale.x(scale.first)).toBe(100);
  expect(scale.x(scale.last + 1)).toBe(410);
  for (let day = scale.first; day <= scale.last; day++) expect(scale.dayAt((scale.x(day) + scale.x(day + 1)) / 2)).toBe(day);
});

test("handles stay within the span", () => {
  expect(toDay(scale.dayAt(-1e6))).toBe("2017-08-01");
  expect(toDay(scale.dayAt(1e6))).toBe("2017-08-31");
});

test("the span lies around the dispatches unless all is asked for", () => {
  const published = { first: "2017-08-06", last: "2018-02-14" };
  const valid = { first: "1914-07-28", last: "2030-12-31" };
  expect(domainOf(published, valid, "story")!.from > "2017-06-01").toBe(true);
  expect(domainOf(published, valid, "all")).toEqual({ from: "1914-07-27", to: "2031-01-01" });
});

test("nothing dated has no span", () => {
  const none = { first: null, last: null };
  expect(domainOf(none, none, "story")).toBeNull();
});

test.each([
  ["2017-08-01", "2017-10-01", "day"],
  ["2017-08-01", "2019-08-01", "week"],
  ["2000-01-01", "2018-01-01", "month"],
  ["1900-01-01", "2018-01-01", "year"],
] as const)("from %s to %s a bar is a %s", (from, to, bucket) => {
  expect(bucketFor({ from, to }, 1000)).toBe(bucket);
});

test.each([["2017-08-01", "2017-08-20"], ["2017-08-01", "2018-06-01"], ["1914-01-01", "2030-01-01"], ["0632-01-01", "2030-01-01"]])(
  "ticks of %s to %s are apart and inside",
  (from, to) => {
    const wide = new Scale({ from, to }, 0, 800);
    const at = ticks(wide).map((tick) => wide.x(tick.day));
    expect(at.length).toBeGreaterThan(2);
    expect(Math.min(...at)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...at)).toBeLessThanOrEqual(800);
    at.slice(1).forEach((x, i) => expect(x - at[i]!).toBeGreaterThan(20));
  },
);

test("what lies outside of the span is counted", () => {
  const item = (from: string, incidents: number) => ({ from, to: from, incidents, claims: 0, documents: 0 });
  expect(outside([item("2017-07-31", 3), item("2017-08-05", 5), item("2017-09-01", 7)], scale)).toEqual({ before: 3, after: 7 });
});

test("days are whole numbers", () => {
  expect(toDay(toNumber("2016-02-29"))).toBe("2016-02-29");
});
