/** The records of `lib/types` in as much detail as cards show, and those that only cards show. Offsets count code points. */

import type * as Base from "../../lib/types";
import type { Status } from "../../lib/words";

export type { DocumentFacts, Party, Quantity, Span } from "../../lib/types";
export type List<T> = Base.Page<T>;

export interface Claim extends Base.Claim {
  historical?: boolean;
}

/** One number as one claim tells it. */
export interface Told {
  text?: string | null;
  value: number | null;
  low: number | null;
  high: number | null;
  change: string | null;
  as_of: string | null;
  source: string | null;
  claim: string;
}

export interface Figure {
  unit: string;
  told: Told[];
}

export interface StatusTold {
  status: Status;
  as_of: string;
  source: string | null;
  claim: string;
}

export interface Dispute {
  about: string;
  values: (Partial<Told> & Partial<StatusTold> & Record<string, unknown>)[];
}

/** Why two claims, or two documents of one story, were taken to be about one happening. */
export interface Link {
  claim?: string;
  document?: string;
  other: string;
  score: number;
  reasons: string[];
}

/** A happening; without a `type` it is a story that several documents tell and no claim that they share was coded. */
export interface Incident extends Omit<Base.Incident, "type" | "quantities" | "disputes" | "outlets" | "contexts" | "confidence"> {
  type: string | null;
  quantities: Figure[];
  disputes: Dispute[];
  outlets?: string[];
  contexts?: string[];
  confidence?: number;
  title?: string | null;
  terms?: string[];
  beside?: string[];
  links?: Link[];
  told?: Claim[];
}

/** A claim in its context. */
export interface WholeClaim {
  claim: Claim;
  before: string | null;
  after: string | null;
  incident: string | null;
  states: string[];
  known: string;
  recorded: string;
  retired: string | null;
  held: boolean;
  judgements: Judgement[];
}

export interface Dispatch extends Base.DocumentFacts {
  known: string;
  recorded: string;
  retired: string | null;
  coder: string;
  claims: number;
  reasons: string[];
  notes: string[];
  /** The words that were searched for, in the title or a sentence. */
  found?: Snippet | null;
}

/** A dispatch that tells the same. */
export interface Copy {
  id: string;
  publisher: string | null;
  kind: "exact" | "near" | "wire" | "story";
  other_is: "earlier" | "later";
  similarity: number;
  reasons: string[];
}

export interface WholeDispatch extends Omit<Dispatch, "claims"> {
  text: string;
  sentences: { index: number; start: number; end: number }[];
  claims: Claim[];
  incidents: string[];
  copies: Copy[];
  versions: { recorded: string; retired: string | null; coder: string }[];
}

export interface Actor {
  id: string;
  name: string;
  country: string | null;
  sector: string | null;
  claims: number;
  as_actor: number;
  as_recipient: number;
  as_source: number;
  first_known: string;
  last_known: string;
}

export interface PlaceRecord extends Base.Place {
  claims: number;
  first_known: string;
  last_known: string;
}

export type StateFigure = Told & { unit: string };

export interface State extends Omit<Base.State, "quantities" | "against"> {
  quantities: StateFigure[];
  against: { actors: (Base.Party | string)[]; claims: string[] };
}

export interface Judgement {
  id: string;
  action: "accept" | "reject" | "merge" | "split" | "correct";
  targets: string[];
  author: string;
  made: string;
  field: string | null;
  value: unknown;
  reason: string | null;
  revoked: string | null;
  revoked_by: string | null;
  revoked_reason: string | null;
}

/** A text with stretches of it marked. */
export interface Snippet {
  text: string;
  marks: [number, number][];
}

/** How often an actor did something, or had it done to it, with the newest claims of it. */
export interface Doing {
  type: string;
  claims: number;
  newest: string[];
}

export interface WholeActor extends Actor {
  about: { names?: string[]; country?: string | null; sector?: string | null; kind?: string | null } | null;
  roles: State[];
  relations: State[];
  did: Doing[];
  undergone: Doing[];
  publishers: { name: string | null; claims: number }[];
}

export interface WholePlace extends PlaceRecord {
  states: State[];
  control: State[];
  incidents: Incident[];
}
