import { describe, expect, it } from "vitest";
import type { State } from "./records";
import { byPredicate, cutDay, disagreement, since } from "./states";

const state = (changes: object): State =>
  ({ predicate: "controls", from: null, from_precision: null, to: null, to_precision: null, last_confirmed: null, contested: false, against: { actors: [], claims: [] }, ...changes }) as unknown as State;

describe("a state", () => {
  it("is no more exact than its precision", () => {
    expect([cutDay("2017-10-01", "month"), cutDay("2017-01-01", "year"), cutDay("2017-10-17", null), cutDay(null, "year")]).toEqual(["2017-10", "2017", "2017-10-17", null]);
  });

  it("says that its beginning is not told, and when it was confirmed", () => {
    expect(since(state({}))).toBe("since when is not told");
    expect(since(state({ last_confirmed: "2017-11-28" }))).toMatch(/^told .*2017/);
  });

  it("says who else is named", () => {
    expect(disagreement(state({ disputed: true, against: { actors: [{ id: "ypg", name: "YPG" }, "others"], claims: [] } }))).toBe("disputed: others name YPG, others");
    expect(disagreement(state({ contested: true }))).toBe("contested");
    expect(disagreement(state({ disputed: true }))).toBe("accounts differ");
  });

  it("stands under its predicate, control first", () => {
    const found = byPredicate([state({ predicate: "zz" }), state({ predicate: "backs" }), state({}), state({ predicate: "backs" })]);
    expect(found.map(({ predicate, states }) => [predicate, states.length])).toEqual([["controls", 1], ["backs", 2], ["zz", 1]]);
  });
});
