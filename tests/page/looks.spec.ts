import type { Page } from "@playwright/test";
import { engine, open, painted, pictures, state, line } from "./figure";
import { violations } from "./axe";
import { expect, test } from "./test";

const data = `#${line}&epochs=20&batch_size=32&optimizer=Adam&lr=1`;

const background = (page: Page) =>
  page.locator(".figure").evaluate((figure) => getComputedStyle(figure).backgroundColor);

test("the theme is the system's and follows it while the page is open, canvases too", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await open(page);
  await painted(page);
  const canvases = ".map-ground, .map-walk, .loss-host canvas, .rate-host canvas, .slider canvas";
  const light = { background: await background(page), pictures: await pictures(page, canvases) };
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => background(page)).not.toBe(light.background);
  const dark = await pictures(page, canvases);
  expect(dark.length).toBe(light.pictures.length);
  dark.forEach((picture, i) => expect(picture, `canvas ${i}`).not.toBe(light.pictures[i]));
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => background(page)).toBe(light.background);
  // The ground comes coarse first where two drawings follow each other closely.
  await expect
    .poll(async () => (await pictures(page, canvases)).map((picture, i) => picture === light.pictures[i]))
    .toEqual(light.pictures.map(() => true));
});

test("a scene's own theme holds whatever the system says", async ({ page }) => {
  const seen: Record<string, string> = {};
  for (const colorScheme of ["light", "dark"] as const)
    for (const theme of ["light", "dark", "auto"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto("about:blank");
      await open(page, `#loss=bowl&steps=9&optimizer=SGD&lr=0.1&theme=${theme}`);
      seen[`${theme} in ${colorScheme}`] = await background(page);
    }
  const [light, dark] = [seen["light in light"], seen["dark in dark"]];
  expect(light).not.toBe(dark);
  expect(seen).toEqual({
    "light in light": light,
    "light in dark": light,
    "auto in light": light,
    "dark in light": dark,
    "dark in dark": dark,
    "auto in dark": dark,
  });
});

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing against WCAG 2.2 A and AA, in ${colorScheme} colours`, async ({ page }) => {
    test.slow(); // axe takes its time
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await open(page);
    await painted(page);
    expect(await violations(page), "as it opens").toEqual([]);
    await page.locator(".arithmetic summary").click();
    await page.getByLabel("Learning rate, typed").fill("fast");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    expect(await violations(page), "a fault and the arithmetic").toEqual([]);
    for (const [rate, kind] of [
      [0.001, "too_slow"],
      [0.5, "oscillating"],
      [20, "diverged"],
    ] as const) {
      await page.getByLabel("Learning rate, typed").fill(String(rate));
      await page.keyboard.press("Enter");
      await expect.poll(async () => (await state(page)).run[0]!.verdict.kind).toBe(kind);
      expect(await violations(page), kind).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("about:blank");
    await open(page, data);
    await painted(page);
    expect(await violations(page), "data at 390 pixels").toEqual([]);
    await page.goto("about:blank");
    await page.goto("/#loss=nowhere");
    await expect(page.getByRole("alert")).toBeVisible();
    expect(await violations(page), "a wrong link").toEqual([]);
  });

test("every control is reached by Tab, in the order of the page, and shows that it has the focus", async ({
  page,
}) => {
  test.slow(); // two pictures of each
  await page.setViewportSize({ width: 1280, height: 1100 }); // nothing has to scroll
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, data);
  await painted(page);
  await page.getByLabel("Learning rate, typed").fill("fast"); // the sentence has buttons of its own
  await page.keyboard.press("Enter");
  await page.evaluate(() => {
    const figure = document.querySelector("learning-rate-playground")!;
    (figure.shadowRoot!.activeElement as HTMLElement).blur();
    scrollTo(0, 0);
    const top = document.createElement("a"); // Tab goes on from here
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus();
  });
  type Stop = { name: string; x: number; y: number; width: number; height: number };
  const focused = () =>
    page.evaluate((): Stop | null => {
      const element = document.activeElement?.shadowRoot?.activeElement;
      if (!element) return null;
      const { x, y, width, height } = element.getBoundingClientRect();
      return { name: element.outerHTML.replace(/\s+/g, " ").slice(0, 110), x, y, width, height };
    });
  const clip = ({ x, y, width, height }: Stop) => ({
    x: Math.max(0, x - 8),
    y: Math.max(0, y - 8),
    width: width + 16,
    height: height + 16,
  });
  const stops: { stop: Stop; picture: Buffer }[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await focused();
    if (!stop) break;
    stops.push({ stop, picture: await page.screenshot({ clip: clip(stop) }) });
    expect(stops.length).toBeLessThan(80);
  }
  const wanted = await page
    .locator("learning-rate-playground")
    .evaluate((figure) =>
      [
        ...figure.shadowRoot!.querySelectorAll(
          "button, select, input, summary, [role=slider], [role=spinbutton], .figure",
        ),
      ]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !(e as HTMLButtonElement).disabled)
        .map((e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 110)),
    );
  const reached = stops.map(({ stop }) => stop.name);
  expect(reached).toEqual(wanted);
  const invisible: string[] = [];
  for (const { stop, picture } of stops)
    if (picture.equals(await page.screenshot({ clip: clip(stop) }))) invisible.push(stop.name);
  expect(invisible, "no visible focus").toEqual([]);
});

// ---- the arithmetic ----

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The numbers of one side of an equation, as written, and its value for any numbers in their places. */
function read(side: string) {
  const given: number[] = [];
  const code = side
    .replaceAll("−", "-")
    .replace(/(\d+(?:\.\d+)?) × 10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, digits, minus, power: string) => {
      const exponent = [...power].map((c) => superscripts.indexOf(c)).join("");
      return `${digits}e${minus && "-"}${exponent}`;
    })
    .replace(
      /(?<![\w.])(-?)(\d+(?:\.\d+)?(?:e-?\d+)?)/g,
      (_, minus: string, number: string, at: number, all: string) => {
        const sign = minus && /(^|\()$/.test(all.slice(0, at)) ? -1 : 1; // else it takes away
        given.push(sign * Number(number));
        return (minus && sign === 1 ? minus : "") + ` n[${given.length - 1}]`;
      },
    )
    .replace(/√\s*(n\[\d+\])/g, "Math.sqrt($1)")
    .replace(/\(\s*(n\[\d+\])\)²/g, "$1 ** 2")
    .replace(/(n\[\d+\])²/g, "$1 ** 2")
    .replaceAll("×", "*")
    .replaceAll("÷", "/");
  const value = new Function("n", `return ${code}`) as (n: number[]) => number;
  return { given, value };
}

/** Half a unit of the last of six digits. */
const half = (x: number) => (x === 0 ? 0 : 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(x))) - 5));

/** Expects a line such as 0.9 × 2 + 1 = 2.8 to be right as far as its digits go; returns its numbers and its result. */
function expectRight(line: string): { given: number[]; result: number } {
  const [left, right] = line.split(" = ") as [string, string];
  const { given, value } = read(left);
  const result = read(right).value(read(right).given);
  const exact = value(given);
  const shaken = given.map((x, i) => {
    const moved = [half(x), -half(x)].map((d) =>
      Math.abs(value(given.map((y, j) => (i === j ? y + d : y))) - exact),
    );
    return Math.max(...moved);
  });
  const room = shaken.reduce((a, b) => a + b, half(result)) * 1.001;
  expect(Math.abs(exact - result), line).toBeLessThanOrEqual(room);
  return { given, result };
}

const shown = (x: number) => Number(x.toPrecision(6));

for (const [name, optimizer, lines] of [
  ["plain descent", "optimizer=SGD&lr=0.15", 1],
  ["momentum", "optimizer=SGD&lr=0.05&optimizer.momentum=0.9", 2],
  [
    "dampening and weight decay",
    "optimizer=SGD&lr=0.05&optimizer.momentum=0.9&optimizer.dampening=0.3&optimizer.weight_decay=0.1",
    3,
  ],
  ["nesterov", "optimizer=SGD&lr=0.05&optimizer.momentum=0.9&optimizer.nesterov=true", 3],
  ["Adam", "optimizer=Adam&lr=0.3", 5],
] as const)
  test(`the arithmetic of ${name} opens, and each number in it is right to the digits shown`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, `#loss=bowl&steps=12&${optimizer}&scheduler=ExponentialLR&scheduler.gamma=0.9`);
    await expect(page.locator(".arithmetic dd")).toHaveCount(0);
    await page.locator(".arithmetic summary").focus();
    await page.keyboard.press("Enter");
    const { params, lr } = (await state(page)).run[0]!;
    let before: number[][] | undefined; // the results of the step before, for each parameter
    await page.getByRole("button", { name: "Restart" }).press("Enter");
    await page.getByRole("button", { name: "Pause" }).press("Enter");
    for (let i = (await state(page)).step; i > 0; i--)
      await page.getByRole("button", { name: "One step back" }).press("Enter");
    for (let step = 0; step < 5; step++) {
      await expect(page.locator(".arithmetic summary")).toHaveText(`The arithmetic of step ${step + 1}`);
      await expect(page.locator(".arithmetic h4")).toHaveText(["x", "y"]);
      const texts = await page.locator(".arithmetic dd").allTextContents();
      expect(texts.length).toBe(2 * lines);
      const results: number[][] = [];
      for (const parameter of [0, 1]) {
        const own = texts.slice(parameter * lines, (parameter + 1) * lines);
        // The first momentum is the slope itself: a line without a sum.
        const read = own.map((line) =>
          line.includes(" = ") ? expectRight(line) : expectRight(`${line} = ${line}`),
        );
        const old = params[2 * step + parameter]!;
        const last = read.at(-1)!;
        expect(last.given[0], "w_old").toBe(shown(old));
        expect(last.given[1], "η").toBe(shown(lr[step]!));
        expect(last.result, "w_new").toBe(shown(params[2 * step + 2 + parameter]!));
        const slope = shown([1, 10][parameter]! * old);
        expect(read[0]!.given, "the slope").toContain(slope);
        // Each line's result is the next line's number, and a memory is what the step before left.
        for (let k = 0; k + 1 < read.length; k++) {
          const later = read.slice(k + 1).flatMap(({ given }) => given);
          expect(later, own[k]).toContain(read[k]!.result);
        }
        if (before && name === "Adam") {
          expect(read[0]!.given, "m_old").toContain(before[parameter]![0]);
          expect(read[1]!.given, "v_old").toContain(before[parameter]![1]);
        } else if (before && lines > 1) {
          const memory = name === "dampening and weight decay" ? 1 : 0;
          expect(read[memory]!.given, "b_old").toContain(before[parameter]![memory]);
        }
        results.push(read.map(({ result }) => result));
      }
      before = results;
      await page.getByRole("button", { name: "One step on" }).press("Enter");
    }
  });

test("the arithmetic follows the learning rate", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await page.locator(".arithmetic summary").click();
  await page.getByLabel("Learning rate, typed").fill("0.3125");
  await page.keyboard.press("Enter");
  const { scene, last } = await state(page);
  const [x] = engine.arithmetic(scene.experiment, 0, last - 1);
  await expect(page.locator(".arithmetic dd").first()).toHaveText(x!.lines[0]!.numbers);
  expect(x!.lines[0]!.numbers).toContain("0.3125");
});
