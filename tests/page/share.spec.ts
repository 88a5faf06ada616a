/** The dialog that says how a figure is put into other people's pages. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { VIEWS } from "../../www/views";
import { violations } from "./axe";
import { engine, numbers, open, state } from "./figure";
import { expect, test } from "./test";

const WAYS = ["Link", "Frame", "Element", "MyST", "Quarto", "mkdocs-material", "Docusaurus"];
const button = (page: Page) => page.getByRole("button", { name: "Share…" }).first();
const dialog = (page: Page) => page.getByRole("dialog", { name: "Share this figure" });
const box = (page: Page, group: string, name: string) =>
  dialog(page).getByRole("group", { name: group }).getByRole("checkbox", { name, exact: true });
const preview = (page: Page) => dialog(page).locator("learning-rate-playground");
const text = (page: Page, way: string) =>
  dialog(page).getByRole("textbox", { name: way, exact: true }).inputValue();

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

async function share(page: Page, address = ""): Promise<void> {
  await open(page, address);
  await button(page).click();
  await expect(preview(page).locator(".verdict")).toHaveCount(1);
}

/** The scene a snippet carries, whichever way it is written. */
function carried(snippet: string): Scene {
  const plain = snippet.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const address = /#(v=[^"\s]*)|"?scene"?[=:]"([^"]*)"/.exec(plain)!;
  return engine.readAddress((address[1] ?? address[2])!);
}

test("each snippet carries what the preview shows, and is copied with one press", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await share(page, "#loss=bowl&steps=30&optimizer=SGD&lr=0.05");
  await box(page, "Shown", "menus").uncheck();
  await box(page, "Shown", "rate chart").uncheck();
  await box(page, "Locked", "optimizer").check();
  await dialog(page).getByRole("textbox", { name: "Question" }).fill('Is "0.05" & <more> enough?');
  await dialog(page).getByRole("textbox", { name: "Answer" }).fill("No.");
  await box(page, "Asked", "waits, what comes after it hidden").check();
  await dialog(page).getByRole("textbox", { name: "at step" }).fill("3");
  await page.keyboard.press("Tab"); // a field is taken when it is left
  await dialog(page).getByRole("combobox", { name: "Colours" }).selectOption("dark");
  const shown = await state(page, preview(page));
  const { views } = engine.sceneNames();
  const usual = views.filter((name) => VIEWS.find(({ id }) => id === name)!.onRequest === null);
  expect(shown.scene).toEqual({
    ...engine.readAddress("loss=bowl&steps=30&optimizer=SGD&lr=0.05"),
    views: usual.filter((view) => view !== "controls" && view !== "rate"),
    lock: ["optimizer"],
    question: 'Is "0.05" & <more> enough?',
    answer: "No.",
    paused: 3,
    theme: "dark",
  });
  expect(shown.run).toEqual(numbers(engine.run(shown.scene.experiment)));
  for (const way of WAYS) {
    await dialog(page)
      .getByRole("button", { name: `Copy: ${way}` })
      .click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied, way).toBe(await text(page, way));
    expect(carried(copied), way).toEqual(shown.scene);
  }
  expect((await state(page)).scene.views, "the figure itself stays as it was").toBeUndefined();
});

test("the link and the frame open what they say", async ({ page, context }) => {
  await share(page, "#loss=beale&steps=30&optimizer=SGD&lr=0.01");
  await box(page, "Shown", "menus").uncheck();
  const { scene } = await state(page, preview(page));
  const other = await context.newPage();
  await other.goto(await text(page, "Link"));
  await expect
    .poll(() => other.evaluate(() => document.querySelector("learning-rate-playground")!.scene))
    .toEqual(scene);
  await other.setContent(await text(page, "Frame"));
  const figure = other.frameLocator("iframe").locator("learning-rate-playground");
  await expect.poll(() => figure.evaluate((f: HTMLElement & { scene?: Scene }) => f.scene)).toEqual(scene);
});

test("the element's snippet and MyST's show the scene they carry", async ({ page, context }) => {
  await share(page, "#loss=beale&steps=30&optimizer=SGD&lr=0.01");
  const { scene } = await state(page, preview(page));
  const shown = (other: Page) =>
    expect
      .poll(() => other.evaluate(() => document.querySelector("learning-rate-playground")?.scene))
      .toEqual(scene);
  const other = await context.newPage();
  await other.goto("/gallery.html"); // any page of this origin
  await other.setContent(await text(page, "Element"));
  await shown(other);

  const [, module, body] = /^:::\{anywidget\} (\S+)\n(.*)\n:::$/.exec(await text(page, "MyST"))!;
  await other.goto("/gallery.html");
  await other.setContent("<div></div>");
  await other.evaluate(
    async ([module, body]) => {
      const values = JSON.parse(body!);
      const model = {
        get: (key: string) => values[key],
        set: (key: string, value: unknown) => (values[key] = value),
        on() {},
        off() {},
        save_changes() {},
      };
      (await import(module!)).default.render({ model, el: document.querySelector("div") });
    },
    [module, body],
  );
  await shown(other);
});

test("where the clipboard is refused the snippet is selected", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await share(page);
  await dialog(page).getByRole("button", { name: "Copy: Frame" }).click();
  await expect(dialog(page).getByText("Selected: press Ctrl+C")).toBeVisible();
  const selected = await dialog(page)
    .getByRole("textbox", { name: "Frame", exact: true })
    .evaluate((field: HTMLTextAreaElement) => [field.selectionStart, field.selectionEnd, field.value.length]);
  expect(selected).toEqual([0, selected[2], selected[2]]);
});

test("every view and every lock of the engine has its switch", async ({ page }) => {
  await share(
    page,
    // Of one feature, so that there are two parameters.
    "#loss=log_loss&loss.data=make_classification&loss.data.n_features=1&loss.data.n_informative=1" +
      "&loss.data.n_redundant=0&loss.data.n_clusters_per_class=1" +
      "&epochs=3&optimizer=SGD&lr=0.1&hikers.1.optimizer=SGD&hikers.1.optimizer.lr=1",
  );
  const { views, lock } = engine.sceneNames();
  await expect(dialog(page).getByRole("group", { name: "Shown" }).getByRole("checkbox")).toHaveCount(
    views.length,
  );
  await expect(dialog(page).getByRole("group", { name: "Locked" }).getByRole("checkbox")).toHaveCount(
    lock.length,
  );
});

test("by keyboard: it opens, Tab stays inside, Escape closes it and the focus returns", async ({ page }) => {
  await open(page);
  await button(page).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  const inside = () =>
    page.evaluate(() => {
      const root = document.querySelector("learning-rate-playground")!.shadowRoot!;
      const at = root.activeElement;
      return at ? root.querySelector("dialog")!.contains(at) : document.activeElement === document.body;
    });
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press("Tab");
    expect(await inside()).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(button(page)).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [1280, 390])
    test(`axe minds nothing in the open dialog, ${colorScheme}, ${width} pixels wide, and it does not scroll sideways`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await open(page);
      await page.getByRole("button", { name: "Pin this run" }).click();
      await button(page).click();
      await expect(preview(page).locator(".verdict")).toHaveCount(1);
      expect(await violations(page)).toEqual([]);
      const wider = await dialog(page).evaluate((d) => d.scrollWidth - d.clientWidth);
      expect(wider).toBe(0);
    });

test("each way's snippet in the README is the dialog's, for the opening scene", async ({ page, baseURL }) => {
  const readme = readFileSync("README.md", "utf8").replace(/height="\d+"/g, 'height="…"');
  await share(page);
  for (const way of WAYS) {
    const said = (await text(page, way))
      .replaceAll(new URL("/", baseURL!).href, "https://example.org/playground/")
      .replace(/height="\d+"/, 'height="…"');
    expect(readme.includes(said), `${way}: ${said}`).toBe(true);
  }
});
