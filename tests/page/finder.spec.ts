import type { Page } from "@playwright/test";
import type { Experiment, Scene } from "../../pkg/learning_rate_playground.js";
import { violations } from "./axe";
import { engine, expectRunOfScene, line, link, open, places, rateOf } from "./figure";
import { expect, test } from "./test";

const leads = engine.readAddress("loss=himmelblau&steps=60&optimizer=SGD&lr=0.001").experiment;
const misleads = engine.readAddress(
  "loss=rosenbrock&loss.b=10&start=-1.5,2&steps=200&optimizer=SGD&lr=0.003",
).experiment;
const batches = engine.readAddress(`${line}&epochs=12&optimizer=SGD&lr=0.02&batch_size=5`).experiment;

const found = (experiment: Experiment, more = {}): Scene => ({
  v: 1,
  experiment,
  views: ["map", "slider", "hikers", "finder"],
  ...more,
});
const finder = (page: Page) => page.getByRole("region", { name: "Rate finder" });
const status = (page: Page) => finder(page).getByRole("status");
const press = (page: Page, name: RegExp) => finder(page).getByRole("button", { name }).click();

const rate = (x: number) => {
  const size = Number(x.toPrecision(3));
  return size >= 1e-4 && size < 1e4 ? String(size) : size.toExponential().replace("e+", "e");
};
/** What the engine says over the rates of the slider. */
const tested = (experiment: Experiment) => {
  const { low, high } = engine.rateRange(experiment);
  return {
    low,
    high,
    test: engine.rangeTest(experiment, low, high, 200),
    strip: engine.strip(experiment, low, high, 200),
  };
};

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

for (const [name, experiment] of Object.entries({ leads, misleads, batches }))
  test(`the figure tells the engine's test and the whole walks beside it: ${name}`, async ({ page }) => {
    await open(page, link(found(experiment)));
    const { low, high, test: t, strip } = tested(experiment);
    const [from, to] = strip.band!;
    await expect(status(page)).toContainText(`The test suggests ${rate(t.suggested!)}`, { timeout: 15_000 });
    await expect(status(page)).toContainText(
      `those from ${rate(from)} to ${rate(to)} arrive, at ${rate(strip.presets.justRight)} among the first.`,
    );
    await expect(finder(page)).toContainText(`rising from ${rate(low)} to ${rate(high)}`);
    await expect(finder(page)).toContainText(t.stop ? `here at ${rate(t.stop)}` : "which here it never was");
    const words = t.outcome!.kind === "converged" ? "Here the test leads well." : "Here the test misleads:";
    await expect(status(page)).toContainText(words);
    const [smoothed] = await finder(page).getByRole("img").all();
    await expect(smoothed!).toHaveAttribute("aria-label", new RegExp(`at ${rate(t.lr.at(-1)!)}$`));
  });

test("a test that leads to a rate at which the whole walk is thrown out says so", async ({ page }) => {
  await open(page, link(found(misleads)));
  await expect(status(page)).toContainText(
    /is thrown out at step \d+\.\s+Here the test misleads: it lies above/,
  );
});

test("one press goes to the rate suggested, another to the best of the walks", async ({ page }) => {
  await open(page, link(found(leads)));
  const { test: t, strip } = tested(leads);
  await press(page, /suggested$/);
  expect(rateOf((await expectRunOfScene(page)).scene)).toBe(t.suggested);
  await press(page, /best of the walks$/);
  expect(rateOf((await expectRunOfScene(page)).scene)).toBe(strip.presets.justRight);
});

test("the test is the chosen hiker's, whatever its rate", async ({ page }) => {
  const adam = { optimizer: { name: "Adam", lr: 0.1 } };
  await open(page, link(found({ ...leads, hikers: [...leads.hikers, adam] })));
  const says = (experiment: Experiment) => `The test suggests ${rate(tested(experiment).test.suggested!)}`;
  await expect(status(page)).toContainText(says(leads));
  await page.getByRole("slider", { name: "Learning rate" }).press("End");
  await expectRunOfScene(page);
  await expect(status(page)).toContainText(says(leads));
  await page.locator(".hikers button").nth(1).click();
  await expect(status(page)).toContainText(says({ ...leads, hikers: [adam] }));
});

for (const [where, only] of places)
  test(`a test that is shown from the row at the foot comes ${where}`, async ({ page }) => {
    await only(page);
    await open(page, link({ v: 1, experiment: misleads, views: ["map", "menu"] }));
    await page.getByRole("button", { name: "Rate finder" }).click();
    const { suggested } = tested(misleads).test;
    await expect(status(page)).toContainText(`suggests ${rate(suggested!)}`, { timeout: 20_000 });
  });

test("what a lesson hides or locks, the finder does not tell or move", async ({ page }) => {
  await open(page, link(found(leads, { paused: 3, lock: ["lr"] })));
  await expect(finder(page)).toContainText("The walk is not over yet.");
  await expect(status(page)).toHaveCount(0);
  await page.evaluate(() => {
    const figure = document.querySelector("learning-rate-playground")!;
    const { paused: _, ...scene } = figure.scene!;
    figure.scene = scene;
  });
  await expect(finder(page).getByRole("button", { name: /suggested$/ })).toBeDisabled();
});

for (const colorScheme of ["light", "dark"] as const)
  test(`axe minds nothing in the finder, ${colorScheme}, and at 390 pixels it does not scroll sideways`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await open(page, link(found(misleads)));
    await expect(status(page)).toContainText("misleads");
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
