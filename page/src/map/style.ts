// The layers of the map, bottom to top, in the colours of the theme. No glyph server: MapLibre draws letters from fonts.

import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { colour } from "../lib/theme.svelte";
import type { Layer } from "../lib/state";
import type { World } from "./world";

const PLAIN = ["IBM Plex Sans Condensed, sans-serif"];
const EMPTY = { type: "FeatureCollection" as const, features: [] };

/** Sources that data are put into; all begin empty. */
export const DATA_SOURCES = ["areas", "incidents", "control-areas", "control", "places", "changes", "chosen"] as const;
export type DataSource = (typeof DATA_SOURCES)[number];

/** Layers that answer to the pointer, uppermost first. */
export const TOUCHABLE: Record<Layer, string[]> = { incidents: ["incident-signs", "incident-areas"], control: ["control-signs"] };

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
  const source = layer === "incidents" ? "areas" : "control-areas";
  const ink = layer === "incidents" ? colour("--quad-none") : sideColour();
  const hatch = layer === "incidents" ? "hatch:quad-none:7" : (["concat", "hatch:side-", ["to-string", ["get", "side"]], ":7"] as unknown as string);
  return [
    { id: `${source}-hatch`, type: "fill", source, filter: ["!=", ["get", "shape"], "doubt"], paint: { "fill-pattern": hatch, "fill-opacity": layer === "incidents" ? 0.28 : fading(0.5) } },
    { id: `${source}-line`, type: "line", source, filter: ["==", ["get", "shape"], "area"], paint: { "line-color": ink, "line-width": 1.1, "line-dasharray": [4, 2], "line-opacity": layer === "incidents" ? 0.6 : fading(0.9) } },
    { id: `${source}-country`, type: "line", source, filter: ["==", ["get", "shape"], "country"], paint: { "line-color": ink, "line-width": 1.2, "line-opacity": layer === "incidents" ? 0.55 : fading(0.9) } },
    { id: `${source}-doubt`, type: "line", source, minzoom: 6, filter: ["==", ["get", "shape"], "doubt"], paint: { "line-color": ink, "line-width": 0.9, "line-dasharray": [1.5, 2], "line-opacity": 0.55 } },
    { id: `${source}-doubt-fill`, type: "fill", source, minzoom: 6, filter: ["==", ["get", "shape"], "doubt"], paint: { "fill-color": ink, "fill-opacity": 0.06 } },
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
        "text-variable-anchor": ["left", "right", "bottom", "top"], "text-radial-offset": 0.45, "text-justify": "auto", "text-max-width": 8,
        "symbol-sort-key": ["-", ["get", "claims"]], "text-padding": 3,
      },
      paint: { "text-color": colour("--map-label"), "text-halo-color": colour("--map-halo"), "text-halo-width": 1.3, "text-opacity": ["case", ["get", "spot"], 0.95, 0.6] },
    },
  ];
}

function incidentLayers(fonts: string[]): LayerSpecification[] {
  return [
    {
      id: "incident-areas", type: "symbol", source: "incidents", filter: ["get", "area"],
      layout: {
        "icon-image": "tag", "icon-text-fit": "both", "icon-text-fit-padding": [2, 5, 2, 5], "icon-allow-overlap": true, "text-allow-overlap": false,
        "text-field": ["get", "words"], "text-font": fonts, "text-size": 11.5, "symbol-sort-key": ["-", ["get", "count"]], "text-max-width": 30,
      },
      paint: { "text-color": colour("--ink") },
    },
    {
      id: "incident-signs", type: "symbol", source: "incidents", filter: ["!", ["get", "area"]],
      layout: {
        "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["get", "count"], "symbol-z-order": "source",
        "text-field": ["get", "words"], "text-font": fonts, "text-size": ["interpolate", ["linear"], ["get", "count"], 2, 11, 500, 13], "text-allow-overlap": true, "text-ignore-placement": true,
      },
      paint: { "text-color": colour("--ink") },
    },
  ];
}

function controlLayers(fonts: string[]): LayerSpecification[] {
  return [
    {
      id: "control-signs", type: "symbol", source: "control",
      layout: {
        "icon-image": ["get", "icon"], "icon-allow-overlap": true, "symbol-sort-key": ["-", ["get", "count"]],
        "text-field": ["format", ["get", "name"], { "font-scale": 1 }, "\n", {}, ["get", "who"], { "font-scale": 0.82, "text-color": colour("--ink-2") }],
        "text-font": fonts, "text-size": 12.5, "text-variable-anchor": ["left", "right", "bottom", "top"], "text-radial-offset": 1.15, "text-justify": "auto",
        "text-optional": true, "text-max-width": 12, "text-line-height": 1.15,
      },
      paint: { "icon-opacity": fading(1), "text-opacity": fading(1), "text-color": colour("--map-label"), "text-halo-color": colour("--map-halo"), "text-halo-width": 1.4 },
    },
  ];
}

function chosenLayers(): LayerSpecification[] {
  return [
    { id: "changes", type: "circle", source: "changes", paint: { "circle-radius": 15, "circle-opacity": 0, "circle-stroke-width": 2.5, "circle-stroke-color": colour("--days-known") } },
    { id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 19, "circle-opacity": 0, "circle-stroke-width": 2, "circle-stroke-color": colour("--focus") } },
  ];
}

/** What was long not confirmed is fainter; the words on it say so too. */
function fading(full: number) {
  return ["match", ["get", "age"], 0, full, 1, full * 0.72, full * 0.5] as ["match", ["get", string], number, number, number, number, number];
}

function sideColour() {
  const sides = [1, 2, 3, 4, 5, 6].flatMap((side) => [side, colour(`--side-${side}`)]);
  return ["match", ["get", "side"], ...sides, colour("--side-7")] as unknown as string;
}
