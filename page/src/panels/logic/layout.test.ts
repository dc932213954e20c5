import { describe, expect, it } from "vitest";
import { forces, frame, rings, type Edge, type Node } from "./layout";

const star = (leaves: number): { nodes: Node[]; edges: Edge[] } => ({
  nodes: [{ id: "hub", degree: leaves }, ...Array.from({ length: leaves }, (_, n) => ({ id: `leaf-${n}`, degree: 1 }))],
  edges: Array.from({ length: leaves }, (_, n) => ({ source: "hub", target: `leaf-${n}`, pull: 1 })),
});

describe("forces", () => {
  it("draw the same network the same, in whatever order it comes", () => {
    const { nodes, edges } = star(8);
    const turned = forces([...nodes].reverse(), edges);
    expect(forces(nodes, edges).get("leaf-3")).toEqual(turned.get("leaf-3"));
  });

  it("keep names from lying on one another", () => {
    const { nodes, edges } = star(24);
    const points = [...forces(nodes, edges).values()];
    for (const [n, one] of points.entries())
      for (const other of points.slice(n + 1)) expect(Math.abs(one.x - other.x) > 60 || Math.abs(one.y - other.y) > 20).toBe(true);
  });

  it("leave out edges to what is not there, and to itself", () => {
    const found = forces([{ id: "a", degree: 1 }], [{ source: "a", target: "gone", pull: 1 }, { source: "a", target: "a", pull: 1 }]);
    expect(Number.isFinite(found.get("a")!.x)).toBe(true);
  });

  it("give no position for an empty network", () => {
    expect(forces([], []).size).toBe(0);
  });
});

describe("rings", () => {
  it("have the one asked for in the middle and every other one apart", () => {
    const others = Array.from({ length: 30 }, (_, n) => `n${n}`);
    const found = rings("me", others);
    expect(found.get("me")).toEqual({ x: 0, y: 0 });
    expect(new Set(others.map((id) => JSON.stringify(found.get(id)))).size).toBe(30);
  });
});

describe("a frame", () => {
  it("holds all points with room for names", () => {
    expect(frame([{ x: 0, y: 0 }, { x: 10, y: 20 }], { x: 5, y: 5 })).toEqual({ x: -5, y: -5, width: 20, height: 30 });
  });

  it("has a size without points", () => {
    expect(frame([]).width).toBeGreaterThan(0);
  });
});
