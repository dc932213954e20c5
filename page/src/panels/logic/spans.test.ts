import { describe, expect, it } from "vitest";
import { cut, pieces, points, unitsOf } from "./spans";

const mark = (start: number, end: number, value: string) => ({ start, end, value });
const shown = (found: { text: string; marks: { value: string }[] }[]) =>
  found.map(({ text, marks }) => [text, marks.map(({ value }) => value).join("+")]);

describe("pieces", () => {
  it("gives the whole text where nothing is marked", () => {
    expect(shown(pieces("Rebels left.", []))).toEqual([["Rebels left.", ""]]);
  });

  it("cuts at the edges of each mark", () => {
    expect(shown(pieces("Rebels left Kidal.", [mark(0, 6, "actor"), mark(12, 17, "place")]))).toEqual([
      ["Rebels", "actor"],
      [" left ", ""],
      ["Kidal", "place"],
      [".", ""],
    ]);
  });

  it("lays overlapping marks on one another, the narrowest first", () => {
    expect(shown(pieces("the Syrian army", [mark(0, 15, "actor"), mark(4, 10, "place")]))).toEqual([
      ["the ", "actor"],
      ["Syrian", "place+actor"],
      [" army", "actor"],
    ]);
  });

  it("counts code points where a text has emoji", () => {
    expect(shown(pieces("😀🚀 fled Kobani", [mark(8, 14, "place")]))).toEqual([
      ["😀🚀 fled ", ""],
      ["Kobani", "place"],
    ]);
  });

  it("counts from the start of the sentence in its document", () => {
    expect(shown(pieces("He left.", [mark(103, 107, "trigger")], 100))).toEqual([
      ["He ", ""],
      ["left", "trigger"],
      [".", ""],
    ]);
  });

  it("clamps marks that reach outside and leaves out empty ones", () => {
    expect(shown(pieces("abc", [mark(-5, 1, "x"), mark(2, 2, "none"), mark(2, 99, "y"), mark(9, 12, "out")]))).toEqual([
      ["a", "x"],
      ["b", ""],
      ["c", "y"],
    ]);
  });

  it("never loses a character, whatever the marks", () => {
    const text = "‮evil 👨‍👩‍👧 text\u0000";
    for (let start = -2; start < 20; start += 1)
      for (let end = start; end < 22; end += 1)
        expect(
          pieces(text, [mark(start, end, "x"), mark(3, 9, "y")])
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
  });

  it("gives nothing for an empty text", () => {
    expect(pieces("", [mark(0, 3, "x")])).toEqual([]);
  });
});

describe("code points", () => {
  it("are counted as Python counts them", () => {
    expect([points("abc"), points("a😀c"), points("")]).toEqual([3, 3, 0]);
  });

  it("are turned into UTF-16 units", () => {
    const units = unitsOf("a😀c");
    expect([0, 1, 2, 3, 4, -1].map(units)).toEqual([0, 1, 3, 4, 4, 0]);
  });

  it("cut a text without splitting a character", () => {
    expect(cut("x😀y", 1, 2)).toBe("😀");
  });
});
