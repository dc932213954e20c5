// The sign of an incident: round for cooperation, pointed for conflict; hollow for words, filled for deeds; the status is
// in the line. One geometry for the lists (SVG), the map and the pictures (canvas).

import type { Quad, Status } from "./words";

/** In a box of 16 by 16. A square stands for types of the user's own, which have no class. */
export function outline(quad: Quad | null): string {
  if (quad === null) return "M3.500 3.500h9v9h-9z";
  if (quad.endsWith("cooperation")) return "M8 2.750a5.250 5.250 0 1 1 0 10.500a5.250 5.250 0 1 1 0-10.500z";
  return "M8 2.250 14 13H2z";
}

export const SLASH = "M2.500 14.500 13.500 1.500";

export interface Pen {
  /** Opacity of the filling. */
  fill: number;
  dashes: number[];
  slashed: boolean;
}

export function penOf(quad: Quad | null, status: Status): Pen {
  const deed = quad === null || quad.startsWith("material");
  const pens: Record<Status, Pen> = {
    actual: { fill: deed ? 1 : 0, dashes: [], slashed: false },
    future: { fill: deed ? 0.4 : 0, dashes: [3, 1.6], slashed: false },
    hypothetical: { fill: deed ? 0.2 : 0, dashes: [1.2, 1.6], slashed: false },
    negated: { fill: 0, dashes: [], slashed: true },
  };
  return pens[status];
}
