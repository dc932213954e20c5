// What the page has to say about what was just done, with the way back where there is one.

export interface Notice {
  id: number;
  text: string;
  bad: boolean;
  undo?: () => void;
}

const SECONDS = 12;
let count = 0;

export const notices: Notice[] = $state([]);

/** Says something for a while; what went wrong, and what can be undone, stays until it is put away. */
export function say(text: string, { bad = false, undo }: { bad?: boolean; undo?: () => void } = {}): void {
  count += 1;
  const id = count;
  notices.push({ id, text, bad, undo });
  if (notices.length > 3) notices.shift();
  if (!bad) setTimeout(() => dismiss(id), SECONDS * 1000);
}

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id);
  if (at >= 0) notices.splice(at, 1);
}
