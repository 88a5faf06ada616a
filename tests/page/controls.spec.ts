import type { Locator, Page } from "@playwright/test";
import type { Entry, Scene } from "../../pkg/learning_rate_playground.js";
import { engine, expectRunOfScene, open, painted, pictures, rateOf, state, line } from "./figure";
import { expect, test } from "./test";

const { losses, optimizers, schedulers, data } = engine.catalogue();
const menu = (page: Page, label: string) => page.getByRole("combobox", { name: label, exact: true });
const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });
const words = (name: string) => name.replaceAll("_", " ");

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

/** By the keys that a menu has: one after the other, over those that cannot be chosen. */
async function goTo(menu: Locator, name: string): Promise<void> {
  await menu.focus();
  await menu.press("Home");
  for (let i = 0; i < losses.length && (await menu.inputValue()) !== name; i++) await menu.press("ArrowDown");
  await expect(menu).toHaveValue(name);
}

const dataOf = async (page: Page) =>
  ((await state(page)).scene.experiment.loss.data as { name: string } | undefined)?.name;

const chosen = async (page: Page) => {
  const { loss, hikers } = (await state(page)).scene.experiment;
  return [loss.name, hikers[0]!.optimizer.name, hikers[0]!.scheduler?.name ?? "constant"];
};

test("every loss and every schedule can be chosen by keyboard, and runs", async ({ page }) => {
  test.slow(); // many choices, each compared number by number
  await open(page);
  await menu(page, "Schedule").focus();
  for (const [j, { name }] of schedulers.entries()) {
    await page.keyboard.press(j === 0 ? "Home" : "ArrowDown");
    await expect.poll(() => chosen(page)).toEqual(["mountain", "SGD", name]);
    await expectRunOfScene(page);
  }
  await page.keyboard.press("Home");
  await menu(page, "Mountain").focus();
  for (const [i, { name }] of losses.entries()) {
    await page.keyboard.press(i === 0 ? "Home" : "ArrowDown");
    await expect.poll(() => chosen(page)).toEqual([name, "SGD", "constant"]);
    await expectRunOfScene(page);
  }
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("every optimizer can be chosen by keyboard and runs; one that cannot walk here says why in the menu", async ({
  page,
}) => {
  test.slow(); // as many as there are
  await open(page);
  const unavailable = async (loss: string) => {
    for (const { name } of optimizers) {
      const option = menu(page, "Optimizer").getByRole("option", { name: new RegExp(`^${name}(:|$)`) });
      if (await option.isDisabled()) continue;
      await goTo(menu(page, "Optimizer"), name);
      await expect.poll(() => chosen(page)).toEqual([loss, name, "constant"]);
      await expectRunOfScene(page);
    }
    await expect(page.getByRole("alert")).toHaveCount(0);
    return menu(page, "Optimizer").locator("option:disabled").allInnerTexts();
  };
  expect(await unavailable("mountain")).toEqual(["Muon: moves matrices, and this loss has none"]);
  await menu(page, "Optimizer").selectOption("SGD");
  await menu(page, "Mountain").selectOption("mlp");
  await expect(menu(page, "Optimizer").locator("option:disabled")).toHaveText([
    /^Newton: (needs second derivatives|takes curvatures)/,
  ]);
});

test("every loss of data is walked on every data set, or the menu says why it cannot be", async ({
  page,
}) => {
  test.slow(); // as many as there are
  await open(page, `#${line}&epochs=2&optimizer=SGD&lr=0.01`);
  await expectRunOfScene(page);
  const reasons: Record<string, string[]> = {};
  for (const { name: loss } of losses.filter(({ args }) => args.some(({ type }) => type === "data"))) {
    await menu(page, "Mountain").selectOption(loss);
    await expect.poll(async () => (await chosen(page))[0]).toBe(loss);
    await field(page, "Epochs").fill("2");
    await field(page, "Epochs").press("Enter");
    for (const { name } of data) {
      const option = menu(page, "Data").locator(`option[value="${name}"]`);
      if (await option.isDisabled()) continue;
      await menu(page, "Data").selectOption(name);
      await expect.poll(() => dataOf(page)).toBe(name);
      await expectRunOfScene(page);
      await expect(menu(page, "Data")).toHaveValue(name);
    }
    await expect(page.getByRole("alert")).toHaveCount(0);
    reasons[loss] = await menu(page, "Data").locator("option:disabled").allInnerTexts();
  }
  const numbers = (name: string) => `${name}: has numbers to learn, and this loss learns classes`;
  const ofTwo = [
    numbers("make regression"),
    "iris: has 3 classes, and this loss learns 2",
    numbers("diabetes"),
  ];
  expect(reasons).toEqual({
    squared_error: [],
    hinge: ofTwo,
    log_loss: ofTwo,
    mlp: [numbers("make regression"), numbers("diabetes")],
  });
});

test("a data set that is refused does not stay in its menu", async ({ page }) => {
  await open(page, "#loss=squared_error&data=make_regression&epochs=2&optimizer=SGD&lr=0.01&batch_size=100");
  await expectRunOfScene(page);
  await field(page, "n samples").fill("400");
  await field(page, "n samples").press("Enter");
  await expect
    .poll(async () => (await state(page)).scene.experiment.loss.data)
    .toHaveProperty("n_samples", 400);
  await expect(field(page, "n samples")).toHaveValue("400");
  await field(page, "Batch size").fill("400");
  await field(page, "Batch size").press("Enter");
  await expect.poll(async () => (await state(page)).scene.experiment.hikers[0]!.batch_size).toBe(400);
  await menu(page, "Data").selectOption("iris");
  await expect(page.getByRole("alert")).toContainText("batch_size is 400");
  await expect(menu(page, "Data")).toHaveValue("make_regression");
  expect(await dataOf(page)).toBe("make_regression");
});

test("a data set that the menu would not start with is chosen without a reason against it", async ({
  page,
}) => {
  await open(page, "#loss=log_loss&data=iris&data.classes=2&epochs=2&optimizer=SGD&lr=0.01");
  await expectRunOfScene(page);
  await expect(menu(page, "Data").locator("option:checked")).toHaveText("iris");
});

test("the rate stays where another mountain or another optimizer is chosen", async ({ page }) => {
  await open(page);
  for (const [label, name] of [
    ["Optimizer", "Adam"],
    ["Optimizer", "SGD"],
    ["Optimizer", "Prodigy"],
    ["Mountain", "bowl"],
    ["Mountain", "squared_error"],
  ] as const) {
    await menu(page, label).selectOption(name);
    await painted(page);
    const { experiment } = (await expectRunOfScene(page)).scene;
    const [hiker] = experiment.hikers;
    expect(label === "Mountain" ? experiment.loss.name : hiker!.optimizer.name).toBe(name);
    expect(hiker!.optimizer.lr).toBe(0.2);
  }
});

for (const hand of ["held on the slider", "typed"])
  test(`a rate ${hand} stays, though the track of another mountain is still being painted`, async ({
    page,
  }) => {
    await open(page);
    await menu(page, "Mountain").evaluate((select: HTMLSelectElement, hand) => {
      const root = select.getRootNode() as ShadowRoot;
      const slider = root.querySelector("[role=slider]")!;
      const field = root.querySelector<HTMLInputElement>("[aria-label='Learning rate, typed']")!;
      select.value = "squared_error";
      select.dispatchEvent(new Event("change"));
      field.value = "1e-5";
      if (hand === "typed") field.dispatchEvent(new Event("change"));
      else slider.dispatchEvent(new KeyboardEvent("keydown", { key: "Home" })); // and not up again
    }, hand);
    await painted(page);
    expect(rateOf((await expectRunOfScene(page)).scene)).toBe(1e-5);
  });

test("a typed formula is a mountain, its letters are numbers to choose, and a wrong one points at its column", async ({
  page,
}) => {
  await open(page);
  await menu(page, "Mountain").selectOption("formula");
  await painted(page);
  const formula = field(page, "f(x, y) =");
  await expect(formula).toHaveValue("x^2 + 10*y^2");
  const type = async (input: typeof formula, text: string) => {
    await input.fill(text);
    await input.press("Enter");
    await painted(page);
  };
  await type(formula, "a x^2 + b y^2");
  await type(field(page, "a"), "1");
  await type(field(page, "b"), "4");
  // The slider of a letter: the mountain follows while it moves, and what nothing can walk on is not taken.
  const slider = page.getByRole("slider", { name: "a, slider", exact: true });
  await slider.fill("2.5");
  await expect(field(page, "a")).toHaveValue("2.5");
  expect((await expectRunOfScene(page)).scene.experiment.loss).toMatchObject({ a: 2.5, b: 4 });
  await slider.press("End");
  await expect(field(page, "a")).toHaveValue("5");
  await type(field(page, "a"), "");
  const { loss } = (await expectRunOfScene(page)).scene.experiment;
  expect(loss).toEqual({ name: "formula", f: "a x^2 + b y^2", b: 4 });

  await type(formula, "a x^2 + ");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("column 9: expected a number, x, y or ( after +, not the end.");
  await page.getByRole("button", { name: "Keep this one" }).click();
  await expect(formula).toHaveValue("a x^2 + b y^2");

  // What b was goes with it.
  await type(formula, "a x^2 + y^4");
  await expect(alert).toHaveCount(0);
  await expect(field(page, "b")).toHaveCount(0);
  expect((await expectRunOfScene(page)).scene.experiment.loss).toEqual({ name: "formula", f: "a x^2 + y^4" });

  await open(page, "#loss=formula&loss.f=2x^2%20%2B%20c*y^2&loss.c=3&steps=9&optimizer=SGD&lr=0.1");
  await expect(formula).toHaveValue("2x^2 + c*y^2");
  await expect(field(page, "c")).toHaveValue("3");
  await expectRunOfScene(page);
});

test("a mountain that the first engine lacks opens from its link, and runs", async ({ page }) => {
  await open(page, "#loss=cliff&steps=20&optimizer=SGD&lr=0.05");
  await expect(menu(page, "Mountain")).toHaveValue("cliff");
  await expectRunOfScene(page);
});

/** What the engine says of a scene, where it says anything. */
function said(scene: Scene): string {
  try {
    engine.checkScene(scene);
  } catch (fault) {
    return (fault as Error).message;
  }
  throw new Error("nothing is wrong with this scene");
}

/** Every argument of a chosen entry: its first value is taken; a wrong one is said and changes nothing. */
async function expectFieldsWork(
  page: Page,
  entry: Entry,
  chosen: (scene: Scene) => Record<string, unknown>,
): Promise<void> {
  const alert = page.getByRole("alert");
  await painted(page);
  for (const arg of entry.args.filter(({ name }) => name !== "lr")) {
    if (["data", "choice", "integers", "formula", "schedulers"].includes(arg.type)) continue;
    if (arg.type === "boolean") {
      const box = page.getByRole("checkbox", { name: words(arg.name), exact: true });
      const before = await state(page);
      const on = await box.isChecked();
      await box.press(" ");
      const wanted = structuredClone(before.scene);
      chosen(wanted)[arg.name] = !on;
      let fault = "";
      try {
        engine.checkScene(wanted);
      } catch (error) {
        fault = (error as Error).message;
      }
      if (fault) {
        await expect(alert).toContainText(fault);
        expect((await state(page)).scene).toEqual(before.scene);
        expect(await box.isChecked(), "a refused tick does not stay").toBe(on);
        await page.getByRole("button", { name: "Keep this one" }).click();
      } else {
        expect((await expectRunOfScene(page)).scene).toEqual(wanted);
        await box.press(" ");
      }
      continue;
    }
    const initial = [arg.initial].flat() as number[];
    for (const [i, value] of initial.entries()) {
      const name = initial.length > 1 ? `${words(arg.name)} ${i + 1}` : words(arg.name);
      const input = field(page, name);
      const type = async (text: string) => {
        await input.fill(text);
        await input.press("Enter");
      };
      await type(String(value ?? ""));
      await expect(alert, `${entry.name}: ${name}`).toHaveCount(0);
      const before = await expectRunOfScene(page);
      expect([chosen(before.scene)[arg.name] ?? arg.default].flat()[i], name).toBe(value);
      const text = await input.inputValue();

      const wrong: [string, unknown][] = [["steep", "steep"]];
      if (arg.min !== null) wrong.push([String(arg.min - 1), arg.min - 1]);
      if (arg.type === "integer") wrong.push(["1.5", 1.5]);
      for (const [typed, meant] of wrong) {
        await type(typed);
        const scene = structuredClone(before.scene);
        chosen(scene)[arg.name] = initial.length > 1 ? initial.map((x, j) => (i === j ? meant : x)) : meant;
        await expect(alert).toContainText(said(scene));
        expect(said(scene)).toContain(arg.name);
        const after = await state(page);
        expect({ scene: after.scene, run: after.run }).toEqual({ scene: before.scene, run: before.run });
        await expect(input, "what is refused does not stay in its field").toHaveValue(text);
      }
      await page.getByRole("button", { name: "Keep this one" }).click();
    }
  }
}

test("the fields of optimizers take their first values and say what is wrong with a wrong one", async ({
  page,
}) => {
  test.slow(); // as many fields as there are
  await open(page);
  // Fields of each kind: numbers, ticks, pairs, numbers left open.
  for (const entry of optimizers.filter(({ name }) => ["SGD", "Adam", "Rprop", "Prodigy"].includes(name))) {
    await menu(page, "Optimizer").selectOption(entry.name);
    await expectFieldsWork(page, entry, (scene) => scene.experiment.hikers[0]!.optimizer);
  }
});

test("every field of every schedule takes its first value and says what is wrong with a wrong one", async ({
  page,
}) => {
  test.slow(); // as many fields as there are
  await open(page);
  for (const entry of schedulers) {
    await menu(page, "Schedule").selectOption(entry.name);
    await expectFieldsWork(page, entry, (scene) => scene.experiment.hikers[0]!.scheduler!);
  }
});

test("every field of every loss and data set takes its first value and says what is wrong with a wrong one", async ({
  page,
}) => {
  test.slow(); // as many losses as there are
  await open(page);
  for (const entry of losses.filter(({ args }) => args.length)) {
    await menu(page, "Mountain").selectOption(entry.name);
    await expect.poll(async () => (await state(page)).scene.experiment.loss.name).toBe(entry.name);
    await expectFieldsWork(page, entry, (scene) => scene.experiment.loss);
  }
  await menu(page, "Mountain").selectOption("squared_error");
  for (const entry of data.filter(({ name }) => name === "make_regression"))
    await expectFieldsWork(
      page,
      { ...entry, args: entry.args.filter(({ name }) => name !== "n_features" && name !== "n_samples") },
      (scene) => scene.experiment.loss.data as Record<string, unknown>,
    );
});

test("the number of steps is taken or what is wrong with it said", async ({ page }) => {
  await open(page);
  const steps = field(page, "Steps");
  await steps.fill("25");
  await steps.press("Enter");
  expect((await expectRunOfScene(page)).last).toBe(25);
  for (const wrong of ["0", "2.5", "1e12", "-3", "many", ""]) {
    await steps.fill(wrong);
    await steps.press("Enter");
    await expect(page.getByRole("alert")).toContainText("steps");
    expect((await state(page)).last).toBe(25);
    await expect(steps).toHaveValue("25");
    await page.getByRole("button", { name: "Keep this one" }).click();
  }
});

test("a line fitted to 500 points shows them beside the map, and the line of the current step", async ({
  page,
}) => {
  await open(page);
  await expect(page.locator(".data-host")).toBeHidden();
  await menu(page, "Mountain").selectOption("squared_error");
  const view = page.locator(".ground").getByRole("img", { name: /^500 points, y against x/ });
  await expect(view).toBeVisible();
  await painted(page);
  const { run, scene } = await expectRunOfScene(page);
  expect(scene.experiment.loss.data).toMatchObject({ n_samples: 500, noise: 20, random_state: 42 });
  const [slope] = run[0]!.params.slice(-2);
  const climbs = async () => Number((await view.getAttribute("aria-label"))!.match(/climbs ([\d.]+)/)![1]);
  await expect.poll(climbs).toBeCloseTo(slope!, 1);
  const canvas = await pictures(page, ".data-host canvas");
  await page.locator(".figure").press("ArrowLeft");
  for (let i = 0; i < 60; i++) await page.getByRole("button", { name: "One epoch back" }).press("Enter");
  await expect.poll(climbs).toBe(0);
  expect(await pictures(page, ".data-host canvas")).not.toEqual(canvas);
});

test("where there are more than two parameters the map is a slice, and says how much of the walk it holds", async ({
  page,
}) => {
  await open(page, `#${line}&epochs=10&optimizer=SGD&lr=0.01`);
  await expect(page.locator(".map-ground")).toBeVisible();
  await field(page, "n features").fill("12");
  await field(page, "n features").press("Enter");
  await expect(page.locator(".ground")).toContainText(
    /A slice through all parameters: it holds .* of the walk/,
  );
  await expect(page.getByRole("button", { name: /^Start/ })).toBeHidden();
  await expectRunOfScene(page);
  await field(page, "n features").fill("1");
  await field(page, "n features").press("Enter");
  await expect(page.locator(".map-ground")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Start/ })).toBeVisible();
});

test("batches of one, of 32 and of all samples run; what is no batch size is said", async ({ page }) => {
  await open(page, `#${line}&epochs=10&optimizer=SGD&lr=0.01`);
  const batch = field(page, "Batch size");
  const runs = new Set<string>();
  for (const size of [1, 32, 100, undefined]) {
    await batch.fill(String(size ?? ""));
    await batch.press("Enter");
    const { scene, run } = await expectRunOfScene(page);
    expect(scene.experiment.hikers[0]!.batch_size).toBe(size);
    runs.add(JSON.stringify(run));
  }
  expect(runs.size).toBe(4);
  await painted(page);
  for (const wrong of ["0", "501", "1.5", "half"]) {
    await batch.fill(wrong);
    await batch.press("Enter");
    await expect(page.getByRole("alert")).toContainText("batch_size");
    expect((await state(page)).scene.experiment.hikers[0]!.batch_size).toBeUndefined();
  }
});

test("a new seed is another each time, and shuffles the samples anew", async ({ page }) => {
  await open(page, `#${line}&epochs=3&batch_size=1&optimizer=SGD&lr=0.01&seed=42`);
  const before = await state(page);
  const seeds = new Set([42]);
  for (let i = 0; i < 3; i++) {
    await page.getByRole("button", { name: "new seed" }).click();
    seeds.add((await expectRunOfScene(page)).scene.experiment.seed!);
  }
  expect(seeds.size).toBe(4);
  expect((await state(page)).run).not.toEqual(before.run);
  await field(page, "Seed").fill("42");
  await field(page, "Seed").press("Enter");
  expect((await expectRunOfScene(page)).run).toEqual(before.run);
});

test("the track of a run of 3,000 steps comes from the worker: the old one dimmed meanwhile, then the whole", async ({
  page,
}) => {
  await open(page);
  await painted(page);
  const [old] = await pictures(page, ".slider .strip");
  await page.locator(".slider .strip").evaluate((strip) => {
    const noted: { stale: boolean; picture: string }[] = ((window as unknown as { noted: unknown[] }).noted =
      [] as never);
    const note = () =>
      noted.push({
        stale: strip.classList.contains("stale"),
        picture: (strip as HTMLCanvasElement).toDataURL(),
      });
    new MutationObserver(note).observe(strip, { attributeFilter: ["class"] });
  });
  await field(page, "Steps").fill("3000");
  await field(page, "Steps").press("Enter");
  const noted = () =>
    page.evaluate(() => (window as unknown as { noted: { stale: boolean; picture: string }[] }).noted);
  await expect.poll(async () => (await noted()).map(({ stale }) => stale)).toEqual([true, false]);
  const [dimmed, whole] = await noted();
  expect(dimmed!.picture).toBe(old);
  expect(whole!.picture).not.toBe(old);
  const { scene } = await expectRunOfScene(page);
  const { low, high } = engine.rateRange(scene.experiment);
  const { band } = engine.strip(scene.experiment, low, high, 200);
  const arrives = (await page.locator(".band").textContent())!.match(/from (\S+) to (\S+)\./)!;
  expect(Number(arrives[1])).toBeCloseTo(band![0], 3);
  expect(Number(arrives[2])).toBeCloseTo(band![1], 3);
});
