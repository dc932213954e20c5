/** The filters that are set, each in words, with the change that takes it away. No browser needed. */

import { day, percent } from "../../lib/format";
import { MANY, noFilters, type Filters } from "../../lib/state";
import { PREDICATES, predicateLabel, statusLabel, typeLabel } from "../../lib/words";

export interface Chip {
  key: string;
  /** "Actor", "Before": what kind of filter it is. */
  about: string;
  value: string;
  /** Where the value is the id of an actor or place, whose name is better. */
  names?: "actor" | "place";
  without: Partial<Filters>;
}

type Many = (typeof MANY)[number];

const ABOUT: Record<Many, string> = {
  type: "Type", kind: "Kind", status: "Status", actor: "Actor", role: "As", place: "Place", publisher: "Outlet", source: "Says so",
};
const ROLES: Record<string, string> = { actor: "who does it", recipient: "whom it is done to", source: "who says so" };
const KINDS: Record<string, string> = { event: "events", relation: "relations" };

function worded(name: Many, value: string): string {
  if (name === "type") return value in PREDICATES ? predicateLabel(value) : typeLabel(value);
  if (name === "status") return statusLabel(value);
  if (name === "role") return ROLES[value] ?? value;
  return name === "kind" ? (KINDS[value] ?? value) : value;
}

/** The chips of filters, in the order of the form. */
export function chipsOf(filters: Filters): Chip[] {
  const found: Chip[] = [];
  for (const name of MANY) {
    const names = name === "actor" || name === "source" ? "actor" : name === "place" ? "place" : undefined;
    for (const value of filters[name]) {
      const without = { [name]: filters[name].filter((each) => each !== value) };
      found.push({ key: `${name}=${value}`, about: ABOUT[name], value: worded(name, value), names, without });
    }
  }
  const usual = noFilters();
  const add = (name: keyof Filters, about: string, value: string) =>
    found.push({ key: name, about, value, without: { [name]: usual[name] } });
  if (filters.country) add("country", "Country", filters.country);
  if (filters.bbox) add("bbox", "Area", "as on the map");
  if (filters.from) add("from", "From", day(filters.from));
  if (filters.to) add("to", "Until", day(filters.to));
  if (filters.recorded) add("recorded", "Recorded by", day(filters.recorded));
  if (filters.text) add("text", "Words", filters.text);
  if (filters.min_confidence > 0) add("min_confidence", "Confidence", `${percent(filters.min_confidence)} or more`);
  if (filters.min_sources > 1) add("min_sources", "Sources", `${filters.min_sources} or more`);
  if (filters.disputed) add("disputed", "Accounts", "that differ");
  return found;
}

/** A list with a value put in, or taken out where it is there. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}
