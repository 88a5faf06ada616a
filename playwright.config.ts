import { defineConfig } from "@playwright/test";
import { headlessChromium } from "./scripts/setup.mjs";

export default defineConfig({
  testDir: "tests/page",
  forbidOnly: true,
  retries: 1, // a busy machine loses a race now and then, and the list then says "flaky"; what fails twice is wrong
  timeout: 120_000, // a busy machine is slow, not wrong
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 3,
  reporter: "list",
  // Serves dist/ as `npm start` does; a port in use makes it take the next, which `wait` reads.
  webServer: { command: "vite preview", wait: { stdout: /(?<page_url>http:\/\/127\.0\.0\.1:\d+\/)/ } },
  use: {
    baseURL: process.env.PAGE_URL,
    launchOptions: { executablePath: headlessChromium() },
  },
});
