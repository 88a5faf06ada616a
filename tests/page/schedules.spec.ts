import type { Locator, Page } from "@playwright/test";
import type { Chosen, Scene } from "../../pkg/learning_rate_playground.js";
import { engine, expectRunOfScene, finger, link, middle, open, painted, sliderOf, state } from "./figure";
import { expect, test } from "./test";

const menu = (page: Page, label: string) => page.getByRole("combobox", { name: label, exact: true });
const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });
const handle = (page: Page, name: RegExp) => page.locator(".handles").getByRole("button", { name });
const bowl = "#loss=bowl&steps=60&optimizer=SGD&lr=0.05&scheduler=";
const stepped = `${bowl}StepLR&scheduler.step_size=20&scheduler.gamma=0.5`;

const schedule = async (page: Page) =>
  (await expectRunOfScene(page)).scene.experiment.hikers[0]!.scheduler as Chosen & {
    schedulers: Chosen[];
    milestones: number[];
  };
const type = async (input: Locator, text: string) => {
  await input.fill(text);
  await input.press("Enter");
};

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("ready schedules are in the menu, and are made of the others to fit the run", async ({ page }) => {
  await open(page, "#loss=bowl&steps=80&optimizer=SGD&lr=0.05");
  const { experiment } = (await state(page)).scene;
  for (const [i, { name }] of engine.catalogue().presets.entries()) {
    const made = engine.schedulePreset(experiment, 0, i);
    await menu(page, "Schedule").selectOption(name);
    await expect(menu(page, "Schedule")).toHaveValue(made.name);
    await expect.poll(() => schedule(page)).toEqual(made);
  }
});

test("a schedule made of others has a menu and fields for each, takes one more and gives one back", async ({
  page,
}) => {
  await open(page, "#loss=bowl&steps=80&optimizer=SGD&lr=0.05");
  await menu(page, "Schedule").selectOption("SequentialLR");
  await expect(menu(page, "Schedule 1")).toHaveValue("LinearLR");
  await expect(menu(page, "Schedule 2")).toHaveValue("CosineAnnealingLR");
  await expect(field(page, "milestones")).toHaveValue("10");
  await type(field(page, "T max"), "30");
  await page.getByRole("button", { name: "Add to Schedule" }).click();
  await menu(page, "Schedule 3").selectOption("ExponentialLR");
  await type(field(page, "gamma"), "0.9");
  await type(field(page, "milestones"), "10, 45");
  const grown = await schedule(page);
  expect(grown.schedulers.map(({ name }) => name)).toEqual([
    "LinearLR",
    "CosineAnnealingLR",
    "ExponentialLR",
  ]);
  expect(grown.schedulers.slice(1)).toEqual([
    { name: "CosineAnnealingLR", T_max: 30 },
    { name: "ExponentialLR", gamma: 0.9 },
  ]);
  expect(grown.milestones).toEqual([10, 45]);

  await type(field(page, "milestones"), "45, 10");
  await expect(page.getByRole("alert")).toContainText("hikers[0].scheduler: milestones must not fall");
  expect(await schedule(page)).toEqual(grown);
  await page.getByRole("button", { name: "Keep this one" }).click();

  await page.getByRole("button", { name: "Remove Schedule 1" }).click();
  const left = await schedule(page);
  expect(left.schedulers).toEqual(grown.schedulers.slice(1));
  expect(left.milestones).toEqual([45]);
  await page.getByRole("button", { name: "Remove Schedule 2" }).click();
  expect((await schedule(page)).milestones).toEqual([]);
  await expect(page.getByRole("button", { name: "Remove Schedule 1" })).toBeDisabled();

  // Inside each other; what must be told the loss is not offered there.
  await menu(page, "Schedule 1").selectOption("ChainedScheduler");
  await menu(page, "Schedule 1 2").selectOption("StepLR");
  const inner = (await schedule(page)).schedulers[0]!.schedulers as Chosen[];
  expect(inner[1]!.name).toBe("StepLR");
  const offered = await menu(page, "Schedule 1 2").locator("option").allTextContents();
  expect(offered).not.toContain("ReduceLROnPlateau");
  await expect(menu(page, "Schedule").locator("option[value=ReduceLROnPlateau]")).toHaveCount(1);
});

test("a typed formula is a schedule, its letters are numbers, and a wrong one points at its column", async ({
  page,
}) => {
  await open(page, "#loss=saddle&steps=80&optimizer=SGD&lr=0.05");
  await menu(page, "Schedule").selectOption("LambdaLR");
  const formula = field(page, "lr_lambda(t) =");
  await expect(formula).toHaveValue("0.95^t");
  await type(formula, "a^t + b");
  await type(field(page, "a"), "0.9");
  await type(field(page, "b"), "0.1");
  expect(await schedule(page)).toEqual({ name: "LambdaLR", lr_lambda: "a^t + b", a: 0.9, b: 0.1 });
  await type(formula, "a^t +");
  await expect(page.getByRole("alert")).toContainText(
    "column 6: expected a number, t or ( after +, not the end. The figure still shows lr_lambda(t) = a^t + b.",
  );
  await expect(formula).toHaveValue("a^t +");
  await page.getByRole("button", { name: "Keep this one" }).click();
  await expect(formula).toHaveValue("a^t + b");
  await type(formula, "a^t");
  expect(await schedule(page)).toEqual({ name: "LambdaLR", lr_lambda: "a^t", a: 0.9 });
});

test("where a schedule has rates of its own the slider says that it has no effect", async ({ page }) => {
  await open(page, `${bowl}OneCycleLR`);
  await painted(page);
  const band = page.locator(".band");
  await expect(band).not.toContainText("no effect");
  await expect(field(page, "max lr")).toHaveAttribute("placeholder", "lr");
  await type(field(page, "max lr"), "0.08");
  await expect(band).toContainText(
    "This schedule has rates of its own: the learning rate here has no effect.",
  );
  await expect(sliderOf(page)).toHaveAttribute("aria-valuetext", /It has no effect/);
  await type(field(page, "max lr"), "");
  await expect(band).not.toContainText("no effect");
  expect(await schedule(page)).toEqual({ name: "OneCycleLR" });
});

test("the chart of rates ends with the last rate used, not with what the schedule would go on with", async ({
  page,
}) => {
  await open(page, stepped);
  // Halved at 20 and 40, and at 60 it would be again.
  await expect(
    page.getByRole("img", { name: /^Learning rate from 0.05 to 0.0125 over 60 steps/ }),
  ).toBeVisible();
  await expect(page.locator(".rate-host .readout")).toHaveText("StepLR · 0.0125");
});

test("a handle on the curve moves its arguments by keys, each figure's walk and fields with it", async ({
  page,
}) => {
  await open(page, stepped);
  const grip = handle(page, /^step size, gamma: step 20, rate 0.025/);
  await grip.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await schedule(page)).toEqual({ name: "StepLR", step_size: 22, gamma: 0.5 });
  await page.keyboard.press("Shift+ArrowLeft");
  expect((await schedule(page)).step_size).toBe(12);
  await expect(field(page, "step size")).toHaveValue("12");
  await page.keyboard.press("ArrowUp");
  expect((await schedule(page)).gamma as number).toBeGreaterThan(0.5);
  await expect(handle(page, /^step size, gamma: step 12/)).toBeFocused();
  await painted(page);
});

test("a handle is dragged by the pointer, over the whole chart and not beyond it", async ({ page }) => {
  await open(page, stepped);
  const grip = handle(page, /^step size, gamma/);
  await expect(grip).toBeVisible();
  const { x, y } = await middle(grip);
  const face = (await page.locator(".rate-host .handles").boundingBox())!;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + face.width / 6, y, { steps: 4 });
  expect(await schedule(page), "sideways it moves the time alone").toEqual({
    name: "StepLR",
    step_size: 30,
    gamma: 0.5,
  });
  await page.mouse.move(x + face.width / 6, y + 9, { steps: 3 });
  const lower = await schedule(page);
  expect(lower.step_size).toBe(30);
  expect(lower.gamma as number).toBeLessThan(0.45);
  await page.mouse.move(x + 3 * face.width, y, { steps: 3 });
  await page.mouse.up();
  expect((await schedule(page)).step_size).toBe(60);
  await painted(page);
});

test("a handle is dragged by a finger", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, hasTouch: true, viewport: { width: 390, height: 844 } });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, stepped);
  const grip = handle(page, /^step size, gamma/);
  await grip.scrollIntoViewIfNeeded();
  const { x, y } = await middle(grip);
  const { down, move, up } = await finger(page);
  await down(x, y);
  for (let i = 1; i <= 5; i++) await move(x + 10 * i, y);
  await up();
  const { step_size, gamma } = await schedule(page);
  expect(step_size as number).toBeGreaterThan(25);
  expect(gamma).toBe(0.5);
  await page.close();
});

test("in a sequence its milestones and the arguments of each schedule can be dragged", async ({ page }) => {
  await open(
    page,
    link({
      v: 1,
      experiment: {
        loss: { name: "bowl" },
        steps: 60,
        hikers: [
          {
            optimizer: { name: "SGD", lr: 0.05 },
            scheduler: {
              name: "SequentialLR",
              schedulers: [
                { name: "LinearLR", start_factor: 0.1, total_iters: 10 },
                { name: "CosineAnnealingLR", T_max: 40 },
              ],
              milestones: [10],
            } as never,
          },
        ],
      },
    } as Scene),
  );
  await handle(page, /^milestones\[0\]: step 10\. /).focus();
  await page.keyboard.press("ArrowRight");
  expect((await schedule(page)).milestones).toEqual([11]);
  await handle(page, /^schedulers\[1\]: T max, eta min: step 51, rate 0\. /).focus();
  await page.keyboard.press("ArrowLeft");
  expect((await schedule(page)).schedulers[1]).toEqual({ name: "CosineAnnealingLR", T_max: 39, eta_min: 0 });
  await handle(page, /^schedulers\[0\]: start factor: step 0/).focus();
  await page.keyboard.press("ArrowUp");
  expect((await schedule(page)).schedulers[0]!.start_factor as number).toBeGreaterThan(0.1);
});

test("where the schedule is locked, or a lesson waits, no handle is there", async ({ page }) => {
  await open(page, `${stepped}&lock=["scheduler"]`);
  await painted(page);
  await expect(page.locator(".rate-host canvas")).toBeVisible();
  await expect(page.locator(".handles")).toBeHidden();
  await page.goto("about:blank");
  await open(page, `${stepped}&question=Where?&paused=10`);
  await expect(page.locator(".handles")).toBeHidden();
});

test("schedules that the first engine lacks open from their links, also in a change of mind", async ({
  page,
}) => {
  for (const scheduler of [
    "CosineAnnealingLR&scheduler.T_max=30",
    "StepLR&scheduler.step_size=9&hikers.0.changes.0.at=20&hikers.0.changes.0.scheduler=OneCycleLR",
  ]) {
    await page.goto("about:blank");
    await open(page, bowl + scheduler);
    await expectRunOfScene(page);
  }
});
