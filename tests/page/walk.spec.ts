import type { Page } from "@playwright/test";
import { finger, open, rateOf, sliderOf, state } from "./figure";
import { expect, test } from "./test";

const stepOf = async (page: Page) => (await state(page)).step;
const walks = (page: Page) => expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
const rests = (page: Page) => expect(page.getByRole("button", { name: "Walk" })).toBeVisible();
const scrolled = (page: Page) => page.evaluate(() => scrollY);

/** The step right after the figure has heard of an event, before any time has passed. */
async function stepAt(page: Page, event: string, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate((event) => {
    const note = () =>
      (document.body.dataset.step = String(document.querySelector("learning-rate-playground")!.step));
    document.addEventListener(event, note, { once: true });
  }, event);
  await act();
  return page.evaluate(() => Number(document.body.dataset.step));
}

/** A page that has somewhere to scroll, its hiker at rest at step 0. */
async function openAtRest(page: Page) {
  await page.setViewportSize({ width: 1280, height: 500 });
  await open(page);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.locator(".figure").press("r");
  await page.locator(".figure").press(" ");
  await rests(page);
  while ((await stepOf(page)) > 0) await page.locator(".figure").press("ArrowLeft");
}

test("while the figure has the focus space walks and pauses, arrows step, R restarts, and nothing scrolls", async ({
  page,
}) => {
  await openAtRest(page);
  const figure = page.locator(".figure");
  await figure.focus();
  const top = await scrolled(page);
  for (const [key, step] of [
    ["ArrowLeft", 0],
    ["ArrowRight", 1],
    ["ArrowRight", 2],
    ["ArrowLeft", 1],
  ] as const) {
    await page.keyboard.press(key);
    expect(await stepOf(page), key).toBe(step);
    await expect(page.locator(".counter")).toHaveText(`step ${step} of 60`);
  }
  await page.keyboard.press(" ");
  await walks(page);
  await expect.poll(() => stepOf(page)).toBeGreaterThan(2);
  await page.keyboard.press(" ");
  await rests(page);
  expect(await stepAt(page, "keydown", () => page.keyboard.press("r"))).toBe(0);
  await walks(page);
  expect(await scrolled(page)).toBe(top);
});

test("without the focus no key is the figure's: space scrolls the page and the hiker stays", async ({
  page,
}) => {
  await openAtRest(page);
  await page.evaluate(() => {
    scrollTo(0, 0);
    const figure = document.querySelector("learning-rate-playground")!;
    (figure.shadowRoot!.activeElement as HTMLElement).blur();
  });
  for (const key of ["ArrowRight", "ArrowLeft", "r", "R"]) await page.keyboard.press(key);
  await page.keyboard.press(" ");
  await expect.poll(() => scrolled(page)).toBeGreaterThan(100);
  await rests(page);
  expect(await stepOf(page)).toBe(0);
});

test("keys the figure does not use, and keys with Ctrl, Alt or Meta, stay the browser's", async ({
  page,
}) => {
  await openAtRest(page);
  await page.locator(".figure").focus();
  const stolen = await page.locator(".figure").evaluate((figure) => {
    const taken = (key: string, held = {}) =>
      !figure.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...held }),
      );
    const plain = [
      "Tab",
      "Escape",
      "Enter",
      "ArrowUp",
      "ArrowDown",
      "PageDown",
      "Home",
      "End",
      "a",
      "/",
      "F5",
    ];
    const held = ["ctrlKey", "altKey", "metaKey"].flatMap((modifier) =>
      [" ", "ArrowLeft", "ArrowRight", "r", "R"].map((key) => [key, { [modifier]: true }] as const),
    );
    return [
      ...plain.filter((key) => taken(key)),
      ...held.filter(([key, held]) => taken(key, held)).map(([key, held]) => key + JSON.stringify(held)),
    ];
  });
  expect(stolen).toEqual([]);
  expect(await stepOf(page)).toBe(0);
});

test("keys typed into a field stay in the field, and a button's space is the button's", async ({ page }) => {
  await openAtRest(page);
  const field = page.getByLabel("Learning rate, typed");
  await field.fill("");
  await field.pressSequentially("r R 0.3");
  await field.press("ArrowLeft");
  await expect(field).toHaveValue("r R 0.3");
  expect(await stepOf(page)).toBe(0);
  await rests(page);
  await page.getByRole("button", { name: "One step on" }).press(" ");
  expect(await stepOf(page)).toBe(1);
  await rests(page);
});

test("the buttons walk, pause, step on, step back and restart", async ({ page }) => {
  await openAtRest(page);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await button("One step on").click();
  await button("One step on").click();
  expect(await stepOf(page)).toBe(2);
  await button("One step back").click();
  expect(await stepOf(page)).toBe(1);
  await button("Walk").click();
  await expect.poll(() => stepOf(page)).toBeGreaterThan(2);
  await button("Pause").click();
  await rests(page);
  expect(await stepAt(page, "click", () => button("Restart").click())).toBe(0);
  await walks(page);
});

test("the hiker walks about four steps a second for the first ten, faster after, and stays at the end", async ({
  page,
}) => {
  await page.clock.install();
  await open(page);
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  const restart = page.getByRole("button", { name: "Restart" });
  await restart.click();
  await page.clock.runFor(1050);
  expect(await stepOf(page)).toBe(4);
  await page.clock.runFor(1500);
  expect(await stepOf(page)).toBe(10);
  await page.clock.runFor(2500);
  expect(await stepOf(page)).toBeGreaterThan(25);
  await page.clock.runFor(20_000);
  expect(await stepOf(page)).toBe(60);
  await rests(page);
  // At another speed: so many times as many steps in the same time.
  for (const [speed, steps] of [
    ["0.5", 2],
    ["2", 8],
  ] as const) {
    await page.getByLabel("speed").selectOption(speed);
    await restart.click();
    await page.clock.runFor(1050);
    expect(await stepOf(page), `speed ${speed}`).toBe(steps);
  }
});

test("walking on from the end begins anew", async ({ page }) => {
  await openAtRest(page);
  for (let i = 0; i < 60; i++) await page.locator(".figure").press("ArrowRight");
  expect(await stepOf(page)).toBe(60);
  await page.locator(".figure").press("ArrowRight");
  expect(await stepOf(page)).toBe(60);
  expect(await stepAt(page, "keydown", () => page.locator(".figure").press(" "))).toBe(0);
  await walks(page);
});

test("hovering or dragging along either chart puts the hiker at that step, everywhere at once", async ({
  page,
}) => {
  await openAtRest(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => scrollTo(0, 0)); // the place of the charts is to stay
  for (const chart of [".loss-host .u-over", ".rate-host .u-over"])
    for (const step of [12, 45, 0, 60]) {
      const box = (await page.locator(chart).boundingBox())!;
      const inside = Math.min(box.width - 1, Math.max(1, (box.width * step) / 60));
      await page.mouse.move(box.x + inside, box.y + box.height / 2);
      await expect.poll(() => stepOf(page)).toBe(step);
      await expect(page.locator(".counter")).toHaveText(`step ${step} of 60`);
      await expect(page.locator(".loss-host .readout")).toContainText(`step ${step} of 60`);
      await expect(page.locator(".arithmetic summary")).toContainText(`step ${Math.min(60, step + 1)}`);
    }
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("a finger drags along a chart", async ({ page }) => {
    await open(page);
    await page.locator(".loss-host").scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await page.locator(".loss-host .u-over").boundingBox())!;
    const touch = await finger(page);
    await touch.down(x + width / 2, y + height / 2);
    await touch.move(x + (width * 40) / 60, y + height / 2);
    await touch.move(x + (width * 50) / 60, y + height / 2);
    await expect.poll(() => stepOf(page)).toBe(50);
    await touch.up();
  });
});

test("where less motion is wanted only the result is shown, also after a drag", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  expect(await stepOf(page)).toBe(60);
  await rests(page);
  await sliderOf(page).press("ArrowLeft");
  await expect.poll(async () => rateOf((await state(page)).scene)).toBe(0.178);
  expect(await stepOf(page)).toBe(60);
  await rests(page);
});
