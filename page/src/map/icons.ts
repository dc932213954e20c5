// Draws what the map's symbol layers ask for by name: signs of incidents, clusters, holders of places, hatching.
// Each is made once, when it is first needed.

import { outline, penOf, SLASH } from "../lib/marks";
import { colour } from "../lib/theme.svelte";
import { QUADS, type Status } from "../lib/words";
import { ORDER } from "./names";

export const RATIO = 2;

export interface Picture {
  image: ImageData;
  options: { pixelRatio: number; stretchX?: [number, number][]; stretchY?: [number, number][]; content?: [number, number, number, number] };
}

/** The picture of that name; null when the name is none of ours. */
export function draw(name: string): Picture | null {
  const [what, ...rest] = name.split(":") as [string, ...string[]];
  const painter = PAINTERS[what];
  return painter ? painter(rest) : null;
}

const PAINTERS: Record<string, (parts: string[]) => Picture> = {
  sign: ([quad, status]) => sign(quad!, status as Status),
  cluster: ([radius, shares]) => cluster(Number(radius), shares!.split("-").map(Number)),
  hold: ([sides, flags]) => hold(sides!.split("-").map(Number), flags ?? ""),
  hatch: ([token]) => stripes([colour(`--${token}`)], 8),
  stripes: ([sides]) => stripes(sides!.split("-").map((side) => colour(`--side-${side}`)), 6),
  tag: () => tag(),
};

function sign(short: string, status: Status): Picture {
  const quad = ORDER.find((each) => QUADS[each].short === short) ?? null;
  const pen = penOf(quad, status);
  const ink = colour(quad ? QUADS[quad].token : "--quad-none");
  return paint(20, 20, (brush) => {
    brush.translate(1, 1);
    brush.scale(18 / 16, 18 / 16);
    const path = new Path2D(outline(quad));
    brush.lineJoin = "round";
    brush.strokeStyle = colour("--map-halo");
    brush.lineWidth = 4.5;
    brush.stroke(path);
    brush.fillStyle = colour("--map-halo");
    brush.fill(path);
    brush.globalAlpha = pen.fill;
    brush.fillStyle = brush.strokeStyle = ink;
    brush.fill(path);
    brush.globalAlpha = 1;
    brush.setLineDash(pen.dashes);
    brush.lineWidth = 1.9;
    brush.stroke(path);
    if (pen.slashed) brush.stroke(new Path2D(SLASH));
  });
}

function cluster(radius: number, shares: number[]): Picture {
  const size = 2 * radius + 6;
  const total = shares.reduce((sum, each) => sum + each, 0) || 1;
  return paint(size, size, (brush) => {
    const middle = size / 2;
    disc(brush, middle, radius + 1.5, colour("--map-halo"));
    disc(brush, middle, radius - 2, colour("--surface"));
    brush.lineWidth = 4;
    let angle = -Math.PI / 2;
    shares.forEach((share, i) => {
      if (!share) return;
      const to = angle + (share / total) * 2 * Math.PI;
      brush.strokeStyle = colour(QUADS[ORDER[i]!].token);
      arc(brush, middle, radius - 2, angle, to);
      angle = to;
    });
  });
}

/** A place held: one colour, or as many slices as say that they hold it; a ring of dashes for a siege. */
function hold(sides: number[], flags: string): Picture {
  const radius = 8;
  return paint(34, 34, (brush) => {
    disc(brush, 17, radius + 2, colour("--map-halo"));
    sides.forEach((side, i) => {
      const turn = (2 * Math.PI) / sides.length;
      const from = -Math.PI / 2 + i * turn + (sides.length > 1 ? Math.PI / 4 : 0);
      brush.beginPath();
      brush.moveTo(17, 17);
      brush.arc(17, 17, radius, from, from + turn);
      brush.closePath();
      brush.fillStyle = side ? colour(`--side-${side}`) : colour("--surface");
      brush.fill();
    });
    brush.strokeStyle = colour("--map-label");
    brush.lineWidth = flags.includes("d") ? 2.2 : 1;
    brush.setLineDash(flags.includes("d") ? [3, 2] : []);
    arc(brush, 17, radius, 0, 2 * Math.PI);
    if (!flags.includes("b")) return;
    brush.strokeStyle = colour("--quad-mf");
    brush.lineWidth = 2;
    brush.setLineDash([4.2, 2.6]);
    arc(brush, 17, radius + 6, 0, 2 * Math.PI);
  });
}

/** Slanted lines in turn in each ink, `step` pixels apart. */
function stripes(inks: string[], step: number): Picture {
  const size = step * inks.length;
  return paint(size, size, (brush) => {
    brush.lineWidth = 1;
    for (let line = -inks.length; line <= 2 * inks.length; line++) {
      brush.strokeStyle = inks[(line + 2 * inks.length) % inks.length]!;
      brush.beginPath();
      brush.moveTo(line * step - size - 1, size + size + 1);
      brush.lineTo(line * step + size + 1, -1);
      brush.stroke();
    }
  });
}

/** The plate under the label of an area; it stretches with the words. */
function tag(): Picture {
  const made = paint(16, 14, (brush) => {
    brush.fillStyle = colour("--surface");
    brush.strokeStyle = colour("--rule-strong");
    brush.lineWidth = 1;
    brush.beginPath();
    brush.roundRect(0.5, 0.5, 15, 13, 2.5);
    brush.fill();
    brush.stroke();
  });
  const inner: [number, number] = [4 * RATIO, 12 * RATIO];
  made.options = { pixelRatio: RATIO, stretchX: [inner], stretchY: [[4 * RATIO, 10 * RATIO]], content: [3 * RATIO, 1 * RATIO, 13 * RATIO, 13 * RATIO] };
  return made;
}

function paint(width: number, height: number, act: (brush: OffscreenCanvasRenderingContext2D) => void): Picture {
  const canvas = new OffscreenCanvas(width * RATIO, height * RATIO);
  const brush = canvas.getContext("2d")!;
  brush.scale(RATIO, RATIO);
  act(brush);
  return { image: brush.getImageData(0, 0, canvas.width, canvas.height), options: { pixelRatio: RATIO } };
}

function disc(brush: OffscreenCanvasRenderingContext2D, at: number, radius: number, ink: string): void {
  brush.fillStyle = ink;
  brush.beginPath();
  brush.arc(at, at, radius, 0, 2 * Math.PI);
  brush.fill();
}

function arc(brush: OffscreenCanvasRenderingContext2D, at: number, radius: number, from: number, to: number): void {
  brush.beginPath();
  brush.arc(at, at, radius, from, to);
  brush.stroke();
}
