/** The network around one actor, from the states on either side of it. */

import type { NetworkEdge, NetworkNode } from "../network/edges";
import type { State } from "./records";

export function ego(id: string, name: string, states: readonly State[]): { nodes: NetworkNode[]; edges: NetworkEdge[] } {
  const nodes = new Map<string, NetworkNode>([[id, { id, name, country: null, sector: null, degree: 0 }]]);
  const edges: NetworkEdge[] = [];
  for (const state of states) {
    for (const source of state.actors) {
      for (const target of state.recipients) {
        if (source.id === target.id || (source.id !== id && target.id !== id)) continue;
        for (const party of [source, target]) {
          const node = nodes.get(party.id) ?? { id: party.id, name: party.name, country: party.country ?? null, sector: party.sector ?? null, degree: 0 };
          nodes.set(party.id, { ...node, degree: node.degree + 1 });
        }
        const { predicate, from, to, confidence, status } = state;
        edges.push({ id: state.id, source: source.id, target: target.id, predicate, from, to, confidence, disputed: state.disputed || state.contested, status, claims: state.claims_in_all });
      }
    }
  }
  return { nodes: [...nodes.values()], edges };
}
