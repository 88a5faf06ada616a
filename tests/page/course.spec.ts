import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { engine, numbers, state } from "./figure";
import { violations } from "./axe";
import { expect, test } from "./test";

for (const table of ["iris", "breast_cancer", "diabetes"])
  engine.provideTable(table, readFileSync(`tables/${table}.csv`, "utf8"));

const scenes = JSON.parse(readFileSync("course/scenes.json", "utf8")) as Record<string, Scene>;
const figures = (page: Page) => page.locator("learning-rate-playground");

/** Scrolls to each figure, one after the other, until it has a run. */
async function openAll(page: Page): Promise<void> {
  await page.goto("/");
  for (const figure of await figures(page).all()) {
    await figure.scrollIntoViewIfNeeded();
    await expect
      .poll(() => figure.evaluate((f: HTMLElement & { run: unknown }) => f.run !== null))
      .toBe(true);
  }
}

/** Nothing in the figures is still to come. */
async function settled(page: Page): Promise<void> {
  await expect(figures(page).locator(".under-way")).toHaveCount(0);
  await expect(figures(page).locator(".bands .stale, .slider .strip.stale")).toHaveCount(0);
}

test.beforeEach(({ page }) => page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" }));

test("each figure of the course comes to the run of its scene, and a wide page holds nothing axe minds", async ({
  page,
}) => {
  test.slow(); // fourteen figures, and axe
  await openAll(page);
  const seen: string[] = [];
  for (const figure of await figures(page).all()) {
    const name = await figure.getAttribute("data-scene");
    const wanted = name ? scenes[name]! : engine.openingScene();
    const { scene, run } = await state(page, figure);
    expect(scene, name ?? "the first").toEqual(wanted);
    expect(run, name ?? "the first").toEqual(numbers(engine.run(wanted.experiment)));
    if (name) seen.push(name);
  }
  expect(seen.sort()).toEqual(Object.keys(scenes).sort());
  await settled(page);
  await expect(figures(page).getByRole("alert")).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test("at 390 pixels no figure makes the page scroll sideways, opened or walked", async ({ page }) => {
  test.slow(); // fourteen figures
  await page.setViewportSize({ width: 390, height: 844 });
  await openAll(page);
  await settled(page);
  const sideways = () =>
    page.evaluate(() => {
      scrollTo(9999, scrollY);
      const wide = [...document.querySelectorAll("body *")].filter(
        (e) => e.getBoundingClientRect().right > innerWidth + 0.5,
      );
      return [
        scrollX,
        document.documentElement.scrollWidth - innerWidth,
        ...wide.map((e) => e.outerHTML.slice(0, 60)),
      ];
    });
  expect(await sideways(), "opened").toEqual([0, 0]);
  for (const show of await page.getByRole("button", { name: "Show me" }).all()) await show.click();
  await settled(page);
  expect(await sideways(), "walked").toEqual([0, 0]);
});

test("every section has a heading and a figure, and every scene of the course a question and an answer", async ({
  page,
}) => {
  await page.goto("/");
  const sections = await page
    .locator("main section")
    .evaluateAll((all) =>
      all.map((one) => [
        one.id,
        one.querySelectorAll("h2").length,
        one.querySelectorAll("learning-rate-playground").length > 0,
      ]),
    );
  expect(sections.length).toBe(8);
  expect(sections).toEqual(sections.map(([id]) => [id || "an id", 1, true]));
  for (const [name, { question, answer }] of Object.entries(scenes))
    expect([question, answer].every(Boolean), name).toBe(true);
});

test("the address follows the figure last used", async ({ page }) => {
  await page.goto("/");
  const inAddress = () => new URL(page.url()).hash.slice(1);
  const sceneOf = async (name: string) => (await state(page, page.locator(`[data-scene=${name}]`))).scene;
  for (const [name, press] of [
    ["side-valley", "too high"],
    ["three-hikers", "too low"],
    ["side-valley", "too low"],
  ] as const) {
    const figure = page.locator(`[data-scene=${name}]`);
    await figure.scrollIntoViewIfNeeded();
    await figure.getByRole("button", { name: press }).click();
    await expect
      .poll(() => (inAddress() ? engine.readAddress(inAddress()) : undefined))
      .toEqual(await sceneOf(name));
    expect((await sceneOf(name)).experiment).not.toEqual(scenes[name]!.experiment);
  }
});

test("a section's name in the address goes to the section and opens no scene", async ({ page }) => {
  await page.goto("/#schedules");
  await expect(page.locator("#schedules h2")).toBeInViewport();
  await expect(page.locator("[data-scene=schedules] .question")).toBeVisible();
  await expect(figures(page).getByRole("alert")).toHaveCount(0);
});
