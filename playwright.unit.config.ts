import { defineConfig } from "@playwright/test";

/** The page's plain functions: no browser, nothing built. */
export default defineConfig({
  testDir: "tests/unit",
  forbidOnly: true,
  fullyParallel: true,
  reporter: "list",
});
