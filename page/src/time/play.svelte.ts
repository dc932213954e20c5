// Moves the day in the world forward by itself: calmly, and slower for those who want less motion.

import { calm } from "../lib/theme.svelte";

const BEAT = 650;
const SLOW_BEAT = 1600;

export class Play {
  running = $state(false);
  private timer: ReturnType<typeof setInterval> | undefined;

  /** `step` moves one step and says whether there is another. */
  start(step: () => boolean): void {
    this.stop();
    this.running = true;
    this.timer = setInterval(() => {
      if (!step()) this.stop();
    }, calm.matches ? SLOW_BEAT : BEAT);
  }

  stop(): void {
    clearInterval(this.timer);
    this.running = false;
  }
}
