/** Runs pinned for comparison. */
import type { Page } from "@playwright/test";
import { engine, expectRunOfScene, line, link, open, pictures, state } from "./figure";
import { expect, test } from "./test";

const pin = (page: Page) => page.getByRole("button", { name: "Pin this run" });
const rows = (page: Page) => page.getByRole("list", { name: "Pinned runs" }).getByRole("listitem");
const scene = async (page: Page) => (await state(page)).scene;
const choose = (page: Page, label: string, name: string) =>
  page.getByRole("combobox", { name: label, exact: true }).selectOption(name);

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("a pinned run is named by what tells it from the others, and listed with verdict and last loss", async ({
  page,
}) => {
  await open(page);
  await pin(page).click();
  await expect(pin(page)).toBeDisabled();
  await page.getByRole("button", { name: "too high" }).click();
  await pin(page).click();
  await choose(page, "Optimizer", "Adam");
  await pin(page).click();
  const { pins } = await scene(page);
  expect(pins!.map(({ name }) => name.replace(/[\d.]+$/, "…"))).toEqual(["η = …", "η = …", "Adam, η = …"]);
  const words = {
    converged: "Arrives.",
    oscillating: "Bounces.",
    too_slow: "Crawls.",
    stuck: "Stuck.",
    diverged: "Thrown out.",
  };
  for (const [i, { experiment }] of pins!.entries()) {
    const { verdict, loss } = engine.run(experiment).hikers[0]!;
    await expect(rows(page).nth(i)).toContainText(words[verdict.kind]);
    await expect(rows(page).nth(i)).toContainText(`loss ${String(Number(loss.at(-1)!.toPrecision(4)))}`);
  }
});

test("pins are in the link, and a press goes back to one", async ({ page, context }) => {
  await open(page);
  const first = (await scene(page)).experiment;
  await pin(page).click();
  await page.getByRole("button", { name: "too high" }).click();
  await pin(page).click();
  await expect
    .poll(() => engine.readAddress(new URL(page.url()).hash.slice(1)).pins)
    .toEqual((await scene(page)).pins);
  const other = await context.newPage();
  await open(other, new URL(page.url()).hash);
  await expect(rows(other)).toHaveCount(2);
  await rows(other).first().getByRole("button", { name: "Show" }).click();
  expect((await expectRunOfScene(other)).scene.experiment).toEqual(first);
  await expect(rows(other).first().getByRole("button", { name: "Show" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("a pin is renamed and removed, and the walk stays where it is", async ({ page }) => {
  await open(page);
  await pin(page).click();
  await page.getByRole("button", { name: "One step back" }).click();
  const { step } = await state(page);
  await page.getByRole("textbox", { name: "Name of pin 1" }).fill("<b>mine</b>");
  await page.keyboard.press("Enter");
  expect((await scene(page)).pins![0]!.name).toBe("<b>mine</b>");
  await page.getByRole("button", { name: "Remove pin <b>mine</b>" }).click();
  await expect(rows(page)).toHaveCount(0);
  await expect(pin(page)).toBeEnabled();
  expect((await scene(page)).pins).toBeUndefined();
  expect((await state(page)).step).toBe(step);
});

test("eight runs can be pinned, and then the button says why no more", async ({ page }) => {
  const { experiment, ...rest } = engine.openingScene();
  const at = (lr: number) => ({ ...experiment, hikers: [{ optimizer: { name: "SGD", lr } }] });
  const pins = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ name: `No. ${n}`, experiment: at(n / 100) }));
  await open(page, link({ ...rest, experiment, pins }));
  await expect(rows(page)).toHaveCount(8);
  await expect(pin(page)).toBeDisabled();
  await expect(pin(page)).toHaveAttribute("title", /8 pins: remove one/);
});

test("the losses of pinned runs on the same mountain are drawn in the chart, those on others are not", async ({
  page,
}) => {
  const { experiment } = engine.openingScene();
  const at = (lr: number, loss = "mountain") => ({
    ...experiment,
    loss: { name: loss },
    hikers: [{ optimizer: { name: "SGD", lr } }],
  });
  const draw = async (pins: object[]) => {
    await page.goto("about:blank");
    await open(page, link({ v: 1, experiment: at(0.2), pins } as never));
    if (pins.length) await expect(rows(page).getByText("loss")).toHaveCount(pins.length);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return pictures(page, ".loss-host canvas");
  }; // prettier-ignore
  const alone = await draw([]);
  expect(await draw([{ name: "bowl", experiment: at(0.05, "bowl") }])).toEqual(alone);
  expect(await draw([{ name: "slow", experiment: at(0.25) }])).not.toEqual(alone);
});

test("pinned runs of data are walked in a worker, one after the other", async ({ page }) => {
  const read = (lr: number) => engine.readAddress(`${line}&epochs=80&optimizer=SGD&lr=${lr}&batch_size=1`);
  const pins = [0.1, 0.001].map((lr) => ({ name: `at ${lr}`, experiment: read(lr).experiment }));
  await open(page, link({ ...read(0.01), pins }));
  for (const [i, { experiment }] of pins.entries()) {
    const last = engine.run(experiment).hikers[0]!.loss.at(-1)!;
    await expect(rows(page).nth(i)).toContainText(`loss ${String(Number(last.toPrecision(4)))}`);
  }
});
