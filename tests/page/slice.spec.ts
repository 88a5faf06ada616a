import type { Page } from "@playwright/test";
import type { Chosen, Experiment, Scene, Slice } from "../../pkg/learning_rate_playground.js";
import { engine, expectRunOfScene, link, open, painted, pictures, places, state } from "./figure";
import { expect, test } from "./test";

const classes = (n_features: number, loss: Chosen = { name: "log_loss" }): Experiment => ({
  loss: { ...loss, data: { name: "make_blobs", n_samples: 60, n_features, centers: 2, random_state: 1 } },
  epochs: 12,
  seed: 3,
  hikers: [{ optimizer: { name: "SGD", lr: 0.05 }, batch_size: 8 }],
});

const mlp = { name: "mlp", hidden_layer_sizes: [4] };

/** A run that goes on for as long as a test does. */
const endless: Experiment = {
  loss: { name: "mlp", data: { name: "make_moons", n_samples: 1000 }, hidden_layer_sizes: [256, 256] },
  epochs: 200,
  hikers: [{ optimizer: { name: "Adam", lr: 0.001 }, batch_size: 32 }],
};

const bowl: Scene = {
  v: 1,
  experiment: { loss: { name: "bowl" }, steps: 30, hikers: [{ optimizer: { name: "SGD", lr: 0.1 } }] },
};

const share = (page: Page) => page.locator(".share");
const data = (page: Page) => page.locator(".data-host .data");
const give = (page: Page, scene: Scene) =>
  page.evaluate((scene) => {
    document.querySelector("learning-rate-playground")!.scene = scene;
  }, scene);

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

for (const [name, slice] of [
  ["the walk's own plane, unasked", undefined],
  ["two weights", { of: "weights", pair: [0, 3] }],
  ["two random directions", { of: "random", seed: 5 }],
] as [string, Slice | undefined][])
  test(`of more than two parameters the map shows a slice: ${name}`, async ({ page }) => {
    const experiment = classes(4);
    await open(page, link({ v: 1, experiment, views: ["map", "loss"], ...(slice && { slice }) }));
    const { section } = engine.hike(experiment, 0, slice ?? { of: "walk" });
    const part = section!.held[0]!;
    const said = part > 0.9995 ? "all" : `${(100 * part).toFixed(1)} %`;
    await expect(share(page)).toHaveText(`A slice through all parameters: it holds ${said} of the walk.`);
    await expect
      .poll(() => page.locator(".map").evaluate((map) => map.getBoundingClientRect().height))
      .toBeGreaterThan(0);
  });

test("two parameters need no slice, and the three kinds of slice are three pictures", async ({ page }) => {
  await open(page, link({ v: 1, experiment: classes(1), views: ["map"] }));
  await expect(page.locator(".map")).toBeVisible();
  await expect(share(page)).toHaveCount(0);
  const seen = new Set<string>();
  const kinds: Slice[] = [
    { of: "walk" },
    { of: "weights", pair: [0, 3] },
    { of: "weights", pair: [1, 2] },
    { of: "random", seed: 5 },
    { of: "random", seed: 6 },
  ];
  for (const slice of kinds) {
    await give(page, { v: 1, experiment: classes(4), views: ["map"], slice });
    await expect(share(page)).toBeVisible();
    const drawn = async () => (await pictures(page, ".map-ground"))[0]!;
    await expect.poll(async () => seen.has(await drawn()), JSON.stringify(slice)).toBe(false);
    seen.add(await drawn());
  }
});

for (const [name, loss] of [
  ["log_loss", { name: "log_loss" }],
  ["mlp", mlp],
] as const)
  test(`of two features the data and what ${name} decides are seen, and follow the walk`, async ({
    page,
  }) => {
    const experiment = classes(2, loss);
    await open(page, link({ v: 1, experiment }));
    await expect(data(page)).toBeVisible();
    await expect(data(page)).toHaveAccessibleName(
      "60 points of 2 classes, x2 against x1; behind them what the model says at 12",
    );
    const [end] = await pictures(page, ".data canvas");
    for (let i = 0; i < 12; i++) await page.getByRole("button", { name: "One epoch back" }).press("Enter");
    await expect(data(page)).toHaveAccessibleName(/what the model says at 0$/);
    expect((await pictures(page, ".data canvas"))[0]).not.toBe(end);
    const { run } = await expectRunOfScene(page);
    expect(run[0]!.loss).toHaveLength(13);
    await give(page, { v: 1, experiment: classes(3, loss) });
    await expect(data(page), "three features have no plane").toBeHidden();
  });

for (const [where, only] of places)
  test(`a long run ${where} says how far it is, and the page answers meanwhile`, async ({ page }) => {
    await only(page);
    await open(page, link(bowl));
    await painted(page);
    const before = await state(page);
    await give(page, { v: 1, experiment: endless, views: ["map", "loss", "transport", "verdict"] });
    const status = page.getByRole("status");
    await expect(status).toContainText(/Walking … \d+ %/);
    await expect(status.getByRole("button", { name: "Cancel" })).toBeVisible();
    expect((await state(page)).run, "the former walk is still there").toEqual(before.run);
    // Frames go on, and a press is answered.
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          let left = 10;
          const next = () => (left-- ? requestAnimationFrame(next) : done());
          next();
        }),
    );
    await page.getByRole("button", { name: "One step back" }).click();
    await expect(page.locator(".counter")).toHaveText("step 29 of 30");
    await expect(status).toBeVisible();
    await expect(status.getByRole("progressbar")).not.toHaveAttribute("value", "100");
    await status.getByRole("button", { name: "Cancel" }).click();
    await expect(status).toHaveCount(0);
    expect((await state(page)).run).toEqual(before.run);
  });

test("a long run that nobody stops arrives, with the engine's numbers", async ({ page }) => {
  const experiment = structuredClone(endless);
  experiment.loss.hidden_layer_sizes = [32];
  experiment.epochs = 50;
  await open(page, link({ ...bowl, views: ["loss", "verdict"] }));
  await page.evaluate(() => {
    const Real = Worker.prototype.postMessage;
    const sent = ((window as unknown as { sent: string[] }).sent = [] as string[]);
    Worker.prototype.postMessage = function (message: unknown, ...rest: never[]) {
      const { kind } = message as { kind?: string };
      if (kind) sent.push(kind);
      Real.call(this, message, ...rest);
    };
  });
  await give(page, { v: 1, experiment, views: ["loss", "verdict"] });
  const { scene } = await expectRunOfScene(page);
  expect(scene.experiment).toEqual(experiment);
  await expect(page.getByRole("status")).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { sent: string[] }).sent)).toContain("hike");
});

test("Cancel keeps the former figure, its rate and its track, and the next change is of it", async ({
  page,
}) => {
  await open(page, link(bowl));
  await painted(page);
  const before = await state(page);
  const band = await page.locator(".band").textContent();
  const track = await pictures(page, ".slider .strip");
  await give(page, { ...bowl, experiment: endless });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("status")).toHaveCount(0);
  await painted(page);
  expect(await state(page)).toEqual(before);
  await expect(page.locator(".band")).toHaveText(band!);
  await expect.poll(() => pictures(page, ".slider .strip")).toEqual(track);
  await page.getByLabel("Learning rate, typed").fill("0.05");
  await page.keyboard.press("Enter");
  const after = await expectRunOfScene(page);
  const wanted = structuredClone(before.scene);
  wanted.experiment.hikers[0]!.optimizer.lr = 0.05;
  expect(after.scene).toEqual(wanted);
});

test("once the mountain is drawn nothing says that it still is, though nothing else moves", async ({
  page,
}) => {
  await open(page);
  await page.getByRole("combobox", { name: "Mountain" }).selectOption("mlp");
  const waits = page.getByText("Drawing the mountain …");
  await expect(waits).toBeVisible();
  await expect(waits).toHaveCount(0);
});
