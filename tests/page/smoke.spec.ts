import type { Response } from "@playwright/test";
import { gzipSync } from "node:zlib";
import { expect, test } from "./test";

test("the page runs its first scene, having loaded at most 160 KB gzipped", async ({ page }) => {
  const sizes = new Map<string, Promise<number>>(); // by address: what a worker takes again is cached
  const note = (response: Response) => {
    sizes.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    );
  };
  page.on("response", note);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForFunction(() => {
    const figure = document.querySelector<HTMLElement & { run: unknown }>("learning-rate-playground");
    return figure?.run;
  });
  page.off("response", note); // what comes after the first run is not of the first view
  const total = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(160_000);
});
