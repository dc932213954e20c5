// The records as the service sends them: those of `dateline … --format jsonl` (see `dateline schema` and /api/v1/openapi.json).

import type { Status } from "./words";

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number | null;
  truncated: boolean;
  notes: string[];
}

export interface Span {
  text: string;
  start: number;
  end: number;
}

export interface ActorMention extends Span {
  id: string | null;
  name: string | null;
  country: string | null;
  sector: string | null;
}

export interface PlaceMention extends Span {
  id: string | null;
  name: string | null;
  country: string | null;
  lat: number | null;
  lon: number | null;
  kind: string | null;
  precision: string | null;
  relation: string | null;
}

export interface TimeMention extends Span {
  from: string | null;
  to: string | null;
  precision: string | null;
  rule: string | null;
}

export interface Quantity extends Span {
  value: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  change: string | null;
}

export interface DocumentFacts {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  url: string | null;
  language: string | null;
}

export interface Claim {
  id: string;
  kind: "event" | "relation";
  type: string;
  modes: string[];
  contexts: string[];
  status: Status;
  trigger: Span;
  actors: ActorMention[];
  recipients: ActorMention[];
  places: PlaceMention[];
  time: TimeMention | null;
  quantities: Quantity[];
  sources: ActorMention[];
  label: string | null;
  sentence: Span & { index: number };
  document: DocumentFacts;
  cameo: string | null;
  quad: string | null;
  intensity: number | null;
  confidence: number;
  reasons: string[];
  coder: string;
}

export interface Party {
  id: string;
  name: string;
  voices?: number;
  country?: string | null;
  sector?: string | null;
}

export interface Place {
  id: string;
  name: string;
  country: string | null;
  lat: number | null;
  lon: number | null;
  kind: string | null;
}

export interface Incident {
  id: string;
  type: string;
  modes: string[];
  status: Status;
  actors: Party[];
  recipients: Party[];
  place: (Place & { precision?: string | null }) | null;
  from: string | null;
  to: string | null;
  precision: string | null;
  quantities: Record<string, unknown>[];
  claims: string[];
  documents: string[];
  outlets: string[];
  sources: number;
  disputed: boolean;
  disputes: Record<string, unknown>[];
  contexts: string[];
  historical: boolean;
  first_known: string;
  last_known: string;
  confidence: number;
  reasons: string[];
}

export interface State {
  id: string;
  predicate: string;
  actors: Party[];
  recipients: Party[];
  places: Place[];
  label: string | null;
  from: string | null;
  from_precision: string | null;
  to: string | null;
  to_precision: string | null;
  known_from: string;
  known_to: string | null;
  status: Status;
  confidence: number;
  disputed: boolean;
  contested: boolean;
  presumed: boolean;
  first_confirmed: string | null;
  last_confirmed: string | null;
  sources: number;
  claims: string[];
  claims_in_all: number;
  documents: string[];
  quantities: Record<string, unknown>[];
  against: { actors: Party[]; claims: string[] };
  reasons: string[];
}

export interface Meta {
  version: string;
  coder: string;
  store: { documents: number; claims: number; incidents: number; states: number; actors: number; places: number };
  days: { first: string | null; last: string | null };
  valid: { first: string | null; last: string | null };
  ontology: {
    types: { name: string; modes: string[]; quad: string; label: string }[];
    predicates: string[];
    statuses: string[];
    kinds: string[];
    contexts: string[];
    sectors: string[];
  };
  publishers: { name: string; documents: number }[];
  viewpoints: { code: string; name: string }[];
  role: "reader" | "editor" | "admin";
  author: string | null;
  attribution: string[];
  /** A map style that the operator points to, in place of the bundled base map. */
  style?: string | null;
}

export interface TimelineBucket {
  from: string;
  to: string;
  incidents: number;
  claims: number;
  documents: number;
}

export interface Timeline {
  bucket: "day" | "week" | "month" | "year";
  items: TimelineBucket[];
  undated: number;
}
