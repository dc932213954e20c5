import { expect, test } from "vitest";
import type { State } from "../lib/types";
import { differences, onlySurer, sentence, why, type Change } from "./changes";

const raqqa = { id: "gn:172955", name: "Raqqa", country: "SY", lat: 35.95, lon: 39, kind: "city" };

function state(changes: Partial<State> = {}): State {
  return {
    id: "s-1", predicate: "controls", actors: [{ id: "sdf", name: "Syrian Democratic Forces" }], recipients: [], places: [raqqa], label: null,
    from: null, from_precision: null, to: null, to_precision: null, known_from: "2017-10-20", known_to: null, status: "actual", confidence: 0.5,
    disputed: false, contested: false, presumed: true, first_confirmed: null, last_confirmed: null, sources: 1, claims: [], claims_in_all: 1,
    documents: [], quantities: [], against: { actors: [], claims: [] }, reasons: [], ...changes,
  };
}

const changed = (after: Partial<State>): Change => ({ change: "changed", before: state(), after: state(after), reasons: ["presumed: yes, then no", "told on 2017-10-20"], claims: [] });

test("a state is said as a sentence", () => {
  expect(sentence(state())).toBe("Syrian Democratic Forces controls Raqqa");
  expect(sentence(state({ predicate: "capital_of", actors: [], recipients: [{ id: "is", name: "Islamic State" }] }))).toBe("Raqqa is the capital of Islamic State");
});

test("the values that differ are named", () => {
  expect(differences(changed({ disputed: true, confidence: 0.7 }))).toEqual(["is denied by someone now", "confidence 50% → 70%"]);
});

test("a change of confidence alone is slight, a denial is not", () => {
  expect(onlySurer(changed({ confidence: 0.9, presumed: false }))).toBe(true);
  expect(onlySurer(changed({ disputed: true }))).toBe(false);
  expect(onlySurer({ ...changed({}), before: null })).toBe(false);
});

test("reasons that repeat the differences are left out", () => {
  expect(why(changed({}))).toEqual(["told on 2017-10-20"]);
});
