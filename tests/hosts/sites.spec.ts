/** Course notes with two figures a page, the upper one by the element, the lower one in a frame. */
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { engine, middle, numbers, rateOf, state } from "../page/figure";

interface Site {
  first: string;
  second: RegExp;
  /** Whether a link swaps the page's content and leaves the page in place. */
  swaps: boolean;
  toDark: (page: Page) => Locator;
  toLight: (page: Page) => Locator;
}

const sites: Record<string, Site> = {
  "mkdocs-material": {
    first: "mkdocs/site/",
    second: /second\/$/,
    swaps: true,
    toDark: (page) => page.getByTitle("Dark"),
    toLight: (page) => page.getByTitle("Light"),
  },
  "Jupyter Book": {
    first: "jupyter-book/_build/html/intro.html",
    second: /second\.html$/,
    swaps: false,
    toDark: (page) => page.getByRole("button", { name: "Color mode" }),
    toLight: (page) => page.getByRole("button", { name: "Color mode" }),
  },
  Docusaurus: {
    first: "docusaurus/build/",
    second: /second$/,
    swaps: true,
    toDark: (page) => page.getByRole("button", { name: /dark and light mode/ }),
    toLight: (page) => page.getByRole("button", { name: /dark and light mode/ }),
  },
};

/** Playwright's `test`, in which a figure that throws or logs an error fails; the hosts have their own to answer for. */
const test = base.extend<{ quietFigures: void }>({
  quietFigures: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && message.location().url.includes("/playground/"))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => {
        if (error.stack?.includes("/playground/")) complaints.push(error.stack);
      });
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

const figures = (page: Page) => [
  page.locator("learning-rate-playground"),
  page.frameLocator("iframe").locator("learning-rate-playground"),
];

async function open(page: Page, { first }: Site): Promise<void> {
  const here = new URL(first, process.env.SITES_URL);
  // Instant navigation takes what stands in the site map, where the port of this server is not known yet.
  await page.route("**/sitemap.xml", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ body: (await answer.text()).replaceAll("https://example.org", here.origin) });
  });
  await page.goto(here.href);
}

/** Brings a figure into sight, where it starts, and expects the run of its scene on this mountain. */
async function expectRun(page: Page, figure: Locator, loss: string): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByRole("slider", { name: "Learning rate", exact: true })).toBeVisible();
  const { scene, run } = await state(page, figure);
  expect(scene.experiment.loss.name).toBe(loss);
  expect(run).toEqual(numbers(engine.run(scene.experiment)));
}

const scrolled = (page: Page) => page.evaluate(() => scrollY);

for (const [host, site] of Object.entries(sites))
  test.describe(host, () => {
    test("figures run, by the element and in a frame", async ({ page }) => {
      await open(page, site);
      for (const figure of figures(page)) await expectRun(page, figure, "bowl");
    });

    test("figures take the width there is, down to a telephone's and back", async ({ page }) => {
      await open(page, site);
      for (const figure of figures(page)) {
        await expectRun(page, figure, "bowl");
        const wide = (await figure.boundingBox())!.width;
        await page.setViewportSize({ width: 390, height: 720 });
        await expect(async () =>
          expect((await figure.boundingBox())!.width).toBeLessThanOrEqual(390),
        ).toPass();
        const sides = await figure.evaluate((element) => {
          const within = [...element.shadowRoot!.querySelectorAll("canvas, button, input, select")];
          // What a closed part holds has a place of its own, and none on the page.
          const seen = within.filter((part) => part.checkVisibility());
          return seen.map(
            (part) => part.getBoundingClientRect().right - element.getBoundingClientRect().right,
          );
        });
        expect(Math.max(...sides)).toBeLessThan(1);
        await page.setViewportSize({ width: 1280, height: 720 });
        await expect(async () => expect((await figure.boundingBox())!.width).toBe(wide)).toPass();
      }
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
        .toBeLessThanOrEqual(0);
    });

    test("figures run on the next page, and on the first one again", async ({ page }) => {
      await open(page, site);
      for (const figure of figures(page)) await expectRun(page, figure, "bowl");
      await page.evaluate(() => Object.assign(window, { stayed: true }));
      await page.getByRole("link", { name: "Second page" }).first().click();
      await expect(page).toHaveURL(site.second);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Second page");
      expect(await page.evaluate(() => "stayed" in window)).toBe(site.swaps);
      for (const figure of figures(page)) await expectRun(page, figure, "rosenbrock");
      await page.goBack();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("First page");
      for (const figure of figures(page)) await expectRun(page, figure, "bowl");
    });

    test("figures follow the site's light and dark switch", async ({ page }) => {
      await open(page, site);
      for (const figure of figures(page)) await expectRun(page, figure, "bowl");
      for (const [theme, button] of [
        ["light", null],
        ["dark", site.toDark(page)],
        ["light", site.toLight(page)],
      ] as const) {
        await button?.click();
        for (const figure of figures(page))
          await expect(figure.locator(".figure")).toHaveCSS("color-scheme", theme);
      }
    });

    test("the wheel scrolls the page over a figure, too", async ({ page }) => {
      await open(page, site);
      for (const figure of figures(page)) {
        await expectRun(page, figure, "bowl");
        for (const part of [".map", ".slider", ".loss-host"]) {
          await figure.locator(part).first().scrollIntoViewIfNeeded();
          const before = await scrolled(page);
          const { x, y } = await middle(figure.locator(part).first());
          await page.mouse.move(x, y);
          await page.mouse.wheel(0, -100);
          await expect(async () => expect(await scrolled(page)).toBe(before - 100)).toPass();
        }
      }
    });

    test("keys are the page's until a figure has the focus, and then the figure's", async ({ page }) => {
      await open(page, site);
      const [figure] = figures(page) as [Locator];
      await expectRun(page, figure, "bowl");
      const before = await state(page, figure);
      const top = await scrolled(page);
      for (const key of ["r", "ArrowLeft", "Home", "PageDown"]) await page.keyboard.press(key);
      await expect(async () => expect(await scrolled(page)).not.toBe(top)).toPass();
      expect(await state(page, figure)).toEqual(before);
      const address = page.url();
      await figure.getByRole("slider", { name: "Learning rate", exact: true }).focus();
      await page.keyboard.press("ArrowRight");
      await expect(async () =>
        expect(rateOf((await state(page, figure)).scene)).toBeGreaterThan(rateOf(before.scene)),
      ).toPass();
      expect(page.url()).toBe(address);
    });
  });
