import type { Page } from "@playwright/test";
import type { Experiment, Hiker, Scene } from "../../pkg/learning_rate_playground.js";
import { violations } from "./axe";
import { engine, expectRunOfScene, line, link, open, places, state } from "./figure";
import { expect, test } from "./test";

const sgd = (lr: number, more = {}): Hiker => ({ optimizer: { name: "SGD", lr, ...more } });

const surface: Experiment = {
  loss: { name: "bowl" },
  steps: 60,
  hikers: [sgd(0.3), sgd(0.002), sgd(0.1), { optimizer: { name: "Adam", lr: 0.5 } }],
};
/** One walks in batches of a sixteenth of the data, the other on all of it. */
const batches: Experiment = {
  ...engine.readAddress(`${line}&steps=50&optimizer=SGD&lr=0.1`).experiment,
  hikers: [{ ...sgd(0.05), batch_size: 32 }, sgd(0.5)],
};
const raced = (experiment: Experiment, more = {}): Scene => ({
  v: 1,
  experiment,
  views: ["map", "slider", "controls", "race"],
  ...more,
});

const race = (page: Page) => page.getByRole("region", { name: "Race" });
const rows = (page: Page) => race(page).locator("tbody tr");
const add = (page: Page) => race(page).getByRole("combobox", { name: "Add a hiker" });
const press = (page: Page, name: string) => race(page).getByRole("button", { name, exact: true }).click();
const optimizers = async (page: Page) =>
  (await state(page)).scene.experiment.hikers.map(({ optimizer }) => optimizer.name);
const rates = async (page: Page) =>
  (await state(page)).scene.experiment.hikers.map(({ optimizer }) => optimizer.lr);
const chosen = (page: Page) =>
  race(page)
    .locator(".hiker")
    .evaluateAll((all) => all.findIndex((one) => one.ariaPressed === "true"));

/** Four digits as the page writes them. */
const short = (x: number) => {
  const size = Math.abs(Number(x.toPrecision(4)));
  return size === 0 || (size >= 1e-4 && size < 1e4) ? String(size) : size.toExponential().replace("e+", "e");
};
const rate = (x: number) => short(Number(x.toPrecision(3)));

/** What the sweep of each hiker finds, for as long as the budget of the race lasts. */
const strips = (experiment: Experiment) => {
  const { rows } = engine.hike(experiment, 0, null).race!;
  return experiment.hikers.map((hiker, i) => {
    const length = experiment.steps === undefined ? "epochs" : "steps";
    const alone = { ...experiment, [length]: rows[i]!.records, hikers: [hiker] };
    const { low, high } = engine.rateRange(alone);
    return engine.strip(alone, low, high, 100);
  });
};

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

for (const [name, experiment] of [
  ["a surface", surface],
  ["batches beside the whole data", batches],
] as const)
  test(`the table is the engine's race, in the order the hikers come in: ${name}`, async ({ page }) => {
    await open(page, link(raced(experiment)));
    const { budget, rows: outcomes, order } = engine.hike(experiment, 0, null).race!;
    const ends = { arrived: "arrives", on_the_way: "on the way", thrown_out: "thrown out" };
    const found = strips(experiment);
    await expect(rows(page)).toHaveCount(experiment.hikers.length);
    for (const [place, i] of order.entries()) {
      const { end, record, evaluations, loss } = outcomes[i]!;
      const { band, decades, presets } = found[i]!;
      const { lr } = experiment.hikers[i]!.optimizer;
      await expect(rows(page).nth(place).locator("td")).toHaveText(
        [
          String(place + 1),
          rate(lr as number) + (lr === presets.justRight ? " best" : ""),
          ends[end] + (record === null ? "" : ` at step ${record}`),
          end === "arrived" ? short(evaluations!) : "–",
          short(loss),
          band ? (decades ? decades.toFixed(1) : "one rate") : "none",
          rate(presets.justRight),
        ],
        { timeout: 15_000 },
      );
    }
    await expect(race(page).locator("thead")).toContainText(`budget ${short(budget)}`);
    await expect(race(page).getByRole("img")).toHaveAttribute("aria-label", new RegExp(`to ${budget}: `));
  });

test("the winner is named in words, and in the table, and nobody else is", async ({ page }) => {
  await open(page, link(raced(surface)));
  const { rows: outcomes, order } = engine.hike(surface, 0, null).race!;
  const { evaluations, record } = outcomes[order[0]!]!;
  await expect(race(page).getByRole("status")).toHaveText(
    `SGD, η = 0.1 wins: it arrives after ${evaluations} evaluations, at step ${record}.`,
  );
  await expect(race(page).locator(".winner")).toHaveText(["winner"]);
  await expect(rows(page).first()).toContainText("winner");
});

for (const [name, hikers, words] of [
  [
    "nobody arrives",
    [sgd(0.001), sgd(0.002)],
    /Nobody arrives within 60 evaluations\. η = 0\.002 is furthest down/,
  ],
  ["all are thrown out", [sgd(0.3), sgd(0.4)], /All are thrown out\./],
  [
    "two arrive together",
    [sgd(0.1), sgd(0.1, { momentum: 1e-9 })],
    / and .* arrive together, after \d+ eval/,
  ],
  ["one is alone", [sgd(0.1)], /One hiker walks alone: add another\./],
] as const)
  test(`a race ends honestly: ${name}`, async ({ page }) => {
    await open(page, link(raced({ ...surface, hikers: [...hikers] })));
    await expect(race(page).getByRole("status")).toHaveText(words);
    const together = name === "two arrive together";
    await expect(race(page).locator(".winner")).toHaveCount(together ? 2 : 0);
    if (together) await expect(rows(page).locator(".place")).toHaveText(["1", "1"]);
  });

test("hikers are added at their catalogue rate, doubled and removed, and the controls speak to the new one", async ({
  page,
}) => {
  await open(page, link(raced({ ...surface, hikers: [sgd(0.1)] })));
  await expect(race(page).getByRole("button", { name: "Remove" })).toBeDisabled();
  await add(page).selectOption("Adam");
  const initial = engine
    .catalogue()
    .optimizers.find(({ name }) => name === "Adam")!
    .args.find(({ name }) => name === "lr")!.initial;
  expect((await expectRunOfScene(page)).scene.experiment.hikers).toEqual([
    sgd(0.1),
    { optimizer: { name: "Adam", lr: initial } },
  ]);
  await expect(page.getByRole("combobox", { name: "Optimizer" })).toHaveValue("Adam");
  await expect(add(page)).toHaveValue("");

  await page.getByRole("combobox", { name: "Schedule" }).selectOption("ExponentialLR");
  await press(page, "Duplicate");
  const { hikers } = (await expectRunOfScene(page)).scene.experiment;
  expect(hikers).toHaveLength(3);
  expect(hikers[2]).toEqual(hikers[1]);
  expect(hikers[0]).toEqual(sgd(0.1));

  await rows(page).filter({ hasText: "SGD" }).locator(".hiker").click();
  await press(page, "Remove");
  await expect.poll(() => optimizers(page)).toEqual(["Adam", "Adam"]);
  await expectRunOfScene(page);
  while ((await optimizers(page)).length < 8) await press(page, "Duplicate");
  await expect(race(page).getByRole("button", { name: "Duplicate" })).toBeDisabled();
  await expect(add(page)).toBeDisabled();
  await expect(rows(page)).toHaveCount(8);
});

test("one who joins a race in batches walks in the same batches", async ({ page }) => {
  await open(page, link(raced(batches)));
  await add(page).selectOption("Adam");
  await expect.poll(() => optimizers(page)).toEqual(["SGD", "SGD", "Adam"]);
  expect((await expectRunOfScene(page)).scene.experiment.hikers[2]!.batch_size).toBe(32);
  await expect.poll(() => chosen(page)).toBeGreaterThanOrEqual(0);
});

test("one press puts each at its own best rate, and another all at the chosen one's", async ({ page }) => {
  await open(page, link(raced(batches)));
  const best = strips(batches).map(({ presets }) => presets.justRight);
  expect(new Set(best).size, "two rates").toBe(2);
  await press(page, "Each at its own best rate");
  await expect.poll(() => rates(page), { timeout: 15_000 }).toEqual(best);
  await expectRunOfScene(page);
  await expect(race(page).locator(".best")).toHaveText(["best", "best"]);
  const own = race(page).getByRole("button", { name: "Each at its own best rate" });
  await expect(own).toHaveAttribute("aria-pressed", "true");
  await press(page, "Same rate for all");
  await expect.poll(() => rates(page)).toEqual([best[0], best[0]]);
  await expect(own).toHaveAttribute("aria-pressed", "false");
  await expectRunOfScene(page);
});

for (const [where, only] of places)
  test(`a race that is shown from the row at the foot comes and is swept ${where}`, async ({ page }) => {
    await only(page);
    await open(page, link({ v: 1, experiment: surface }));
    await page.getByRole("button", { name: "Race", exact: true }).click();
    const best = strips(surface).map(({ presets }) => presets.justRight);
    const { order } = engine.hike(surface, 0, null).race!;
    await expect(rows(page).locator("td:last-child")).toHaveText(
      order.map((i) => rate(best[i]!)),
      { timeout: 20_000 },
    );
    await page.getByRole("button", { name: "Race", exact: true }).click();
    await expect(race(page)).toBeHidden();
  });

test("the trying of rates can be cancelled, and begins again when the best are asked for", async ({
  page,
}) => {
  const data = { name: "make_regression", n_samples: 40_000, n_features: 20, random_state: 1 };
  const loss = { name: "squared_error", data };
  await open(page, link({ ...raced({ loss, epochs: 20, hikers: [sgd(0.1), sgd(0.2)] }), views: ["race"] }));
  await race(page).getByRole("button", { name: "Cancel" }).click({ timeout: 15_000 });
  for (const row of await rows(page).all()) await expect(row.locator("td").last()).toHaveText("not tried");
  await press(page, "Each at its own best rate");
  await expect(race(page)).toContainText("Trying every rate …");
  expect(await rates(page)).toEqual([0.1, 0.2]);
});

test("what a lesson hides, the race does not tell", async ({ page }) => {
  await open(page, link(raced(surface, { paused: 3 })));
  await expect(rows(page)).toHaveCount(4);
  await expect(race(page).getByRole("status")).toHaveText("The race is not over yet.");
  await expect(race(page).locator(".winner")).toHaveCount(0);
  for (const [i, { optimizer }] of surface.hikers.entries())
    await expect(rows(page).nth(i).locator("td")).toHaveText([
      "",
      rate(optimizer.lr as number),
      "…",
      "…",
      "…",
      /./,
      /./,
    ]);
});

test("what a lesson locks stays", async ({ page }) => {
  await open(page, link(raced(surface, { lock: ["lr", "optimizer"] })));
  for (const name of ["Duplicate", "Remove", "Same rate for all", "Each at its own best rate"])
    await expect(race(page).getByRole("button", { name })).toBeDisabled();
  await expect(add(page)).toBeDisabled();
});

for (const colorScheme of ["light", "dark"] as const)
  test(`axe minds nothing in a race, ${colorScheme}, and at 390 pixels it does not scroll sideways`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await open(page, link(raced(surface)));
    await expect(race(page).locator(".winner")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
