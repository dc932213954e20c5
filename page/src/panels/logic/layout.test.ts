import { describe, expect, it } from "vitest";
import { forces, heightFor, rings, type Edge, type Node } from "./layout";

const BOX = { width: 700, height: 520 };

const star = (leaves: number): { nodes: Node[]; edges: Edge[] } => ({
  nodes: [{ id: "hub", degree: leaves }, ...Array.from({ length: leaves }, (_, n) => ({ id: `leaf-${n}`, degree: 1 }))],
  edges: Array.from({ length: leaves }, (_, n) => ({ source: "hub", target: `leaf-${n}`, pull: 1 })),
});

describe("forces", () => {
  it("draw the same network the same, in whatever order it comes", () => {
    const { nodes, edges } = star(8);
    const turned = forces([...nodes].reverse(), edges, BOX);
    expect(forces(nodes, edges, BOX).get("leaf-3")).toEqual(turned.get("leaf-3"));
  });

  it("keep names from lying on one another", () => {
    const { nodes, edges } = star(24);
    const points = [...forces(nodes, edges, BOX).values()];
    for (const [n, one] of points.entries())
      for (const other of points.slice(n + 1)) expect(Math.abs(one.x - other.x) > 60 || Math.abs(one.y - other.y) > 20).toBe(true);
  });

  it("stay in their box", () => {
    const { nodes, edges } = star(30);
    for (const { x, y } of forces(nodes, edges, BOX).values()) expect(x > 0 && x < BOX.width && y > 0 && y < BOX.height).toBe(true);
  });

  it("leave out edges to what is not there, and to itself", () => {
    const found = forces([{ id: "a", degree: 1 }], [{ source: "a", target: "gone", pull: 1 }, { source: "a", target: "a", pull: 1 }], BOX);
    expect(Number.isFinite(found.get("a")!.x)).toBe(true);
  });

  it("give no position for an empty network", () => {
    expect(forces([], [], BOX).size).toBe(0);
  });
});

describe("rings", () => {
  it("have the one asked for in the middle and every other one apart, inside the box", () => {
    const others = Array.from({ length: 23 }, (_, n) => `n${n}`);
    const found = rings("me", others, BOX);
    expect(found.get("me")).toEqual({ x: 350, y: 260 });
    expect(new Set(others.map((id) => JSON.stringify(found.get(id)))).size).toBe(23);
    for (const { x, y } of found.values()) expect(x > 0 && x < BOX.width && y > 0 && y < BOX.height).toBe(true);
  });

  it("hold only the middle where nobody stands around it", () => {
    expect([...rings("me", [], BOX).keys()]).toEqual(["me"]);
  });
});

it("the box grows with the number of names, and with how narrow it is", () => {
  expect(heightFor(30, 440)).toBeGreaterThan(heightFor(30, 800));
  expect(heightFor(30, 800)).toBeGreaterThan(heightFor(5, 800));
});
