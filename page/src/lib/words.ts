// What the page calls things. The names on the left are those of the record; people see what is on the right.

export type Quad = "verbal cooperation" | "material cooperation" | "verbal conflict" | "material conflict";
export type Status = "actual" | "future" | "hypothetical" | "negated";

export const TYPES: Record<string, { label: string; quad: Quad }> = {
  AGREE: { label: "Agree", quad: "verbal cooperation" },
  CONSULT: { label: "Meet or talk", quad: "verbal cooperation" },
  SUPPORT: { label: "Support", quad: "verbal cooperation" },
  CONCEDE: { label: "Concede", quad: "verbal cooperation" },
  COOPERATE: { label: "Cooperate", quad: "material cooperation" },
  AID: { label: "Aid", quad: "material cooperation" },
  RETREAT: { label: "Retreat or release", quad: "material cooperation" },
  REQUEST: { label: "Request", quad: "verbal conflict" },
  ACCUSE: { label: "Accuse", quad: "verbal conflict" },
  REJECT: { label: "Reject", quad: "verbal conflict" },
  THREATEN: { label: "Threaten", quad: "verbal conflict" },
  PROTEST: { label: "Protest", quad: "material conflict" },
  SANCTION: { label: "Sanction", quad: "material conflict" },
  MOBILIZE: { label: "Mobilise", quad: "material conflict" },
  COERCE: { label: "Coerce", quad: "material conflict" },
  ASSAULT: { label: "Assault", quad: "material conflict" },
};

export const QUADS: Record<Quad, { label: string; short: string; token: string }> = {
  "verbal cooperation": { label: "Cooperation in words", short: "vc", token: "--quad-vc" },
  "material cooperation": { label: "Cooperation in deeds", short: "mc", token: "--quad-mc" },
  "verbal conflict": { label: "Conflict in words", short: "vf", token: "--quad-vf" },
  "material conflict": { label: "Conflict in deeds", short: "mf", token: "--quad-mf" },
};

export const STATUSES: Record<Status, { label: string; meaning: string }> = {
  actual: { label: "Actual", meaning: "told as having happened or holding" },
  future: { label: "Future", meaning: "planned, announced or vowed" },
  hypothetical: { label: "Hypothetical", meaning: "possible, feared, demanded or conditional" },
  negated: { label: "Negated", meaning: "said not to have happened, or to have ended" },
};

/** A predicate between its subject and its object, and the other way round. */
export const PREDICATES: Record<string, { label: string; of: string; reversed: string }> = {
  role: { label: "Role", of: "is", reversed: "has in office" },
  member_of: { label: "Member of", of: "belongs to", reversed: "has as a member" },
  backs: { label: "Backs", of: "backs", reversed: "is backed by" },
  allied_with: { label: "Allied with", of: "is allied with", reversed: "is allied with" },
  opposes: { label: "Opposes", of: "opposes", reversed: "is opposed by" },
  affiliated_with: { label: "Affiliated with", of: "is affiliated with", reversed: "has as an affiliate" },
  designates: { label: "Designates", of: "designates", reversed: "is designated by" },
  controls: { label: "Controls", of: "controls", reversed: "is controlled by" },
  besieges: { label: "Besieges", of: "besieges", reversed: "is besieged by" },
  present_in: { label: "Present in", of: "is present in", reversed: "has present" },
  strength: { label: "Strength", of: "numbers", reversed: "is the strength of" },
  holds: { label: "Holds captive", of: "holds captive", reversed: "is held by" },
  capital_of: { label: "Capital of", of: "is the capital of", reversed: "has as its capital" },
  population: { label: "Population", of: "is home to", reversed: "live in" },
  plan: { label: "Plan", of: "plans", reversed: "is planned by" },
  sanctions: { label: "Sanctions", of: "has sanctions on", reversed: "is under sanctions of" },
  ceasefire: { label: "Ceasefire", of: "has a ceasefire with", reversed: "has a ceasefire with" },
};

export const PRECISIONS: Record<string, string> = {
  exact: "this spot",
  city: "the town, not a spot in it",
  offset: "some way from a town",
  district: "somewhere in this district",
  admin2: "somewhere in this district",
  province: "somewhere in this province",
  admin1: "somewhere in this province",
  region: "somewhere in this region",
  area: "somewhere in this area",
  country: "somewhere in this country",
  continent: "somewhere in this part of the world",
};

export const SECTORS: Record<string, string> = {
  GOV: "government", MIL: "armed forces", REB: "rebels", PTY: "party", IGO: "international body", NGO: "aid or rights group",
  CVL: "civilians", MED: "media", BUS: "business", COP: "police", JUD: "judiciary", LEG: "legislature", OPP: "opposition",
  SPY: "intelligence", PRE: "former government", REL: "religious body", EDU: "education", MNC: "company", UNK: "unknown",
};

export function typeLabel(name: string): string {
  return TYPES[name]?.label ?? sentence(name);
}

/** Types of the user's own have no class; nothing is assumed for them. */
export function quadOf(name: string): Quad | null {
  return TYPES[name]?.quad ?? null;
}

export function predicateLabel(name: string): string {
  return PREDICATES[name]?.label ?? sentence(name);
}

export function statusLabel(name: string): string {
  return STATUSES[name as Status]?.label ?? sentence(name);
}

export function sectorLabel(code: string | null): string {
  return code ? (SECTORS[code] ?? code) : "";
}

function sentence(name: string): string {
  const words = name.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
