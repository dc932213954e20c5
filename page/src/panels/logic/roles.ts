/** What each marked stretch of a sentence is to a claim. */

import type { Claim } from "./records";
import type { Mark } from "./spans";

export type Role = "trigger" | "actor" | "recipient" | "place" | "time" | "quantity" | "source";

/** In the order of the legend; the letter stands beside the colour, for those who cannot tell colours apart. */
export const ROLES: readonly { role: Role; name: string; letter: string; gist: string }[] = [
  { role: "trigger", name: "what", letter: "W", gist: "the word that tells of it" },
  { role: "actor", name: "who", letter: "A", gist: "who does it, or holds the relation" },
  { role: "recipient", name: "to whom", letter: "R", gist: "who it is done to, or with" },
  { role: "place", name: "where", letter: "P", gist: "the place" },
  { role: "time", name: "when", letter: "T", gist: "the words for the time" },
  { role: "quantity", name: "how many", letter: "N", gist: "a figure" },
  { role: "source", name: "who says so", letter: "S", gist: "whom the text attributes it to" },
];

export interface Marked {
  role: Role;
  /** What the words were understood as. */
  meaning: string | null;
  /** The card that the words lead to, as "actor/…" or "place/…". */
  open: string | null;
  claim: string;
}

/** The stretches of a document's text that a claim rests on; words of no length name nothing. */
export function marksOf(claim: Claim): Mark<Marked>[] {
  const found: Mark<Marked>[] = [];
  const add = (role: Role, span: { start: number; end: number }, meaning: string | null, open: string | null = null) => {
    if (span.start < span.end) found.push({ start: span.start, end: span.end, value: { role, meaning, open, claim: claim.id } });
  };
  add("trigger", claim.trigger, null);
  for (const each of claim.actors) add("actor", each, each.name, each.id && `actor/${each.id}`);
  for (const each of claim.recipients) add("recipient", each, each.name, each.id && `actor/${each.id}`);
  for (const each of claim.places) add("place", each, each.name, each.id && `place/${each.id}`);
  if (claim.time) add("time", claim.time, claim.time.from);
  for (const each of claim.quantities) add("quantity", each, null);
  for (const each of claim.sources) add("source", each, each.name, each.id && `actor/${each.id}`);
  return found;
}

/** The roles that a set of marks has, in the order of the legend. */
export function rolesIn(marks: readonly Mark<Marked>[]): Role[] {
  const there = new Set(marks.map((mark) => mark.value.role));
  return ROLES.map(({ role }) => role).filter((role) => there.has(role));
}
