import type { Page } from "@playwright/test";
import type { Experiment, Scene } from "../../pkg/learning_rate_playground.js";
import { engine, expectRunOfScene, link, open, painted, sentenceOf, sliderOf, state } from "./figure";
import { stretches } from "../../www/text/en/rate";
import { verdictsText } from "../../www/text/en/verdicts";
import { expect, test } from "./test";

const classes: Experiment = {
  loss: {
    name: "log_loss",
    data: { name: "make_classification", n_samples: 200, n_features: 5, random_state: 42 },
    test_size: 0.25,
  },
  epochs: 20,
  seed: 42,
  hikers: [0.001, 0.03, 10].map((lr) => ({ optimizer: { name: "SGD", lr }, batch_size: 8 })),
};

const surface: Experiment = {
  loss: { name: "bowl" },
  steps: 40,
  hikers: [
    { optimizer: { name: "SGD", lr: 0.1 } },
    { optimizer: { name: "Adam", lr: 0.5 } },
    { optimizer: { name: "SGD", lr: 0.1, momentum: 0.9 } },
  ],
};

const compared: Scene = { v: 1, experiment: classes, views: ["multiples", "table", "hikers"] };

const legend = (page: Page) => page.locator(".hikers button");
const typed = (page: Page) => page.getByLabel("Learning rate, typed");
const menu = (page: Page, label: string) => page.getByRole("combobox", { name: label, exact: true });
const chosen = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((all) => all.flatMap((one, i) => (one.ariaPressed === "true" ? [i] : [])));

/** Four digits as the page writes them. */
const short = (x: number) => {
  const size = Math.abs(Number(x.toPrecision(4)));
  return size === 0 || (size >= 1e-4 && size < 1e4) ? String(size) : size.toExponential().replace("e+", "e");
};
const rate = (x: number) => short(Number(x.toPrecision(3)));
const percent = (x: number) => `${(100 * x).toFixed(1)} %`;

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("the legend chooses whom the slider, the controls and the verdict speak to", async ({ page }) => {
  await open(page, link({ v: 1, experiment: surface }));
  await expect(legend(page)).toHaveText(["SGD, η = 0.1", "Adam, η = 0.5", "SGD, momentum 0.9, η = 0.1"]);
  const { hikers } = engine.run(surface);
  for (const i of [1, 2, 0]) {
    await legend(page).nth(i).click();
    await painted(page);
    expect(await chosen(page, ".hikers button")).toEqual([i]);
    const { optimizer } = surface.hikers[i]!;
    await expect(typed(page)).toHaveValue(String(optimizer.lr));
    await expect(sliderOf(page)).toHaveAttribute("aria-valuenow", String(optimizer.lr));
    await expect(menu(page, "Optimizer")).toHaveValue(optimizer.name);
    expect(await sentenceOf(page)).toContain(hikers[i]!.verdict.text);
    const alone = { ...surface, hikers: [surface.hikers[i]!] };
    const { low, high } = engine.rateRange(alone);
    await expect(sliderOf(page)).toHaveAttribute("aria-valuemin", String(low));
    const bands = engine.strip(alone, low, high, 200).bands.map((band) => band.map(rate));
    await expect(page.locator(".band")).toContainText(
      `Arrives ${stretches(bands.map(([low, high]) => ({ low: low!, high: high! })))}.`,
    );
  }
});

test("what is set is set for the chosen one alone", async ({ page }) => {
  await open(page, link({ v: 1, experiment: surface }));
  await legend(page).nth(2).click();
  const wanted = structuredClone(surface);
  const set = async (act: () => Promise<unknown>, change: () => void) => {
    await act();
    change();
    expect((await expectRunOfScene(page)).scene.experiment).toEqual(wanted);
  };
  const hiker = wanted.hikers[2]!;
  await typed(page).fill("0.02");
  await set(
    () => typed(page).press("Enter"),
    () => (hiker.optimizer.lr = 0.02),
  );
  const { low, high } = engine.rateRange({ ...surface, hikers: [hiker] });
  await set(
    () => sliderOf(page).press("Home"),
    () => (hiker.optimizer.lr = low),
  );
  await set(
    () => sliderOf(page).press("End"),
    () => (hiker.optimizer.lr = high),
  );
  await menu(page, "Schedule").selectOption("ExponentialLR");
  const now = (await expectRunOfScene(page)).scene.experiment;
  expect(now.hikers.map(({ scheduler }) => scheduler?.name)).toEqual([undefined, undefined, "ExponentialLR"]);
  expect(now.hikers.slice(0, 2)).toEqual(surface.hikers.slice(0, 2));
});

for (const [name, experiment] of [
  ["classes, a quarter held back", classes],
  [
    "a line",
    {
      loss: { name: "squared_error", data: { name: "make_regression", n_features: 1, noise: 20 } },
      epochs: 9,
      hikers: [0.001, 0.1, 3].map((lr) => ({ optimizer: { name: "SGD", lr } })),
    },
  ],
  ["a surface", surface],
] as [string, Experiment][])
  test(`the table compares what the engine gives: ${name}`, async ({ page }) => {
    await open(page, link({ ...compared, experiment }));
    const { hikers } = engine.run(experiment);
    const best = Math.max(...hikers.map(({ metrics }) => metrics.test_accuracy?.at(-1) ?? NaN));
    const rows = hikers.map(({ loss, metrics: { mse, accuracy, test_accuracy }, verdict }) => [
      short(Math.min(...(mse ?? loss))),
      short((mse ?? loss).at(-1)!),
      ...(accuracy ? [percent(accuracy.at(-1)!)] : []),
      ...(test_accuracy
        ? [(test_accuracy.at(-1) === best ? "best " : "") + percent(test_accuracy.at(-1)!)]
        : []),
      verdictsText.onTrack[verdict.kind],
    ]);
    await expect(page.locator(".table tbody tr")).toHaveCount(3);
    for (const [i, row] of rows.entries())
      await expect(page.locator(".table tbody tr").nth(i).locator("td")).toHaveText(row);
    const { mse, accuracy, test_accuracy } = hikers[0]!.metrics;
    const what = mse ? "MSE" : "loss";
    await expect(page.locator(".table th[scope=col]")).toHaveText([
      "hiker",
      `lowest ${what}`,
      `last ${what}`,
      ...(accuracy ? [test_accuracy ? "accuracy, training" : "accuracy"] : []),
      ...(test_accuracy ? ["accuracy, held back"] : []),
      "verdict",
    ]);
  });

test("a small chart for each hiker says its loss, and chooses it when its name is pressed", async ({
  page,
}) => {
  await open(page, link({ ...compared, views: [...compared.views!, "verdict"] }));
  const cells = page.locator(".multiples > div");
  await expect(cells).toHaveCount(3);
  const { hikers } = engine.run(classes);
  for (const i of [2, 1, 0]) {
    await expect(cells.nth(i).locator(".hiker-button")).toHaveText(`η = ${rate([0.001, 0.03, 10][i]!)}`);
    await expect(cells.nth(i)).toContainText(short(hikers[i]!.loss.at(-1)!));
    await cells.nth(i).locator(".hiker-button").click();
    await expect.poll(() => chosen(page, ".multiples .hiker-button")).toEqual([i]);
    expect(await chosen(page, ".hikers button")).toEqual([i]);
    expect(await sentenceOf(page)).toContain(hikers[i]!.verdict.text);
  }
});

test("the bands are the engine's for each hiker alone, and stay while another is chosen", async ({
  page,
}) => {
  const experiment: Experiment = {
    ...classes,
    hikers: [
      ...classes.hikers.slice(1, 2),
      { optimizer: { name: "Adam", lr: 0.03 } },
      { optimizer: { name: "SGD", lr: 1e-5, momentum: 0.5 }, batch_size: 64 },
    ],
  };
  await open(page, link({ v: 1, experiment, views: ["bands", "hikers", "verdict"] }));
  const texts = experiment.hikers.map((hiker) => {
    const alone = { ...experiment, hikers: [hiker] };
    const { low, high } = engine.rateRange(alone);
    const { bands, decades } = engine.strip(alone, low, high, 100);
    if (!bands.length) return "no rate arrives";
    expect(bands).toHaveLength(1);
    return `${rate(bands[0]![0])} to ${rate(bands[0]![1])} · ${decades!.toFixed(1)} decades`;
  });
  expect(new Set(texts).size, "three bands that differ").toBe(3);
  const rows = page.locator(".bands .row");
  await expect(rows.locator(".text")).toHaveText(texts, { timeout: 15_000 });
  await page.evaluate(() => {
    const shadow = document.querySelector("learning-rate-playground")!.shadowRoot!;
    const said = ((window as unknown as { said: string[] }).said = [] as string[]);
    new MutationObserver(() => said.push(shadow.querySelector(".bands .text")!.textContent!)).observe(
      shadow.querySelector(".bands")!,
      { subtree: true, childList: true, characterData: true },
    );
  });
  for (const i of [1, 2, 0]) {
    await rows.nth(i).locator(".hiker-button").click();
    await expect.poll(() => chosen(page, ".bands .hiker-button")).toEqual([i]);
    expect(await chosen(page, ".hikers button")).toEqual([i]);
  }
  await expect(rows.locator(".text")).toHaveText(texts);
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said), "nothing anew").toEqual(
    [],
  );
  expect((await state(page)).scene.experiment).toEqual(experiment);
});
