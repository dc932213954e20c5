/** Who stands on either side of a claim, an incident or a state, and where each name leads. */

import type { SelectionKind } from "../../lib/state";
import type { Claim, Incident, State } from "./records";

export interface Name {
  name: string;
  /** What the text calls it, where that is another name. */
  text: string | null;
  kind: SelectionKind;
  id: string | null;
}

export interface Sides {
  left: Name[];
  right: Name[];
}

interface Item {
  id?: string | null;
  name?: string | null;
  text?: string;
}

/** The two sides; a relation with a place has the place on the side that no party takes. */
export function sidesOf(record: Claim | Incident | State): Sides {
  const left = named(record.actors, "actor");
  const right = named(record.recipients, "actor");
  const places = "places" in record && isRelation(record) ? named(record.places ?? [], "place") : [];
  if (left.length && right.length) return { left, right };
  return left.length ? { left, right: [...right, ...places] } : { left: [...left, ...places], right };
}

function isRelation(record: Claim | Incident | State): boolean {
  return "predicate" in record || ("kind" in record && record.kind === "relation");
}

function named(items: readonly Item[], kind: "actor" | "place"): Name[] {
  return items.map(({ id, name, text }) => ({
    name: name || text || "unnamed",
    text: text && name && !sameName(text, name) ? text : null,
    kind,
    id: id ?? null,
  }));
}

function sameName(one: string, other: string): boolean {
  return one.toLocaleLowerCase() === other.toLocaleLowerCase();
}
