/** What a correction form changed, as the fields and values that the service takes: one judgement a field. */

import type { Claim } from "./records";

export interface Draft {
  type: string;
  status: string;
  label: string;
  modes: string[];
  from: string;
  to: string;
  actors: DraftItem[];
  recipients: DraftItem[];
  places: DraftItem[];
}

/** A party or place as it is edited; `kept` is the index of what stood there, null for a new one. */
export interface DraftItem {
  name: string;
  id: string | null;
  kept: number | null;
}

export interface Correction {
  field: string;
  value: unknown;
}

type Items = "actors" | "recipients" | "places";

export function draftOf(claim: Claim): Draft {
  const items = (name: Items): DraftItem[] => claim[name].map((each, n) => ({ name: each.name ?? each.text, id: each.id, kept: n }));
  return {
    type: claim.type, status: claim.status, label: claim.label ?? "", modes: [...claim.modes],
    from: claim.time?.from ?? "", to: claim.time?.to ?? "",
    actors: items("actors"), recipients: items("recipients"), places: items("places"),
  };
}

/** The corrections between a claim and its draft, in the order in which the service applies them. */
export function corrections(claim: Claim, draft: Draft): Correction[] {
  const before = draftOf(claim);
  const found: Correction[] = [];
  if (draft.type !== before.type) found.push({ field: "type", value: draft.type });
  if (differ(draft.modes, before.modes)) found.push({ field: "modes", value: draft.modes });
  if (draft.status !== before.status) found.push({ field: "status", value: draft.status });
  if (draft.label.trim() !== before.label) found.push({ field: "label", value: draft.label.trim() || null });
  if (draft.from !== before.from || draft.to !== before.to) found.push({ field: "time", value: time(claim, draft) });
  for (const name of ["actors", "recipients", "places"] as const) {
    if (differ(draft[name], before[name])) found.push({ field: name, value: draft[name].map((item) => whole(claim, name, item, before)) });
  }
  return found;
}

function time(claim: Claim, { from, to }: Draft): object | null {
  if (!from && !to) return null;
  const words = claim.time ? { text: claim.time.text, start: claim.time.start, end: claim.time.end } : {};
  return { ...words, from: from || null, to: to || from };
}

/** An item as the record has it: untouched ones as they are, renamed ones with the words that they had. */
function whole(claim: Claim, name: Items, item: DraftItem, before: Draft): object {
  const old = item.kept === null ? undefined : claim[name][item.kept];
  if (!old) return item.id ? { name: item.name, id: item.id } : { name: item.name };
  const was = before[name][item.kept!]!;
  if (was.name === item.name && was.id === item.id) return old;
  const words = { text: old.text, start: old.start, end: old.end };
  return item.id ? { ...words, name: item.name, id: item.id } : { ...words, name: item.name };
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
