import { describe, expect, it } from "vitest";
import { corrections, draftOf } from "./correcting";
import type { Claim } from "./records";

const turkey = { text: "Ankara", start: 0, end: 6, id: "turkey", name: "Turkey", country: "TUR", sector: "GOV" };
const ypg = { text: "the YPG", start: 15, end: 22, id: "ypg", name: "YPG", country: "SYR", sector: "REB" };
const claim = {
  type: "ASSAULT", status: "actual", label: null, modes: ["aerial"], actors: [turkey, ypg], recipients: [], places: [],
  time: { text: "Friday", start: 30, end: 36, from: "2018-01-19", to: "2018-01-19", precision: "day", rule: "weekday" },
} as unknown as Claim;

describe("corrections", () => {
  it("are none where nothing was changed", () => {
    expect(corrections(claim, draftOf(claim))).toEqual([]);
  });

  it("are one for each field that was changed", () => {
    const draft = { ...draftOf(claim), status: "negated", type: "COERCE", label: " " };
    expect(corrections(claim, draft)).toEqual([{ field: "type", value: "COERCE" }, { field: "status", value: "negated" }]);
  });

  it("keep the words of a time whose dates are changed", () => {
    const draft = { ...draftOf(claim), from: "2018-01-12", to: "" };
    expect(corrections(claim, draft)).toEqual([
      { field: "time", value: { text: "Friday", start: 30, end: 36, from: "2018-01-12", to: "2018-01-12" } },
    ]);
  });

  it("take a time away", () => {
    expect(corrections(claim, { ...draftOf(claim), from: "", to: "" })).toEqual([{ field: "time", value: null }]);
  });

  it("keep untouched parties whole, and the words of one that is renamed", () => {
    const draft = draftOf(claim);
    draft.actors = [draft.actors[0]!, { name: "SDF", id: "syrian-democratic-forces", kept: 1 }, { name: "rebels", id: null, kept: null }];
    expect(corrections(claim, draft)).toEqual([
      { field: "actors", value: [turkey, { text: "the YPG", start: 15, end: 22, name: "SDF", id: "syrian-democratic-forces" }, { name: "rebels" }] },
    ]);
  });

  it("drop a party", () => {
    const draft = draftOf(claim);
    draft.actors = [draft.actors[1]!];
    expect(corrections(claim, draft)).toEqual([{ field: "actors", value: [ypg] }]);
  });
});
