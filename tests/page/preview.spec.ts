import type { Page } from "@playwright/test";
import type { Experiment, Kind } from "../../pkg/learning_rate_playground.js";
import { engine, finger, line, open, painted, pictures, placeOf, rateOf, sliderOf, state } from "./figure";
import { violations } from "./axe";
import { expect, test } from "./test";

const WORDS: Record<Kind, string> = {
  too_slow: "Crawls.",
  converged: "Arrives.",
  oscillating: "Bounces.",
  stuck: "Stuck.",
  diverged: "Thrown out.",
};

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

const tip = (page: Page) => page.locator(".slider .tip");
const onMap = async (page: Page) => (await pictures(page, ".map-walk"))[0]!;

async function hover(page: Page, rate: number): Promise<void> {
  const { x, y } = await placeOf(page, rate);
  await page.mouse.move(x, y);
}

/** The rate, and the loss at the end, as they stand at the track. */
async function told(page: Page): Promise<{ rate: number; loss: number; text: string }> {
  const text = (await tip(page).textContent())!;
  const [, rate, loss] = text.match(/^η = (\S+): .* loss of (\S+)\.$/)!;
  return { rate: Number(rate), loss: Number(loss!.replace("−", "-")), text };
}

const at = (experiment: Experiment, lr: number): Experiment => ({
  ...experiment,
  hikers: [{ ...experiment.hikers[0]!, optimizer: { ...experiment.hikers[0]!.optimizer, lr } }],
});

for (const address of [
  "",
  "#loss=rosenbrock&steps=40&optimizer=Adam&lr=0.1",
  `#${line}&epochs=9&optimizer=SGD&lr=0.1`,
])
  test(`over the track a rate's walk is drawn, and nothing is run: ${address || "the first mountain"}`, async ({
    page,
  }) => {
    await open(page, address);
    await painted(page);
    await expect(page.locator(".map-ground")).not.toHaveClass(/stale/);
    await page.mouse.move(5, 5);
    const before = await onMap(page);
    const { scene, run } = await state(page);
    let runs = 0;
    await page.exposeFunction("noteRun", () => runs++);
    await page.evaluate(() =>
      document.addEventListener("run", () => (window as never as { noteRun(): void }).noteRun()),
    );
    const seen = new Set<string>();
    for (const rate of [0.004, 0.06, 1.5]) {
      await hover(page, rate);
      await expect.poll(async () => (await told(page)).rate / rate).toBeCloseTo(1, 1);
      const { rate: lr, loss, text } = await told(page);
      const { kind, loss: end, path } = engine.ghost(at(scene.experiment, lr), lr, null);
      const trace = engine.run(at(scene.experiment, lr)).hikers[0]!;
      expect([kind, end, path]).toEqual([trace.verdict.kind, trace.loss.at(-1), trace.params]);
      expect(text).toContain(WORDS[kind]);
      expect(loss / end).toBeCloseTo(1, 2);
      seen.add(await onMap(page));
    }
    expect(seen.size, "three paths that differ").toBe(3);
    expect(seen.has(before)).toBe(false);
    await page.mouse.move(5, 5);
    await expect(tip(page)).toBeHidden();
    expect(await onMap(page)).toBe(before);
    expect(await state(page)).toMatchObject({ scene, run });
    expect(runs).toBe(0);
  });

test("however many moves a frame brings, one walk is thought of", async ({ page }) => {
  await open(page);
  await painted(page);
  const { x, y } = await placeOf(page, 0.01);
  const counts = await page.evaluate(
    async ([x, y]) => {
      const root = document.querySelector("learning-rate-playground")!.shadowRoot!;
      const pen = root.querySelector<HTMLCanvasElement>(".map-walk")!.getContext("2d")!;
      const clear = pen.clearRect.bind(pen);
      let count = 0;
      pen.clearRect = (...box) => {
        count++;
        clear(...box);
      };
      const frame = () => new Promise(requestAnimationFrame);
      const counts: number[] = [];
      for (let i = 0; i < 20; i++) {
        count = 0;
        for (let j = 0; j < 10; j++)
          root.querySelector(".slider")!.dispatchEvent(
            new PointerEvent("pointermove", {
              clientX: x! + 10 * i + j,
              clientY: y!,
              pointerType: "mouse",
            }),
          );
        await frame();
        counts.push(count);
      }
      return counts;
    },
    [x, y],
  );
  expect(counts).toEqual(Array(20).fill(1));
});

test("a button that goes to a rate shows it while it has the focus; pressed, the rate is gone to", async ({
  page,
}) => {
  await open(page);
  await painted(page);
  const before = await onMap(page);
  const button = page.getByRole("button", { name: "too high" });
  await button.focus();
  await expect(tip(page)).toBeVisible();
  const { rate, text } = await told(page);
  expect(text).toMatch(/Bounces|Thrown out/);
  expect(await onMap(page)).not.toBe(before);
  expect(rateOf((await state(page)).scene)).toBe(0.2);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(tip(page)).toBeHidden();
  expect(rateOf((await state(page)).scene)).toBeCloseTo(rate, 6);
});

test("of a walk that takes long the end is told from the track, and the path comes from the worker", async ({
  page,
}) => {
  await open(page, `#${line}&epochs=300&optimizer=SGD&lr=0.01&batch_size=50`);
  await painted(page);
  await expect(page.locator(".map-ground")).not.toHaveClass(/stale/);
  const before = await onMap(page);
  await hover(page, 0.0004);
  await expect(tip(page)).toContainText("Ends at a loss of");
  const { rate, text } = await told(page);
  const { scene } = await state(page);
  expect(text).toContain(WORDS[engine.run(at(scene.experiment, rate)).hikers[0]!.verdict.kind]);
  await expect.poll(() => onMap(page)).not.toBe(before);
  await page.mouse.move(5, 5);
  await expect.poll(() => onMap(page)).toBe(before);
});

test("nothing is told before a lesson's guess, nor where the rate is locked", async ({ page }) => {
  for (const more of ["paused=0", "lock=%5B%22lr%22%5D"]) {
    await page.goto("about:blank");
    await open(page, `#loss=bowl&steps=20&optimizer=SGD&lr=0.1&${more}`);
    await painted(page);
    await hover(page, 0.01);
    await sliderOf(page).evaluate(() => new Promise(requestAnimationFrame));
    await expect(tip(page)).toBeHidden();
  }
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("a finger moves the thumb, and leaves no path that is only thought of", async ({ page }) => {
    await open(page);
    await painted(page);
    const { x, y } = await placeOf(page, 0.01);
    const touch = await finger(page);
    await touch.down(x, y);
    await expect.poll(async () => rateOf((await state(page)).scene) / 0.01).toBeCloseTo(1, 1);
    await expect(tip(page)).toBeHidden();
    await touch.up();
    await expect(tip(page)).toBeHidden();
  });
});
