import { expect, it } from "vitest";
import { webAddress } from "./web";

it.each(["javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>1</script>", "file:///etc/passwd", "not an address", "", null])(
  "%s never becomes a link",
  (text) => {
    expect(webAddress(text)).toBeNull();
  },
);

it("an address of the web does", () => {
  expect(webAddress("https://news.example/a?b=1")?.host).toBe("news.example");
});
