// Relations as lines: who stands together in blue, who stands against each other in red, who belongs to whom in grey.

export type Bond = "together" | "against" | "belongs";

export interface Line {
  bond: Bond;
  /** Whether it goes from one to the other, and so ends in an arrow. */
  directed: boolean;
  /** How strongly it pulls the two together in the drawing. */
  pull: number;
}

const LINES: Record<string, Line> = {
  backs: { bond: "together", directed: true, pull: 1 },
  allied_with: { bond: "together", directed: false, pull: 1 },
  member_of: { bond: "belongs", directed: true, pull: 1.3 },
  affiliated_with: { bond: "belongs", directed: false, pull: 1.2 },
  role: { bond: "belongs", directed: true, pull: 1.3 },
  opposes: { bond: "against", directed: false, pull: 0.45 },
  besieges: { bond: "against", directed: true, pull: 0.45 },
  designates: { bond: "against", directed: true, pull: 0.45 },
  holds: { bond: "against", directed: true, pull: 0.45 },
  sanctions: { bond: "against", directed: true, pull: 0.45 },
};
const OTHER: Line = { bond: "belongs", directed: true, pull: 0.8 };

export const BONDS: Record<Bond, { label: string; colour: string }> = {
  together: { label: "stand together", colour: "var(--quad-mc)" },
  against: { label: "stand against each other", colour: "var(--quad-mf)" },
  belongs: { label: "belong together", colour: "var(--ink-3)" },
};

export function lineOf(predicate: string): Line {
  return LINES[predicate] ?? OTHER;
}

export interface NetworkNode {
  id: string;
  name: string;
  country: string | null;
  sector: string | null;
  degree: number;
}

export interface NetworkEdge {
  id: string;
  source: string;
  target: string;
  predicate: string;
  from: string | null;
  to: string | null;
  confidence: number;
  disputed: boolean;
  status: "actual" | "future" | "hypothetical" | "negated";
  claims: number;
  label?: string | null;
}

export interface NetworkData {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  truncated: boolean;
  dropped: number;
  notes?: string[];
}
