/** A name without end, cut between characters for where there is little room; the card has it whole. */
export function brief(text: string, most = 120): string {
  if (text.length <= most) return text;
  return `${[...text.slice(0, 2 * most)].slice(0, most - 1).join("")}…`;
}
