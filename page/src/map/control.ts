// Who is said to hold what, made ready for drawing.

import type { FeatureCollection, Point, Position } from "geojson";
import { day, plural } from "../lib/format";
import { isArea } from "./geometry";
import { controlName, stripesName } from "./names";
import { assignSides, sideOf, type Holder } from "./sides";

export interface ControlProperties {
  place: string;
  name: string;
  kind: string | null;
  precision: string | null;
  radius_km: number | null;
  holders: Holder[];
  contested: boolean;
  disputed: boolean;
  besieged_by: Holder[];
  stale_days: number | null;
}

export type ControlMap = FeatureCollection<Point, ControlProperties> & { truncated?: boolean; total?: number };

export interface ControlRow {
  key: string;
  title: string;
  detail: string;
  stale: boolean;
  properties: ControlProperties;
  at: Position;
}

/** Days after which a word on who holds a place is old, and very old. */
export const STALE = 30;
export const VERY_STALE = 120;

export function drawnControl(given: ControlMap): FeatureCollection<Point> {
  assignSides(given.features.flatMap((each) => each.properties.holders));
  return {
    type: "FeatureCollection",
    features: given.features.map(({ geometry, properties: each }, index) => {
      const sides = each.holders.map((holder) => sideOf(holder.id));
      const area = isArea(each.precision ?? each.kind);
      const icon = area ? "tag" : controlName(sides, { besieged: each.besieged_by.length > 0, doubted: each.contested || each.disputed });
      const by = each.besieged_by.map((one) => one.name).join(", ");
      return {
        type: "Feature",
        id: index,
        geometry,
        properties: {
          index, area, icon, stripes: stripesName(sides), place: each.place, name: each.name, age: age(each),
          who: shortened(each.holders) || (by ? `besieged by ${by}` : ""), side: sides[0] ?? 7, ...(sides[1] ? { second: sides[1] } : {}), precision: each.precision ?? each.kind, radius_km: each.radius_km, count: each.holders.reduce((sum, one) => sum + (one.claims ?? 1), 0),
        },
      };
    }),
  };
}

/** The holders in a few words for the map; the list and the card have all. */
function shortened(holders: readonly Holder[]): string {
  const named = holders.slice(0, 2).map((holder) => holder.name).join(" or ");
  return holders.length > 2 ? `${named} or ${holders.length - 2} more` : named;
}

export interface Side extends Holder {
  side: number;
  places: number;
}

/** Holders with how many places each is said to hold; those with a colour of their own first. */
export function sidesOf(given: ControlMap): Side[] {
  const sides = new Map<string, Side>();
  assignSides(given.features.flatMap((each) => each.properties.holders));
  for (const holder of given.features.flatMap((each) => each.properties.holders)) {
    sides.set(holder.id, { ...holder, side: sideOf(holder.id), places: (sides.get(holder.id)?.places ?? 0) + 1 });
  }
  return [...sides.values()].toSorted((one, other) => one.side - other.side || other.places - one.places);
}

/** 0 for fresh, 1 for old, 2 for very old. */
export function age(given: ControlProperties): number {
  const stale = given.stale_days ?? 0;
  return stale > VERY_STALE ? 2 : stale > STALE ? 1 : 0;
}

export function controlRows(given: ControlMap): ControlRow[] {
  return given.features
    .map(({ properties: each, geometry }) => ({ key: each.place, title: titleOf(each), detail: detailOf(each), stale: age(each) > 0, properties: each, at: geometry.coordinates }))
    .toSorted((one, other) => one.title.localeCompare(other.title));
}

export function titleOf(given: ControlProperties): string {
  const holders = given.holders.map((holder) => holder.name).join(" or ");
  const said = holders ? `said to be held by ${holders}` : "no holder is told";
  return `${isArea(given.precision ?? given.kind) ? `${given.name} (area)` : given.name}: ${said}`;
}

export function detailOf(given: ControlProperties): string {
  const parts: string[] = [];
  if (given.contested || given.disputed) parts.push("claims differ");
  if (given.besieged_by.length) parts.push(`besieged by ${given.besieged_by.map((each) => each.name).join(", ")}`);
  const confirmed = given.holders.map((each) => each.confirmed ?? "").toSorted().at(-1);
  if (confirmed) parts.push(`last confirmed ${day(confirmed)}${given.stale_days ? `, ${plural(given.stale_days, "day")} before` : ""}`);
  return parts.join(" · ");
}
