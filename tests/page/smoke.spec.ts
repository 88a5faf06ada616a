import { gzipSync } from "node:zlib";
import { expect, test } from "./test";

test("the page runs its first scene, having loaded at most 160 KB gzipped", async ({ page }) => {
  const sizes = new Map<string, Promise<number>>(); // by address: what a worker takes again is cached
  page.on("response", (response) => {
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await page.addInitScript(() => {
    addEventListener("run", () => Object.assign(window, { ran: performance.now() }), { once: true });
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForFunction(() => "ran" in window);
  await page.waitForLoadState("networkidle");
  // What is asked for after the first run is not of the first view.
  const later = await page.evaluate(() => {
    const { ran } = window as unknown as { ran: number };
    const parts = performance.getEntriesByType("resource");
    return parts.filter(({ startTime }) => startTime > ran).map(({ name }) => name);
  });
  for (const address of later) sizes.delete(address);
  const total = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThanOrEqual(160_000);
});
