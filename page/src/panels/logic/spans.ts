/** Cuts a text at the edges of spans that may overlap. The service counts code points, JavaScript UTF-16 units. */

export interface Mark<T> {
  start: number;
  end: number;
  value: T;
}

/** A stretch of text and the marks that cover it, the narrowest first. */
export interface Piece<T> {
  text: string;
  start: number;
  marks: Mark<T>[];
}

const ASTRAL = /[\ud800-\udfff]/;

/** A function that turns an offset in code points into one in UTF-16 units; offsets outside are clamped. */
export function unitsOf(text: string): (point: number) => number {
  if (!ASTRAL.test(text)) return (point) => Math.max(0, Math.min(point, text.length));
  const starts: number[] = [];
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit)! > 0xffff ? 2 : 1) starts.push(unit);
  starts.push(text.length);
  return (point) => starts[Math.max(0, Math.min(point, starts.length - 1))]!;
}

/** How many code points a text has. */
export function points(text: string): number {
  return ASTRAL.test(text) ? [...text].length : text.length;
}

/**
 * The text in pieces, each with the marks that cover it.
 * `base` is the offset of the text within that from which the marks count: a sentence's start in its document.
 * Marks that are empty or lie outside are left out.
 */
export function pieces<T>(text: string, marks: readonly Mark<T>[], base = 0): Piece<T>[] {
  const units = unitsOf(text);
  const length = points(text);
  const inside = marks
    .map((mark) => ({ mark, start: Math.max(0, mark.start - base), end: Math.min(length, mark.end - base) }))
    .filter(({ start, end }) => start < end)
    .sort((one, other) => one.end - one.start - (other.end - other.start));
  const edges = new Set([0, length, ...inside.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, at) => ({
    text: text.slice(units(start), units(cuts[at + 1]!)),
    start: start + base,
    marks: inside.filter((each) => each.start <= start && start < each.end).map(({ mark }) => mark),
  }));
}

/** The part of a text from one code point to another. */
export function cut(text: string, start: number, end: number): string {
  const units = unitsOf(text);
  return text.slice(units(start), units(end));
}
