import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Relative addresses, so that the page also works below a proxy's prefix.
  base: "./",
  plugins: [svelte()],
  worker: { format: "es" },
  server: { proxy: { "/api": process.env.DATELINE_API ?? "http://127.0.0.1:8000" } },
  build: {
    outDir: "../src/dateline/service/page",
    emptyOutDir: true,
    target: "es2022",
    // MapLibre is one large file, and fonts and the world are files of their own: nothing is put inline under the CSP.
    chunkSizeWarningLimit: 1600,
    assetsInlineLimit: 0,
    // The licences of what is bundled; that of the fonts is public/fonts-license.txt.
    license: { fileName: "licenses.md" },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
