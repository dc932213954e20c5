// Days along a line: what the timeline spans, its buckets and its ticks. Days are counted from 1970-01-01.

import type { TimelineBucket } from "../lib/types";

export type Bucket = "day" | "week" | "month" | "year";

export interface Domain {
  from: string;
  to: string;
}

export interface Tick {
  day: number;
  label: string;
  /** Begins a year (or a month among days): drawn stronger. */
  strong: boolean;
}

const DAY = 86_400_000;
/** Days shown before the first and after the last dispatch: what they tell of lies mostly there. */
const BEFORE = 45;
const AFTER = 20;

export function toNumber(day: string): number {
  return Math.round(Date.parse(day.slice(0, 10)) / DAY);
}

export function toDay(number: number): string {
  return new Date(Math.round(number) * DAY).toISOString().slice(0, 10);
}

/** The days that the timeline spans; null where nothing has a date. */
export function domainOf(published: { first: string | null; last: string | null }, valid: { first: string | null; last: string | null }, range: "story" | "all"): Domain | null {
  const known = [published.first, published.last, valid.first, valid.last].filter((each): each is string => !!each && !Number.isNaN(toNumber(each)));
  if (known.length === 0) return null;
  if (range === "all" || !published.first || !published.last) {
    const numbers = known.map(toNumber);
    return { from: toDay(Math.min(...numbers) - 1), to: toDay(Math.max(...numbers) + 1) };
  }
  return { from: toDay(toNumber(published.first) - BEFORE), to: toDay(toNumber(published.last) + AFTER) };
}

/** The finest bucket whose bars can still be told apart. */
export function bucketFor({ from, to }: Domain, width: number): Bucket {
  const span = toNumber(to) - toNumber(from) + 1;
  const room = Math.max(width, 200) / 4;
  if (span <= room) return "day";
  if (span / 7 <= room) return "week";
  return span / 30 <= room ? "month" : "year";
}

export class Scale {
  readonly first: number;
  readonly last: number;

  constructor(domain: Domain, readonly left: number, readonly right: number) {
    this.first = toNumber(domain.from);
    this.last = Math.max(toNumber(domain.to), this.first + 1);
  }

  /** The pixel at which a day begins; its end is where the next begins. */
  x(day: number): number {
    return this.left + ((day - this.first) / (this.last + 1 - this.first)) * (this.right - this.left);
  }

  /** The day under a pixel, held within the span. */
  dayAt(x: number): number {
    const day = Math.floor(this.first + ((x - this.left) / (this.right - this.left)) * (this.last + 1 - this.first));
    return this.clamp(day);
  }

  clamp(day: number): number {
    return Math.min(Math.max(day, this.first), this.last);
  }
}

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];

/** Ticks that leave `room` pixels for each label: days, months or years. */
export function ticks(scale: Scale, room = 62): Tick[] {
  const most = Math.max(2, Math.floor((scale.right - scale.left) / room));
  const span = scale.last - scale.first + 1;
  if (span <= most * 7) return dayTicks(scale, [1, 2, 7].find((step) => span / step <= most) ?? 7);
  const months = span / 30.4;
  const step = [1, 2, 3, 6].find((each) => months / each <= most);
  return step ? monthTicks(scale, step) : yearTicks(scale, STEPS.find((each) => months / 12 / each <= most) ?? 1000);
}

function dayTicks(scale: Scale, step: number): Tick[] {
  const out: Tick[] = [];
  for (let day = scale.first; day <= scale.last; day += step) {
    const date = new Date(day * DAY);
    out.push({ day, label: text(date, { day: "numeric", month: "short" }), strong: date.getUTCDate() === 1 });
  }
  return out;
}

function monthTicks(scale: Scale, step: number): Tick[] {
  const out: Tick[] = [];
  const start = new Date(scale.first * DAY);
  for (let month = start.getUTCMonth() - (start.getUTCMonth() % step); ; month += step) {
    const date = new Date(Date.UTC(start.getUTCFullYear(), month, 1));
    const day = date.getTime() / DAY;
    if (day > scale.last) return out;
    const january = date.getUTCMonth() === 0;
    if (day >= scale.first) out.push({ day, label: january ? String(date.getUTCFullYear()) : text(date, { month: "short" }), strong: january });
  }
}

function yearTicks(scale: Scale, step: number): Tick[] {
  const out: Tick[] = [];
  const start = new Date(scale.first * DAY).getUTCFullYear();
  for (let year = Math.ceil(start / step) * step; ; year += step) {
    const date = new Date(0);
    date.setUTCFullYear(year, 0, 1);
    const day = Math.round(date.getTime() / DAY);
    if (day > scale.last) return out;
    if (day >= scale.first) out.push({ day, label: String(year), strong: year % (step * 5) === 0 });
  }
}

function text(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" }).format(date);
}

export interface Outside {
  before: number;
  after: number;
}

/** How many incidents lie before and after what is shown: they are not drawn, so they are said. */
export function outside(items: readonly TimelineBucket[], scale: Scale): Outside {
  const sum = (keep: (each: TimelineBucket) => boolean) => items.filter(keep).reduce((total, each) => total + each.incidents, 0);
  return { before: sum((each) => toNumber(each.to) < scale.first), after: sum((each) => toNumber(each.from) > scale.last) };
}
