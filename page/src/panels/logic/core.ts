/** What of a network can be read in one drawing: who has most relations with one another; the rest is counted. */

import type { NetworkEdge, NetworkNode } from "../network/edges";

export interface Core {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  /** Relations that are not drawn. */
  dropped: number;
}

/** Relations of one kind between the same two are one line, which holds what any of them holds. */
export function bundled(edges: readonly NetworkEdge[]): NetworkEdge[] {
  const lines = new Map<string, NetworkEdge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.source, edge.target, edge.predicate, edge.status]);
    const line = lines.get(key);
    lines.set(key, line ? { ...line, claims: line.claims + edge.claims, disputed: line.disputed || edge.disputed, confidence: Math.max(line.confidence, edge.confidence) } : edge);
  }
  return [...lines.values()];
}

/** The `most` actors of most relations with their ties; around `centre` it and those tied to it, its own ties first. */
export function core(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[], most: number, centre: string | null = null): Core {
  const lines = bundled(edges);
  const degrees = degreesOf(lines);
  const ties = new Set(lines.filter((line) => line.source === centre || line.target === centre).flatMap((line) => [line.source, line.target]));
  const rank = (id: string) => (id === centre ? Infinity : (degrees.get(id) ?? 0) + (ties.has(id) ? 1000 : 0));
  const inside = new Set([...degrees.keys()].sort((one, other) => rank(other) - rank(one) || (one < other ? -1 : 1)).slice(0, most));
  const drawn = lines.filter((line) => inside.has(line.source) && inside.has(line.target));
  const left = degreesOf(drawn);
  return {
    nodes: nodes.filter((node) => left.has(node.id)).map((node) => ({ ...node, degree: left.get(node.id)! })),
    edges: drawn,
    dropped: lines.length - drawn.length,
  };
}

function degreesOf(edges: readonly NetworkEdge[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { source, target } of edges) for (const id of [source, target]) found.set(id, (found.get(id) ?? 0) + 1);
  return found;
}
