// A dispatch, or a file of them, on its way into the store.

export interface Outcome {
  document: string;
  title: string | null;
  outcome: "added" | "unchanged" | "superseded" | "outdated" | "failed";
  claims: number;
  code: string | null;
  reason: string | null;
}

export interface Job {
  id: string;
  kind: "text" | "url" | "file";
  name: string;
  by: string;
  made: string;
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  step: string | null;
  done: number;
  total: number | null;
  claims: number;
  counts: Record<string, number>;
  problem: { code: string; detail: string } | null;
  outcomes: Outcome[];
  truncated: boolean;
}

export const ENDED: readonly Job["status"][] = ["done", "failed", "cancelled"];

/** What became of a dispatch, in words. */
export const OUTCOMES: Record<Outcome["outcome"], string> = {
  added: "added",
  unchanged: "was there already",
  superseded: "added as the newer version",
  outdated: "an older version than the one here",
  failed: "not added",
};
