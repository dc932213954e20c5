// A list that grows page by page: the service's cursor is followed when the reader wants more.

import { get, isAbort, Problem } from "../../lib/api";
import { resource } from "../../lib/resource.svelte";
import type { List } from "../logic/records";

export interface Paged<T> {
  readonly items: readonly T[];
  readonly total: number | null;
  readonly notes: readonly string[];
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly loaded: boolean;
  readonly error: Problem | undefined;
  readonly stale: boolean;
  more(): Promise<void>;
  reload(): void;
}

/** Call it while a component is set up; `ask` may read the view. */
export function paged<T>(ask: () => { path: string; params: URLSearchParams } | null): Paged<T> {
  const first = resource<List<T>>(ask);
  let rest = $state.raw<List<T>[]>([]);
  let failure = $state.raw<Problem>();
  let busy = $state(false);
  let stop: AbortController | undefined;

  $effect(() => {
    void first.data; // a new first page: those after it belong to another question
    stop?.abort();
    rest = [];
    failure = undefined;
    busy = false;
  });

  const last = $derived(rest.at(-1) ?? first.data);
  const items = $derived([...(first.data?.items ?? []), ...rest.flatMap((page) => page.items)]);

  async function more(): Promise<void> {
    const question = ask();
    if (!question || !last?.next || busy) return;
    stop = new AbortController();
    const params = new URLSearchParams(question.params);
    params.set("cursor", last.next);
    busy = true;
    try {
      const page = await get<List<T>>(question.path, params, { signal: stop.signal });
      rest = [...rest, page];
      failure = undefined;
    } catch (error) {
      if (isAbort(error)) return;
      failure = error instanceof Problem ? error : new Problem(0, "E-PAGE", "The page failed", String(error));
    }
    busy = false;
  }

  return {
    get items() { return items; },
    get total() { return first.data?.total ?? null; },
    get notes() { return first.data?.notes ?? []; },
    get hasMore() { return Boolean(last?.next); },
    get loading() { return first.loading || busy; },
    get loaded() { return first.data !== undefined; },
    get error() { return failure ?? first.error; },
    get stale() { return first.stale; },
    more,
    reload: first.reload,
  };
}
