import type { Page } from "@playwright/test";
import {
  engine,
  expectRunOfScene,
  finger,
  kindOf,
  noteSteps,
  notedSteps,
  rising,
  open,
  painted,
  pictures,
  placeOf,
  rateOf,
  sentenceOf,
  sliderOf,
  state,
} from "./figure";
import { expect, test } from "./test";

const three = (rate: number) => Number(rate.toPrecision(3));

/** What a reader sees of the run: the pictures and the words. */
const seen = async (page: Page) => ({
  path: await pictures(page, ".map-walk"),
  loss: await pictures(page, ".loss-host canvas"),
  rate: await pictures(page, ".rate-host canvas"),
  sentence: await sentenceOf(page),
});

async function expectAllNew(page: Page, before: Awaited<ReturnType<typeof seen>>) {
  const after = await seen(page);
  for (const part of ["path", "loss", "rate", "sentence"] as const)
    expect(after[part], part).not.toEqual(before[part]);
  return after;
}

test("dragging with the mouse redraws path, charts and sentence while the button is down", async ({
  page,
}) => {
  await open(page);
  await painted(page);
  let before = await seen(page);
  const strip = await pictures(page, ".slider .strip");
  const from = await placeOf(page, 0.2);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const rate of [0.003, 0.35, 0.7, 30]) {
    const { x, y } = await placeOf(page, rate);
    await page.mouse.move(x, y, { steps: 5 });
    await expect.poll(async () => rateOf((await state(page)).scene) / rate).toBeCloseTo(1, 1);
    const { scene, run, step, last } = await expectRunOfScene(page);
    expect(rateOf(scene)).toBe(three(rateOf(scene)));
    expect(step, "the whole walk is shown").toBe(last);
    await expect(sliderOf(page)).toHaveAttribute("aria-valuenow", String(rateOf(scene)));
    expect(await sentenceOf(page)).toContain(run[0]!.verdict.text);
    before = await expectAllNew(page, before);
  }
  expect(await pictures(page, ".slider .strip"), "the track does not depend on the slider").toEqual(strip);
  await page.mouse.up();
});

test("letting go starts the walk: from step 0, then on", async ({ page }) => {
  await open(page);
  const { x, y } = await placeOf(page, 0.05);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y, { steps: 3 });
  await expect.poll(async () => (await state(page)).step).toBe(60);
  await noteSteps(page);
  await page.mouse.up();
  await expect.poll(async () => (await notedSteps(page)).length).toBeGreaterThan(3);
  const [before, ...after] = await notedSteps(page);
  expect([before, after[0]]).toEqual([60, 0]);
  expect(after).toEqual([...after].sort((a, b) => a - b));
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("however many moves a frame brings, it runs once at most", async ({ page }) => {
  await open(page);
  const { x, y } = await placeOf(page, 0.05);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const runs = await sliderOf(page).evaluate(
    async (slider, [x, y]) => {
      const frame = () => new Promise(requestAnimationFrame);
      let count = 0;
      document.addEventListener("run", () => count++);
      const counts: number[] = [];
      await frame();
      for (let i = 0; i < 20; i++) {
        count = 0;
        for (let j = 0; j < 10; j++)
          slider.dispatchEvent(
            new PointerEvent("pointermove", { clientX: x! + 10 * i + j, clientY: y!, buttons: 1 }),
          );
        await frame();
        counts.push(count);
      }
      return counts;
    },
    [x, y],
  );
  expect(runs).toEqual(Array(20).fill(1));
  await page.mouse.up();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("a finger drags the slider; letting go starts the walk", async ({ page }) => {
    await open(page);
    await painted(page);
    await noteSteps(page);
    let before = await seen(page);
    const touch = await finger(page);
    const from = await placeOf(page, 0.2);
    await touch.down(from.x, from.y);
    for (const rate of [0.01, 1]) {
      const { x } = await placeOf(page, rate);
      await touch.move((from.x + x) / 2, from.y);
      await touch.move(x, from.y);
      await expect.poll(async () => rateOf((await state(page)).scene) / rate).toBeCloseTo(1, 1);
      expect((await expectRunOfScene(page)).step).toBe(60);
      before = await expectAllNew(page, before);
    }
    await touch.up();
    const walked = async () => {
      const steps = await notedSteps(page);
      return steps.slice(steps.lastIndexOf(60) + 1);
    };
    await expect.poll(async () => (await walked()).length).toBeGreaterThan(1);
    expect((await walked())[0]).toBe(0);
    expect(await page.evaluate(() => scrollX + scrollY)).toBe(0);
  });
});

test("a press on the track goes there; a press on the thumb takes hold of it where it is", async ({
  page,
}) => {
  await open(page);
  const thumb = await placeOf(page, 0.2);
  await page.mouse.move(thumb.x + 6, thumb.y);
  await page.mouse.down();
  await page.mouse.up();
  expect(rateOf((await state(page)).scene)).toBe(0.2);
  const track = await placeOf(page, 0.003);
  await page.mouse.move(track.x, track.y);
  await page.mouse.down();
  await expect.poll(async () => rateOf((await state(page)).scene) / 0.003).toBeCloseTo(1, 1);
  await page.mouse.up();
});

test("a press and a tap of a key count however short they are, also while the hiker walks", async ({
  page,
}) => {
  await open(page);
  const { x, y } = await placeOf(page, 0.003);
  await page.mouse.click(x, y);
  await expect.poll(async () => rateOf((await state(page)).scene) / 0.003).toBeCloseTo(1, 1);
  await sliderOf(page).focus();
  await sliderOf(page).press("Home");
  await expect.poll(async () => rateOf((await state(page)).scene)).toBe(1e-5);
  // Down and up between two frames, with the page redrawn in between.
  await sliderOf(page).evaluate(async (slider) => {
    slider.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
    await document.querySelector("learning-rate-playground")!.updateComplete;
    slider.dispatchEvent(new KeyboardEvent("keyup", { key: "End" }));
  });
  expect(rateOf((await state(page)).scene)).toBe(50);
});

test("a typed rate is taken as it is, however small or large, and ends in a verdict", async ({ page }) => {
  await open(page);
  const field = page.getByLabel("Learning rate, typed");
  for (const [text, rate] of [
    ["0.0512345", 0.0512345],
    ["1/64", 1 / 64],
    ["0,25", 0.25],
    ["1e-300", 1e-300],
    ["1e300", 1e300],
  ] as const) {
    await field.fill(text);
    await field.press("Enter");
    await expect.poll(async () => rateOf((await state(page)).scene)).toBe(rate);
    await expectRunOfScene(page);
    await expect(page.getByRole("alert")).toHaveCount(0);
    const slider = sliderOf(page);
    await expect.poll(async () => Number(await slider.getAttribute("aria-valuenow"))).toBe(rate);
    expect(Number(await slider.getAttribute("aria-valuemin"))).toBeLessThanOrEqual(rate);
    expect(Number(await slider.getAttribute("aria-valuemax"))).toBeGreaterThanOrEqual(rate);
  }
});

test("a wrong typed rate is said in a sentence and leaves the run; any rate after it takes the sentence away", async ({
  page,
}) => {
  await open(page);
  await painted(page);
  const field = page.getByLabel("Learning rate, typed");
  const alert = page.getByRole("alert");
  const before = await state(page);
  for (const text of ["fast", "-1", "0", "1e999", "NaN", "1,000"]) {
    await field.fill(text);
    await field.press("Enter");
    await expect(alert).toContainText(text);
    const { scene, run } = await state(page);
    expect({ scene, run }).toEqual({ scene: before.scene, run: before.run });
  }
  await page.getByRole("button", { name: "Keep this one" }).click();
  await expect(alert).toHaveCount(0);
  await field.fill("slow");
  await field.press("Enter");
  await expect(alert).toBeVisible();
  await field.fill("0.3");
  await field.press("Enter");
  await expect(alert).toHaveCount(0);
  await field.fill("slow");
  await field.press("Enter");
  await expect(alert).toBeVisible();
  await sliderOf(page).press("ArrowRight");
  await expect(alert).toHaveCount(0);
});

test("keys move the slider: arrows, Shift for fine, Page keys, Home and End; its ARIA values are rates", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await open(page);
  await painted(page);
  const slider = sliderOf(page);
  const { low, high } = engine.rateRange(engine.openingScene().experiment);
  expect(low).toBe(1e-5);
  await expect(slider).toHaveAttribute("aria-valuemin", String(low));
  await expect(slider).toHaveAttribute("aria-valuemax", String(high));
  await slider.focus();
  const scrolled = await page.evaluate(() => scrollY);
  let rate = 0.2;
  for (const [key, next] of [
    ["ArrowRight", (r: number) => three(r * 10 ** 0.05)],
    ["ArrowUp", (r: number) => three(r * 10 ** 0.05)],
    ["ArrowLeft", (r: number) => three(r * 10 ** -0.05)],
    ["ArrowDown", (r: number) => three(r * 10 ** -0.05)],
    ["Shift+ArrowRight", (r: number) => three(r * 10 ** 0.005)],
    ["Shift+ArrowLeft", (r: number) => three(r * 10 ** -0.005)],
    ["PageUp", (r: number) => three(r * 10 ** 0.25)],
    ["PageDown", (r: number) => three(r * 10 ** -0.25)],
    ["End", () => high],
    ["ArrowRight", () => high],
    ["Home", () => low],
    ["ArrowLeft", () => low],
  ] as const) {
    rate = next(rate);
    await page.keyboard.press(key);
    await expect(slider, key).toHaveAttribute("aria-valuenow", String(rate));
    expect(rateOf((await expectRunOfScene(page)).scene), key).toBe(rate);
    await expect(slider).toHaveAttribute("aria-valuetext", /^[\d.e-]+\. \w/);
  }
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
});

test("a key held down goes on from where it is, and the walk starts when it is let go", async ({ page }) => {
  await open(page);
  await sliderOf(page).focus();
  for (let i = 0; i < 20; i++) await page.keyboard.down("ArrowLeft");
  let rate = 0.2;
  for (let i = 0; i < 20; i++) rate = three(rate * 10 ** -0.05);
  await expect(sliderOf(page)).toHaveAttribute("aria-valuenow", String(rate));
  await expect.poll(async () => (await state(page)).step).toBe(60);
  await noteSteps(page);
  await page.keyboard.up("ArrowLeft");
  await expect.poll(async () => (await notedSteps(page)).length).toBeGreaterThan(3);
  const [before, ...walked] = await notedSteps(page);
  expect([before, walked[0], rising(walked)]).toEqual([60, 0, true]);
});

const promised = {
  "too low": ["too_slow"],
  "just right": ["converged"],
  "too high": ["oscillating", "diverged"],
};

test("each preset shows on the opening mountain what it says", async ({ page }) => {
  await open(page);
  await painted(page);
  for (const [name, kinds] of Object.entries(promised)) {
    await page.getByRole("button", { name, exact: true }).click();
    expect(kinds).toContain(await kindOf(page));
    await expectRunOfScene(page);
  }
});

for (const optimizer of ["SGD", "Adam"])
  test(`each preset shows what it says with ${optimizer} on every analytic loss where a rate arrives`, async ({
    page,
  }) => {
    const analytic = engine.catalogue().losses.filter(({ args }) => !args.some(({ required }) => required));
    let bands = 0;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page);
    for (const { name: loss, steps } of analytic) {
      await page.evaluate(
        (address) => (location.hash = address),
        `#loss=${loss}&steps=${steps}&optimizer=${optimizer}&lr=0.0012345`,
      );
      await expect(sliderOf(page)).toHaveAttribute("aria-valuenow", "0.0012345");
      await painted(page);
      if (!(await page.locator(".band").textContent())!.startsWith("Arrives")) continue;
      bands++;
      for (const [name, kinds] of Object.entries(promised)) {
        const button = page.getByRole("button", { name, exact: true });
        if (await button.isDisabled()) {
          await expect(button).toHaveAttribute(
            "title",
            new RegExp(`^No rate on the track is ${name}: none `),
          );
          continue;
        }
        await button.press("Enter");
        expect.soft(kinds, `${loss}: ${name}`).toContain(await kindOf(page));
      }
    }
    expect(bands).toBeGreaterThan(analytic.length / 2);
  });

test("the mark of the largest stable rate stands where theory puts it, and only where theory knows", async ({
  page,
}) => {
  await open(page, "#loss=bowl&steps=100&optimizer=SGD&lr=0.1");
  const flag = page.locator(".slider .limit");
  await expect(flag).toContainText("0.2"); // 2/10
  const { x } = (await flag.boundingBox())!;
  expect(x).toBeCloseTo((await placeOf(page, 0.2)).x, 0);
  await page.goto("about:blank");
  await open(page, "#loss=bowl&steps=100&optimizer=SGD&optimizer.momentum=0.9&lr=0.1");
  await expect(flag).toContainText("0.38"); // 2(1 + 0.9)/10
  await page.goto("about:blank");
  await open(page, "#loss=bowl&steps=100&optimizer=Adam&lr=0.1");
  await expect(flag).toBeHidden();
  await expect(page.locator(".band")).toContainText("No formula");
});

test("under a schedule a second mark moves with the current rate", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(
    page,
    "#loss=mountain&steps=60&optimizer=SGD&lr=0.4&scheduler=ExponentialLR&scheduler.gamma=0.9",
  );
  const mark = page.locator(".slider .now");
  const at = () => mark.evaluate((e) => e.getBoundingClientRect().x);
  const figure = page.locator(".figure");
  await expect.poll(async () => (await state(page)).step).toBe(60);
  await expect.poll(at).toBeCloseTo((await placeOf(page, 0.4 * 0.9 ** 60)).x, 0);
  await figure.press("r");
  await figure.press(" ");
  await figure.evaluate((e) => ((e.getRootNode() as ShadowRoot).host as HTMLElement & { step: number }).step);
  const { step } = await state(page);
  await expect.poll(at).toBeCloseTo((await placeOf(page, 0.4 * 0.9 ** step)).x, 0);
});
