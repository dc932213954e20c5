// The live map: one MapLibre map, dressed anew when theme, layer, viewpoint or data change.

import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection } from "geojson";
import { AttributionControl, Map as LiveMap, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type LngLatBoundsLike } from "maplibre-gl";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Layer, MapBox } from "../lib/state";
import { ATTRIBUTION } from "./attribution";
import { draw } from "./icons";
import { baseStyle, DATA_SOURCES, dataLayers, dataSources, POINTED, TOUCHABLE, type DataSource } from "./style";
import { loadWorld } from "./world";

setWorkerUrl(workerAddress);

export interface Dress {
  layer: Layer;
  viewpoint: string;
  dark: boolean;
  /** The operator's own style; null for the bundled world. */
  style: string | null;
}

export interface Heard {
  moved(box: MapBox): void;
  touched(layer: string, index: number): void;
  pointed(found: { layer: string; index: number; x: number; y: number } | null): void;
  failed(reason: string): void;
}

export class MapCanvas {
  readonly map: LiveMap;
  private readonly data = new Map<DataSource, FeatureCollection>();
  private dress: Dress | undefined;
  private wanted: Dress | undefined;
  private round = 0;

  constructor(container: HTMLElement, start: MapBox, private readonly heard: Heard) {
    this.map = new LiveMap({
      container, center: [start.lon, start.lat], zoom: start.zoom, minZoom: 0.8, maxZoom: 14,
      style: { version: 8, sources: {}, layers: [] },
      attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
      renderWorldCopies: true,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
    this.map.addControl(new AttributionControl({ compact: false, customAttribution: ATTRIBUTION }), "bottom-right");
    this.listen();
  }

  /** Puts the layers on; data that were put before stay. */
  async wear(dress: Dress): Promise<void> {
    if (JSON.stringify(dress) === JSON.stringify(this.wanted)) return;
    this.wanted = dress;
    const round = ++this.round;
    const world = await loadWorld();
    await Promise.all(["12px 'IBM Plex Sans Condensed'", "600 12px 'IBM Plex Sans Condensed'"].map((font) => document.fonts.load(font)));
    if (round !== this.round) return;
    this.dress = dress;
    const bundled = () => this.map.setStyle(baseStyle(world, dress.viewpoint), { diff: false });
    const refused = () => {
      this.heard.failed(`The map style ${dress.style} does not load. This is the bundled map.`);
      this.dress = { ...dress, style: null };
      bundled();
    };
    this.map.once("style.load", () => {
      this.map.off("error", refused);
      this.addData(this.dress!);
    });
    if (!dress.style) return void bundled();
    this.map.once("error", refused);
    this.map.setStyle(dress.style, { diff: false });
  }

  put(source: DataSource, data: FeatureCollection): void {
    this.data.set(source, data);
    this.map.getSource<GeoJSONSource>(source)?.setData(data);
  }

  /** Hatches the area of the feature of that index; -1 for none. */
  point(index: number): void {
    for (const id of [POINTED, `${POINTED}-edge`]) if (this.map.getLayer(id)) this.map.setFilter(id, ["==", ["get", "index"], index]);
  }

  box(): [number, number, number, number] {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  fit(bounds: LngLatBoundsLike, { maxZoom = 9, jump = false } = {}): void {
    this.map.fitBounds(bounds, { padding: 60, maxZoom, animate: !jump, duration: 350 });
  }

  /** The map as it stands, once it has drawn all that it was given. */
  async picture(): Promise<HTMLCanvasElement> {
    if (!this.map.loaded()) await new Promise((done) => this.map.once("idle", done));
    const shot = new Promise<HTMLCanvasElement>((done) => {
      // Only while a frame is drawn does the buffer hold it.
      this.map.once("render", () => {
        const live = this.map.getCanvas();
        const copy = document.createElement("canvas");
        [copy.width, copy.height] = [live.width, live.height];
        copy.getContext("2d")!.drawImage(live, 0, 0);
        done(copy);
      });
    });
    this.map.triggerRepaint();
    return shot;
  }

  remove(): void {
    this.map.remove();
  }

  private addData(dress: Dress): void {
    for (const [name, source] of Object.entries(dataSources())) if (!this.map.getSource(name)) this.map.addSource(name, source);
    for (const layer of dataLayers(dress.layer, dress.style ? this.fontsOfStyle() : undefined)) this.map.addLayer(layer);
    for (const name of DATA_SOURCES) {
      const data = this.data.get(name);
      if (data) this.map.getSource<GeoJSONSource>(name)?.setData(data);
    }
  }

  private fontsOfStyle(): string[] | undefined {
    for (const layer of this.map.getStyle().layers) {
      const fonts = layer.type === "symbol" ? layer.layout?.["text-font"] : undefined;
      if (Array.isArray(fonts) && fonts.every((font) => typeof font === "string")) return fonts as string[];
    }
    return undefined;
  }

  private listen(): void {
    const { map } = this;
    map.setMissingStyleImageResolver((id) => {
      const made = draw(id);
      if (made && !map.hasImage(id)) map.addImage(id, made.image, made.options);
    });
    // Says to tests, and to whoever prints the page, that all is drawn.
    map.on("idle", () => (map.getContainer().dataset["drawn"] = this.dress?.layer ?? ""));
    map.on("dataloading", () => delete map.getContainer().dataset["drawn"]);
    map.on("moveend", () => {
      const { lng, lat } = map.getCenter();
      this.heard.moved({ zoom: map.getZoom(), lat, lon: lng });
    });
    map.on("click", ({ point }) => {
      const found = this.under([point.x, point.y]);
      if (found) this.heard.touched(found.layer, found.index);
    });
    map.on("mousemove", ({ point }) => {
      const found = this.under([point.x, point.y]);
      map.getCanvas().style.cursor = found ? "pointer" : "";
      this.point(found?.index ?? -1);
      this.heard.pointed(found ? { ...found, x: point.x, y: point.y } : null);
    });
    map.on("mouseout", () => {
      this.point(-1);
      this.heard.pointed(null);
    });
    // Without a listener MapLibre writes every failed tile of an operator's map as an error on the console.
    map.on("error", ({ error }) => console.info("map:", error.message));
  }

  private under([x, y]: [number, number]): { layer: string; index: number } | null {
    const layers = TOUCHABLE[this.dress?.layer ?? "incidents"].filter((id) => this.map.getLayer(id));
    const near = 4;
    const found = layers.length ? this.map.queryRenderedFeatures([[x - near, y - near], [x + near, y + near]], { layers }) : [];
    const first = found[0];
    return first ? { layer: first.layer.id, index: Number(first.properties["index"]) } : null;
  }
}
