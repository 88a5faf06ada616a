import type { Locator, Page } from "@playwright/test";
import { expectRunOfScene, link, open, painted, sliderOf, state } from "./figure";
import { expect, test } from "./test";

const field = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });
const formulaOf = (page: Page) => field(page, "f(x, y) =");
const remarks = (page: Page) => page.locator("formula-field p");
const alert = (page: Page) => page.getByRole("alert");
const typedOne = "#loss=formula&loss.f=x^2%20%2B%20y^2&steps=30&optimizer=SGD&lr=0.05";

const type = async (input: Locator, text: string) => {
  await input.fill(text);
  await input.press("Enter");
};
const loss = async (page: Page) => (await expectRunOfScene(page)).scene.experiment.loss;

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("a refused formula stays in its field with its column marked, and the figure says what it still shows", async ({
  page,
}) => {
  await open(page, typedOne);
  const formula = formulaOf(page);
  await type(formula, "x^2 + sin x^2 + y");
  const said = "The formula, column 12: this can be read in two ways; write sin(x)^2 or sin(x^2).";
  await expect(formula).toHaveValue("x^2 + sin x^2 + y");
  await expect(formula).toHaveAttribute("aria-invalid", "true");
  await expect(formula).toHaveAccessibleDescription(`x^2 + sin x^2 + y ${said}`);
  await expect(page.locator("formula-field mark")).toHaveText("^");
  expect(await formula.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])).toEqual([11, 12]); // prettier-ignore
  await expect(alert(page)).toContainText(`${said} The figure still shows f(x, y) = x^2 + y^2.`);
  expect((await loss(page)).f).toBe("x^2 + y^2");

  // Another act leaves it there.
  await sliderOf(page).press("ArrowLeft");
  await expectRunOfScene(page);
  await expect(formula).toHaveValue("x^2 + sin x^2 + y");
  await expect(alert(page)).toContainText("The figure still shows f(x, y) = x^2 + y^2.");

  await type(formula, "x^2 + sin(x^2) + y");
  await expect(alert(page)).toHaveCount(0);
  await expect(formula).toHaveAttribute("aria-invalid", "false");
  await expect(page.locator("formula-field mark")).toHaveCount(0);
  expect((await loss(page)).f).toBe("x^2 + sin(x^2) + y");

  // One that was typed with its head is not given another.
  await type(formula, "f(x, y) = x^2 + y^2");
  await type(formula, "x^2 +");
  await expect(alert(page)).toContainText("The figure still shows f(x, y) = x^2 + y^2.");
});

test("the end of a formula, where something is missing, is marked too, and the old one comes back when wanted", async ({
  page,
}) => {
  await open(page, typedOne);
  const formula = formulaOf(page);
  await type(formula, "(x^2 + y");
  await expect(page.locator("formula-field code")).toHaveText("(x^2 + y\u00a0");
  await expect(page.locator("formula-field mark")).toHaveText("\u00a0");
  await page.getByRole("button", { name: "Keep this one" }).click();
  await expect(formula).toHaveValue("x^2 + y^2");
  await expect(alert(page)).toHaveCount(0);
  await expect(page.locator("formula-field code")).toHaveCount(0);
});

test("a formula that is read, and that nothing can walk on, stays in its field as well", async ({ page }) => {
  await open(page, typedOne);
  const formula = formulaOf(page);
  for (const [typed, said] of [
    ["1/0", "where the loss is"],
    ["f x^2", "loss.f, column 1: f is already the name of something else here"],
  ] as const) {
    await type(formula, typed);
    await expect(formula).toHaveValue(typed);
    await expect(remarks(page)).toContainText(said);
    await expect(alert(page)).toContainText("The figure still shows f(x, y) = x^2 + y^2.");
    await expect(page.locator(".fault")).toHaveCount(1);
  }
  expect((await loss(page)).f).toBe("x^2 + y^2");
});

test("a letter that is no variable is asked for its value before the walk", async ({ page }) => {
  await open(page, typedOne);
  const formula = formulaOf(page);
  await type(formula, "w1^2 + w2*y^2");
  const status = page.locator(".fault");
  await expect(status).toContainText(
    "w1 and w2 are no variables: each needs a value before the walk. The figure still shows f(x, y) = x^2 + y^2.",
  );
  await expect(alert(page)).toHaveCount(0);
  await expect(field(page, "w1")).toBeFocused();
  expect((await loss(page)).f).toBe("x^2 + y^2");
  await type(field(page, "w1"), "two");
  await type(field(page, "w2"), "0,5");
  await expect(status).toContainText("w1 is no variable: it needs a value before the walk.");
  expect((await loss(page)).f).toBe("x^2 + y^2");
  await type(field(page, "w1"), "3");
  await expect(status).toHaveCount(0);
  expect(await loss(page)).toEqual({ name: "formula", f: "w1^2 + w2*y^2", w1: 3, w2: 0.5 });
  await expect(page.getByRole("slider", { name: "w2, slider", exact: true })).toBeVisible();

  // Letters that have a value keep it, and are not asked for again.
  await type(formula, "w2*y^2 + a*x^2");
  await expect(status).toContainText("a is no variable");
  await type(field(page, "a"), "2");
  expect(await loss(page)).toEqual({ name: "formula", f: "w2*y^2 + a*x^2", w2: 0.5, a: 2 });
});

test("a link that leaves a letter's value out keeps 1, and asks nothing", async ({ page }) => {
  await open(page, "#loss=formula&loss.f=c*x^2%20%2B%20y^2&steps=9&optimizer=SGD&lr=0.1");
  await painted(page);
  await expect(field(page, "c")).toHaveValue("1");
  await expect(page.locator(".fault")).toHaveCount(0);
  expect(await loss(page)).toEqual({ name: "formula", f: "c*x^2 + y^2" });
  await type(formulaOf(page), "c*x^2 + y^4");
  await expect.poll(async () => (await state(page)).scene.experiment.loss.f).toBe("c*x^2 + y^4");
  await expect(page.locator(".fault")).toHaveCount(0);
});

test("what was read otherwise than it is written is said below the field", async ({ page }) => {
  await open(page, typedOne);
  const formula = formulaOf(page);
  await expect(remarks(page)).toBeHidden();
  await type(formula, "f(x, y) = log(1 + x1**2) + 1,5x2²");
  await expect(remarks(page)).toHaveText(
    "Read without f(x, y) =, log as ln, the natural logarithm, ** as ^, 1,5 as 1.5, ² as ^2, x1 as x, x2 as y.",
  );
  await expect(formula).toHaveValue("f(x, y) = log(1 + x1**2) + 1,5x2²");
  expect((await loss(page)).f).toBe("f(x, y) = log(1 + x1**2) + 1,5x2²");
});

test("what one hiker's schedule is refused is not another's", async ({ page }) => {
  const scheduler = { name: "LambdaLR", lr_lambda: "0.9^t" };
  const hiker = (lr: number) => ({ optimizer: { name: "SGD", lr }, scheduler });
  const experiment = { loss: { name: "bowl" }, steps: 30, hikers: [hiker(0.05), hiker(0.1)] };
  await open(page, link({ v: 1, experiment } as never));
  const formula = field(page, "lr_lambda(t) =");
  await type(formula, "0.9^");
  await expect(alert(page)).toContainText("The figure still shows lr_lambda(t) = 0.9^t.");
  await page.locator(".hikers button, .names-host button").nth(1).click();
  await expect(formula).toHaveValue("0.9^t");
  await expect(alert(page)).toHaveCount(0);
});
