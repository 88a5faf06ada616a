import { readFileSync, statSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import * as engine from "../../pkg/learning_rate_playground.js";
import type { Run, Scene } from "../../pkg/learning_rate_playground.js";
import { expect } from "./test";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

/** The engine as Node runs it: the same bits as in the page. */
export { engine };

/** The course's loss of data, as an address says it: a line fitted to 500 points. */
export const line =
  "loss=squared_error&loss.data=make_regression&loss.data.n_samples=500&loss.data.n_features=1&loss.data.noise=20&loss.data.random_state=42";

/** Opens the figure alone, with a scene after a # or the opening one, and waits for its first run. */
export async function open(page: Page, address = ""): Promise<void> {
  await page.goto("/embed.html" + address);
  await page.waitForFunction(() => document.querySelector("learning-rate-playground")?.run);
}

/** From now on the whole engine does not come until the function returned is called. */
export async function holdWhole(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((go) => (release = go));
  const whole = statSync("pkg/learning_rate_playground_bg.wasm").size;
  await page.route(/_bg-.*\.wasm/, async (route) => {
    const answer = await route.fetch();
    if ((await answer.body()).length === whole) await held;
    await route.fulfill({ response: answer });
  });
  return release;
}

/** A scene as the address of a page, in the form that takes any. */
export const link = (scene: Scene) => "#" + encodeURIComponent(JSON.stringify(scene));

export interface State {
  scene: Scene;
  run: ReturnType<typeof numbers>;
  step: number;
  last: number;
}

/** The scene and its run at one moment, the run as `numbers` writes it; of the page's first figure, or of the one given. */
export const state = (
  page: Page,
  figure = page.locator("learning-rate-playground").first(),
): Promise<State> =>
  figure.evaluate((element) => {
    const figure = element as HTMLElementTagNameMap["learning-rate-playground"];
    const plain = ({ params, loss, lr, dim, verdict, metrics }: Run["hikers"][0]) => ({
      dim,
      verdict,
      params: Array.from(params),
      loss: Array.from(loss),
      lr: Array.from(lr),
      metrics: Object.entries(metrics).map(([name, values]) => [name, ...values]),
    });
    const { scene, run, step, last } = figure;
    return { scene: scene!, run: run!.hikers.map(plain), step, last };
  });

/** Where long work is done, and what makes a page do it there. */
export const places: [where: string, only: (page: Page) => Promise<unknown>][] = [
  ["in a worker", async () => {}],
  [
    "on the page, where no worker may be had,",
    (page) => page.addInitScript(() => Reflect.deleteProperty(window, "Worker")),
  ],
];

/** A run as plain arrays, which compare number by number. */
export const numbers = (run: Run) =>
  run.hikers.map(({ params, loss, lr, dim, verdict, metrics }) => ({
    dim,
    verdict,
    params: Array.from(params),
    loss: Array.from(loss),
    lr: Array.from(lr),
    metrics: Object.entries(metrics).map(([name, values]) => [name, ...values]),
  }));

/** Expects the run on the page to be, to the last bit, what comes of the scene on the page; returns both. */
export async function expectRunOfScene(page: Page): Promise<State> {
  // What is of data, or takes long, comes a little later.
  await expect(async () => {
    const now = await state(page);
    expect(now.run).toEqual(numbers(engine.run(now.scene.experiment)));
  }).toPass({ timeout: 10_000 });
  return state(page);
}

export const rateOf = (scene: Scene) => scene.experiment.hikers[0]!.optimizer.lr as number;

/** The sentence of the verdict, without the joiners that keep its formulas on one line. */
export const sentenceOf = async (page: Page) =>
  (await page.locator(".verdict").textContent())!.replaceAll("\u2060", "");

export const kindOf = (page: Page) =>
  page.evaluate(() => document.querySelector("learning-rate-playground")!.run!.hikers[0]!.verdict.kind);

export const sliderOf = (page: Page): Locator =>
  page.getByRole("slider", { name: "Learning rate", exact: true });

/** The track has been painted for the scene as it stands. */
export async function painted(page: Page): Promise<void> {
  await expect(page.locator(".slider .strip")).not.toHaveClass(/stale/);
  await expect(page.locator(".band")).not.toHaveText(/Trying/);
}

/** The pictures in these canvases. */
export const pictures = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) => all.map((c) => (c as HTMLCanvasElement).toDataURL()));

export async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = (await locator.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Where a rate lies on the slider, in pixels of the page. */
export async function placeOf(page: Page, rate: number): Promise<{ x: number; y: number }> {
  const slider = sliderOf(page);
  const box = (await slider.boundingBox())!;
  const low = Number(await slider.getAttribute("aria-valuemin"));
  const high = Number(await slider.getAttribute("aria-valuemax"));
  const inset = 16; // the ends of the scale lie this far inside the track
  const part = Math.log(rate / low) / Math.log(high / low);
  return { x: box.x + inset + part * (box.width - 2 * inset), y: box.y + 60 };
}

/** One finger, by the browser's own input pipeline. */
export async function finger(page: Page) {
  const session = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    down: (x: number, y: number) => send("touchStart", [{ x, y }]),
    move: (x: number, y: number) => send("touchMove", [{ x, y }]),
    up: () => send("touchEnd", []),
  };
}

/** From now on notes each step the hiker stands at, as frames see it: a busy machine leaves some out. */
export const noteSteps = (page: Page) =>
  page.evaluate(() => {
    const noted: number[] = ((window as unknown as { steps: number[] }).steps = []);
    const figure = document.querySelector("learning-rate-playground")!;
    const note = () => {
      if (noted.at(-1) !== figure.step) noted.push(figure.step);
      requestAnimationFrame(note);
    };
    note();
  });

export const notedSteps = (page: Page) =>
  page.evaluate(() => (window as unknown as { steps: number[] }).steps);

/** Whether the hiker has walked on from each to the next. */
export const rising = (steps: number[]) => steps.every((step, i) => i === 0 || step > steps[i - 1]!);
