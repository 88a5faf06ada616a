import type { Page } from "@playwright/test";
import type { Experiment } from "../../pkg/learning_rate_playground.js";
import { expectRunOfScene, holdWhole, link, middle, open, painted, rateOf, sliderOf, state } from "./figure";
import { expect, test } from "./test";

const alert = (page: Page) => page.getByRole("alert");

/** The slider still does its work: a fault in a frame would fail the test. */
async function slide(page: Page): Promise<void> {
  const before = rateOf((await state(page)).scene);
  await sliderOf(page).press("ArrowLeft");
  await expect.poll(async () => rateOf((await state(page)).scene)).toBeLessThan(before);
  await expectRunOfScene(page);
}

/** SGD with Nesterov's momentum, of which there must be some. */
const nesterov: Experiment = {
  loss: { name: "bowl" },
  steps: 40,
  hikers: [{ optimizer: { name: "SGD", lr: 0.05, momentum: 0.9, nesterov: true } }],
};

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("a start at which the mountain has no height is said and not taken, and the slider goes on", async ({
  page,
}) => {
  const experiment: Experiment = {
    loss: { name: "formula", f: "ln(x) + y^2" },
    start: [1, 1],
    steps: 30,
    hikers: [{ optimizer: { name: "SGD", lr: 0.01 } }],
  };
  await open(page, link({ v: 1, experiment, window: { x: [-2, 2], y: [-2, 2] } }));
  const { x, y } = await middle(page.locator(".map-flag"));
  const { width } = (await page.locator(".map").boundingBox())!;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - width / 2, y, { steps: 20 });
  await expect(alert(page)).toContainText("start");
  const start = async () => (await state(page)).scene.experiment.start![0]!;
  expect(await start()).toBeGreaterThan(0);
  expect(await start()).toBeLessThan(1);
  await page.mouse.up();
  expect(await start()).toBeGreaterThan(0);
  await expectRunOfScene(page);
  await slide(page);
  await expect(alert(page)).toHaveCount(0);
});

test("a setting that is not allowed is said and not taken, though its map has not come", async ({ page }) => {
  const release = await holdWhole(page);
  const views = ["slider", "settings"];
  await page.goto("/" + link({ v: 1, experiment: nesterov, views }));
  const field = page.locator(".settings-field").first();
  await expect(field).toBeVisible();
  const { x, y, width, height } = (await field.boundingBox())!;
  await page.mouse.click(x + width / 2, y + height - 4); // below the map: no momentum
  await expect(alert(page)).toContainText("nesterov");
  const { scene } = await state(page);
  expect(scene).toEqual({ v: 1, experiment: nesterov, views });
  await slide(page);
  release();
});

test("what a worker refuses is not taken either", async ({ page }) => {
  const { steps: _, ...rest } = nesterov;
  const data = { name: "make_regression", n_samples: 6000, n_features: 2 };
  const experiment = { ...rest, epochs: 2, loss: { name: "squared_error", data } };
  await open(page, link({ v: 1, experiment }));
  await page.locator("learning-rate-playground").evaluate((figure) => {
    const { actions } = figure as unknown as {
      actions: { adjust(change: (experiment: Experiment) => void, done: boolean): void };
    };
    actions.adjust(({ hikers }) => (hikers[0]!.optimizer.momentum = 0), true);
  });
  await expect(alert(page)).toContainText("nesterov");
  expect((await state(page)).scene.experiment).toEqual(experiment);
  await painted(page);
  await slide(page);
});

test("what a figure carries along is refused where it is wrong", async ({ page }) => {
  await open(page);
  const { scene } = await state(page);
  for (const part of [{ views: ["moon"] }, { window: { x: [1, 0], y: [0, 1] } }]) {
    await page.locator("learning-rate-playground").evaluate((figure, part) => {
      (figure as unknown as { actions: { carry(part: unknown): void } }).actions.carry(part);
    }, part);
    await expect(alert(page)).toContainText("allowed: ");
    expect((await state(page)).scene).toEqual(scene);
  }
});
