// What changed between two days, in words.

import { percent } from "../lib/format";
import type { Party, State } from "../lib/types";
import { PREDICATES, predicateLabel } from "../lib/words";

export interface Change {
  change: "began" | "ended" | "changed";
  before: State | null;
  after: State | null;
  reasons: string[];
  claims: string[];
}

export const CHANGES: Record<Change["change"], { label: string; sign: string }> = {
  began: { label: "Began", sign: "+" },
  ended: { label: "Ended", sign: "−" },
  changed: { label: "Changed", sign: "~" },
};

export function stateOf(change: Change): State {
  return (change.after ?? change.before)!;
}

/** "Syrian Democratic Forces controls Raqqa". */
export function sentence(state: State): string {
  const predicate = PREDICATES[state.predicate]?.of ?? predicateLabel(state.predicate).toLowerCase();
  const [left, right] = sides(state);
  return [left || "…", predicate, [state.label, right].filter(Boolean).join(", ")].filter(Boolean).join(" ");
}

function sides(state: State): [string, string] {
  const [actors, recipients, places] = [names(state.actors), names(state.recipients), names(state.places)];
  if (state.predicate === "capital_of") return [places, actors || recipients];
  return [actors || places, actors ? [recipients, places].filter(Boolean).join(", ") : recipients];
}

const names = (parties: readonly Pick<Party, "name">[]) => parties.map((each) => each.name).join(", ");

/** Which of its values are others now. Empty for what began or ended. */
export function differences({ before, after }: Change): string[] {
  if (!before || !after) return [];
  const out: string[] = [];
  if (before.status !== after.status) out.push(`${before.status} → ${after.status}`);
  if (before.presumed !== after.presumed) out.push(after.presumed ? "only presumed now" : "was only presumed, is told now");
  if (before.disputed !== after.disputed) out.push(after.disputed ? "is denied by someone now" : "no longer denied");
  if (before.contested !== after.contested) out.push(after.contested ? "another says to hold it too" : "no longer contested");
  if (before.label !== after.label) out.push(`${before.label ?? "no title"} → ${after.label ?? "no title"}`);
  if (before.confidence !== after.confidence) out.push(`confidence ${percent(before.confidence)} → ${percent(after.confidence)}`);
  return out;
}

/** Whether only how sure we can be is another: such changes are many, and are shown last. */
export function onlySurer({ before, after }: Change): boolean {
  if (!before || !after) return false;
  return before.status === after.status && before.disputed === after.disputed && before.contested === after.contested && before.label === after.label && before.to === after.to && before.from === after.from;
}

/** Reasons as written for the terminal ("presumed: yes, then no") say what `differences` says: left out. */
export function why(change: Change): string[] {
  return change.reasons.filter((reason) => !/^\w+: .+, then .+$/.test(reason));
}
