import { describe, expect, it } from "vitest";
import { asked, moved, nextOpen, type Item } from "./queue";

const claim = (id: string): Item => ({ kind: "claim", id });
const incident = (id: string): Item => ({ kind: "incident", id });

describe("the queue", () => {
  it("ends at its ends", () => {
    expect([moved(0, -1, 3), moved(1, 1, 3), moved(2, 1, 3), moved(0, 1, 0)]).toEqual([0, 2, 2, 0]);
  });

  it("goes on to what is not decided yet, and stays where all is", () => {
    const items = ["a", "b", "c"].map(claim);
    expect(nextOpen(items, 0, (id) => id === "b")).toBe(2);
    expect(nextOpen(items, 2, () => true)).toBe(2);
  });
});

describe("an action", () => {
  it("is about the current item, or about those that are chosen", () => {
    expect(asked("accept", claim("a"), [])).toEqual({ targets: ["a"] });
    expect(asked("reject", claim("a"), ["b", "c"])).toEqual({ targets: ["b", "c"] });
  });

  it("merges what is chosen with the current one, once", () => {
    expect(asked("merge", claim("a"), ["b", "a"])).toEqual({ targets: ["b", "a"] });
    expect(asked("merge", claim("a"), ["a"])).toHaveProperty("why");
  });

  it("splits only several", () => {
    expect(asked("split", claim("a"), ["a", "b"])).toEqual({ targets: ["a", "b"] });
    expect(asked("split", claim("a"), ["a"])).toHaveProperty("why");
  });

  it("corrects claims only", () => {
    expect(asked("correct", claim("a"), [])).toEqual({ targets: ["a"] });
    expect(asked("correct", incident("i"), [])).toHaveProperty("why");
  });

  it("needs something to act on", () => {
    expect(asked("accept", undefined, [])).toHaveProperty("why");
  });
});
