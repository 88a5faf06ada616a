import { defineConfig } from "vite";

const flushLeft = (text: string) => text.replace(/\n\s+/g, "\n");

export default defineConfig({
  base: "./",
  // Indentation, of templates and styles too, is for those who write.
  plugins: [
    {
      name: "flush-left",
      apply: "build",
      transformIndexHtml: flushLeft,
      transform: { filter: { id: /\/www\/.*\.ts$/ }, handler: flushLeft },
    },
  ],
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
