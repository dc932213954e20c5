import { describe, expect, it } from "vitest";
import type { NetworkEdge, NetworkNode } from "../network/edges";
import { bundled, core } from "./core";

const node = (id: string): NetworkNode => ({ id, name: id, country: null, sector: null, degree: 0 });
const edge = (source: string, target: string, changes: Partial<NetworkEdge> = {}): NetworkEdge => ({
  id: `${source}-${target}`, source, target, predicate: "backs", from: null, to: null, confidence: 0.5, disputed: false, status: "actual", claims: 1, ...changes,
});

describe("a bundle", () => {
  it("is one line for relations of one kind between the same two", () => {
    const found = bundled([edge("a", "b"), edge("a", "b", { claims: 3, disputed: true, confidence: 0.9 }), edge("b", "a"), edge("a", "b", { predicate: "opposes" })]);
    expect(found.map(({ source, predicate, claims }) => [source, predicate, claims])).toEqual([["a", "backs", 4], ["b", "backs", 1], ["a", "opposes", 1]]);
    expect(found[0]).toMatchObject({ disputed: true, confidence: 0.9 });
  });

  it("keeps what is planned apart from what holds", () => {
    expect(bundled([edge("a", "b"), edge("a", "b", { status: "future" })])).toHaveLength(2);
  });
});

describe("the core", () => {
  const nodes = ["a", "b", "c", "d", "e", "f"].map(node);
  const edges = [edge("a", "b"), edge("a", "c"), edge("b", "c"), edge("d", "e"), edge("a", "f")];

  it("has those of most relations, and counts what it leaves out", () => {
    const found = core(nodes, edges, 3);
    expect(found.nodes.map(({ id, degree }) => [id, degree])).toEqual([["a", 2], ["b", 2], ["c", 2]]);
    expect(found.dropped).toBe(2);
  });

  it("leaves out whoever has nobody left", () => {
    expect(core(nodes, edges, 4).nodes.map(({ id }) => id)).not.toContain("e");
  });

  it("has those tied to its centre first", () => {
    expect(core(nodes, edges, 2, "d").nodes.map(({ id }) => id)).toEqual(["d", "e"]);
  });

  it("is whole where all can be read", () => {
    expect(core(nodes, edges, 99)).toMatchObject({ dropped: 0 });
  });
});
