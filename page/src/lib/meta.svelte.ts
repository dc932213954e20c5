// What the store holds and who we are to it: asked once for the whole page, and again when the token changes.

import { get, onRefused, Problem, setToken } from "./api";
import type { Meta } from "./types";

class Session {
  meta = $state.raw<Meta>();
  error = $state.raw<Problem>();
  /** The service wants a token that this page does not have, or no longer takes the one it has. */
  refused = $state(false);

  get mayEdit(): boolean {
    return this.meta?.role === "editor" || this.meta?.role === "admin";
  }

  async load(): Promise<void> {
    try {
      this.meta = await get<Meta>("meta");
      this.error = undefined;
      this.refused = false;
    } catch (failure) {
      this.error = failure instanceof Problem ? failure : new Problem(0, "E-PAGE", "The page failed", String(failure));
    }
  }

  async enter(token: string): Promise<void> {
    setToken(token.trim() || null);
    await this.load();
  }

  leave(): void {
    setToken(null);
    this.meta = undefined;
    void this.load();
  }
}

export const session = new Session();
onRefused(() => (session.refused = true));
