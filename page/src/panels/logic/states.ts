/** What is said of a state in words. */

import { day, days } from "../../lib/format";
import type { State } from "./records";

const CUT: Record<string, number> = { year: 4, month: 7 };

/** A day of a state, no more exact than it is known. */
export function cutDay(text: string | null, precision: string | null): string | null {
  return text && text.slice(0, CUT[precision ?? ""] ?? text.length);
}

/** Since when it holds and when it was confirmed last, in a few words. */
export function since(state: State): string {
  const from = cutDay(state.from, state.from_precision);
  const to = cutDay(state.to, state.to_precision);
  if (from || to) return days(from, to);
  return state.last_confirmed ? `told ${day(state.last_confirmed)}` : "since when is not told";
}

/** How accounts differ. */
export function disagreement(state: State): string {
  const others = state.against.actors.map((each) => (typeof each === "string" ? each : each.name));
  if (state.contested) return others.length ? `contested by ${others.join(", ")}` : "contested";
  return others.length ? `disputed: others name ${others.join(", ")}` : "accounts differ";
}

/** What is asked for most comes first; what is not named here follows by name. */
const ORDER = [
  "controls", "besieges", "present_in", "strength", "holds", "plan", "backs", "allied_with", "opposes", "affiliated_with", "member_of", "role",
  "designates",
];

/** States under their predicates, in the order in which people ask for them. */
export function byPredicate(states: readonly State[]): { predicate: string; states: State[] }[] {
  const groups = new Map<string, State[]>();
  for (const state of states) groups.set(state.predicate, [...(groups.get(state.predicate) ?? []), state]);
  const rank = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return [...groups]
    .map(([predicate, grouped]) => ({ predicate, states: grouped }))
    .sort((one, other) => rank(one.predicate) - rank(other.predicate) || one.predicate.localeCompare(other.predicate));
}
