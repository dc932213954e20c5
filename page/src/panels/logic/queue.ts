/** Moving through a queue by keys, and what a key means for what is chosen. */

import type { Judgement } from "./records";

export interface Item {
  kind: "claim" | "incident";
  id: string;
}

/** The next place in a queue of `count`, without running over its ends. */
export function moved(at: number, by: number, count: number): number {
  return Math.max(0, Math.min(at + by, count - 1));
}

/** The first item after `at` that nobody has decided about yet; else `at`. */
export function nextOpen(items: readonly Item[], at: number, isDone: (id: string) => boolean): number {
  const later = items.findIndex((item, n) => n > at && !isDone(item.id));
  return later >= 0 ? later : at;
}

/** What to send for an action on the current item and those that are chosen; null with why not. */
export function asked(
  action: Judgement["action"],
  current: Item | undefined,
  chosen: readonly string[],
): { targets: string[] } | { why: string } {
  if (!current) return { why: "There is nothing in the queue" };
  if (action === "accept" || action === "reject") return { targets: chosen.length ? [...chosen] : [current.id] };
  if (action === "merge") {
    const targets = [...new Set([...chosen, current.id])];
    return targets.length > 1 ? { targets } : { why: "Choose the others of the same happening with x, then press m" };
  }
  if (action === "split") {
    return chosen.length > 1 ? { targets: [...chosen] } : { why: "Choose claims with x that are different happenings, then press s" };
  }
  return current.kind === "claim" ? { targets: [current.id] } : { why: "Only single claims are corrected: open the incident with o" };
}
