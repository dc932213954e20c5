// What the service says of incidents on the map, made ready for drawing.

import type { Feature, FeatureCollection, Point, Position } from "geojson";
import { compact, days, plural } from "../lib/format";
import { PRECISIONS, QUADS, quadOf, statusLabel, typeLabel, type Quad, type Status } from "../lib/words";
import { clusterName, radiusOf, signName } from "./names";
import { isArea, isPart } from "./geometry";

export interface IncidentProperties {
  cluster: boolean;
  area?: boolean;
  count?: number;
  by_type?: Record<string, number>;
  by_status?: Record<string, number>;
  bbox?: [number, number, number, number];
  id?: string;
  type?: string;
  status?: Status;
  precision?: string | null;
  radius_km?: number | null;
  /** Of an incident whether, of a cluster how many. */
  disputed?: boolean | number;
  sources?: number;
  label?: string | null;
  name?: string | null;
  place?: string | null;
  from?: string | null;
  to?: string | null;
}

export interface IncidentMap extends FeatureCollection<Point, IncidentProperties> {
  truncated: boolean;
  total: number;
  unplaced: number;
  /** Newer dispatches are in the store, and are about to be taken in. */
  stale?: boolean;
}

/** One row of the list that stands for the map: the same things, in words. */
export interface Row {
  key: string;
  title: string;
  detail: string;
  properties: IncidentProperties;
  at: Position;
}

export function byQuad(byType: Record<string, number>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [type, count] of Object.entries(byType)) {
    const quad = quadOf(type);
    if (quad) counts[quad] = (counts[quad] ?? 0) + count;
  }
  return counts;
}

export function areaFeature(properties: IncidentProperties): boolean {
  return properties.area ?? isArea(properties.precision);
}

/** The features with the name of their picture and the words beside it. Areas get words only: no dot pretends to a spot. */
export function drawn(given: IncidentMap): FeatureCollection<Point> {
  return { type: "FeatureCollection", features: given.features.map(ready) };
}

function ready(each: Feature<Point, IncidentProperties>, index: number): Feature<Point> {
  const { properties: given, geometry } = each;
  const area = areaFeature(given);
  const count = given.count ?? 1;
  const icon = area ? "tag" : given.cluster ? clusterName(byQuad(given.by_type ?? {}), count) : signName(quadOf(given.type ?? ""), given.status ?? "actual");
  const words = area ? `${areaName(given)} ${compact(count)}` : given.cluster ? compact(count) : "";
  return { type: "Feature", id: index, geometry, properties: { index, area, count, icon, words, precision: given.precision ?? null, radius_km: given.radius_km ?? null } };
}

function areaName({ name, precision, radius_km }: IncidentProperties): string {
  return isPart(precision, radius_km) ? `part of ${name ?? "an area"}` : (name ?? "area");
}

export function rows(given: IncidentMap): Row[] {
  return given.features
    .map((each, index) => ({ key: each.properties.id ?? `group-${index}`, title: titleOf(each.properties), detail: detailOf(each.properties), properties: each.properties, at: each.geometry.coordinates }))
    .toSorted((one, other) => (other.properties.count ?? 1) - (one.properties.count ?? 1));
}

export function titleOf(given: IncidentProperties): string {
  if (!given.cluster) return given.label || typeLabel(given.type ?? "");
  const where = given.name ? `, ${areaFeature(given) ? `somewhere in ${areaName(given)}` : given.name}` : "";
  return `${plural(given.count ?? 0, "incident")}${where}`;
}

export function detailOf(given: IncidentProperties): string {
  if (given.cluster) return kinds(given.by_type ?? {});
  const parts = [typeLabel(given.type ?? ""), statusLabel(given.status ?? "actual").toLowerCase(), days(given.from, given.to), precise(given.precision)];
  if (given.sources) parts.push(plural(given.sources, "source"));
  if (given.disputed) parts.push("figures or claims differ");
  return parts.filter(Boolean).join(" · ");
}

export function precise(precision: string | null | undefined): string {
  return precision ? (PRECISIONS[precision] ?? precision) : "";
}

/** The most frequent types, in words. */
function kinds(byType: Record<string, number>): string {
  const sorted = Object.entries(byType).toSorted(([, one], [, other]) => other - one);
  const shown = sorted.slice(0, 3).map(([type, count]) => `${compact(count)} ${typeLabel(type).toLowerCase()}`);
  return shown.join(" · ") + (sorted.length > 3 ? ` · ${sorted.length - 3} more types` : "");
}

export function quadsIn(given: IncidentMap): Quad[] {
  const seen = new Set(given.features.flatMap(({ properties: each }) => (each.cluster ? Object.keys(each.by_type ?? {}) : [each.type ?? ""])).map(quadOf));
  return (Object.keys(QUADS) as Quad[]).filter((quad) => seen.has(quad));
}

export interface Sign {
  x: number;
  y: number;
  radius: number;
}

/** Where the signs of spots are, in pixels of the whole world at that zoom. */
export function signsAt(given: IncidentMap, zoom: number): Sign[] {
  return given.features
    .filter((each) => !areaFeature(each.properties))
    .map(({ properties, geometry }) => {
      const [x, y] = onScreen(geometry.coordinates, zoom);
      return { x, y, radius: properties.cluster ? radiusOf(properties.count ?? 2) : 9 };
    });
}

/** Pixels from the world's upper left corner (Web Mercator, tiles of 512). */
export function onScreen([lon, lat]: Position, zoom: number): [number, number] {
  const world = 512 * 2 ** zoom;
  const phi = (lat! * Math.PI) / 180;
  return [((lon! + 180) / 360) * world, ((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * world];
}
