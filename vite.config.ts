import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    rollupOptions: { input: ["index.html", "embed.html"] }, // the page, and the figure alone
    assetsInlineLimit: 0, // strict content policies block data: addresses
  },
  worker: { format: "iife" }, // module workers fail from file: and in sandboxed frames
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
});
