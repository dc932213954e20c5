// The layers of the map, bottom to top, in the colours of the theme. No glyph server: MapLibre draws letters from fonts.

import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { colour } from "../lib/theme.svelte";
import type { Layer } from "../lib/state";
import type { World } from "./world";

const PLAIN = ["IBM Plex Sans Condensed, sans-serif"];
const EMPTY = { type: "FeatureCollection" as const, features: [] };

/** Sources that data are put into; all begin empty. */
export const DATA_SOURCES = ["areas", "incidents", "control-areas", "control", "places", "changes", "chosen"] as const;
export type DataSource = (typeof DATA_SOURCES)[number];

/** Layers that answer to the pointer, uppermost first. */
export const TOUCHABLE: Record<Layer, string[]> = { incidents: ["incident-areas", "incident-signs"], control: ["control-areas-plates", "control-signs"] };

/** The layer that hatches the area of what is pointed at; it and its edge are filtered by index. */
export const POINTED = "area-pointed";

export function baseStyle(world: World, viewpoint: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: world.land },
      coast: { type: "geojson", data: world.coast },
      borders: { type: "geojson", data: world.borders(viewpoint) },
      names: { type: "geojson", data: world.names },
    },
    layers: baseLayers(),
  };
}

/** A style with nothing of ours below the data: for the operator's own base map. */
export function dataSources(): StyleSpecification["sources"] {
  return Object.fromEntries(DATA_SOURCES.map((name) => [name, { type: "geojson", data: EMPTY }]));
}

function baseLayers(): LayerSpecification[] {
  return [
    { id: "water", type: "background", paint: { "background-color": colour("--map-water") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--map-land"), "fill-antialias": false } },
    { id: "coast", type: "line", source: "coast", paint: { "line-color": colour("--map-coast"), "line-width": 0.7 } },
    { id: "borders", type: "line", source: "borders", filter: ["==", ["get", "line"], "solid"], paint: borderPaint() },
    { id: "borders-contested", type: "line", source: "borders", filter: ["==", ["get", "line"], "dashed"], paint: { ...borderPaint(), "line-dasharray": [2.5, 2] } },
    {
      id: "names", type: "symbol", source: "names", minzoom: 1.2, maxzoom: 7.5,
      filter: ["<=", ["get", "from"], ["zoom"]],
      layout: {
        "text-field": ["upcase", ["get", "name"]], "text-font": PLAIN, "text-letter-spacing": 0.12, "text-max-width": 7,
        "text-size": ["interpolate", ["linear"], ["zoom"], 2, 9, 6, 12.5], "symbol-sort-key": ["-", ["get", "size"]], "text-padding": 6,
      },
      paint: { "text-color": colour("--map-country"), "text-halo-color": colour("--map-land"), "text-halo-width": 1.2 },
    },
  ];
}

function borderPaint() {
  return { "line-color": colour("--map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 7, 1.4] as ["interpolate", ["linear"], ["zoom"], number, number, number, number] };
}

/** The layers of data. `fonts` are those of the operator's style, which has glyphs of its own. */
export function dataLayers(layer: Layer, fonts: string[] = PLAIN): LayerSpecification[] {
  const own = layer === "incidents" ? incidentLayers(fonts) : controlLayers(fonts);
  return [...areaLayers(layer), ...placeLayers(fonts, layer), ...own, ...chosenLayers()];
}

function areaLayers(layer: Layer): LayerSpecification[] {
  const incidents = layer === "incidents";
  const source: DataSource = incidents ? "areas" : "control-areas";
  const ink = incidents ? colour("--quad-none") : sideColour();
  const pattern = incidents ? "hatch:quad-none" : (["get", "stripes"] as unknown as string);
  const of = (...shapes: string[]): ExpressionSpecification => ["in", ["get", "shape"], ["literal", shapes]];
  return [
    // Control fills its areas; incidents leave the land quiet and only shade the inside of a country's border.
    { id: "area-fill", type: "fill", source, filter: of("country", "area"), paint: { "fill-pattern": pattern, "fill-opacity": incidents ? 0 : fading(0.24) } },
    { id: "area-band", type: "line", source, filter: of("country"), paint: { "line-color": ink, "line-width": 7, "line-offset": 3.5, "line-opacity": incidents ? 0.2 : fading(0.55) } },
    { id: "area-band-2", type: "line", source, filter: ["all", of("country"), ["has", "second"]], paint: { "line-color": sideColour("second"), "line-width": 4, "line-offset": 9, "line-opacity": fading(0.55) } },
    { id: "area-ring", type: "line", source, filter: of("area"), paint: { "line-color": ink, "line-width": 1.2, "line-dasharray": [4, 2.5], "line-opacity": incidents ? 0.6 : fading(0.9) } },
    { id: "area-doubt", type: "line", source, minzoom: 7, filter: of("doubt"), paint: { "line-color": ink, "line-width": 0.9, "line-dasharray": [1.5, 2], "line-opacity": 0.5 } },
    { id: POINTED, type: "fill", source, filter: ["==", ["get", "index"], -1], paint: { "fill-pattern": pattern, "fill-opacity": 0.6 } },
    { id: `${POINTED}-edge`, type: "line", source, filter: ["==", ["get", "index"], -1], paint: { "line-color": ink, "line-width": 1.5 } },
  ];
}

function placeLayers(fonts: string[], layer: Layer): LayerSpecification[] {
  // Control names its own places; a second name beside them would only be in the way.
  if (layer === "control") return [];
  return [
    { id: "place-dots", type: "circle", source: "places", filter: ["get", "spot"], paint: { "circle-radius": 1.8, "circle-color": colour("--map-label"), "circle-opacity": 0.65 } },
    {
      id: "place-names", type: "symbol", source: "places",
      layout: {
        "text-field": ["get", "name"], "text-font": fonts, "text-size": ["interpolate", ["linear"], ["zoom"], 4, 11, 9, 13],
        "text-variable-anchor": ["left", "right", "bottom", "top"], "text-radial-offset": ["get", "clear"], "text-justify": "auto", "text-max-width": 8,
        "symbol-sort-key": ["-", ["get", "claims"]], "text-padding": 3,
      },
      paint: { "text-color": colour("--map-label"), "text-halo-color": colour("--map-halo"), "text-halo-width": 1.3, "text-opacity": ["case", ["get", "spot"], 0.95, 0.6] },
    },
  ];
}

function incidentLayers(fonts: string[]): LayerSpecification[] {
  return [
    platesLayer("incident-areas", "incidents", ["get", "words"], fonts),
    {
      id: "incident-signs", type: "symbol", source: "incidents", filter: ["!", ["get", "area"]],
      layout: {
        "icon-image": ["get", "icon"], "icon-allow-overlap": true, "symbol-sort-key": ["-", ["get", "count"]], "icon-padding": 0,
        "text-field": ["get", "words"], "text-font": fonts, "text-size": ["interpolate", ["linear"], ["get", "count"], 2, 11, 500, 13], "text-allow-overlap": true, "text-padding": 0,
      },
      paint: { "text-color": colour("--ink") },
    },
  ];
}

/** Names of areas on plates. They have no spot of their own, so they move aside for what has one. */
function platesLayer(id: string, source: DataSource, words: ExpressionSpecification, fonts: string[]): LayerSpecification {
  return {
    id, type: "symbol", source, filter: ["get", "area"],
    layout: {
      "icon-image": "tag", "icon-text-fit": "both", "icon-text-fit-padding": [1, 4, 1, 4], "symbol-sort-key": ["-", ["get", "count"]],
      "text-field": words, "text-font": fonts, "text-size": 11.5, "text-max-width": 26,
      "text-variable-anchor": ["center", "top", "bottom", "left", "right", "top-left", "bottom-right"], "text-radial-offset": 2.3, "text-justify": "center",
    },
    paint: { "text-color": colour("--ink") },
  };
}

function controlLayers(fonts: string[]): LayerSpecification[] {
  const held = colour("--ink-2");
  return [
    platesLayer("control-areas-plates", "control", ["format", ["get", "name"], {}, "  ", {}, ["get", "who"], { "font-scale": 0.85, "text-color": held }], fonts),
    {
      id: "control-signs", type: "symbol", source: "control", filter: ["!", ["get", "area"]],
      layout: {
        "icon-image": ["get", "icon"], "icon-allow-overlap": true, "symbol-sort-key": ["-", ["get", "count"]],
        "text-field": ["format", ["get", "name"], { "font-scale": 1 }, "\n", {}, ["get", "who"], { "font-scale": 0.82, "text-color": held }],
        "text-font": fonts, "text-size": 12.5, "text-variable-anchor": ["left", "right", "bottom", "top"], "text-radial-offset": 1.4, "text-justify": "auto",
        "text-optional": true, "text-max-width": 12, "text-line-height": 1.15,
      },
      paint: { "icon-opacity": fading(1), "text-opacity": ["match", ["get", "age"], 0, 1, 0.8], "text-color": colour("--map-label"), "text-halo-color": colour("--map-halo"), "text-halo-width": 1.4 },
    },
  ];
}

function chosenLayers(): LayerSpecification[] {
  return [
    { id: "changes", type: "circle", source: "changes", paint: { "circle-radius": 20, "circle-opacity": 0, "circle-stroke-width": 2.5, "circle-stroke-color": colour("--days-known") } },
    { id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 25, "circle-opacity": 0, "circle-stroke-width": 2, "circle-stroke-color": colour("--focus") } },
  ];
}

/** What was long not confirmed is fainter; the words on it say so too. */
function fading(full: number) {
  return ["match", ["get", "age"], 0, full, 1, full * 0.72, full * 0.5] as ["match", ["get", string], number, number, number, number, number];
}

function sideColour(property = "side") {
  const sides = [1, 2, 3, 4, 5, 6].flatMap((side) => [side, colour(`--side-${side}`)]);
  return ["match", ["get", property], ...sides, colour("--side-7")] as unknown as string;
}
