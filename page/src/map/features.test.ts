import { expect, test } from "vitest";
import { clusterName, controlName } from "./names";
import { controlRows, drawnControl, type ControlMap, type ControlProperties } from "./control";
import { drawn, rows, titleOf, type IncidentMap, type IncidentProperties } from "./incidents";

const at = (properties: IncidentProperties) => ({ type: "Feature" as const, properties, geometry: { type: "Point" as const, coordinates: [39, 36] } });
const map = (...features: IncidentProperties[]): IncidentMap => ({ type: "FeatureCollection", features: features.map(at), truncated: false, total: features.length, unplaced: 0 });

test("an area has a plate with words, a cluster a ring with a number, an incident its sign", () => {
  const given = map(
    { cluster: true, area: true, count: 12, name: "Syria", precision: "country", by_type: { ASSAULT: 12 } },
    { cluster: true, area: false, count: 5, by_type: { ASSAULT: 3, AID: 2 } },
    { cluster: false, id: "i-1", type: "ASSAULT", status: "future", precision: "city" },
  );
  expect(drawn(given).features.map((each) => each.properties!["icon"])).toEqual(["tag", clusterName({ "material conflict": 3, "material cooperation": 2 }, 5), "sign:mf:future"]);
  expect(drawn(given).features.map((each) => each.properties!["words"])).toEqual(["Syria 12", "5", ""]);
});

test("the list in place of the map says what is drawn, most first", () => {
  const shown = rows(map({ cluster: false, id: "i-1", type: "AID", status: "negated", precision: "city" }, { cluster: true, area: true, count: 7, name: "Idlib", precision: "admin1", by_type: { AID: 7 } }));
  expect(shown.map((row) => row.title)).toEqual(["7 incidents, somewhere in Idlib", "Aid"]);
  expect(shown[1]!.detail).toContain("negated");
});

test("a type of the user's own has a sign without a class", () => {
  expect(drawn(map({ cluster: false, id: "i", type: "CATTLE_RAID", status: "actual", precision: "city" })).features[0]!.properties!["icon"]).toBe("sign:none:actual");
  expect(titleOf({ cluster: false, type: "CATTLE_RAID" })).toBe("Cattle raid");
});

const place = (changes: Partial<ControlProperties>): ControlMap["features"][0] => ({
  type: "Feature", geometry: { type: "Point", coordinates: [39, 36] },
  properties: { place: "gn:1", name: "Raqqa", kind: "city", precision: "city", radius_km: 5, holders: [], contested: false, disputed: false, besieged_by: [], stale_days: 0, ...changes },
});

test("a place that two are said to hold has both colours and a dashed edge", () => {
  const two = [{ id: "x", name: "X" }, { id: "y", name: "Y" }];
  const [first] = drawnControl({ type: "FeatureCollection", features: [place({ holders: two, contested: true })] }).features;
  expect(first!.properties!["icon"]).toBe(controlName([1, 2], { besieged: false, doubted: true }));
  expect(first!.properties!["who"]).toBe("X or Y");
});

test("a holder keeps its colour on another day", () => {
  const sides = () => drawnControl({ type: "FeatureCollection", features: [place({ holders: [{ id: "y", name: "Y" }] })] }).features[0]!.properties!["side"];
  const before = sides();
  drawnControl({ type: "FeatureCollection", features: [place({ holders: [{ id: "z", name: "Z" }] }), place({ holders: [{ id: "z", name: "Z" }] })] });
  expect(sides()).toBe(before);
});

test("an old word says when it was last confirmed", () => {
  const held = place({ holders: [{ id: "x", name: "X", confirmed: "2017-08-01" }], stale_days: 45 });
  const [row] = controlRows({ type: "FeatureCollection", features: [held] });
  expect(row!.stale).toBe(true);
  expect(row!.detail).toMatch(/last confirmed .*2017, 45 days before/);
});
