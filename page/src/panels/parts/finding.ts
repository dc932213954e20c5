// What /search answers.

import type { Actor, Dispatch, Incident, PlaceRecord, Snippet } from "../logic/records";

export interface ClaimHit {
  id: string;
  snippet: Snippet;
  document: { id: string; title: string | null; publisher: string | null; published: string | null } | string;
}

export type DocumentHit = Dispatch & { snippet?: Snippet | null };

export interface Groups {
  actors: Actor[];
  places: PlaceRecord[];
  incidents: (Incident & { snippet?: Snippet | null })[];
  claims: ClaimHit[];
  documents: DocumentHit[];
}

export interface Findings {
  groups: Groups;
  notes?: string[];
  truncated?: boolean;
}

/** Whether places come before actors: the group whose first hit is told of more is what was meant, more often than not. */
export function placesFirst({ actors, places }: Groups): boolean {
  return (places[0]?.claims ?? 0) > (actors[0]?.claims ?? 0);
}
