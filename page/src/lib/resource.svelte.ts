// Keeps what the service says about something that the view decides: fetched anew when that changes, the old kept meanwhile.

import { get, isAbort, Problem, type Params } from "./api";

export interface Ask {
  path: string;
  params?: Params;
}

export interface Resource<T> {
  /** The newest answer; while `loading`, still the one before. */
  readonly data: T | undefined;
  readonly error: Problem | undefined;
  readonly loading: boolean;
  /** The data answer an earlier question, because the newest failed. */
  readonly stale: boolean;
  reload(): void;
}

/** Milliseconds in which several changes become one question: a drag moves the view at every frame. */
const SETTLE = 60;

/** Call it while a component is set up. `ask` may read the view; when it gives null nothing is fetched. */
export function resource<T>(ask: () => Ask | null): Resource<T> {
  let data = $state.raw<T>();
  let error = $state.raw<Problem>();
  let loading = $state(false);
  let round = $state(0);
  const wanted = $derived.by(() => {
    const now = ask();
    return now && JSON.stringify([now.path, String(new URLSearchParams(now.params as Record<string, string>))]);
  });

  $effect(() => {
    void round;
    if (!wanted) {
      data = error = undefined;
      loading = false;
      return;
    }
    const [path, params] = JSON.parse(wanted) as [string, string];
    const stop = new AbortController();
    loading = true;
    const timer = setTimeout(() => load(path, new URLSearchParams(params), stop.signal), SETTLE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });

  async function load(path: string, params: URLSearchParams, signal: AbortSignal): Promise<void> {
    try {
      data = await get<T>(path, params, { signal });
      error = undefined;
    } catch (failure) {
      if (isAbort(failure)) return;
      error = failure instanceof Problem ? failure : new Problem(0, "E-PAGE", "The page failed", String(failure));
    }
    if (!signal.aborted) loading = false;
  }

  return {
    get data() { return data; },
    get error() { return error; },
    get loading() { return loading; },
    get stale() { return error !== undefined && data !== undefined; },
    reload: () => { round += 1; },
  };
}
