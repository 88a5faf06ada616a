import type { Page } from "@playwright/test";
import {
  engine,
  expectRunOfScene,
  line,
  noteSteps,
  notedSteps,
  rising,
  open,
  painted,
  sliderOf,
  state,
} from "./figure";
import { violations } from "./axe";
import { expect, test } from "./test";

const scrubber = (page: Page, unit = "Step") => page.getByRole("spinbutton", { name: unit, exact: true });

/** A press where the step lies on the line of the walk. */
async function goTo(page: Page, step: number, unit = "Step"): Promise<void> {
  const line = scrubber(page, unit);
  const { width, height } = (await line.boundingBox())!;
  const inset = 8; // the ends of the walk lie this far inside the line
  const last = Number(await line.getAttribute("aria-valuemax"));
  await line.click({ position: { x: inset + (step / last) * (width - 2 * inset), y: height / 2 } });
  await expect(line).toHaveAttribute("aria-valuenow", String(step));
}
const change = (page: Page) => page.getByRole("button", { name: "Change from here" });
const fork = (page: Page) => page.getByRole("button", { name: "Fork here" });
const typed = (page: Page) => page.getByLabel("Learning rate, typed");
const chips = (page: Page) => page.getByRole("list", { name: "Changes on the way" }).getByRole("listitem");
const hikers = async (page: Page) => (await state(page)).scene.experiment.hikers;

async function type(page: Page, rate: number): Promise<void> {
  await typed(page).fill(String(rate));
  await typed(page).press("Enter");
}

/** At rest at a step on the way. */
async function openAt(page: Page, step: number, address = ""): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, address);
  await painted(page);
  await goTo(page, step);
}

test("from where it rests a hiker goes on at another rate; before that step nothing changes", async ({
  page,
}) => {
  await openAt(page, 20);
  const before = (await state(page)).run[0]!;
  await change(page).click();
  expect(await hikers(page)).toEqual([
    { optimizer: { name: "SGD", lr: 0.2 }, changes: [{ at: 20, optimizer: { name: "SGD", lr: 0.2 } }] },
  ]);
  expect((await expectRunOfScene(page)).step, "it stays where it rests").toBe(20);
  expect((await state(page)).run[0]!.params).toEqual(before.params);
  await expect(page.locator(".rate .title")).toHaveText("Learning rate η from step 20 =");
  await expect(chips(page)).toHaveText([/step 20: as before/]);
  await type(page, 0.6);
  const [hiker] = await hikers(page);
  expect(hiker!.optimizer.lr).toBe(0.2);
  expect(hiker!.changes![0]!.optimizer!.lr).toBe(0.6);
  const { run } = await expectRunOfScene(page);
  expect(run[0]!.params.slice(0, 42)).toEqual(before.params.slice(0, 42));
  expect(run[0]!.params.slice(42, 44)).not.toEqual(before.params.slice(42, 44));
  expect([run[0]!.lr[19], run[0]!.lr[20]]).toEqual([0.2, 0.6]);
  await expect(chips(page)).toHaveText([/step 20: η 0.2 → 0.6/]);
  await expect(sliderOf(page)).toHaveAttribute("aria-valuenow", "0.6");
  await painted(page);
  const { experiment } = (await state(page)).scene;
  const { low, high } = engine.rateRange(experiment);
  const { band } = engine.strip(experiment, low, high, 200);
  const rate = (x: number) => String(Number(x.toPrecision(3)));
  await expect(page.locator(".band")).toContainText(`from ${rate(band![0])} to ${rate(band![1])}.`);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Remove the change at step 20" }).click();
  expect(await hikers(page)).toEqual([{ optimizer: { name: "SGD", lr: 0.2 } }]);
  await expect(chips(page)).toHaveCount(0);
  await expect(page.locator(".rate .title")).toHaveText("Learning rate η =");
});

test("anything else can change: the rule, its arguments, the schedule", async ({ page }) => {
  await openAt(page, 10);
  await change(page).click();
  await page.getByLabel("momentum").fill("0.5");
  await page.getByLabel("momentum").press("Enter");
  await page.getByRole("combobox", { name: "Schedule", exact: true }).selectOption("StepLR");
  await expectRunOfScene(page);
  const [hiker] = await hikers(page);
  expect(hiker!.optimizer).toEqual({ name: "SGD", lr: 0.2 });
  expect(hiker!.scheduler).toBeUndefined();
  expect(hiker!.changes).toMatchObject([
    { at: 10, optimizer: { momentum: 0.5 }, scheduler: { name: "StepLR" } },
  ]);
  await page.getByRole("combobox", { name: "Schedule", exact: true }).selectOption("constant");
  expect((await hikers(page))[0]!.changes).toMatchObject([{ at: 10, scheduler: { name: "constant" } }]);
  await page.getByRole("combobox", { name: "Optimizer", exact: true }).selectOption("Adam");
  await painted(page);
  const { scene } = await expectRunOfScene(page);
  expect(scene.experiment.hikers[0]).toMatchObject({
    optimizer: { name: "SGD", lr: 0.2 },
    changes: [{ optimizer: { name: "Adam", lr: 0.2 } }],
  });
  await expect(chips(page)).toHaveText([/step 10: Adam, η .*constant/]);
  // Another mountain is another walk.
  await page.getByRole("combobox", { name: "Mountain" }).selectOption("bowl");
  expect((await hikers(page))[0]!.changes).toBeUndefined();
});

test("the size of the batches changes at an epoch", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, `#${line}&epochs=20&batch_size=50&optimizer=SGD&lr=0.01`);
  await goTo(page, 8, "Epoch");
  await change(page).click();
  await page.getByLabel("Batch size").fill("5");
  await page.getByLabel("Batch size").press("Enter");
  await expectRunOfScene(page);
  expect((await hikers(page))[0]).toMatchObject({ batch_size: 50, changes: [{ at: 8, batch_size: 5 }] });
  await expect(chips(page)).toHaveText([/epoch 8: batch 5/]);
});

test("a change where others come later takes their place", async ({ page }) => {
  await openAt(page, 30);
  await change(page).click();
  await type(page, 0.1);
  await goTo(page, 45);
  await change(page).click();
  expect((await hikers(page))[0]!.changes!.map(({ at }) => at)).toEqual([30, 45]);
  await goTo(page, 12);
  await change(page).click();
  expect((await hikers(page))[0]!.changes).toEqual([{ at: 12, optimizer: { name: "SGD", lr: 0.2 } }]);
  await expectRunOfScene(page);
});

test("let go, the hiker walks on from the change", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Pause" }).click();
  await goTo(page, 20);
  await change(page).click();
  await noteSteps(page);
  await type(page, 0.3);
  await expect.poll(async () => (await notedSteps(page)).length).toBeGreaterThan(3);
  const steps = await notedSteps(page);
  expect([steps[0], rising(steps)]).toEqual([20, true]);
});

test("a second hiker leaves from a step: it is chosen, has its colour, and the first goes on as it did", async ({
  page,
}) => {
  await openAt(page, 20);
  const before = (await state(page)).run[0]!;
  await fork(page).click();
  await type(page, 0.6);
  const { scene, run } = await expectRunOfScene(page);
  expect(scene.experiment.hikers).toEqual([
    { optimizer: { name: "SGD", lr: 0.2 } },
    { optimizer: { name: "SGD", lr: 0.2 }, changes: [{ at: 20, optimizer: { name: "SGD", lr: 0.6 } }] },
  ]);
  expect(run[0]).toEqual(before);
  expect(run[1]!.params.slice(0, 42)).toEqual(before.params.slice(0, 42));
  const legend = page.getByRole("group", { name: "Hikers" }).getByRole("button");
  await expect(legend).toHaveText(["unchanged", "from 20: η 0.2 → 0.6"]);
  await expect(legend.nth(1)).toHaveAttribute("aria-pressed", "true");
  const colours = await legend
    .locator(".swatch")
    .evaluateAll((all) => all.map((i) => getComputedStyle(i).backgroundColor));
  expect(new Set(colours).size).toBe(2);
  for (let i = 2; i < 8; i++) {
    await goTo(page, 20 + i);
    await fork(page).click();
  }
  expect(await hikers(page)).toHaveLength(8);
  await goTo(page, 40);
  await expect(fork(page)).toBeDisabled();
  await expect(change(page)).toBeEnabled();
});

test("a fork of a walk that takes long is chosen once it has come", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, `#${line}&epochs=300&batch_size=50&optimizer=SGD&lr=0.01`);
  await goTo(page, 100, "Epoch");
  await fork(page).click();
  const legend = page.getByRole("group", { name: "Hikers" }).getByRole("button");
  await expect(legend.nth(1)).toHaveAttribute("aria-pressed", "true");
  await type(page, 0.02);
  await expectRunOfScene(page);
  expect(await hikers(page)).toMatchObject([
    { optimizer: { lr: 0.01 } },
    { optimizer: { lr: 0.01 }, changes: [{ at: 100, optimizer: { lr: 0.02 } }] },
  ]);
  expect((await hikers(page))[0]!.changes).toBeUndefined();
});

test("what cannot be walked is said, and the figure stays as it was", async ({ page }) => {
  const hiker = { optimizer: { name: "SGD", lr: 0.2 } };
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await page.evaluate((hiker) => {
    document.querySelector("learning-rate-playground")!.scene = {
      v: 1,
      experiment: {
        loss: { name: "bowl" },
        steps: 20,
        hikers: [{ ...hiker, changes: [{ at: 15, batch_size: 3 }] }],
      },
    } as never;
  }, hiker);
  await expect(page.getByRole("alert")).toContainText("hikers[0].changes[0].batch_size needs a batch_size");
  expect((await hikers(page))[0]).toEqual(hiker);
});

test("back and forth by one slider for the step, with a mark where the mind was changed", async ({
  page,
}) => {
  await openAt(page, 30);
  await change(page).click();
  await expect(scrubber(page)).toHaveAttribute("aria-valuetext", "step 30 of 60");
  await expect(page.locator(".scrubber .change")).toHaveAttribute("x", "50%");
  await scrubber(page).focus();
  for (const [key, step] of [
    ["ArrowRight", 31],
    ["ArrowLeft", 30],
    ["Home", 0],
    ["End", 60],
  ] as const) {
    await page.keyboard.press(key);
    expect((await state(page)).step, key).toBe(step);
    await expect(page.locator(".counter")).toHaveText(`step ${step} of 60`);
  }
  await chips(page).getByRole("button", { name: "step 30" }).first().click();
  expect((await state(page)).step).toBe(30);
});

test("one can turn where the hiker rests on the way, and nowhere else", async ({ page }) => {
  await openAt(page, 0);
  await expect(change(page)).toBeDisabled();
  await goTo(page, 1);
  await expect(change(page)).toBeEnabled();
  await goTo(page, 60);
  await expect(change(page)).toBeDisabled();
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.goto("about:blank");
  await open(page);
  await expect.poll(async () => (await state(page)).step).toBeGreaterThan(1);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(change(page)).toBeDisabled();
  await page.goto("about:blank");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, "#loss=bowl&steps=20&optimizer=SGD&lr=0.1&lock=%5B%22lr%22%5D");
  await goTo(page, 9);
  await expect(change(page)).toHaveCount(0);
});

test("a link carries changes and forks", async ({ page }) => {
  await openAt(page, 20);
  await fork(page).click();
  await type(page, 0.35);
  const { scene, run } = await state(page);
  const address = await page.evaluate(() => document.querySelector("learning-rate-playground")!.address);
  expect(address).toContain("hikers.1.changes.0.optimizer.lr=0.35");
  await page.goto("about:blank");
  await open(page, `#${address}`);
  expect(await state(page)).toMatchObject({ scene, run });
});

test("the program in Python of a hiker that changes its mind says so", async ({ page }) => {
  await openAt(page, 20);
  await change(page).click();
  await type(page, 0.35);
  const { scene } = await state(page);
  expect(engine.python(scene.experiment, 0)).toContain("if step == 20:");
});
