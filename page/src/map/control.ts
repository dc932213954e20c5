// Who is said to hold what, made ready for drawing.

import type { FeatureCollection, Point, Position } from "geojson";
import { day, plural } from "../lib/format";
import { isArea } from "./geometry";
import { controlName } from "./names";
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
      const icon = controlName(sides, { besieged: each.besieged_by.length > 0, area, doubted: each.contested || each.disputed });
      const who = each.holders.map((holder) => holder.name).join(" or ");
      const by = each.besieged_by.map((one) => one.name).join(", ");
      return {
        type: "Feature",
        id: index,
        geometry,
        properties: {
          index, area, icon, place: each.place, name: each.name, age: age(each),
          who: who || (by ? `besieged by ${by}` : ""), side: sides[0] ?? 7, count: each.holders.reduce((sum, one) => sum + (one.claims ?? 1), 0),
        },
      };
    }),
  };
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
