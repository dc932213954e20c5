import { describe, expect, it } from "vitest";
import type { Claim, Incident, State } from "./records";
import { sidesOf } from "./sides";

const party = (name: string | null, text = name ?? "") => ({ id: name && name.toLowerCase(), name, text, start: 0, end: 1 });
const names = (record: object) => {
  const { left, right } = sidesOf(record as Claim | Incident | State);
  return [left.map((each) => each.name), right.map((each) => each.name)];
};

describe("sides", () => {
  it("are who does it and whom it is done to", () => {
    expect(names({ kind: "event", actors: [party("Turkey")], recipients: [party("YPG")], places: [party("Afrin")] })).toEqual([["Turkey"], ["YPG"]]);
  });

  it("have the place that a relation is with", () => {
    expect(names({ kind: "relation", actors: [party("YPG")], recipients: [], places: [party("Afrin")] })).toEqual([["YPG"], ["Afrin"]]);
    expect(names({ predicate: "capital_of", actors: [], recipients: [party("Syria")], places: [party("Damascus")] })).toEqual([["Damascus"], ["Syria"]]);
  });

  it("leave out the place where two parties are told", () => {
    expect(names({ predicate: "backs", actors: [party("Iran")], recipients: [party("Syria")], places: [party("Homs")] })).toEqual([["Iran"], ["Syria"]]);
  });

  it("keep what the text says where the name is another", () => {
    const { left } = sidesOf({ kind: "event", actors: [party("Turkey", "Ankara"), party(null, "gunmen")], recipients: [], places: [] } as unknown as Claim);
    expect(left.map(({ name, text }) => [name, text])).toEqual([["Turkey", "Ankara"], ["gunmen", null]]);
  });
});
