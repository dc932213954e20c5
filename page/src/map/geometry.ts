// Areas as areas: what is only known to lie in a country or within some kilometres is drawn as that, never as a dot.

import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from "geojson";
import { countryAt, type Country } from "./world";

const EARTH = 6371;
const STEPS = 72;
const COUNTRY = new Set(["country"]);
/** Precisions that name an area rather than a spot or a town. */
const AREAS = new Set(["country", "continent", "region", "province", "admin1", "district", "admin2", "island", "sea", "river", "state"]);

/** A circle on the sphere, in kilometres, as a polygon. */
export function ring([lon, lat]: Position, km: number): Polygon {
  const reach = km / EARTH;
  const phi = radians(lat!);
  const points = Array.from({ length: STEPS + 1 }, (_, step): Position => {
    const bearing = (step / STEPS) * 2 * Math.PI;
    const to = Math.asin(Math.sin(phi) * Math.cos(reach) + Math.cos(phi) * Math.sin(reach) * Math.cos(bearing));
    const east = Math.atan2(Math.sin(bearing) * Math.sin(reach) * Math.cos(phi), Math.cos(reach) - Math.sin(phi) * Math.sin(to));
    return [lon! + degrees(east), degrees(to)];
  });
  return { type: "Polygon", coordinates: [points] };
}

export function isArea(precision: string | null | undefined): boolean {
  return AREAS.has(precision ?? "");
}

/** The area in which something lies: the country's outline, else a ring of its radius; null for a spot. */
export function areaOf(at: Position, precision: string | null, km: number | null, countries: readonly Country[]): Polygon | MultiPolygon | null {
  if (COUNTRY.has(precision ?? "")) {
    const country = countryAt(countries, at);
    if (country) return country.geometry;
  }
  return km && km > 0 ? ring(at, km) : null;
}

/** The features' areas as features of their own, with the same properties and `shape`: country, area (a ring for a named area) or doubt (round a spot). */
export function areasOf(given: FeatureCollection<Point>, countries: readonly Country[]): FeatureCollection<Polygon | MultiPolygon> {
  const features: Feature<Polygon | MultiPolygon>[] = [];
  for (const each of given.features) {
    const { precision = null, radius_km = null } = (each.properties ?? {}) as { precision?: string | null; radius_km?: number | null };
    const geometry = areaOf(each.geometry.coordinates, precision, radius_km, countries);
    if (!geometry) continue;
    const shape = geometry.type === "Polygon" && geometry.coordinates[0]?.length === STEPS + 1 ? (isArea(precision) ? "area" : "doubt") : "country";
    features.push({ type: "Feature", id: each.id, properties: { ...each.properties, shape }, geometry });
  }
  return { type: "FeatureCollection", features };
}

/** The box around most of the points, those far off left out: where a story plays. */
export function coreOf(points: readonly { at: Position; weight: number }[]): [number, number, number, number] | null {
  if (points.length === 0) return null;
  const along = (axis: 0 | 1, share: number) => quantile(points.map(({ at, weight }) => [at[axis]!, weight]), share);
  return [along(0, 0.12), along(1, 0.12), along(0, 0.88), along(1, 0.88)];
}

function quantile(values: [number, number][], share: number): number {
  const sorted = values.toSorted((one, other) => one[0] - other[0]);
  const wanted = share * sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  return (sorted.find(([, weight]) => (sum += weight) >= wanted) ?? sorted.at(-1)!)[0];
}

const radians = (angle: number) => (angle * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;
