import { describe, expect, it } from "vitest";
import { bounds, change, differ, figure, headline, sureness, unit } from "./figures";

const told = (value: number | null, low: number | null, high: number | null) => ({ value, low, high });

describe("a figure", () => {
  it.each([
    [told(83, 83, 83), "83"],
    [told(83, null, null), "83"],
    [told(null, 24, null), "24 or more"],
    [told(null, null, 50), "up to 50"],
    [told(null, 12, 15), "12–15"],
    [told(13, 12, 15), "12–15"],
    [told(null, 7, 7), "7"],
    [told(0, 0, 0), "0"],
    [told(null, null, null), "not told how many"],
  ])("%o shows its bounds", (given, shown) => {
    expect(figure(given)).toBe(shown);
  });

  it("says what it counts and what it changes", () => {
    expect([unit("money-USD"), unit("money-CHF"), unit("killed"), unit("other")]).toEqual(["US dollars", "CHF", "killed", ""]);
    expect([change("additional"), change(null)]).toEqual(["more", ""]);
  });

  it("has bounds as far as they are told", () => {
    expect(bounds(told(null, 24, null))).toEqual({ low: 24, high: Infinity });
    expect(bounds(told(null, null, 50))).toEqual({ low: 0, high: 50 });
    expect(bounds(told(83, null, null))).toEqual({ low: 83, high: 83 });
    expect(bounds(told(null, null, null))).toBeNull();
  });

  it("differs from another only where no number meets both", () => {
    expect(differ({ low: 83, high: 83 }, { low: 80, high: Infinity })).toBe(false);
    expect(differ({ low: 59, high: 59 }, { low: 15, high: 15 })).toBe(true);
  });
});

describe("a headline", () => {
  it.each([
    [[told(5, 5, 5), told(21, 21, 21)], "5–21 killed"],
    [[told(83, 83, 83), told(null, 80, null)], "80 or more killed"],
    [[told(7, null, null), told(7, 7, 7)], "7 killed"],
    [[told(null, null, null)], ""],
    [[], ""],
  ])("spans all that is told", (given, shown) => {
    expect(headline({ unit: "killed", told: given })).toBe(shown);
  });
});

describe("confidence", () => {
  it.each([
    [0.97, "sure"],
    [0.85, "sure"],
    [0.7, "fair"],
    [0.59, "doubtful"],
  ])("%d is %s", (share, word) => {
    expect(sureness(share)).toBe(word);
  });
});
