// What /search answers.

import type { Actor, Dispatch, DocumentFacts, Incident, PlaceRecord, Snippet } from "../logic/records";

export interface ClaimHit {
  id: string;
  snippet: Snippet;
  document: DocumentFacts;
}

export type DocumentHit = Dispatch & { snippet: Snippet };

export interface Groups {
  actors: Actor[];
  places: PlaceRecord[];
  incidents: Incident[];
  claims: ClaimHit[];
  documents: DocumentHit[];
}

export interface Findings {
  groups: Groups;
  notes: string[];
  truncated: boolean;
}

/** Whether places come before actors: the group whose first hit is told of more is what was meant, more often than not. */
export function placesFirst({ actors, places }: Groups): boolean {
  return (places[0]?.claims ?? 0) > (actors[0]?.claims ?? 0);
}
