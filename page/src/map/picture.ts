// The map as a picture that can stand alone: what it shows, as of when, and whose data it is made of.

import { day, moment as moments } from "../lib/format";
import { session } from "../lib/meta.svelte";
import { colour } from "../lib/theme.svelte";
import { view } from "../lib/view.svelte";
import { ATTRIBUTION } from "./attribution";
import type { MapCanvas } from "./canvas";

/** Pixels on the page above and below the map. */
const HEAD = 52;
const FOOT = 40;

export async function mapPicture(canvas: MapCanvas, control: boolean, summary: string, attribution: readonly string[]): Promise<Blob> {
  const map = await canvas.picture();
  const scale = map.width / canvas.map.getCanvas().clientWidth;
  const sheet = document.createElement("canvas");
  sheet.width = map.width;
  sheet.height = map.height + Math.round((HEAD + FOOT) * scale);
  const brush = sheet.getContext("2d")!;
  brush.fillStyle = colour("--surface");
  brush.fillRect(0, 0, sheet.width, sheet.height);
  brush.drawImage(map, 0, Math.round(HEAD * scale));
  brush.scale(scale, scale);
  const [width, height] = [sheet.width / scale, sheet.height / scale];
  write(brush, control ? "Who is said to hold what" : "Incidents as told", 16, 23, "600 17px 'IBM Plex Serif', serif", "--ink", width - 32);
  write(brush, [asOf(), summary].filter(Boolean).join(" · "), 16, 42, "12px 'IBM Plex Sans', sans-serif", "--ink-2", width - 32);
  const sources = [ATTRIBUTION, ...attribution.filter((each) => !/geonames|natural earth/i.test(each))].join(". ");
  write(brush, sources, 16, height - 23, "11px 'IBM Plex Sans Condensed', sans-serif", "--ink-3", width - 32);
  write(brush, "What dispatches say, not a verdict. Borders endorse nothing.", 16, height - 9, "11px 'IBM Plex Sans Condensed', sans-serif", "--ink-3", width - 32);
  return new Promise((done, fail) => sheet.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large"))), "image/png"));
}

function asOf(): string {
  const at = view.at || session.meta?.valid.last || session.meta?.days.last;
  const known = view.known || session.meta?.days.last;
  return [view.at || view.layer === "control" ? `In the world on ${day(at)}` : "All days", known ? `as known by ${moments(known)}` : ""].filter(Boolean).join(", ");
}

function write(brush: CanvasRenderingContext2D, words: string, x: number, y: number, font: string, ink: string, most: number): void {
  brush.font = font;
  brush.fillStyle = colour(ink);
  let shown = words;
  while (shown.length > 1 && brush.measureText(shown).width > most) shown = `${shown.slice(0, -2).trimEnd()}…`;
  brush.fillText(shown, x, y);
}
