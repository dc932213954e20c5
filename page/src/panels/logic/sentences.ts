/** A document's text as a row of sentences, each with the claims that rest on it, and the text between them. */

import type { Claim } from "./records";
import { points, unitsOf } from "./spans";

export interface Stretch {
  start: number;
  text: string;
  /** False for what stands between two sentences. */
  sentence: boolean;
  claims: Claim[];
}

export function stretches(text: string, spans: readonly { start: number; end: number }[], claims: readonly Claim[]): Stretch[] {
  const units = unitsOf(text);
  const bySentence = new Map<number, Claim[]>();
  for (const claim of claims) bySentence.set(claim.sentence.start, [...(bySentence.get(claim.sentence.start) ?? []), claim]);
  const found: Stretch[] = [];
  let at = 0;
  const add = (start: number, end: number, sentence: boolean) => {
    if (start < end) found.push({ start, text: text.slice(units(start), units(end)), sentence, claims: (sentence && bySentence.get(start)) || [] });
  };
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    if (start < at) continue; // sentences do not overlap; a store that says so is not followed
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, points(text), false);
  return found;
}
