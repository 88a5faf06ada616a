import type { Response } from "@playwright/test";
import { gzipSync } from "node:zlib";
import { expect, test } from "./test";

test("the page runs its first scene, having loaded at most 190 KB gzipped", async ({ page }) => {
  const answers: Response[] = [];
  page.on("response", (response) => answers.push(response));
  await page.addInitScript(() =>
    addEventListener("run", () => Object.assign(window, { ranAt: Date.now() }), { once: true }),
  );
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const ran = await page.waitForFunction(() => (window as unknown as { ranAt?: number }).ranAt);
  const ranAt = (await ran.jsonValue())!;
  const sizes = new Map<string, number>(); // by address: what a worker takes again is cached
  for (const response of answers) {
    // What is asked for after the first run is not of the first view.
    if (response.request().timing().startTime > ranAt) continue;
    sizes.set(response.url(), gzipSync(await response.body()).length);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThanOrEqual(190_000);
});
