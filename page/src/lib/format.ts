// Numbers and dates as the reader's locale writes them. Days of the world have no zone; moments are shown in UTC and say so.

const cache = new Map<string, Intl.DateTimeFormat>();
const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });

export function number(value: number): string {
  return WHOLE.format(value);
}

/** For tight places: 12K. */
export function compact(value: number): string {
  return Math.abs(value) < 10_000 ? WHOLE.format(value) : SHORT.format(value);
}

/** A share from 0 to 1 as a whole percentage. */
export function percent(value: number): string {
  return new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : many}`;
}

/** A day of the world: "9 Mar 2017". Also months ("2017-03") and years, which stay as coarse as they are. */
export function day(text: string | null | undefined): string {
  if (!text) return "";
  if (/^\d{4}$/.test(text)) return text;
  const month = /^\d{4}-\d{2}$/.test(text);
  const date = new Date(month ? `${text}-01` : text.slice(0, 10));
  if (Number.isNaN(date.getTime())) return text;
  return formatter(month ? { month: "short", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" }).format(date);
}

/** "Thursday 9 March 2017". */
export function longDay(text: string): string {
  return formatter({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(new Date(text));
}

/** An interval of days, ends included; an open end is said. */
export function days(from: string | null | undefined, to: string | null | undefined): string {
  if (!from && !to) return "no date";
  if (!from) return `until ${day(to)}`;
  if (!to) return `from ${day(from)}`;
  if (from === to) return day(from);
  const [first, last] = [new Date(from.slice(0, 10)), new Date(to.slice(0, 10))];
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime()) || last < first) return `${from} to ${to}`;
  return formatter({ day: "numeric", month: "short", year: "numeric" }).formatRange(first, last);
}

/** A moment with its zone: "9 Mar 2017, 14:05 UTC"; a dispatch that gives only a day gets only a day. */
export function moment(text: string | null | undefined): string {
  if (!text) return "";
  if (text.length <= 10) return day(text);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : formatter(options).format(date);
}

/** Days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

export function addDays(text: string, count: number): string {
  return new Date(Date.parse(text) + count * 86_400_000).toISOString().slice(0, 10);
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = cache.get(key) ?? new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" });
  cache.set(key, known);
  return known;
}
