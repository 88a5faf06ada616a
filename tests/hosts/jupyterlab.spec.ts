/** A notebook in JupyterLab with the figure as a widget. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { engine, middle, numbers, rateOf, state } from "../page/figure";

const figureOf = (page: Page) => page.locator("learning-rate-playground");
const sliderOf = (figure: Locator) => figure.getByRole("slider", { name: "Learning rate", exact: true });
const rate = async (figure: Locator) => rateOf((await state(figure.page(), figure)).scene);

/** Chooses what stands at the end of these names in JupyterLab's menus. */
async function choose(page: Page, ...names: string[]): Promise<void> {
  const labels = page.locator(".lm-MenuBar-itemLabel, .lm-Menu-itemLabel");
  for (const name of names) await labels.filter({ hasText: RegExp(`^${name}$`) }).click();
}

/** Runs the code cell of that number and waits until the kernel has done it. */
async function runCell(page: Page, number: number): Promise<Locator> {
  const cell = page.locator(".jp-CodeCell").nth(number);
  await cell.locator(".cm-content").click();
  await page.getByRole("button", { name: /^Run this cell/ }).click();
  await expect(cell.locator(".jp-InputPrompt")).toHaveText(/\d/);
  return cell;
}

/** Opens the notebook as it was written, and runs the cell with the figure. */
test.beforeEach(async ({ page }) => {
  await page.goto(process.env.LAB_URL!.replace("/lab?", "/lab/tree/figure.ipynb?reset&"));
  await expect(page.getByRole("button", { name: "Python 3 (ipykernel) | Idle" })).toBeVisible();
  await runCell(page, 0);
  await expect(sliderOf(figureOf(page))).toBeVisible();
});

test("the figure runs, and scene and run go both ways between page and Python", async ({ page }) => {
  const figure = figureOf(page);
  const { scene, run } = await state(page, figure);
  expect(run).toEqual(numbers(engine.run(scene.experiment)));
  const before = rateOf(scene);
  await sliderOf(figure).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => rate(figure)).toBeGreaterThan(before);
  const moved = await rate(figure);
  await expect(async () => {
    const cell = await runCell(page, 1);
    await expect(cell.locator(".jp-OutputArea-output")).toHaveText(`${moved}: converged`, { timeout: 2000 });
  }).toPass();
  await runCell(page, 2);
  await expect.poll(() => rate(figure)).toBe(0.25);
  expect((await state(page, figure)).run[0]!.verdict.kind).toBe("diverged");
});

test("the figure takes the width there is", async ({ page }) => {
  const figure = figureOf(page);
  const width = async () => (await figure.boundingBox())!.width;
  const wide = await width();
  await page.setViewportSize({ width: 900, height: 720 });
  await expect.poll(width).toBeLessThan(wide - 100);
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect.poll(width).toBe(wide);
});

test("the figure is there again after another tab, and runs", async ({ page }) => {
  const figure = figureOf(page);
  await choose(page, "File", "New Launcher");
  await expect(figure).toBeHidden();
  await page
    .getByRole("tab", { name: /figure\.ipynb/ })
    .first()
    .click();
  await expect(sliderOf(figure)).toBeVisible();
  const before = await rate(figure);
  await sliderOf(figure).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => rate(figure)).toBeGreaterThan(before);
  const { scene, run } = await state(page, figure);
  expect(run).toEqual(numbers(engine.run(scene.experiment)));
});

test("the figure follows JupyterLab's theme", async ({ page }) => {
  const look = figureOf(page).locator(".figure");
  await expect(look).toHaveCSS("color-scheme", "light");
  for (const theme of ["Dark", "Light"]) {
    await choose(page, "Settings", "Theme", `JupyterLab ${theme}`);
    await expect(look).toHaveCSS("color-scheme", theme.toLowerCase());
  }
});

test("the wheel scrolls the notebook over the figure, too", async ({ page }) => {
  const figure = figureOf(page);
  const top = async () => (await figure.boundingBox())!.y;
  for (const part of [".map", ".slider", ".loss-host"]) {
    await figure.locator(part).first().scrollIntoViewIfNeeded();
    const before = await top();
    const { x, y } = await middle(figure.locator(part).first());
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -100);
    await expect.poll(top).toBe(before + 100);
  }
});

test("keys are the notebook's until the figure has the focus, and then the figure's", async ({ page }) => {
  const figure = figureOf(page);
  const before = await state(page, figure);
  const cells = page.locator(".jp-Cell");
  const count = await cells.count();
  await page.locator(".jp-MarkdownCell").first().click();
  await page.keyboard.press("b"); // a cell below
  await expect(cells).toHaveCount(count + 1);
  expect(await state(page, figure)).toEqual(before);
  await sliderOf(figure).focus();
  for (const key of ["b", "a", "x", "ArrowRight"]) await page.keyboard.press(key);
  await expect.poll(() => rate(figure)).toBeGreaterThan(rateOf(before.scene));
  await expect(cells).toHaveCount(count + 1);
});
