import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import disputed from "./disputed.json";
import { areasOf, coreOf, ring } from "./geometry";
import { contested, countryAt, makeWorld } from "./world";

const atlas = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");
const world = makeWorld(JSON.parse(readFileSync(atlas, "utf-8")));

function length(viewpoint: string, line: string, territory?: string): number {
  const found = world.borders(viewpoint).features.filter((each) => each.properties!["line"] === line && (!territory || each.properties!["territory"] === territory));
  return found.flatMap((each) => each.geometry.coordinates).reduce((sum, each) => sum + each.length, 0);
}

test.each([["Syria", 38.5, 35.2], ["Iraq", 44.4, 33.3], ["France", 2.3, 46.6], ["South Africa", 25.1, -29], ["Lesotho", 28.2, -29.6]])("a point in %s is found there", (name, lon, lat) => {
  expect(countryAt(world.countries, [lon, lat])?.properties.name).toBe(name);
});

test("a point at sea is in no country", () => {
  expect(countryAt(world.countries, [-30, 0])).toBeNull();
});

test.each(disputed.map((row) => [row.territory, row] as const))("the contested line of %s is on the base map, dashed in nobody's view", (_, row) => {
  expect(length("", "dashed", row.territory)).toBeGreaterThan(1);
  expect(length("", "solid", row.territory)).toBe(0);
});

test("a point of view draws its own lines and leaves out those it denies", () => {
  expect(length("SRB", "dashed", "Kosovo") + length("SRB", "solid", "Kosovo")).toBe(0);
  expect(length("XKX", "solid", "Kosovo")).toBeGreaterThan(1);
  expect(contested("SRB")).toEqual(["Kosovo"]);
});

test("what is only known to lie in a country is drawn as the country, in a province as a ring, in a town as neither", () => {
  const point = (precision: string, radius_km: number | null) => ({ type: "Feature" as const, properties: { precision, radius_km }, geometry: { type: "Point" as const, coordinates: [38.5, 35.2] } });
  const found = areasOf({ type: "FeatureCollection", features: [point("country", 300), point("admin1", 90), point("city", null), point("city", 4)] }, world.countries);
  expect(found.features.map((each) => each.properties!["shape"])).toEqual(["country", "area", "doubt"]);
});

test("a ring is as wide as it says", () => {
  const at = ring([39, 36], 100).coordinates[0]!;
  const north = Math.max(...at.map((each) => each[1]!));
  expect((north - 36) * 111.19).toBeCloseTo(100, 0);
});

test("a map opens on where most is told of, not on outliers", () => {
  const near = Array.from({ length: 20 }, (_, i) => ({ at: [38 + i / 10, 35 + i / 10], weight: 5 }));
  const [west, south, east, north] = coreOf([...near, { at: [-100, 40], weight: 1 }])!;
  expect([west >= 38, south >= 35, east <= 40, north <= 37.1]).toEqual([true, true, true, true]);
  expect(coreOf([])).toBeNull();
});
