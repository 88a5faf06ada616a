import { open, painted, line } from "./figure";
import { expect, test } from "./test";

test("at 1280 × 800 the mountain, the slider, both charts and the sentence are seen without scrolling", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page);
  for (const part of [".map", ".loss-host", ".rate-host", ".verdict", ".slider", ".slider .thumb i"])
    await expect(page.locator(part), part).toBeInViewport({ ratio: 0.99 });
  await expect(page.locator(".verdict")).toContainText(/\d/);
});

test("the ground, the walk, both charts and the track are drawn, as sharp as the screen", async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage({ baseURL, deviceScaleFactor: 2 });
  await open(page);
  await painted(page);
  const canvases = [".map-lines", ".map-walk", ".loss-host canvas", ".rate-host canvas", ".slider .strip"];
  await expect(page.locator(".map-ground")).toBeVisible();
  for (const selector of canvases) {
    const { colours, density } = await page.locator(selector).evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const data = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data;
      const colours = new Set(new Uint32Array(data.buffer)).size;
      return { colours, density: canvas.width / canvas.getBoundingClientRect().width };
    });
    expect(colours, selector).toBeGreaterThan(10);
    expect(density, selector).toBeCloseTo(2, 1);
  }
  await page.close();
});

for (const width of [390, 320])
  test(`at ${width} pixels nothing lies beyond the sides and everything can be reached`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    for (const address of [
      "",
      `#${line}&epochs=20&optimizer=SGD&lr=0.1`,
      "#loss=mountain&steps=60&optimizer=Adam&lr=900&scheduler=StepLR&scheduler.step_size=9",
    ]) {
      await page.goto("about:blank");
      await open(page, address);
      await painted(page);
      // What takes long on a busy machine shows a button of its own until it is done.
      await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
      const parts = page
        .locator("button, select, input, summary, [role=slider], [role=spinbutton], canvas, .verdict, .band")
        .filter({ visible: true });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(width);
      const beyond = await parts.evaluateAll(
        (all, width) =>
          all
            .filter((e) => {
              const { left, right } = e.getBoundingClientRect();
              return left < 0 || right > width + 0.5;
            })
            .map((e) => e.outerHTML.slice(0, 120)),
        width,
      );
      expect(beyond).toEqual([]);
      const overlapping = await page
        .locator(
          ".map, .data-host, .verdict, .slider-host, .bar, .loss-host, .rate-host, .controls, .arithmetic",
        )
        .filter({ visible: true })
        .evaluateAll((all) => {
          const boxes = all.map((e) => [e.className, e.getBoundingClientRect()] as const);
          return boxes.flatMap(([one, a], i) =>
            boxes
              .slice(i + 1)
              .flatMap(([other, b]) =>
                a.bottom > b.top + 1 && b.bottom > a.top + 1 ? [`${one}, ${other}`] : [],
              ),
          );
        });
      expect(overlapping).toEqual([]);
      const unreached = await parts.evaluateAll((all) =>
        all
          .filter((e) => {
            e.scrollIntoView({ block: "center", behavior: "instant" });
            const { top, height } = e.getBoundingClientRect();
            return height === 0 || top + height / 2 < 0 || top + height / 2 > innerHeight;
          })
          .map((e) => e.outerHTML.slice(0, 120)),
      );
      expect(unreached).toEqual([]);
    }
  });

test("the thumb of the slider is at least 24 pixels wide and high", async ({ page }) => {
  await open(page);
  const { width, height } = (await page.locator(".slider .thumb i").boundingBox())!;
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
});

test("the longest learning rate is read whole in its field", async ({ page }) => {
  await open(page, "#loss=himmelblau&steps=100&optimizer=SGD&lr=0.000406");
  const field = page.getByRole("textbox", { name: "Learning rate, typed" });
  await expect(field).toHaveValue("0.000406");
  expect(await field.evaluate((e) => e.scrollWidth - e.clientWidth)).toBeLessThanOrEqual(0);
});
