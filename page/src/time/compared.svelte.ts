// What the comparison of two days found, for the map to mark.

import type { Change } from "./changes";

class Compared {
  changes = $state.raw<readonly Change[]>([]);
}

export const compared = new Compared();
