import { describe, expect, it } from "vitest";
import type { Claim } from "./records";
import { stretches } from "./sentences";

const claim = (id: string, start: number) => ({ id, sentence: { start } }) as Claim;

describe("stretches", () => {
  it("give every character once, in order", () => {
    const text = "😀 One. Two.\n\nThree.";
    const found = stretches(text, [{ start: 0, end: 6 }, { start: 7, end: 11 }, { start: 13, end: 19 }], []);
    expect(found.map((each) => each.text).join("")).toBe(text);
    expect(found.filter((each) => each.sentence).map((each) => each.text)).toEqual(["😀 One.", "Two.", "Three."]);
  });

  it("have the claims of their sentence", () => {
    const found = stretches("One. Two.", [{ start: 0, end: 4 }, { start: 5, end: 9 }], [claim("a", 5), claim("b", 5)]);
    expect(found.map((each) => each.claims.map(({ id }) => id))).toEqual([[], [], ["a", "b"]]);
  });

  it("hold the whole text where no sentence is told", () => {
    expect(stretches("abc", [], [])).toMatchObject([{ text: "abc", sentence: false }]);
  });

  it("leave out a sentence that lies over another", () => {
    expect(stretches("abcdef", [{ start: 0, end: 4 }, { start: 2, end: 6 }], []).map((each) => each.text)).toEqual(["abcd", "ef"]);
  });
});
