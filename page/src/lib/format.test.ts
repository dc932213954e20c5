import { expect, test } from "vitest";
import { addDays, day, days, daysBetween, moment } from "./format";

test("what is known to the month or year is not padded to a day", () => {
  expect(day("2017")).toBe("2017");
  expect(day("2017-03")).toContain("2017");
  expect(day("2017-03")).not.toMatch(/\b0?1\b/);
});

test("a day is the same day in every zone, a moment says its zone", () => {
  expect(day("2017-03-09")).toMatch(/9/);
  expect(moment("2017-03-09T23:30:00Z")).toMatch(/UTC/);
  expect(moment("2017-03-09")).not.toMatch(/UTC/);
});

test("an open interval says at which end", () => {
  expect(days("2017-03-09", null)).toMatch(/^from /);
  expect(days(null, "2017-03-09")).toMatch(/^until /);
  expect(days(null, null)).toBe("no date");
});

test("what is no date is shown as it came", () => {
  expect(day("soon")).toBe("soon");
  expect(days("2017-05-01", "2017-03-01")).toBe("2017-05-01 to 2017-03-01");
});

test("days are counted over the end of months", () => {
  expect(addDays("2016-02-28", 2)).toBe("2016-03-01");
  expect(daysBetween("2016-02-28", "2016-03-01")).toBe(2);
});
