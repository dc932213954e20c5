// Names of the map's pictures. A name says all that is drawn ("sign:mf:future"), so that each is made once (see icons.ts).

import { QUADS, type Quad, type Status } from "../lib/words";

/** The classes round a cluster, clockwise from the top. */
export const ORDER: readonly Quad[] = ["material conflict", "verbal conflict", "verbal cooperation", "material cooperation"];
const PARTS = 12;

export function signName(quad: Quad | null, status: Status): string {
  return `sign:${quad ? QUADS[quad].short : "none"}:${status}`;
}

/** A cluster's ring shows the classes in twelfths: more would be more pictures and could not be seen. */
export function clusterName(byQuad: Record<string, number>, count: number): string {
  const total = Object.values(byQuad).reduce((sum, each) => sum + each, 0) || 1;
  const shares = ORDER.map((quad) => Math.round(((byQuad[quad] ?? 0) / total) * PARTS));
  return `cluster:${radiusOf(count)}:${shares.join("-")}`;
}

export function radiusOf(count: number): number {
  return Math.round(10 + 3.2 * Math.log2(Math.max(count, 2)) ** 0.9);
}

export function controlName(sides: readonly number[], flags: { besieged: boolean; doubted: boolean }): string {
  return `hold:${sides.slice(0, 3).join("-") || "0"}:${flags.besieged ? "b" : ""}${flags.doubted ? "d" : ""}`;
}

/** Stripes in the colours of all who are said to hold an area. */
export function stripesName(sides: readonly number[]): string {
  return `stripes:${sides.slice(0, 3).join("-") || "7"}`;
}
