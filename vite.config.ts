import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // Indentation is for those who write.
  plugins: [{ name: "flush-left", transformIndexHtml: (html) => html.replace(/\n\s+/g, "\n") }],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["index.html", "embed.html"] }, // the page, and the figure alone
    assetsInlineLimit: 0, // strict content policies block data: addresses
  },
  worker: { format: "iife" }, // module workers fail from file: and in sandboxed frames
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
});
