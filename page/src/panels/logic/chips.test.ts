import { describe, expect, it } from "vitest";
import { noFilters } from "../../lib/state";
import { chipsOf, toggled } from "./chips";

const words = (changes: object) => chipsOf({ ...noFilters(), ...changes }).map(({ about, value }) => `${about}: ${value}`);

describe("chips", () => {
  it("are none where no filter is set", () => {
    expect(chipsOf(noFilters())).toEqual([]);
  });

  it("say each filter in words", () => {
    expect(words({ type: ["ASSAULT", "controls"], status: ["future"], role: ["recipient"], min_confidence: 0.6, disputed: true })).toEqual([
      "Type: Assault", "Type: Controls", "Status: Future", "As: whom it is done to", "Confidence: 60% or more", "Accounts: that differ",
    ]);
  });

  it("take away one value and leave the others", () => {
    const filters = { ...noFilters(), actor: ["turkey", "ypg"] };
    expect(chipsOf(filters)[0]!.without).toEqual({ actor: ["ypg"] });
  });

  it("take a single filter back to its default", () => {
    expect(chipsOf({ ...noFilters(), text: "raqqa" })[0]!.without).toEqual({ text: "" });
  });

  it("know which values are ids with a better name", () => {
    expect(chipsOf({ ...noFilters(), place: ["gn:172955"], source: ["sana"] }).map(({ names }) => names)).toEqual(["place", "actor"]);
  });
});

it("a value is put in or taken out", () => {
  expect([toggled(["a"], "b"), toggled(["a", "b"], "a")]).toEqual([["a", "b"], ["b"]]);
});
