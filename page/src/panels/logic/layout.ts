/**
 * Places the actors of a network on a plane: by forces where all are shown, in a ring around one that is asked for.
 * The same network is always drawn the same, so that two days can be compared.
 */

export interface Node {
  id: string;
  degree: number;
}

export interface Edge {
  source: string;
  target: string;
  /** Those who stand together are drawn together, those who stand against each other apart. */
  pull: number;
}

export interface Point {
  x: number;
  y: number;
}

const ROUNDS = 320;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const APART = 2600; // px²; how strongly any two push each other away
const LENGTH = 110; // px; of an edge at rest
const GRAVITY = 0.012;
const LABEL = { width: 110, height: 40 }; // px that a name needs for itself

/** Positions by forces around 0,0; they are about `aspect` times as wide as high. */
export function forces(nodes: readonly Node[], edges: readonly Edge[], aspect = 1.5): Map<string, Point> {
  const order = [...nodes].sort((one, other) => other.degree - one.degree || (one.id < other.id ? -1 : 1));
  const at = order.map((_, n) => onSpiral(n));
  const index = new Map(order.map((node, n) => [node.id, n]));
  const springs = edges
    .map((edge) => ({ a: index.get(edge.source), b: index.get(edge.target), pull: edge.pull }))
    .filter((edge): edge is { a: number; b: number; pull: number } => edge.a !== undefined && edge.b !== undefined && edge.a !== edge.b);
  for (let round = 0; round < ROUNDS; round += 1) step(at, springs, 1 - round / ROUNDS, aspect);
  for (let round = 0; round < 60; round += 1) separate(at);
  return new Map(order.map((node, n) => [node.id, at[n]!]));
}

/** One in the middle, the others in rings around it in the order given. */
export function rings(centre: string, others: readonly string[], aspect = 1.5): Map<string, Point> {
  const found = new Map<string, Point>([[centre, { x: 0, y: 0 }]]);
  const inner = others.length <= 12 ? others.length : Math.ceil(others.length * 0.4);
  const place = (ids: readonly string[], radius: number, turn: number) =>
    ids.forEach((id, n) => {
      const angle = turn + (2 * Math.PI * n) / ids.length;
      found.set(id, { x: Math.cos(angle) * radius * aspect, y: Math.sin(angle) * radius });
    });
  const radius = Math.max(120, (inner * LABEL.height) / 3.4);
  const outer = others.length - inner;
  place(others.slice(0, inner), radius, -Math.PI / 2);
  place(others.slice(inner), Math.max(radius + 90, (outer * LABEL.height) / 3.8), -Math.PI / 2 + Math.PI / Math.max(1, outer));
  return found;
}

/** The rectangle around points, with room for their names. */
export function frame(points: Iterable<Point>, room = { x: 90, y: 36 }): { x: number; y: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  if (left > right) return { x: -200, y: -100, width: 400, height: 200 };
  return { x: left - room.x, y: top - room.y, width: right - left + 2 * room.x, height: bottom - top + 2 * room.y };
}

function onSpiral(n: number): Point {
  const radius = 34 * Math.sqrt(n + 0.5);
  return { x: Math.cos(n * GOLDEN) * radius, y: Math.sin(n * GOLDEN) * radius };
}

function step(at: Point[], springs: readonly { a: number; b: number; pull: number }[], heat: number, aspect: number): void {
  const moves = at.map(({ x, y }) => ({ x: -x * GRAVITY, y: -y * GRAVITY * aspect * aspect }));
  for (let one = 0; one < at.length; one += 1) for (let other = one + 1; other < at.length; other += 1) push(at, moves, one, other);
  for (const { a, b, pull } of springs) draw(at, moves, a, b, pull);
  const most = 2 + 30 * heat;
  at.forEach((point, n) => {
    const move = moves[n]!;
    const size = Math.hypot(move.x, move.y) || 1;
    const share = Math.min(size, most) / size;
    point.x += move.x * share;
    point.y += move.y * share;
  });
}

function push(at: readonly Point[], moves: Point[], one: number, other: number): void {
  const [a, b] = [at[one]!, at[other]!];
  const [dx, dy] = [a.x - b.x || 0.01, a.y - b.y || 0.01];
  const square = Math.max(60, dx * dx + dy * dy);
  const [fx, fy] = [(dx / square) * APART * 0.5, (dy / square) * APART * 0.5];
  moves[one]!.x += fx;
  moves[one]!.y += fy;
  moves[other]!.x -= fx;
  moves[other]!.y -= fy;
}

function draw(at: readonly Point[], moves: Point[], a: number, b: number, pull: number): void {
  const [dx, dy] = [at[b]!.x - at[a]!.x, at[b]!.y - at[a]!.y];
  const size = Math.hypot(dx, dy) || 1;
  const force = ((size - LENGTH / Math.max(0.3, pull)) / size) * 0.06 * pull;
  moves[a]!.x += dx * force;
  moves[a]!.y += dy * force;
  moves[b]!.x -= dx * force;
  moves[b]!.y -= dy * force;
}

/** Moves apart what would write one name over another. */
function separate(at: Point[]): void {
  for (let one = 0; one < at.length; one += 1)
    for (let other = one + 1; other < at.length; other += 1) {
      const [a, b] = [at[one]!, at[other]!];
      const over = { x: LABEL.width - Math.abs(a.x - b.x), y: LABEL.height - Math.abs(a.y - b.y) };
      if (over.x <= 0 || over.y <= 0) continue;
      const along = over.y * 2 < over.x ? "y" : "x";
      const way = a[along] < b[along] || (a[along] === b[along] && one < other) ? -1 : 1;
      a[along] += (way * over[along]) / 4;
      b[along] -= (way * over[along]) / 4;
    }
}
