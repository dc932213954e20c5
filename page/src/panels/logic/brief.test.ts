import { expect, it } from "vitest";
import { brief } from "./brief";

it.each([
  ["Turkey", 10, "Turkey"],
  ["0123456789", 10, "0123456789"],
  ["01234567890", 10, "012345678…"],
  ["🔥".repeat(8), 4, "🔥🔥🔥…"],
  ["", 5, ""],
])("%s is cut to %d characters, none of them in half", (text, most, shown) => {
  expect(brief(text, most)).toBe(shown);
});
