import type { Page } from "@playwright/test";
import { engine, expectRunOfScene, finger, kindOf, middle, open, pictures, state } from "./figure";
import { expect, test } from "./test";

const startOf = async (page: Page) => {
  const { scene } = await state(page);
  return Array.from(scene.experiment.start ?? engine.landscape(scene.experiment).start);
};
const windowOf = async (page: Page) => (await state(page)).scene.window;
const flagOf = (page: Page) => page.getByRole("button", { name: /^Start: / });

/** How much of the plane one pixel is: the view, widened to the map's shape. */
async function scaleOf(page: Page): Promise<number> {
  const { width, height } = (await page.locator(".map").boundingBox())!;
  const { view } = engine.landscape((await state(page)).scene.experiment);
  return Math.max((view.x[1] - view.x[0]) / width, (view.y[1] - view.y[0]) / height);
}

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("the mouse drags the flag: start and run follow while it moves", async ({ page }) => {
  await open(page);
  const scale = await scaleOf(page);
  const [x0, y0] = await startOf(page);
  const { x, y } = await middle(flagOf(page));
  const before = await pictures(page, ".map-walk");
  const strip = await pictures(page, ".slider .strip");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 80, { steps: 8 });
  const [x1, y1] = await startOf(page);
  expect(x1).toBeCloseTo(x0! + 60 * scale, 2);
  expect(y1).toBeCloseTo(y0! - 80 * scale, 2);
  await expectRunOfScene(page);
  expect(await pictures(page, ".map-walk")).not.toEqual(before);
  expect(await pictures(page, ".slider .strip"), "the track follows").not.toEqual(strip);
  await page.mouse.up();
  const flag = await middle(flagOf(page));
  expect(flag.x).toBeCloseTo(x + 60, 0);
  expect(flag.y).toBeCloseTo(y + 80, 0);
  expect(await startOf(page)).toEqual([x1, y1]);
});

test("keys move the flag: a hundredth of the map, with Shift a thousandth; the hiker's keys are not meant", async ({
  page,
}) => {
  await open(page);
  const flag = flagOf(page);
  const scale = await scaleOf(page);
  const { width, height } = (await page.locator(".map").boundingBox())!;
  let [x, y] = (await startOf(page)) as [number, number];
  for (const [key, right, up] of [
    ["ArrowRight", 0.01, 0],
    ["ArrowDown", 0, -0.01],
    ["ArrowLeft", -0.01, 0],
    ["ArrowUp", 0, 0.01],
    ["Shift+ArrowRight", 0.001, 0],
  ] as const) {
    await flag.press(key);
    [x, y] = [x + right * width * scale, y + up * height * scale];
    const now = await startOf(page);
    expect(now[0], key).toBeCloseTo(x, 3);
    expect(now[1], key).toBeCloseTo(y, 3);
    expect((await expectRunOfScene(page)).step, key).toBe(60);
    await expect(flag).toBeFocused();
  }
});

test("a locked start stays where it is", async ({ page }) => {
  await open(page, '#loss=mountain&steps=60&optimizer=SGD&lr=0.2&lock=["start"]');
  await flagOf(page).press("ArrowRight");
  const { x, y } = await middle(flagOf(page));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 50, y, { steps: 3 });
  await page.mouse.up();
  expect((await state(page)).scene.experiment.start).toBeUndefined();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("a finger drags the flag, and two fingers zoom", async ({ page }) => {
    await open(page);
    const scale = await scaleOf(page);
    const [x0, y0] = await startOf(page);
    const { x, y } = await middle(flagOf(page));
    const touch = await finger(page);
    await touch.down(x, y);
    await touch.move(x + 20, y + 30);
    await touch.move(x + 40, y + 60);
    await touch.up();
    await expect.poll(async () => (await startOf(page))[0]).toBeCloseTo(x0! + 40 * scale, 2);
    expect((await startOf(page))[1]).toBeCloseTo(y0! - 60 * scale, 2);
    await expectRunOfScene(page);
    expect(await page.evaluate(() => scrollY)).toBe(0);

    const session = await page.context().newCDPSession(page);
    const map = await middle(page.locator(".map"));
    const two = (apart: number) => [
      { x: map.x - apart, y: map.y + 60, id: 0 },
      { x: map.x + apart, y: map.y + 60, id: 1 },
    ];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: two(40) });
    for (const apart of [50, 60, 80])
      await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: two(apart) });
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(() => windowOf(page)).toBeDefined();
    const { x: across } = (await windowOf(page))!;
    const { width } = (await page.locator(".map").boundingBox())!;
    expect(across[1] - across[0]).toBeLessThan(width * scale);
  });
});

test("the wheel zooms with Ctrl only; alone it scrolls the page", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await open(page);
  const { x, y } = await middle(page.locator(".map"));
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
  expect(await windowOf(page)).toBeUndefined();
  await page.evaluate(() => scrollTo(0, 0));
  const whole = engine.landscape(engine.openingScene().experiment).view;
  const ground = await pictures(page, ".map-ground");
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -240);
  await expect.poll(() => windowOf(page)).toBeDefined();
  await page.keyboard.up("Control");
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const near = (await windowOf(page))!;
  expect(near.y[1] - near.y[0]).toBeLessThan(whole.y[1] - whole.y[0]);
  await expect.poll(() => pictures(page, ".map-ground")).not.toEqual(ground);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("window");
  await page.getByRole("button", { name: "Whole map" }).click();
  expect(await windowOf(page)).toBeUndefined();
  await expect(page.getByRole("button", { name: "Whole map" })).toBeHidden();
});

test("a hiker thrown off the map is shown by one press, and the whole map comes back by one", async ({
  page,
}) => {
  await open(page);
  const show = page.getByRole("button", { name: "Show where it went" });
  const whole = page.getByRole("button", { name: "Whole map" });
  await expect(show).toBeHidden();
  await expect(whole).toBeHidden();
  await page.getByLabel("Learning rate, typed").fill("20");
  await page.keyboard.press("Enter");
  await expect.poll(() => kindOf(page)).toBe("diverged");
  await show.click();
  const { view } = engine.landscape(engine.openingScene().experiment);
  const wide = (await windowOf(page))!;
  for (const axis of ["x", "y"] as const) {
    expect(wide[axis][0]).toBeLessThanOrEqual(view[axis][0]);
    expect(wide[axis][1]).toBeGreaterThanOrEqual(view[axis][1]);
  }
  expect(wide.x[1] - wide.x[0]).toBeGreaterThan(1.5 * (view.x[1] - view.x[0]));
  await whole.click();
  expect(await windowOf(page)).toBeUndefined();
  await expect(whole).toBeHidden();
});

test("a press on the trail puts the hiker there", async ({ page }) => {
  await open(page);
  const { run, scene } = await state(page);
  const box = (await page.locator(".map").boundingBox())!;
  const scale = await scaleOf(page);
  const { view } = engine.landscape(scene.experiment);
  for (const step of [5, 20, 36]) {
    const at = run[0]!.params.slice(2 * step, 2 * step + 2);
    await page.mouse.click(
      box.x + box.width / 2 + (at[0]! - (view.x[0] + view.x[1]) / 2) / scale,
      box.y + box.height / 2 - (at[1]! - (view.y[0] + view.y[1]) / 2) / scale,
    );
    await expect.poll(async () => (await state(page)).step).toBe(step);
  }
});
