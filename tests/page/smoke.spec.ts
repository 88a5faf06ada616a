import { gzipSync } from "node:zlib";
import { expect, test } from "./test";

test("the page opens with its heading and loads at most 160 KB gzipped", async ({ page }) => {
  let bytes = 0;
  const bodies: Promise<void>[] = [];
  page.on("response", (response) => {
    bodies.push(response.body().then((body) => void (bytes += gzipSync(body).length)));
  });
  await page.goto("/", { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await Promise.all(bodies);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(160_000);
});
