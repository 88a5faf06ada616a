import type { Page } from "@playwright/test";
import { engine, open, painted, places, state } from "./figure";
import { violations } from "./axe";
import { expect, test } from "./test";

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

const chart = (page: Page) => page.locator(".sharpness-host");
const short = (x: number) => String(Number(x.toPrecision(4)));
const press = (page: Page) => page.getByRole("button", { name: "Sharpness" }).click();

test("on request, the largest curvature at each step beside what the rate can bear", async ({ page }) => {
  await open(
    page,
    "#loss=rosenbrock&steps=60&optimizer=SGD&lr=0.001&scheduler=StepLR&scheduler.step_size=30&scheduler.gamma=0.5",
  );
  await expect(chart(page)).toBeHidden();
  await press(page);
  await expect(chart(page)).toBeVisible();
  const { experiment } = (await state(page)).scene;
  const { lambda, bearable, formula } = engine.sharpness(experiment, 0);
  expect([formula, bearable[0], bearable[60]]).toEqual(["2/η", 2000, 8000]);
  for (const step of [60, 7]) {
    while ((await state(page)).step !== step) await page.locator(".figure").press("ArrowLeft");
    await expect(chart(page).locator(".key").first()).toHaveText(`λmax ${short(lambda[step]!)}`);
    await expect(chart(page).locator(".key.dashed")).toHaveText(`2/η ${short(bearable[step]!)}`);
  }
  await expect(
    chart(page).getByRole("img", { name: /^Sharpness, .* limit 2\/η from 2000 to / }),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await press(page);
  await expect(chart(page)).toBeHidden();
});

test("where theory is silent it says so, and draws the curvature alone", async ({ page }) => {
  await open(page, "#loss=bowl&steps=20&optimizer=Adam&lr=0.1");
  await press(page);
  await expect(chart(page)).toContainText(
    "Theory knows no limit here (Adam): the slider's track is the answer.",
  );
  await expect(chart(page).locator(".key.dashed")).toBeHidden();
  await expect(chart(page).locator(".key").first()).toHaveText("λmax 10");
});

for (const [where, only] of places)
  test(`of a network it is read ${where}`, async ({ page }) => {
    await only(page);
    const network =
      "loss=mlp&loss.data=make_moons&loss.data.n_samples=60&loss.data.noise=0.3&loss.data.random_state=1&loss.hidden_layer_sizes=%5B8%5D&loss.activation=tanh";
    await open(page, `#${network}&epochs=200&optimizer=SGD&lr=0.5`);
    await press(page);
    const { experiment } = (await state(page)).scene;
    const { records, lambda } = engine.sharpness(experiment, 0);
    expect(records).toHaveLength(100);
    await expect(chart(page).locator(".key").first()).toHaveText(`λmax ${short(lambda.at(-1)!)}`, {
      timeout: 15_000,
    });
    await expect(chart(page).locator(".key.dashed")).toHaveText("2/η 4");
  });

test("the mark of the limit on the slider moves with the schedule", async ({ page }) => {
  await open(page);
  await painted(page);
  const mark = page.locator(".slider .limit");
  await expect(mark).toContainText("2/λmax = 0.404");
  await page.getByRole("combobox", { name: "Schedule", exact: true }).selectOption("ConstantLR");
  await page.getByRole("textbox", { name: "factor" }).fill("0.5");
  await page.getByRole("textbox", { name: "factor" }).press("Enter");
  await page.getByRole("textbox", { name: "total iters" }).fill("100");
  await page.getByRole("textbox", { name: "total iters" }).press("Enter");
  await painted(page);
  await expect(mark).toContainText("2/λmax ÷ 0.5 = 0.808");
});
