import { defineConfig } from "vite";
import { indentation } from "./scripts/flush-left.mjs";
import { slimUplot } from "./scripts/slim-uplot.mjs";

export default defineConfig({
  base: "./",
  plugins: [
    indentation,
    slimUplot,
    {
      // No part that comes later has styles or parts of its own to fetch beforehand: it is imported, and that is all.
      name: "plain-import",
      enforce: "pre",
      apply: "build",
      load: (id) =>
        id.endsWith("vite/preload-helper.js") ? "export const __vitePreload = (load) => load();" : null,
    },
    {
      // The figure alone also runs where a page's modules and styles may not be asked for as another origin's:
      // its scripts are classic ones, which scripts/inside.mjs builds. So are the gallery's, or what the course page
      // loads first would be cut in two.
      name: "classic",
      apply: "build",
      transformIndexHtml: {
        order: "pre",
        handler: (html, { path }) =>
          path !== "/index.html"
            ? html.replace(/type="module" src="\.\/www\/pages\/(.+)\.ts"/g, 'vite-ignore defer src="./$1.js"')
            : html,
      },
    },
    {
      name: "same-origin",
      apply: "build",
      transformIndexHtml: { order: "post", handler: (html) => html.replaceAll(" crossorigin", "") },
    },
  ],
  build: {
    target: "es2022",
    // Of the opening page 1 KB less than Vite's own.
    minify: "terser",
    terserOptions: { module: true, ecma: 2020, compress: { passes: 3, ecma: 2020 } },
    modulePreload: {
      polyfill: false,
      // Nor are they named at each import, which would cost the opening page 2 KB.
      resolveDependencies: (_, parts, { hostType }) => (hostType === "html" ? parts : []),
    },
    rollupOptions: {
      input: ["index.html", "gallery.html", "embed.html"],
      // All that a page begins with but its own script is one file: in several it would be 1 KB more.
      output: {
        codeSplitting: {
          groups: [
            { name: "opening", tags: ["$initial"], test: /node_modules|www\/(?!pages)|target\/surfaces/ },
          ],
        },
      },
    }, // two pages, and the figure alone
    assetsInlineLimit: 0, // strict content policies block data: addresses
  },
  worker: { format: "iife" }, // module workers fail from file: and in sandboxed frames
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
});
