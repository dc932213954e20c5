// What the page shows, as plain data, and how it is written into an address and read from one. No browser needed.

export type Tab = "incidents" | "claims" | "situation" | "actors" | "places" | "network" | "documents" | "search" | "review" | "add";
export type Layer = "incidents" | "control";
export type Theme = "auto" | "light" | "dark";
/** What the phone shows: there one part at a time has the screen. */
export type Part = "map" | "time" | "panel";
export type SelectionKind = "incident" | "claim" | "actor" | "place" | "state" | "document";

export interface Selection {
  kind: SelectionKind;
  id: string;
}

export interface MapBox {
  zoom: number;
  lat: number;
  lon: number;
}

/** The filters of a list, named as the API (and `Question` behind it) names them. */
export interface Filters {
  type: string[];
  kind: string[];
  status: string[];
  actor: string[];
  role: string[];
  place: string[];
  publisher: string[];
  source: string[];
  country: string;
  bbox: string;
  from: string;
  to: string;
  recorded: string;
  text: string;
  min_confidence: number;
  min_sources: number;
  disputed: boolean;
}

export interface ViewState {
  /** The day in the world; empty: the newest that the store knows. */
  at: string;
  /** The day of knowledge: only what was published by its end; empty: all. */
  known: string;
  /** Of a day in the world, how many days up to it lists and map show; 0: all up to it. */
  span: number;
  /** What the timeline spans: the time around the dispatches, or all that they tell of. */
  range: "story" | "all";
  /** The other day of a comparison; empty: none. */
  compare: string;
  filters: Filters;
  /** Predicates and members of the situation and network. */
  predicate: string[];
  selection: Selection | null;
  tab: Tab;
  part: Part;
  layer: Layer;
  map: MapBox | null;
  /** Whose borders and names: a code of /meta's viewpoints; empty: as the base map draws them. */
  viewpoint: string;
  theme: Theme;
  /** The words searched for. */
  q: string;
}

export const MANY = ["type", "kind", "status", "actor", "role", "place", "publisher", "source"] as const;
export const ONE = ["country", "bbox", "from", "to", "recorded", "text"] as const;
const TABS: readonly Tab[] = ["incidents", "claims", "situation", "actors", "places", "network", "documents", "search", "review", "add"];
const KINDS: readonly SelectionKind[] = ["incident", "claim", "actor", "place", "state", "document"];
const SPAN = 30;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function noFilters(): Filters {
  return {
    type: [], kind: [], status: [], actor: [], role: [], place: [], publisher: [], source: [],
    country: "", bbox: "", from: "", to: "", recorded: "", text: "",
    min_confidence: 0, min_sources: 0, disputed: false,
  };
}

export function initialState(): ViewState {
  return {
    at: "", known: "", span: SPAN, range: "story", compare: "", filters: noFilters(), predicate: [], selection: null, tab: "incidents", part: "map",
    layer: "incidents", map: null, viewpoint: "", theme: "auto", q: "",
  };
}

/** Reads an address's query; what makes no sense is left at its default, since people edit addresses by hand. */
export function parseState(search: string): ViewState {
  const given = new URLSearchParams(search);
  const state = initialState();
  state.at = day(given.get("at"));
  state.known = day(given.get("known"));
  if (given.has("span")) state.span = Math.round(within(given.get("span"), 0, 36_600));
  state.range = among(given.get("range"), ["story", "all"] as const, state.range);
  state.compare = day(given.get("compare"));
  state.filters = parseFilters(given);
  state.predicate = given.getAll("predicate").filter(Boolean);
  state.selection = parseSelection(given.get("select"));
  state.tab = among(given.get("tab"), TABS, state.tab);
  state.part = among(given.get("part"), ["map", "time", "panel"] as const, state.part);
  state.layer = among(given.get("layer"), ["incidents", "control"] as const, state.layer);
  state.map = parseMap(given.get("map"));
  state.viewpoint = given.get("viewpoint") ?? "";
  state.theme = among(given.get("theme"), ["auto", "light", "dark"] as const, state.theme);
  state.q = given.get("q") ?? "";
  return state;
}

/** Writes the state as an address's query, without what is at its default; parseState() reads it back. */
export function formatState(state: ViewState): string {
  const out = new URLSearchParams();
  const put = (name: string, value: string, usual = "") => value !== usual && out.set(name, value);
  put("at", state.at);
  put("known", state.known);
  put("span", String(state.span), String(SPAN));
  put("range", state.range, "story");
  put("compare", state.compare);
  filterParams(state.filters).forEach((value, name) => out.append(name, value));
  state.predicate.forEach((name) => out.append("predicate", name));
  if (state.selection) put("select", `${state.selection.kind}:${state.selection.id}`);
  put("tab", state.tab, "incidents");
  put("part", state.part, "map");
  put("layer", state.layer, "incidents");
  if (state.map) put("map", formatMap(state.map));
  put("viewpoint", state.viewpoint);
  put("theme", state.theme, "auto");
  put("q", state.q);
  const query = out.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/");
  return query ? `?${query}` : "";
}

/** The filters as parameters of the API, without the empty ones. */
export function filterParams(filters: Filters): URLSearchParams {
  const out = new URLSearchParams();
  for (const name of MANY) for (const value of filters[name]) out.append(name, value);
  for (const name of ONE) if (filters[name]) out.set(name, filters[name]);
  if (filters.min_confidence > 0) out.set("min_confidence", String(filters.min_confidence));
  if (filters.min_sources > 0) out.set("min_sources", String(filters.min_sources));
  if (filters.disputed) out.set("disputed", "true");
  return out;
}

/** How many filters are set: for "3 filters" and "clear". */
export function countFilters(filters: Filters): number {
  return [...filterParams(filters).keys()].length;
}

function parseFilters(given: URLSearchParams): Filters {
  const filters = noFilters();
  for (const name of MANY) filters[name] = given.getAll(name).filter(Boolean);
  for (const name of ONE) filters[name] = given.get(name) ?? "";
  filters.from = day(filters.from);
  filters.to = day(filters.to);
  filters.min_confidence = within(given.get("min_confidence"), 0, 1);
  filters.min_sources = Math.round(within(given.get("min_sources"), 0, 1000));
  filters.disputed = given.get("disputed") === "true";
  return filters;
}

function parseSelection(text: string | null): Selection | null {
  const cut = text?.indexOf(":") ?? -1;
  if (!text || cut < 1 || cut === text.length - 1) return null;
  const kind = KINDS.find((each) => each === text.slice(0, cut));
  return kind ? { kind, id: text.slice(cut + 1) } : null;
}

function parseMap(text: string | null): MapBox | null {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const sane = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 90 && Math.abs(lon) <= 360;
  return sane ? { zoom, lat, lon } : null;
}

function formatMap({ zoom, lat, lon }: MapBox): string {
  return `${zoom.toFixed(2)}/${lat.toFixed(4)}/${lon.toFixed(4)}`;
}

function day(text: string | null): string {
  return text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
}

function within(text: string | null, least: number, most: number): number {
  const value = Number(text ?? "");
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : least;
}

function among<T extends string>(text: string | null, known: readonly T[], usual: T): T {
  return known.find((each) => each === text) ?? usual;
}
