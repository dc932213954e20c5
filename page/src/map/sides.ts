// Which colour and pattern a holder of places has. It keeps them for as long as the page is open, whatever day is shown.

export interface Holder {
  id: string;
  name: string;
  claims?: number;
  since?: string | null;
  confirmed?: string | null;
  confidence?: number;
}

const SIDES = 6;
const given = new Map<string, number>();

/** Gives the holders of most places their colours first; those after the sixth share the seventh. */
export function assignSides(holders: Iterable<Holder>): void {
  const counts = new Map<string, number>();
  for (const { id } of holders) counts.set(id, (counts.get(id) ?? 0) + 1);
  const ordered = [...counts].toSorted(([one, n], [other, m]) => m - n || one.localeCompare(other));
  for (const [id] of ordered) if (!given.has(id)) given.set(id, given.size);
}

/** From 1 to 7: the number of its `--side-…` colour. */
export function sideOf(id: string): number {
  return Math.min(given.get(id) ?? SIDES, SIDES) + 1;
}
