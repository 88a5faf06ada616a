import type { Page } from "@playwright/test";
import type { Experiment, Scene } from "../../pkg/learning_rate_playground.js";
import { engine, expectRunOfScene, link, numbers, open, painted, places, state } from "./figure";
import { expect, test } from "./test";

const walked = (data: object, epochs = 3): Experiment => ({
  loss: { name: "squared_error", data: data as never },
  epochs,
  hikers: [{ optimizer: { name: "SGD", lr: 0.01 }, batch_size: 100 }],
});
const made = (n_features: number, n_samples = 20_000) => ({
  name: "make_regression",
  n_samples,
  n_features,
  noise: 20,
  random_state: 42,
});
const scene = (experiment: Experiment): Scene => ({ v: 1, experiment });

const give = (page: Page, scene: Scene) =>
  page.evaluate((scene) => {
    document.querySelector("learning-rate-playground")!.scene = scene as never;
  }, scene);

test("large data is walked as the engine walks it, its picture thinned and its arithmetic told", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await give(page, scene(walked(made(1))));
  await expect.poll(async () => (await state(page)).scene.experiment.loss.name).toBe("squared_error");
  const { run } = await expectRunOfScene(page);
  await expect(page.locator(".data")).toHaveAttribute(
    "aria-label",
    /^5000 points, y \(1 point in 4\) against x; at \d+ the line climbs/,
  );
  await page.locator(".arithmetic summary").click();
  for (let step = (await state(page)).last; step > 0; step--)
    await page.locator(".figure").press("ArrowLeft");
  await expect.poll(async () => (await state(page)).step).toBe(0);
  const first = engine.arithmetic(walked(made(1)), 0, 0)[0]!;
  await expect(page.locator(".arithmetic h4").first()).toHaveText(first.parameter);
  await expect(page.locator(".arithmetic dd").first()).toHaveText(first.lines[0]!.numbers);
  expect(run).toEqual(numbers(engine.run(walked(made(1)))));
});

test("what is wrong with a large scene is said, and the figure stays", async ({ page }) => {
  await open(page);
  const before = await state(page);
  const wrong = scene({ ...walked(made(1)), hikers: [{ optimizer: { name: "SGD", lr: -1 } }] });
  await give(page, wrong);
  await expect(page.getByRole("alert")).toContainText("lr is -1");
  await page.getByRole("button", { name: "Keep this one" }).click();
  const after = await state(page);
  expect([after.scene, after.run]).toEqual([before.scene, before.run]);
});

test("of two scenes the one set last is shown, whichever is the larger", async ({ page }) => {
  await open(page);
  const small = scene(walked(made(1, 200)));
  await give(page, scene(walked(made(100), 40)));
  await give(page, small);
  await expect.poll(async () => (await state(page)).scene).toEqual(small);
  await give(page, small);
  await give(page, scene(walked(made(2))));
  await expect.poll(async () => (await state(page)).scene).toEqual(scene(walked(made(2))));
  await expectRunOfScene(page);
});

for (const [where, only] of places)
  test(`${where} opening what takes long can be cancelled, and the trying of its rates too, and begun again`, async ({
    page,
  }) => {
    await only(page);
    await open(page);
    await painted(page);
    const before = await state(page);
    await give(page, scene(walked(made(1, 100_000), 10_000)));
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
    const after = await state(page);
    expect([after.scene, after.run]).toEqual([before.scene, before.run]);

    await give(page, scene(walked(made(20, 40_000), 20)));
    await expect.poll(async () => (await state(page)).scene.experiment.epochs).toBe(20);
    const band = page.locator(".band");
    await band.getByRole("button", { name: "Cancel" }).click();
    await expect(band).toHaveText("The rates have not been tried. Try them");
    await expect(page.getByRole("button", { name: "just right" })).toBeDisabled();
    await band.getByRole("button", { name: "Try them" }).click();
    await expect(band).toContainText("Trying every rate …");
  });

test("a large table of one's own goes to the worker once, follows the hand, and is not in the address", async ({
  page,
}) => {
  const X = Array.from({ length: 6000 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
  const y = X.map(([a, b]) => 2 * a! - b!);
  await open(page, link(scene(walked(made(1, 200)))));
  await give(page, scene(walked({ X, y })));
  await expect.poll(async () => "X" in ((await state(page)).scene.experiment.loss.data as object)).toBe(true);
  await expectRunOfScene(page);
  await expect.poll(() => new URL(page.url()).hash).toBe("");
  const field = page.getByLabel("Learning rate, typed");
  await field.fill("0.2");
  await field.press("Enter");
  await expect.poll(async () => (await state(page)).scene.experiment.hikers[0]!.optimizer.lr).toBe(0.2);
  await expectRunOfScene(page);
});

test("the trying of every hiker's rates can be cancelled, and begun again", async ({ page }) => {
  const experiment = walked(made(20, 40_000), 20);
  await open(page);
  await give(page, { v: 1, experiment, views: ["bands", "transport"] });
  const tries = page.locator(".tries");
  await tries.getByRole("button", { name: "Cancel" }).click();
  await expect(tries).toHaveText("Not every rate has been tried. Try them");
  await expect(page.locator(".bands .row .text")).toHaveText("not tried");
  await tries.getByRole("button", { name: "Try them" }).click();
  await expect(tries).toContainText("Trying every rate …");
});
