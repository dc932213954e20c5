// The names of ids that stand in the address: asked of the service once each, since an address holds only ids.

import { SvelteMap } from "svelte/reactivity";
import { get } from "../../lib/api";

const known = new SvelteMap<string, string>();
const asked = new Set<string>();

/** Remembers a name that came with a record. */
export function learn(kind: "actor" | "place", id: string, name: string): void {
  known.set(`${kind}/${id}`, name);
}

/** The name of an actor or place; its id until the service has told. */
export function nameOf(kind: "actor" | "place", id: string): string {
  return known.get(`${kind}/${id}`) ?? id;
}

/** Asks for a name that is not known; call it from an effect. */
export function wantName(kind: "actor" | "place", id: string): void {
  const key = `${kind}/${id}`;
  if (known.has(key) || asked.has(key)) return;
  asked.add(key);
  get<{ name?: string }>(`${kind}s/${encodeURIComponent(id)}`).then(
    (record) => record.name && known.set(key, record.name),
    () => undefined, // the filter may be a name as typed: it stands for itself
  );
}
