import { expect, it } from "vitest";
import { ego } from "./ego";
import type { State } from "./records";

const party = (id: string) => ({ id, name: id.toUpperCase() });
const state = (id: string, from: string[], to: string[], changes: object = {}) =>
  ({ id, predicate: "backs", actors: from.map(party), recipients: to.map(party), from: null, to: null, confidence: 0.9, status: "actual", disputed: false, contested: false, claims_in_all: 2, ...changes }) as unknown as State;

it("the network around an actor has its relations on either side, and no others", () => {
  const { nodes, edges } = ego("me", "Me", [state("s1", ["me"], ["a"]), state("s2", ["b"], ["me"]), state("s3", ["a"], ["b"]), state("s4", ["me"], ["me"])]);
  expect(edges.map((edge) => `${edge.source}>${edge.target}`)).toEqual(["me>a", "b>me"]);
  expect(nodes.map(({ id, degree }) => [id, degree])).toEqual([["me", 2], ["a", 1], ["b", 1]]);
});

it("a contested state is a disputed line", () => {
  expect(ego("me", "Me", [state("s", ["me"], ["a"], { contested: true })]).edges[0]!.disputed).toBe(true);
});
