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
const LABEL = { width: 104, height: 36 }; // px that a name needs for itself
const EDGE = { x: 54, y: 26 }; // px from the edge of the box
const APARTS = 80; // rounds of moving names apart
const ONE_RING = 11; // of more, some stand nearer to the middle

export interface Size {
  width: number;
  height: number;
}

/** Positions by forces in a box of pixels, such that names of its letters' size fit between. */
export function forces(nodes: readonly Node[], edges: readonly Edge[], box: Size): Map<string, Point> {
  const order = [...nodes].sort((one, other) => other.degree - one.degree || (one.id < other.id ? -1 : 1));
  const at = order.map((_, n) => onSpiral(n));
  const index = new Map(order.map((node, n) => [node.id, n]));
  const springs = edges
    .map((edge) => ({ a: index.get(edge.source), b: index.get(edge.target), pull: edge.pull }))
    .filter((edge): edge is { a: number; b: number; pull: number } => edge.a !== undefined && edge.b !== undefined && edge.a !== edge.b);
  for (let round = 0; round < ROUNDS; round += 1) step(at, springs, 1 - round / ROUNDS, box.width / box.height);
  spread(at, "x", box.width - 2 * EDGE.x, EDGE.x);
  spread(at, "y", box.height - 2 * EDGE.y, EDGE.y);
  for (let round = 0; round < APARTS; round += 1) {
    separate(at);
    for (const point of at) Object.assign(point, clamped(point, box));
  }
  return new Map(order.map((node, n) => [node.id, at[n]!]));
}

/** How high a box of a width must be for so many names. */
export function heightFor(count: number, width: number): number {
  return Math.round(Math.max(240, Math.min(760, (count * LABEL.width * LABEL.height * 2.6) / width + 80)));
}

/** One in the middle of the box, the others on one or two ellipses around it in the order given. */
export function rings(centre: string, others: readonly string[], box: Size): Map<string, Point> {
  const middle = { x: box.width / 2, y: box.height / 2 };
  const found = new Map<string, Point>([[centre, middle]]);
  const inner = others.length <= ONE_RING ? 0 : Math.floor(others.length * 0.36);
  const place = (ids: readonly string[], share: number, turn: number) =>
    ids.forEach((id, n) => {
      const angle = turn + (2 * Math.PI * n) / ids.length;
      found.set(id, { x: middle.x + Math.cos(angle) * share * (middle.x - EDGE.x), y: middle.y + Math.sin(angle) * share * (middle.y - EDGE.y) });
    });
  place(others.slice(0, inner), 0.56, -Math.PI / 2 + 0.2);
  place(others.slice(inner), 1, -Math.PI / 2);
  const points = [...found.values()].slice(1);
  for (let round = 0; round < APARTS; round += 1) {
    separate(points);
    for (const point of points) Object.assign(point, clamped(point, box));
  }
  return found;
}

function clamped({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.max(EDGE.x, Math.min(x, width - EDGE.x)), y: Math.max(EDGE.y, Math.min(y, height - EDGE.y)) };
}

/** Fills a length: half by where things lie, half by their order, so that a straggler does not press all others together. */
function spread(at: Point[], along: "x" | "y", length: number, from: number): void {
  const sorted = at.map((point) => point[along]).sort((one, other) => one - other);
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  for (const point of at) {
    const linear = high > low ? (point[along] - low) / (high - low) : 0.5;
    const rank = at.length > 1 ? sorted.indexOf(point[along]) / (at.length - 1) : 0.5;
    point[along] = from + length * (0.45 * linear + 0.55 * rank);
  }
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
