// Keys without a modifier work everywhere but where somebody writes.

/** Whether a key is typed into a field, or belongs to the browser or an open dialog. */
export function typing(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const target = event.target as HTMLElement | null;
  return Boolean(target?.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog"));
}
