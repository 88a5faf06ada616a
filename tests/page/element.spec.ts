/** The custom element from one script tag, in pages that know nothing of it. */
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { complaints, expectFigure, html, TAG, test } from "./host";
import { line } from "./figure";

const script = '<script src="learning-rate-playground.js"></script>';
const figure = (scene: string) => `<${TAG} scene="${scene.replaceAll("&", "&amp;")}"></${TAG}>`;
const bowl = figure("loss=bowl&steps=20&optimizer=SGD&lr=0.05");
const iris = figure(
  "loss=log_loss&loss.data=iris&loss.data.classes=2&loss.standardize=true&epochs=9&optimizer=SGD&lr=0.1",
);
const long = figure(`${line}&epochs=400&optimizer=SGD&lr=0.001`);
const space = '<div style="height: 4000px"></div>';

test("six figures on a page compile the engine once, when the first is seen; each starts when it is seen", async ({
  page,
  serve,
}) => {
  const { url, asked } = await serve({ "notes.html": html(`${space}${bowl.repeat(5)}${iris}${script}`) });
  await page.addInitScript(() => {
    const { compile } = WebAssembly;
    Object.assign(window, { compiled: 0 });
    WebAssembly.compile = (bytes) => {
      (window as unknown as { compiled: number }).compiled++;
      return compile(bytes);
    };
  });
  const compiled = () => page.evaluate(() => (window as unknown as { compiled: number }).compiled);
  const running = () =>
    page
      .locator(TAG)
      .evaluateAll((all) => all.filter((one) => (one as unknown as { run: unknown }).run).length);
  await page.setViewportSize({ width: 1000, height: 500 });
  await page.goto(`${url}notes.html`);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await compiled()).toBe(0);
  await expectFigure(page, 0);
  expect(await running()).toBeLessThan(6);
  for (const nth of [1, 2, 3, 4, 5]) await expectFigure(page, nth);
  expect(await compiled()).toBe(1);
  const parts = asked.filter((path) => path !== "favicon.ico" && path !== "worker.js");
  expect(parts).toEqual(["notes.html", "learning-rate-playground.js"]);
});

test("a scene that a script sets runs although nobody sees the figure", async ({ page, serve }) => {
  const { url } = await serve({ "notes.html": html(`${space}<${TAG} scene=""></${TAG}>${script}`) });
  await page.goto(`${url}notes.html`);
  const kind = await page.locator(TAG).evaluate(async (element) => {
    const figure = element as HTMLElementTagNameMap[typeof TAG];
    figure.scene = {
      v: 1,
      experiment: { loss: { name: "bowl" }, steps: 5, hikers: [{ optimizer: { name: "SGD", lr: 1 } }] },
    } as never;
    await new Promise((resolve) => figure.addEventListener("run", resolve, { once: true }));
    return figure.run!.hikers[0]!.verdict.kind;
  });
  expect(kind).toBe("diverged");
});

test("a scene may be a Proxy, as Vue makes of what it watches", async ({ page, serve }) => {
  const { url } = await serve({ "notes.html": html(`<${TAG} scene=""></${TAG}>${script}`) });
  await page.goto(`${url}notes.html`);
  const dim = await page.locator(TAG).evaluate(async (element) => {
    const figure = element as HTMLElementTagNameMap[typeof TAG];
    const watched = <T extends object>(value: T): T =>
      new Proxy(value, {
        get: (of, key) => {
          const item = Reflect.get(of, key) as unknown;
          return typeof item === "object" && item !== null ? watched(item) : item;
        },
      });
    const data = { X: [[1], [2], [3], [4]], y: [1, 3, 2, 5] };
    const hikers = [{ optimizer: { name: "SGD", lr: 0.05 } }];
    const ran = new Promise((resolve) => figure.addEventListener("run", resolve, { once: true }));
    figure.scene = watched({
      v: 1,
      experiment: { loss: { name: "squared_error", data }, epochs: 5, hikers },
    }) as never;
    await ran;
    return figure.run!.hikers[0]!.dim;
  });
  expect(dim).toBe(2);
});

test("the script of another server runs, its worker too; loading it twice changes nothing", async ({
  page,
  serve,
}) => {
  const { url } = await serve();
  const twice = `<script src="${url}learning-rate-playground.js"></script>`.repeat(2);
  const notes = await serve({ "notes.html": html(twice + long + twice) });
  const heard = complaints(page);
  await page.goto(`${notes.url}notes.html`);
  await expectFigure(page);
  expect(page.workers().map((worker) => worker.url().split(":")[0])).toContain("blob");
  expect(heard).toEqual([]);
});

test("by the tag of integrity.txt the script of another server runs, and one that was changed does not", async ({
  page,
  serve,
}) => {
  const script = "learning-rate-playground.js";
  const anyone = { "access-control-allow-origin": "*" };
  const { url } = await serve({}, anyone);
  const changed = await serve({ [script]: `${readFileSync(`dist/${script}`, "utf8")};` }, anyone);
  const tags = readFileSync("dist/integrity.txt", "utf8");
  const from = (other: string) => html(tags.replaceAll('src="', `src="${other}`) + bowl);
  const notes = await serve({ "notes.html": from(url), "changed.html": from(changed.url) });
  const heard = complaints(page);
  await page.goto(`${notes.url}notes.html`);
  await expectFigure(page);
  expect(heard).toEqual([]);
  await page.goto(`${notes.url}changed.html`);
  expect(await page.evaluate((tag) => customElements.get(tag), TAG)).toBeUndefined();
  expect(heard).toEqual([expect.stringContaining(`integrity`)]);
});

test("nothing of a figure leaks into its page: no globals, no styles, no keys, no scroll", async ({
  page,
  serve,
}) => {
  const { url } = await serve({ "notes.html": html(`<div id="place"></div>${space}`) });
  await page.setViewportSize({ width: 1000, height: 1400 });
  await page.goto(`${url}notes.html`);
  const traces = () =>
    page.evaluate(() => ({
      globals: Object.getOwnPropertyNames(window).sort(),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      head: document.head.outerHTML,
      body: [...document.body.children].map(({ tagName }) => tagName),
      root: document.documentElement.getAttributeNames(),
      scroll: scrollY,
      focus: document.activeElement?.tagName,
    }));
  const before = await traces();
  await page.evaluate(async (tags) => {
    const script = document.createElement("script");
    script.src = "learning-rate-playground.js";
    document.querySelector("#place")!.innerHTML = tags;
    document.querySelector("#place")!.append(script);
    await new Promise((resolve) => (script.onload = resolve));
  }, iris);
  await expectFigure(page);
  expect(await traces()).toEqual(before);
  await page.mouse.click(2, 2);
  const { width, height } = (await page.locator(TAG).boundingBox())!;
  await page.mouse.move(width / 2, Math.min(height / 2, 300));
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
  await page.keyboard.press("Space");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(400);
});

test("a page's own styles change nothing in a figure", async ({ page, serve }) => {
  const hostile = `<style>
    html { font: italic 700 37px/3 fantasy; letter-spacing: 5px; text-transform: uppercase; text-align: right; }
    * { word-spacing: 9px !important; color: red !important; box-sizing: border-box; cursor: wait; }
    button, select, input, p, svg { display: none !important; }
    :root { --paper: lime; --ink: lime; --line: lime; }
  </style>`;
  const { url } = await serve({
    "bare.html": html(`<div>${bowl}</div>${script}`),
    "hostile.html": html(`<div dir="rtl">${bowl}</div>${script}`, hostile),
  });
  const look = async (name: string) => {
    await page.goto(url + name);
    await expectFigure(page);
    return page.locator(TAG).evaluate((element) =>
      [...element.shadowRoot!.querySelectorAll(".figure, button, select, p, summary")].map((part) => {
        const {
          font,
          color,
          letterSpacing,
          wordSpacing,
          textTransform,
          textAlign,
          direction,
          display,
          cursor,
        } = getComputedStyle(part);
        const all = {
          font,
          color,
          letterSpacing,
          wordSpacing,
          textTransform,
          textAlign,
          direction,
          display,
          cursor,
        };
        return { part: `${part.tagName} ${part.className}`, ...all };
      }),
    );
  };
  const bare = await look("bare.html");
  expect(bare.length).toBeGreaterThan(10);
  expect(await look("hostile.html")).toEqual(bare);
});

for (const [where, hide, show] of [
  ["out of sight", () => scrollTo(0, 4000), () => scrollTo(0, 0)],
  ["in a hidden window", () => hidden(true), () => hidden(false)],
] as const)
  test(`a figure ${where} does nothing, and goes on where it was`, async ({ page, serve }) => {
    const { url } = await serve({ "notes.html": html(long + space + script) });
    await page.addInitScript(() => {
      const frame = requestAnimationFrame;
      Object.assign(window, { asked: 0, frame });
      window.requestAnimationFrame = (callback) => {
        (window as unknown as { asked: number }).asked++;
        return frame(callback);
      };
      Object.assign(window, {
        hidden(on: boolean) {
          Object.defineProperty(document, "hidden", { value: on, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        },
      });
    });
    await page.goto(`${url}notes.html`);
    await expectFigure(page);
    const stepOf = () => page.locator(TAG).evaluate((one) => (one as HTMLElementTagNameMap[typeof TAG]).step);
    await expect.poll(stepOf).toBeGreaterThan(0);
    await page.evaluate(hide);
    /** How many frames are asked for, and steps made, while thirty pass. */
    const work = () =>
      page.locator(TAG).evaluate(async (element) => {
        const figure = element as HTMLElementTagNameMap[typeof TAG];
        const own = window as unknown as { asked: number; frame: typeof requestAnimationFrame };
        const from = [own.asked, figure.step] as const;
        for (let i = 0; i < 30; i++) await new Promise((resolve) => own.frame.call(window, resolve));
        return [own.asked - from[0], figure.step - from[1]];
      });
    await expect.poll(work).toEqual([0, 0]);
    const rested = await stepOf();
    await page.evaluate(show);
    await expect.poll(stepOf).toBeGreaterThan(rested);
  });

declare function hidden(on: boolean): void;
