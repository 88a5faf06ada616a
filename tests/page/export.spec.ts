/** What a figure is exported as, how it looks on a wall, and on paper. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { engine, line, link, numbers, open, painted, rateOf, sliderOf, state } from "./figure";
import { complaints, STRICT, test as hosts } from "./host";
import { expect, test } from "./test";

/** The text, or the bytes, of what one press downloads. */
async function download(page: Page, format: string): Promise<Buffer> {
  const panel = page.locator(".export");
  if (!(await panel.evaluate((details) => (details as HTMLDetailsElement).open)))
    await panel.locator("summary").click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Download ${format}` }).click(),
  ]);
  return readFile(await file.path());
}

const three = {
  v: 1 as const,
  question: `Who is "first" <script>alert(1)</script> & why?`,
  experiment: {
    loss: { name: "rosenbrock" },
    steps: 120,
    hikers: [
      { optimizer: { name: "SGD", lr: 0.0015 } },
      { optimizer: { name: "SGD", lr: 0.001, momentum: 0.9 } },
      { optimizer: { name: "Adam", lr: 0.1 } },
    ],
  },
};
const fitted = `#${line}&epochs=12&optimizer=SGD&lr=0.1&batch_size=32`;
const thrown = "#loss=bowl&steps=3000&optimizer=SGD&lr=0.3";
const network = link({
  v: 1,
  views: ["map", "data", "loss", "rate", "accuracy", "verdict", "menu"],
  experiment: {
    loss: { name: "mlp", data: { name: "make_moons", n_samples: 90, noise: 0.2, random_state: 1 }, hidden_layer_sizes: [4] },
    epochs: 15,
    hikers: [{ optimizer: { name: "Adam", lr: 0.05 }, batch_size: 30, scheduler: { name: "StepLR", step_size: 5, gamma: 0.5 } }],
  },
}); // prettier-ignore

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

test("CSV has a row a record of each hiker, with the engine's numbers to the last digit", async ({
  page,
}) => {
  await open(page, link(three));
  const [head, ...rows] = (await download(page, "CSV")).toString().trimEnd().split("\n");
  expect(head).toBe("hiker,record,x,y,loss,lr");
  const { hikers } = engine.run(three.experiment);
  const labels = [`"SGD, η = 0.0015"`, `"SGD, momentum 0.9, η = 0.001"`, `"Adam, η = 0.1"`];
  const expected = hikers.flatMap(({ params, loss, lr }, i) =>
    Array.from(loss, (value, k) => [labels[i], k, params[2 * k], params[2 * k + 1], value, lr[k]].join()),
  );
  expect(rows).toEqual(expected);
});

test("CSV names parameters and metrics of data", async ({ page }) => {
  await open(page, fitted);
  const [head, first] = (await download(page, "CSV")).toString().split("\n");
  expect(head).toBe("hiker,record,weight,intercept,loss,lr,mse");
  expect(first!.split(",").length).toBe(8 - 1);
});

test("JSON is the scene and its run, every number the engine's", async ({ page }) => {
  await open(page, network);
  const { scene, run } = JSON.parse((await download(page, "JSON")).toString());
  const shown = await page.evaluate(() => document.querySelector("learning-rate-playground")!.scene);
  expect(scene).toEqual(shown);
  expect(numbers(run)).toEqual(numbers(engine.run(scene.experiment)));
});

test("Python is the engine's program for the chosen hiker, also on a page that had no whole engine", async ({
  page,
}) => {
  await open(page, link(three));
  await page.getByRole("button", { name: "Adam, η" }).click();
  const program = (await download(page, "Python")).toString();
  expect(program).toBe(engine.python(three.experiment, 2));
});

test("a text is copied by one press, or stands there to be copied where the clipboard is refused", async ({
  page,
  context,
}) => {
  await open(page, "#loss=bowl&steps=5&optimizer=SGD&lr=0.1");
  await page.locator(".export summary").click();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy CSV" }).click();
  await expect(page.locator(".export").getByRole("status")).toHaveText("Copied.");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^hiker,record,x,y,loss,lr\n/);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await page.getByRole("button", { name: "Copy CSV" }).click();
  await expect(page.getByRole("textbox", { name: "To be copied" })).toHaveValue(copied);
});

interface Drawn {
  /** By name the points of the paths that show numbers, map and charts; contour lines left out. */
  points: [name: string, count: number][];
  cut: string[];
  texts: string[];
  foreign: string[];
  width: number;
  height: number;
}
/** Reads an SVG as a program would, then draws it and measures. */
const read = (page: Page, text: string): Promise<Drawn> =>
  page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    if (parsed.querySelector("parsererror")) throw new Error(parsed.documentElement.textContent!);
    const svg = document.importNode(parsed.documentElement, true) as unknown as SVGSVGElement;
    document.body.append(svg);
    const frame = svg.getBoundingClientRect();
    const all = [...svg.querySelectorAll("text")];
    const cut = all.filter((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
    });
    const paths = [...svg.querySelectorAll("path[data-name]")];
    const result = {
      points: paths
        .filter((path) => !/^height /.test(path.getAttribute("data-name")!))
        .map((path): [string, number] => [
          path.getAttribute("data-name")!,
          path.getAttribute("d")!.split(/[ML]/).length - 1,
        ]),
      cut: cut.map((one) => one.textContent!),
      texts: all.map((one) => one.textContent!),
      foreign: [...svg.querySelectorAll("*")]
        .map(({ tagName }) => tagName)
        .filter((name) => !["title", "path", "text", "g", "image", "clipPath", "rect"].includes(name)),
      width: frame.width,
      height: frame.height,
    };
    svg.remove();
    return result;
  }, text);

for (const [name, address] of Object.entries({ fitted, thrown, network, three: link(three) }))
  for (const colorScheme of ["light", "dark"] as const)
    test(`SVG is well formed, whole and complete: ${name}, in ${colorScheme} colours`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await open(page, address);
      const drawn = await read(page, (await download(page, "SVG")).toString());
      expect(drawn.cut).toEqual([]);
      expect(drawn.foreign).toEqual([]);
      const {
        run,
        address: text,
        length,
      } = await page.evaluate(() => {
        const { run, address, scene } = document.querySelector("learning-rate-playground")!;
        const { steps, epochs } = scene!.experiment;
        return { run: run!.hikers.map(({ loss }) => loss.length), address, length: steps ?? epochs! };
      });
      // On the map and in the charts a point a record of each hiker; in that of the rate none after the last update.
      const counted = drawn.points.filter(([name]) => !/^(class .|points|line|boundary)$/.test(name));
      const each = name === "network" ? 4 : 3;
      expect(counted.length).toBe(each * run.length);
      const expected = run.flatMap((records) => [
        ...Array<number>(each - 1).fill(records),
        Math.min(records, length),
      ]);
      expect(counted.map(([, count]) => count).sort()).toEqual(expected.sort());
      // The link may be broken into lines.
      expect(drawn.texts.join("")).toContain(text);
    });

test("contour lines in SVG are paths through points of their height", async ({ page }) => {
  const hikers = [{ optimizer: { name: "SGD", lr: 0.02 } }];
  await open(page, link({ v: 1, experiment: { loss: { name: "bowl" }, start: [-8, 2], steps: 20, hikers }, views: ["map", "menu"] })); // prettier-ignore
  const text = (await download(page, "SVG")).toString();
  const { params } = engine.run((await state(page)).scene.experiment).hikers[0]!;
  const paths = [...text.matchAll(/<path d="([^"]*)" data-name="([^"]*)"/g)].map(([, d, name]) => ({
    name: name!.replace("\u2212", "-"),
    points: [...d!.matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const),
  }));
  const lines = paths.filter(({ name }) => name.startsWith("height "));
  const walk = paths.find(({ name }) => !name.startsWith("height "))!.points;
  // The walk's ends say where the picture's units lie on the plane.
  const plane = ([x, y]: readonly [number, number]) =>
    [x, y].map((unit, axis) => {
      const [from, to] = [params[axis]!, params.at(axis - 2)!];
      return from + ((unit - walk[0]![axis]!) / (walk.at(-1)![axis]! - walk[0]![axis]!)) * (to - from);
    }) as [number, number];
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.flatMap(({ points }) => points).length).toBeGreaterThan(200);
  const highest = Math.max(...lines.map(({ name }) => Number(name.slice(7))));
  for (const { name, points } of lines) {
    expect(points.length).toBeGreaterThan(1);
    for (const point of points) {
      const [x, y] = plane(point);
      expect(Math.abs((x * x + 10 * y * y) / 2 - Number(name.slice(7))), `${name} at ${point}`).toBeLessThan(
        0.02 * highest,
      );
    }
  }
});

test("SVG says a question's markup letter by letter", async ({ page }) => {
  await open(page, link(three));
  const { texts } = await read(page, (await download(page, "SVG")).toString());
  expect(texts).toContain(three.question);
});

test("pictures are on light paper unless the scene is dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const paper = async (theme: string) => {
    await page.goto("about:blank");
    await open(page, `#loss=bowl&steps=9&optimizer=SGD&lr=0.1&theme=${theme}`);
    return (await download(page, "SVG")).toString().match(/<path d="M0 0H1000V[\d.]+H0Z" fill="(.*?)"/)![1];
  };
  expect(await paper("auto")).toBe("#faf8f3");
  expect(await paper("light")).toBe("#faf8f3");
  expect(await paper("dark")).toBe("#171c1a");
});

test("what a lesson still hides is not in the picture", async ({ page }) => {
  await open(page, link({ ...three, paused: 7 }));
  const { points, texts } = await read(page, (await download(page, "SVG")).toString());
  expect(points.map(([, count]) => count)).toEqual(points.map(() => 8));
  expect(texts).toContain("The walk is not over yet.");
});

test("PNG is the same picture at three times the size", async ({ page }) => {
  await open(page, fitted);
  const { width, height } = await read(page, (await download(page, "SVG")).toString());
  const png = await download(page, "PNG");
  const decoded = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    return { width, height };
  }, png.toString("base64"));
  expect(decoded).toEqual({ width: 3 * width, height: 3 * height });
});

hosts("every export works under a strict content policy", async ({ page, serve }) => {
  const { url } = await serve({}, { "content-security-policy": STRICT });
  const heard = complaints(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${url}embed.html${fitted}`);
  await page.waitForFunction(() => document.querySelector("learning-rate-playground")?.run);
  expect((await download(page, "PNG")).subarray(1, 4).toString()).toBe("PNG");
  expect((await download(page, "SVG")).toString()).toMatch(/^<svg /);
  expect((await download(page, "CSV")).toString()).toMatch(/^hiker,/);
  expect(JSON.parse((await download(page, "JSON")).toString()).scene.v).toBe(1);
  expect((await download(page, "Python")).toString()).toContain("SGDRegressor");
  expect(heard).toEqual([]);
});

test("P makes type and lines larger and back, only when the figure itself has the focus; hands still hit", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1400, height: 1000 });
  await open(page);
  await painted(page);
  const figure = page.locator(".figure");
  const size = () => page.locator(".play").evaluate((button) => button.getBoundingClientRect().height);
  const before = await size();
  const link = await page.evaluate(() => document.querySelector("learning-rate-playground")!.address);
  await page.getByLabel("Learning rate, typed").press("p");
  await expect(figure).not.toHaveClass(/projector/);
  await figure.focus();
  await page.keyboard.press("p");
  await expect(page.getByRole("button", { name: "Projector" })).toHaveAttribute("aria-pressed", "true");
  expect(await size()).toBeCloseTo(1.5 * before, 0);
  expect(await page.evaluate(() => document.querySelector("learning-rate-playground")!.address)).toBe(link);

  const slider = (await sliderOf(page).boundingBox())!;
  await page.mouse.click(slider.x + slider.width / 2, slider.y + 90);
  const [low, high] = await Promise.all(
    ["aria-valuemin", "aria-valuemax"].map(async (end) => Number(await sliderOf(page).getAttribute(end))),
  );
  expect(Math.log10(rateOf((await state(page)).scene) / Math.sqrt(low! * high!))).toBeCloseTo(0, 1);

  const flag = (await page.locator(".map-flag").boundingBox())!;
  const map = (await page.locator(".map").boundingBox())!;
  const grip = { x: flag.x + flag.width / 2, y: flag.y + flag.height / 2 };
  const { scene } = await state(page);
  const from = scene.experiment.start ?? engine.landscape(scene.experiment).start;
  const moved = 90;
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x + moved, grip.y, { steps: 3 });
  await page.mouse.up();
  const start = (await state(page)).scene.experiment.start!;
  // The map is widened to its own shape: a unit is as long up as across.
  const { y } = engine.landscape(scene.experiment).view;
  const unit = map.height / (y[1] - y[0]);
  expect((start[0]! - from[0]!) * unit).toBeCloseTo(moved, -1);
  expect(start[1]).toBeCloseTo(from[1]!, 2);

  await figure.focus();
  await page.keyboard.press("P");
  await expect(figure).not.toHaveClass(/projector/);
});

test("paper has the figure, its settings and its link, in light colours, and no buttons", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await open(page, fitted);
  await expect(page.locator(".menu")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".figure")).not.toHaveClass(/dark/);
  for (const button of await page.getByRole("button").all()) await expect(button).toBeHidden();
  await expect(sliderOf(page)).toBeHidden();
  for (const part of [".map-ground", ".loss-host canvas", ".rate-host canvas", ".verdict", ".data"])
    await expect(page.locator(part).first()).toBeVisible();
  await expect(page.locator(".printed")).toContainText("SGD (lr 0.1), constant rate, batch 32");
  // The address in the bar follows a little later.
  await expect
    .poll(async () => (await page.locator(".printed").textContent())!.includes(page.url()))
    .toBe(true);
  await page.emulateMedia({ media: "screen" });
  await expect(page.locator(".figure")).toHaveClass(/dark/);
});
