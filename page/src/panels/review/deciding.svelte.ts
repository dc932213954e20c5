// Judgements that are made on this page: sent, said, and taken back with one key.

import { author, Problem, send } from "../../lib/api";
import { session } from "../../lib/meta.svelte";
import { plural } from "../../lib/format";
import type { Judgement } from "../logic/records";
import { say } from "../parts/notices.svelte";

export interface Asked {
  action: Judgement["action"];
  targets: string[];
  field?: string;
  value?: unknown;
  reason?: string;
}

export interface Judged {
  judgement: Judgement;
  changed: { claims: string[]; incidents: string[]; gone: string[]; states: string[] };
}

const PAST = { accept: "Accepted", reject: "Rejected", merge: "Merged", split: "Split", correct: "Corrected" };

/** What was decided on this page, the newest last; what was taken back is gone. */
export const decided: Judged[] = $state([]);

/** Counts up whenever something was decided or taken back: what shows judged things asks again. */
export const changes = $state({ count: 0 });

/** Who decides, as far as the page knows. */
export function whoDecides(): string {
  return session.meta?.author && session.meta.author !== "local" ? session.meta.author : author();
}

/** Sends a judgement and says what it changed, with the way back; null where it was refused, which is said. */
export async function decide(asked: Asked): Promise<Judged | null> {
  try {
    const judged = await send<Judged>("POST", "judgements", asked);
    decided.push(judged);
    changes.count += 1;
    say(inWords(judged), { undo: () => void takeBack(judged.judgement) });
    return judged;
  } catch (error) {
    say(told(error), { bad: true });
    return null;
  }
}

/** Takes a judgement back; whether that was done. */
export async function takeBack(judgement: Pick<Judgement, "id" | "action">): Promise<boolean> {
  try {
    await send("POST", `judgements/${encodeURIComponent(judgement.id)}/revoke`, {});
    const at = decided.findIndex((each) => each.judgement.id === judgement.id);
    if (at >= 0) decided.splice(at, 1);
    changes.count += 1;
    say(`Taken back: ${PAST[judgement.action].toLowerCase()}`);
    return true;
  } catch (error) {
    say(told(error), { bad: true });
    return false;
  }
}

/** Takes back what was decided last on this page. */
export async function undoLast(): Promise<boolean> {
  const last = decided.at(-1);
  if (last) return takeBack(last.judgement);
  say("Nothing was decided on this page that could be undone");
  return false;
}

function inWords({ judgement, changed }: Judged): string {
  const what = judgement.field ? `${judgement.field} of ${plural(judgement.targets.length, "claim")}` : plural(judgement.targets.length, "claim");
  const gone = changed.gone.length ? `; ${plural(changed.gone.length, "incident")} no more` : "";
  return `${PAST[judgement.action]} ${what} as ${judgement.author}${gone}`;
}

function told(error: unknown): string {
  if (!(error instanceof Problem)) return "The judgement was not taken; try again";
  return [error.message, error.remedy].filter(Boolean).join(" — ");
}
