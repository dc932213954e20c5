// The base map: Natural Earth (world-atlas) as sources of MapLibre, with its borders sorted by whether states contest them.

import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Polygon, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";
import countriesAddress from "world-atlas/countries-50m.json?url";
import disputed from "./disputed.json";

export type Country = Feature<Polygon | MultiPolygon, { name: string }>;
type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Line = "solid" | "dashed" | "none";

interface Dispute {
  territory: string;
  between: string[];
  /** Only the part of this border within west, south, east, north is contested. */
  box?: number[];
  /** How the line is drawn in the view of those who contest it; for everyone else it is dashed. */
  views: Record<string, string>;
}

export interface World {
  countries: Country[];
  land: FeatureCollection;
  coast: MultiLineString;
  names: FeatureCollection<Point>;
  /** The land borders as one point of view draws them ("" for nobody's). */
  borders(viewpoint: string): FeatureCollection<MultiLineString>;
}

let loading: Promise<World> | undefined;

/** Reads the world once, from our own files. */
export function loadWorld(): Promise<World> {
  loading ??= fetch(countriesAddress).then(async (response) => makeWorld((await response.json()) as Atlas));
  return loading;
}

export function makeWorld(atlas: Atlas): World {
  const land = feature(atlas, atlas.objects.countries);
  const countries = land.features as Country[];
  return {
    countries,
    land,
    coast: mesh(atlas, atlas.objects.countries, (one, other) => one === other),
    names: { type: "FeatureCollection", features: countries.map(nameOf) },
    borders: (viewpoint) => borders(atlas, viewpoint),
  };
}

/** The territories whose lines the point of view changes, for the note on the map. */
export function contested(viewpoint: string): string[] {
  const rows = (disputed as Dispute[]).filter((row) => !viewpoint || viewpoint in row.views);
  return [...new Set(rows.map((row) => row.territory))];
}

/** The country around a point, for areas of which only the label point is known. */
export function countryAt(countries: readonly Country[], [lon, lat]: Position): Country | null {
  if (lon === undefined || lat === undefined) return null;
  return countries.find((each) => parts(each).some((rings) => inside(rings, lon, lat))) ?? null;
}

function borders(atlas: Atlas, viewpoint: string): FeatureCollection<MultiLineString> {
  const lines = mesh(atlas, atlas.objects.countries, (one, other) => one !== other && disputesOf(one, other).length === 0);
  const features: Feature<MultiLineString>[] = [{ type: "Feature", properties: { line: "solid" }, geometry: lines }];
  for (const row of disputed as Dispute[]) {
    const whole = mesh(atlas, atlas.objects.countries, (one, other) => one !== other && disputesOf(one, other).includes(row));
    const line = (viewpoint && row.views[viewpoint]) || "dashed";
    features.push(bordersOf(cut(whole, row.box, true), line as Line, row.territory));
  }
  for (const pair of pairsWithBoxes()) {
    const whole = mesh(atlas, atlas.objects.countries, (one, other) => one !== other && samePair(pair[0]!.between, one, other));
    const rest = pair.reduce((left, row) => cut(left, row.box, false), whole);
    features.push(bordersOf(rest, "solid"));
  }
  return { type: "FeatureCollection", features: features.filter((each) => each.properties?.["line"] !== "none") };
}

/** Rows of the same two states, which contest only parts of their border: its rest is drawn once. */
function pairsWithBoxes(): Dispute[][] {
  const pairs = new Map<string, Dispute[]>();
  for (const row of disputed as Dispute[]) {
    if (row.box) pairs.set(row.between.join(), [...(pairs.get(row.between.join()) ?? []), row]);
  }
  return [...pairs.values()];
}

function bordersOf(geometry: MultiLineString, line: Line, territory?: string): Feature<MultiLineString> {
  return { type: "Feature", properties: { line, territory }, geometry };
}

function disputesOf(one: GeometryObject, other: GeometryObject): Dispute[] {
  return (disputed as Dispute[]).filter((row) => samePair(row.between, one, other));
}

function samePair(pair: string[], one: GeometryObject, other: GeometryObject): boolean {
  const names = [one, other].map((each) => (each.properties as { name?: string } | undefined)?.name);
  return pair.every((name) => names.includes(name));
}

/** The pieces of the lines whose middle lies within the box (or outside of it). */
function cut(lines: MultiLineString, box: number[] | undefined, within: boolean): MultiLineString {
  if (!box) return lines;
  const kept: Position[][] = [];
  for (const line of lines.coordinates) {
    let run: Position[] = [];
    for (let i = 1; i < line.length; i++) {
      const [from, to] = [line[i - 1]!, line[i]!];
      if (inBox(box, (from[0]! + to[0]!) / 2, (from[1]! + to[1]!) / 2) === within) run = run.length ? [...run, to] : [from, to];
      else if (run.length) run = (kept.push(run), []);
    }
    if (run.length) kept.push(run);
  }
  return { type: "MultiLineString", coordinates: kept };
}

function inBox([west, south, east, north]: number[], lon: number, lat: number): boolean {
  return lon >= west! && lon <= east! && lat >= south! && lat <= north!;
}

function parts(country: Country): Position[][][] {
  return country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
}

function inside(rings: Position[][], lon: number, lat: number): boolean {
  return rings.reduce((odd, ring) => odd !== crossings(ring, lon, lat), false);
}

function crossings(ring: Position[], lon: number, lat: number): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i] as [number, number];
    const [x2, y2] = ring[j] as [number, number];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd;
  }
  return odd;
}

/** A country's name in the middle of its largest part; `size` (square degrees) says from which zoom on it is shown. */
function nameOf(country: Country): Feature<Point> {
  const largest = parts(country).map((rings) => centre(rings[0]!)).reduce((one, other) => (other.area > one.area ? other : one));
  const from = largest.area > 300 ? 1 : largest.area > 60 ? 2.2 : largest.area > 15 ? 3.2 : largest.area > 3 ? 4.2 : 5.2;
  return { type: "Feature", properties: { name: country.properties.name, from, size: largest.area }, geometry: { type: "Point", coordinates: largest.at } };
}

function centre(ring: Position[]): { area: number; at: Position } {
  let [area, x, y] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1] as [number, number];
    const [x2, y2] = ring[i] as [number, number];
    const cross = x1 * y2 - x2 * y1;
    area += cross / 2;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return area ? { area: Math.abs(area), at: [x / (6 * area), y / (6 * area)] } : { area: 0, at: ring[0]! };
}
