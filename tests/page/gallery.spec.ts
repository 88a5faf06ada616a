/** The gallery: its list of ready scenes is the list of these tests. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { violations } from "./axe";
import { engine, expectRunOfScene } from "./figure";
import { expect, test } from "./test";

for (const table of ["iris", "breast_cancer", "diabetes"])
  engine.provideTable(table, readFileSync(`tables/${table}.csv`, "utf8"));

const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const course = read("course/scenes.json") as Record<string, Scene>;
const topics = read("course/gallery.json") as {
  topic: string;
  scenes: { title: string; note: string; link?: string; course?: string }[];
}[];
const ready = topics.flatMap(({ scenes }) => scenes);
const card = (page: Page, title: string) => page.getByRole("article", { name: title, exact: true });

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

for (const { title, link, course: name } of ready)
  test(`“${title}” walks on its card, and its link opens it and comes to the engine's run`, async ({
    page,
  }) => {
    await page.goto("/gallery.html");
    const wanted = link ? engine.readAddress(link) : course[name!]!;
    const figure = card(page, title).locator("learning-rate-playground");
    await figure.scrollIntoViewIfNeeded();
    await expect
      .poll(() => figure.evaluate((f: HTMLElementTagNameMap["learning-rate-playground"]) => f.run && f.scene))
      .toEqual({ v: 1, experiment: wanted.experiment, views: ["map"], lock: ["start", "window"] });
    await card(page, title).getByRole("link").click();
    await page.waitForFunction(() => document.querySelector("learning-rate-playground")?.run);
    expect((await expectRunOfScene(page)).scene).toEqual(wanted);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

test("each card has its snippets, which carry its scene", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/gallery.html");
  for (const { title, link } of ready.slice(0, 3)) {
    const one = card(page, title);
    await one.getByText("Put it into your page").click();
    await expect(one.getByRole("textbox")).toHaveCount(7);
    await one.getByRole("button", { name: "Copy: Link" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(copied).pathname).toBe("/");
    if (link) expect(copied.endsWith("#" + link)).toBe(true);
  }
});

test("every scene has a title of its own and a note, and the page is linked from the course and the README", async ({
  page,
}) => {
  expect(new Set(ready.map(({ title }) => title)).size).toBe(ready.length);
  expect(ready.filter(({ note, link, course }) => !note || !link === !course)).toEqual([]);
  expect(readFileSync("README.md", "utf8")).toContain("dist/gallery.html");
  await page.goto("/");
  await page.getByRole("link", { name: "Ready figures" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ready figures");
  await expect(page.getByRole("article")).toHaveCount(ready.length);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`axe minds nothing in the gallery, ${colorScheme}, and at 390 pixels it does not scroll sideways`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/gallery.html");
    await page.waitForFunction(() => document.querySelector("learning-rate-playground")?.run);
    await card(page, ready[0]!.title).getByText("Put it into your page").click();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
