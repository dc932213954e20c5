// Light or dark: as the view says, else as the reader's system does.

import { view } from "./view.svelte";

const system = matchMedia("(prefers-color-scheme: dark)");
let systemDark = $state(system.matches);
system.addEventListener("change", (event) => (systemDark = event.matches));

/** True in dark; for what CSS cannot colour, such as the map. */
export function isDark(): boolean {
  return view.theme === "auto" ? systemDark : view.theme === "dark";
}

/** Sets the theme on the document. Call once, while the page is set up. */
export function useTheme(): void {
  $effect.pre(() => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  });
}

/** The value of a design token as it is now: `token("--map-land")`. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export const calm = matchMedia("(prefers-reduced-motion: reduce)");
