// Areas as areas: what is only known to lie in a country or within some kilometres is drawn as that, never as a dot.

import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from "geojson";
import { countryAt, type Country } from "./world";

const EARTH = 6371;
const STEPS = 72;
/** A ring wider than this (kilometres) is half a continent: its name says more than its outline. */
const WIDEST = 700;
const COUNTRY = new Set(["country"]);
/** A part of something so wide has a wide ring of its own; it is only drawn when pointed at. */
const WIDE = 150;
/** Kinds of places, and precisions, that name an area rather than a spot or a town. */
const AREAS = new Set(["country", "continent", "region", "area", "province", "admin1", "district", "admin2", "island", "sea", "lake", "river", "desert", "mountains", "state"]);

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
  return km && km > 0 && km <= WIDEST ? ring(at, km) : null;
}

/** What is only told to lie in some part of a country or of an area as wide. */
export function isPart(precision: string | null | undefined, km: number | null | undefined): boolean {
  return (precision === "region" || precision === "area") && (km ?? 0) >= WIDE;
}

/**
 * The features' areas as features of their own, with the same properties and `shape`: country (its outline), area (a
 * ring for an area that is named), part (a wide ring for part of one) or doubt (round a spot that is not exact).
 */
export function areasOf(given: FeatureCollection<Point>, countries: readonly Country[]): FeatureCollection<Polygon | MultiPolygon> {
  const features: Feature<Polygon | MultiPolygon>[] = [];
  for (const each of given.features) {
    const { precision = null, radius_km = null, area = isArea(precision) } = (each.properties ?? {}) as Located;
    const geometry = areaOf(each.geometry.coordinates, precision, radius_km, countries);
    if (!geometry) continue;
    const round = geometry.type === "Polygon" && geometry.coordinates[0]?.length === STEPS + 1;
    const shape = !round ? "country" : !area ? "doubt" : isPart(precision, radius_km) ? "part" : "area";
    features.push({ type: "Feature", properties: { ...each.properties, shape }, geometry });
  }
  return { type: "FeatureCollection", features };
}

interface Located {
  precision?: string | null;
  radius_km?: number | null;
  area?: boolean;
}

/** The box around where most is told of: those far from the middle are left out, so that a map opens on the story. */
export function coreOf(points: readonly { at: Position; weight: number }[]): [number, number, number, number] | null {
  if (points.length === 0) return null;
  const [lon, lat] = ([0, 1] as const).map((axis) => quantile(points.map(({ at, weight }) => [at[axis]!, weight]), 0.5)) as [number, number];
  const away = ({ at }: { at: Position }) => Math.hypot((at[0]! - lon) * Math.cos(radians(lat)), at[1]! - lat);
  const reach = quantile(points.map((each) => [away(each), each.weight]), 0.6);
  const core = points.filter((each) => away(each) <= reach);
  const along = (axis: 0 | 1) => core.map(({ at }) => at[axis]!);
  return [Math.min(...along(0)), Math.min(...along(1)), Math.max(...along(0)), Math.max(...along(1))];
}

function quantile(values: [number, number][], share: number): number {
  const sorted = values.toSorted((one, other) => one[0] - other[0]);
  const wanted = share * sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  return (sorted.find(([, weight]) => (sum += weight) >= wanted) ?? sorted.at(-1)!)[0];
}

const radians = (angle: number) => (angle * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;
