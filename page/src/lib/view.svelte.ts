// The view of this tab: read from the address, written back to it, and moved by the back and forward buttons.

import { addDays } from "./format";
import { filterParams, formatState, noFilters, parseState, type Filters, type SelectionKind, type ViewState } from "./state";

/** Read it in components; change it with `go`, `filter` or `select`, so that the address follows. */
export const view: ViewState = $state(parseState(location.search));

/** Changes the view. `replace` leaves no step for the back button: for drags, play and typing. */
export function go(changes: Partial<ViewState>, { replace = false } = {}): void {
  Object.assign(view, changes);
  const address = formatState(view) || location.pathname;
  if (address === location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

/** Changes some filters and keeps the rest. */
export function filter(changes: Partial<Filters>, options?: { replace?: boolean }): void {
  go({ filters: { ...$state.snapshot(view.filters), ...changes } }, options);
}

export function clearFilters(): void {
  go({ filters: noFilters() });
}

/** Opens the card of one thing; on a phone also turns to the panel. */
export function select(kind: SelectionKind, id: string): void {
  go({ selection: { kind, id }, part: "panel" });
}

export function unselect(): void {
  go({ selection: null });
}

/** The filters with the days of the two handles, as parameters of every list and of the incidents on the map. */
export function question(): URLSearchParams {
  const params = filterParams(view.filters);
  if (view.at && !view.filters.from && !view.filters.to) {
    params.set("to", view.at);
    if (view.span) params.set("from", addDays(view.at, 1 - view.span));
  }
  if (view.known) params.set("known", view.known);
  return params;
}

/** The days of the two handles, as parameters of situation, map/control, network and cards. */
export function moment(): URLSearchParams {
  const params = new URLSearchParams();
  if (view.at) params.set("at", view.at);
  if (view.known) params.set("known", view.known);
  return params;
}

addEventListener("popstate", () => Object.assign(view, parseState(location.search)));
