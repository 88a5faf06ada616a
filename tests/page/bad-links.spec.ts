/** Links that are wrong: a sentence, the nearest valid figure one press away, and nothing of them executed. */
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { engine, expectRunOfScene, line, link, open, state } from "./figure";
import { expect, test } from "./test";

const opening = engine.openingScene();
const bowl = engine.readAddress("loss=bowl&steps=30&optimizer=SGD&lr=0.05&optimizer.momentum=0.5");
const nearest = (page: Page) => page.getByRole("button", { name: "Open it without what is wrong" });
const json = (scene: unknown) => encodeURIComponent(JSON.stringify(scene));

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

const full = { ...bowl, theme: "dark", question: "Why?", answer: "So." };
const cases: [what: string, address: string, nearest: unknown][] = [
  ["a foreign key", "#loss=bowl&steps=30&optimizer=SGD&lr=0.05&optimizer.momentum=0.5&colour=red", bowl],
  ["another version", link({ ...bowl, v: 2 } as never), bowl],
  ["a part without a value", "#loss=bowl&steps=30&optimizer=SGD&lr=0.05&optimizer.momentum=0.5&paused", bowl],
  ["a bad percent sign", "#loss=bowl&steps=30&optimizer=SGD&lr=0.05&optimizer.momentum=0.5&start=%2", bowl],
  ["a misspelt optimizer", "#loss=bowl&steps=30&optimizer=SDG&lr=0.05&optimizer.momentum=0.5", bowl],
  ["JSON cut off", "#" + json(full).slice(0, -8), { ...full, answer: undefined }],
  ["an epoch too many", "#" + `${line}&epochs=1e9&optimizer=SGD&lr=0.01`, engine.readAddress(`${line}&steps=60&optimizer=SGD&lr=0.01`)],
  ["a wrong act", link({ ...bowl, acts: [{ name: "One", experiment: {} }] } as never), bowl],
  ["a wrong pin", link({ ...bowl, pins: "all" } as never), bowl],
]; // prettier-ignore
for (const [what, address, scene] of cases)
  test(`of a link with ${what} the rest is one press away`, async ({ page }) => {
    await page.goto("/embed.html" + address);
    await expect(page.getByRole("alert")).toContainText(/\./);
    await nearest(page).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect((await expectRunOfScene(page)).scene).toEqual(scene);
  });

const table = Array.from({ length: 6000 }, (_, i) => i / 6000);
const large: Scene = {
  v: 1,
  experiment: {
    loss: { name: "squared_error", data: { X: table.map((x) => [x, 1 - x]), y: table } },
    epochs: 3,
    hikers: [{ optimizer: { name: "SGD", lr: 0.2 }, batch_size: 100 }],
  },
  views: ["loss"],
};
const { loss, hikers } = large.experiment;
for (const [what, wrong] of [
  ["batch size", { ...large.experiment, hikers: [{ ...hikers[0], batch_size: 0 }] }],
  ["argument of the loss", { ...large.experiment, loss: { ...loss, colour: "red" } }],
] as const)
  test(`of a link with a large table and a wrong ${what} the table is one press away`, async ({ page }) => {
    await page.goto("/embed.html" + link({ ...large, experiment: wrong } as never));
    await nearest(page).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    const right = structuredClone(large);
    if (what === "batch size") delete right.experiment.hikers[0]!.batch_size;
    await expect.poll(async () => (await state(page)).scene).toEqual(right);
    await expectRunOfScene(page);
  });

test("where nothing of a link can be told from what is wrong, the first mountain is one press away", async ({
  page,
}) => {
  for (const address of ["#hello", "#%%%", "#" + encodeURIComponent("[1,2]"), "#" + json({ a: 1 })]) {
    await page.goto("about:blank");
    await page.goto("/embed.html" + address);
    await expect(page.getByRole("alert")).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expect(nearest(page)).toHaveCount(0);
    await page.getByRole("button", { name: "Open the first mountain" }).click();
    expect((await expectRunOfScene(page)).scene).toEqual(opening);
  }
});

const mega = 1_000_000;
for (const [what, address] of [
  ["one word", "x".repeat(mega)],
  ["keys", Array.from({ length: 100_000 }, (_, i) => `k${i}=1`).join("&")],
  ["brackets", json("[".repeat(1)) + "%5B".repeat(mega / 3)],
  ["JSON cut off", json({ ...bowl, question: "why ".repeat(mega / 4) }).slice(0, -40)],
  ["a list as a start", `loss=bowl&steps=9&optimizer=SGD&lr=1&start=${"1,".repeat(mega / 2)}1`],
  ["a foreign key's text", `loss=bowl&steps=9&optimizer=SGD&lr=1&note=${"y".repeat(mega)}`],
] as const)
  test(`a megabyte of ${what} is answered by a sentence, and a press opens a figure`, async ({ page }) => {
    await page.goto("/embed.html#" + address);
    await expect(page.getByRole("alert")).toBeVisible();
    expect((await page.getByRole("alert").textContent())!.length).toBeLessThan(500);
    await page.getByRole("button", { name: "Open the first mountain" }).click();
    expect((await expectRunOfScene(page)).scene).toEqual(opening);
  });

// ---- nothing is executed ----

const markup = (where: string) =>
  `<img src=x onerror="hacked='${where}'"><script>hacked='${where}'</script>"><svg onload=hacked=1>\${hacked=1}`;

/** Nothing of the markup has become an element or has run, in the page or in any shadow root. */
async function expectNothingExecuted(page: Page, what: string): Promise<void> {
  const found = await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots)
      for (const element of root.querySelectorAll("*"))
        if (element.shadowRoot) roots.push(element.shadowRoot);
    const strangers = roots.flatMap((root) => [
      ...root.querySelectorAll("img, [onerror], [onload], script:not([src])"),
    ]);
    return [...strangers.map((one) => one.outerHTML), ...("hacked" in window ? ["ran"] : [])];
  });
  expect(found, what).toEqual([]);
}

test("markup in any string a scene may carry is shown as text", async ({ page }) => {
  const { experiment } = bowl;
  const scene: Scene = {
    ...bowl,
    question: markup("question"),
    answer: markup("answer"),
    acts: [{ name: markup("act"), experiment }],
    pins: [{ name: markup("pin"), experiment }],
  };
  await open(page, link(scene));
  await expect(page.getByRole("list", { name: "Pinned runs" })).toBeVisible();
  await expect(page.locator(".question")).toHaveText(markup("question"));
  await page.getByRole("button", { name: "Share…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator(".question")).toHaveText(markup("question"));
  await expectNothingExecuted(page, "the scene");
  expect((await state(page)).scene).toEqual(scene);
});

test("markup in any string that is refused is shown as text, and not in what is offered instead", async ({
  page,
}) => {
  test.slow(); // a page for each
  const m = markup("fault");
  const hiker = bowl.experiment.hikers[0]!;
  const withHiker = (part: object) => ({
    ...bowl,
    experiment: { ...bowl.experiment, hikers: [{ ...hiker, ...part }] },
  });
  const wrong: [string, unknown][] = [
    ["key", { ...bowl, [m]: m }],
    ["theme", { ...bowl, theme: m }],
    ["view", { ...bowl, views: [m] }],
    ["lock", { ...bowl, lock: [m] }],
    ["loss", { ...bowl, experiment: { ...bowl.experiment, loss: { name: m } } }],
    ["argument of a loss", { ...bowl, experiment: { ...bowl.experiment, loss: { name: "bowl", [m]: 1 } } }],
    ["data", { ...bowl, experiment: { ...bowl.experiment, loss: { name: "squared_error", data: { name: m } } } }],
    ["optimizer", withHiker({ optimizer: { name: m, lr: 1 } })],
    ["scheduler", withHiker({ scheduler: { name: m } })],
    ["rate", withHiker({ optimizer: { name: "SGD", lr: m } })],
    ["act", { ...bowl, acts: [{ name: m, experiment: m }] }],
    ["pin", { ...bowl, pins: [{ name: "x", [m]: bowl.experiment }] }],
    ["slice", { ...bowl, slice: { of: m } }],
    ["question", { ...bowl, question: [m] }],
  ]; // prettier-ignore
  for (const [what, scene] of wrong) {
    await page.goto("about:blank");
    await page.goto("/embed.html#" + json(scene));
    await expect(page.getByRole("alert"), what).toBeVisible();
    await expect(nearest(page), what).toBeVisible();
    await expectNothingExecuted(page, what);
    await nearest(page).click();
    await expect(page.getByRole("alert"), what).toHaveCount(0);
    await expectRunOfScene(page);
    await expectNothingExecuted(page, what);
  }
});

test("markup in a table's headers, cells and file name is shown as text", async ({ page }, info) => {
  await open(page, `#${line}&epochs=3&optimizer=SGD&lr=0.01`);
  await page.getByRole("combobox", { name: "Data", exact: true }).selectOption("My own table…");
  const panel = page.getByRole("group", { name: "My own table" });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const file = info.outputPath("<img src=x onerror=hacked=1>.csv");
  writeFileSync(file, `a,${quoted(markup("header"))},b\n1,2,3\n2,3,4\n3,5,6\n`);
  await panel.locator("input[type=file]").setInputFiles(file);
  await expect(panel.getByRole("checkbox", { name: "hacked='header'" })).toHaveCount(1);
  await expectNothingExecuted(page, "headers");
  writeFileSync(file, `a,b\n${quoted(markup("cell"))},3\n2,${quoted(markup("cell"))}\n`);
  await panel.locator("input[type=file]").setInputFiles(file);
  await expect(panel.getByRole("status")).toHaveText("");
  await expectNothingExecuted(page, "cells");
});
