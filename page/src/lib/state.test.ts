import { expect, test } from "vitest";
import { countFilters, filterParams, formatState, initialState, noFilters, parseState, type ViewState } from "./state";

const full: ViewState = {
  at: "2017-10-20", known: "2017-11-01", span: 7, range: "all", compare: "2017-09-01",
  filters: {
    ...noFilters(), type: ["ASSAULT", "AID"], status: ["negated"], place: ["gn:172955"], publisher: ["The Guardian, UK"],
    bbox: "38,35,40,37", from: "2017-01-01", text: "a & b=c", min_confidence: 0.5, min_sources: 2, disputed: true,
  },
  predicate: ["controls"], selection: { kind: "incident", id: "i-0ae3:x" }, tab: "network", part: "time", layer: "control",
  map: { zoom: 6.25, lat: 35.95, lon: 39.0079 }, viewpoint: "UKR", theme: "dark", q: "who? «نص» 😀",
};

test("an address holds the whole view", () => {
  expect(parseState(formatState(full))).toEqual(full);
});

test("a view as at first has an empty address", () => {
  expect(formatState(initialState())).toBe("");
  expect(parseState("")).toEqual(initialState());
});

test.each([
  ["?at=yesterday", "at", ""],
  ["?at=2017-13-45", "at", ""],
  ["?tab=money", "tab", "incidents"],
  ["?layer=%00", "layer", "incidents"],
  ["?select=:", "selection", null],
  ["?select=spell:x", "selection", null],
  ["?map=99/200/x", "map", null],
  ["?map=3/91/0", "map", null],
  ["?span=-4", "span", 0],
  ["?theme=pink", "theme", "auto"],
] as const)("%s leaves %s at its default", (address, field, value) => {
  expect(parseState(address)[field]).toEqual(value);
});

test("numbers of filters are held within sense", () => {
  const { filters } = parseState("?min_confidence=7&min_sources=-1&disputed=maybe");
  expect([filters.min_confidence, filters.min_sources, filters.disputed]).toEqual([1, 0, false]);
});

test("filters reach the API under its names, empty ones not at all", () => {
  expect(String(filterParams({ ...noFilters(), actor: ["a", "b"], disputed: true }))).toBe("actor=a&actor=b&disputed=true");
  expect(countFilters(noFilters())).toBe(0);
});
