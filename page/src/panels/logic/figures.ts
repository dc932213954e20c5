/** Figures and confidence for people: never more exact than they were told. */

import { number } from "../../lib/format";
import type { Told } from "./records";

const WORDS: Record<string, string> = { other: "", "money-USD": "US dollars", "money-GBP": "pounds", "money-EUR": "euros" };
const CHANGES: Record<string, string> = { additional: "more", increase: "up by this", decrease: "down by this", total: "in all" };
const LARGE = new Intl.NumberFormat(undefined, { notation: "compact", compactDisplay: "long", maximumFractionDigits: 1 });

/** A figure with its bounds: "83", "80 or more", "12–15". */
export function figure({ value, low, high }: Pick<Told, "value" | "low" | "high">): string {
  if (low !== null && high !== null && low !== high) return `${sized(low)}–${sized(high)}`;
  const exact = value ?? (low !== null && high !== null ? low : null);
  if (exact !== null) return sized(exact);
  if (low !== null) return `${sized(low)} or more`;
  return high !== null ? `up to ${sized(high)}` : "not told how many";
}

function sized(size: number): string {
  return Math.abs(size) >= 1e6 ? LARGE.format(size) : number(size);
}

/** What a figure counts, in words. */
export function unit(name: string): string {
  return WORDS[name] ?? name.replace(/^money-/, "").replaceAll("-", " ");
}

/** What a figure does to the one before it. */
export function change(name: string | null): string {
  return name ? (CHANGES[name] ?? name) : "";
}

export interface Bounds {
  low: number;
  /** Infinity where no upper bound is told. */
  high: number;
}

/** The bounds of a figure; null where nothing is told. */
export function bounds({ value, low, high }: Pick<Told, "value" | "low" | "high">): Bounds | null {
  const least = low ?? value ?? (high !== null ? 0 : null);
  if (least === null) return null;
  return { low: least, high: high ?? value ?? Infinity };
}

/** Whether no number meets both figures. */
export function differ(one: Bounds, other: Bounds): boolean {
  return one.high < other.low || other.high < one.low;
}

/** Confidence in words, which a person can act on; the number stands beside it. */
export function sureness(confidence: number): "sure" | "fair" | "doubtful" {
  if (confidence >= 0.85) return "sure";
  return confidence >= 0.6 ? "fair" : "doubtful";
}

/** All that is told of one number, in one: "6–21 killed"; open bounds count as far as they are told. */
export function headline({ unit: counted, told }: { unit: string; told: readonly Pick<Told, "value" | "low" | "high">[] }): string {
  const known = told.map(bounds).filter((each) => each !== null);
  if (!known.length) return "";
  const low = Math.min(...known.map((each) => each.low));
  const high = Math.max(...known.map((each) => each.high));
  return `${figure({ value: null, low, high: Number.isFinite(high) ? high : null })} ${unit(counted)}`.trim();
}
