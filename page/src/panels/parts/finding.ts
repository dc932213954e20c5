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
