import type { Page } from "@playwright/test";
import type { Experiment, Scene } from "../../pkg/learning_rate_playground.js";
import { partOf, ticksOf, valueAt, type Axis } from "../../www/views/pixels/axis";
import { violations } from "./axe";
import { engine, expectRunOfScene, link, open, places, rateOf, sliderOf, state } from "./figure";
import { expect, test } from "./test";

const himmelblau = (more: object = {}, steps = 100): Experiment => ({
  loss: { name: "himmelblau" },
  steps,
  hikers: [{ optimizer: { name: "SGD", lr: 0.017, momentum: 0.5, ...more } }],
});
const ends = (experiment: Experiment): Scene => ({
  v: 1,
  experiment,
  views: ["map", "outcomes", "verdict", "slider", "menu"],
});
const settings = (experiment: Experiment): Scene => ({
  v: 1,
  experiment,
  views: ["map", "settings", "verdict", "slider", "menu"],
});

/** Long on a machine that has other things to do. */
const whole = (page: Page) =>
  expect(page.locator("canvas[data-state]")).toHaveAttribute("data-state", "whole", { timeout: 20_000 });
const picture = (page: Page) =>
  page.locator("canvas[data-state]").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
const told = (page: Page) => page.locator(".told");

/** A place of the map, as parts of its sides. */
async function placeOn(page: Page, selector: string, across: number, down: number) {
  const box = (await page.locator(selector).boundingBox())!;
  return { x: box.x + across * box.width, y: box.y + down * box.height };
}

test.use({ viewport: { width: 1280, height: 1200 } });
test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

for (const [where, only] of places)
  test(`${where} a press anywhere walks from there, and the walk ends as the map says`, async ({ page }) => {
    await only(page);
    await open(page, link(ends(himmelblau({}, where === "in a worker" ? 100 : 20))));
    await whole(page);
    const seen = new Set<string>();
    for (const across of [0.1, 0.4, 0.47, 0.61])
      for (const down of [0.2, 0.47, 0.75]) {
        const { x, y } = await placeOn(page, ".map", across, down);
        await page.mouse.move(x, y);
        await expect(told(page)).toHaveText(/^From x .*\.$/);
        const said = (await told(page).textContent())!;
        const before = (await state(page)).scene.experiment.start;
        await page.mouse.click(x, y);
        await expect.poll(async () => (await state(page)).scene.experiment.start).not.toEqual(before);
        const { scene, run } = await expectRunOfScene(page);
        const { verdict, params } = run[0]!;
        const [a, b] = params.slice(-2);
        const away = ({ at }: { at: number[] }) => Math.hypot(a! - at[0]!, b! - at[1]!);
        const [nearest] = engine.landscape(scene.experiment).minima.sort((m, n) => away(m) - away(n));
        const place = nearest!.at.map((x) => String(Number(x.toPrecision(3))).replace("-", "−")).join(", ");
        const end =
          verdict.kind === "converged"
            ? `minimum at ${place}, from step ${verdict.step} on.`
            : verdict.kind === "diverged"
              ? "thrown out."
              : `nowhere yet after ${scene.experiment.steps} steps.`;
        expect(said).toContain(`: ${end}`);
        seen.add(end.replace(/, from.*/, ""));
      }
    expect(seen.size, [...seen].join("; ")).toBeGreaterThan(3);
  });

declare global {
  interface Window {
    watched: Record<"open" | "most" | "mostOfOne" | "workers" | "mostWorkers" | "asked" | "widest", number>;
  }
}

/** From now on counts what is asked of workers and not answered yet, and how many there are. */
const watchWorkers = (page: Page) =>
  page.addInitScript(() => {
    const watched = { open: 0, most: 0, mostOfOne: 0, workers: 0, mostWorkers: 0, asked: 0, widest: 0 };
    Object.assign(window, { watched });
    const { Worker } = window;
    window.Worker = class extends Worker {
      private own = 0;
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        watched.mostWorkers = Math.max(watched.mostWorkers, ++watched.workers);
        this.addEventListener("message", ({ data }) => {
          if (data?.done) this.answered(1);
        });
      }
      private answered(count: number) {
        this.own -= count;
        watched.open -= count;
      }
      override postMessage(message: any, ...rest: any[]) {
        if (message.kind === "endings") {
          watched.asked++;
          watched.widest = Math.max(watched.widest, message.request.args[0].width);
          watched.most = Math.max(watched.most, ++watched.open);
          watched.mostOfOne = Math.max(watched.mostOfOne, ++this.own);
        }
        super.postMessage(message, ...rest);
      }
      override terminate() {
        this.answered(this.own);
        watched.workers--;
        super.terminate();
      }
    };
  });

/** Bytes that the page's objects take. Compiled code, which grows for as long as an engine likes, is not of them. */
async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  return async () => {
    let text = "";
    const hear = ({ chunk }: { chunk: string }) => (text += chunk);
    session.on("HeapProfiler.addHeapSnapshotChunk", hear);
    await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    session.off("HeapProfiler.addHeapSnapshotChunk", hear);
    const { snapshot, nodes } = JSON.parse(text);
    const { node_fields: fields, node_types: types } = snapshot.meta;
    const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
    let sum = 0;
    for (let k = 0; k < nodes.length; k += fields.length)
      if (!["code", "native"].includes(types[type][nodes[k + type]])) sum += nodes[k + size];
    return sum;
  };
}

test("dragging the slider for long leaves no queue and no memory, and the picture at rest is that of the last rate", async ({
  page,
}) => {
  test.slow(); // as long as it says
  await watchWorkers(page);
  await open(page, link(ends(himmelblau())));
  await whole(page);
  const first = await picture(page);
  const box = (await sliderOf(page).boundingBox())!;
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 60);
  await page.mouse.down();
  const drag = (seconds: number) =>
    sliderOf(page).evaluate(
      async (slider, [x, width, y, seconds]) => {
        const figure = document.querySelector("learning-rate-playground")!;
        const rates = new Set<unknown>();
        const end = performance.now() + 1000 * seconds!;
        for (let k = 0; performance.now() < end; k++) {
          const part = 0.55 + 0.3 * Math.sin(k / 9);
          slider.dispatchEvent(
            new PointerEvent("pointermove", { clientX: x! + part * width!, clientY: y!, buttons: 1 }),
          );
          await new Promise(requestAnimationFrame);
          rates.add(figure.scene!.experiment.hikers[0]!.optimizer.lr);
        }
        return rates.size;
      },
      [box.x, box.width, box.y + 60, seconds],
    );
  const memory = await heapOf(page);
  expect(await drag(5)).toBeGreaterThan(50);
  const before = await memory();
  expect(await drag(20)).toBeGreaterThan(50);
  expect(await memory(), "of " + before).toBeLessThan(1.1 * before);
  const last = { x: box.x + 0.72 * box.width, y: box.y + 60 };
  await page.mouse.move(last.x, last.y);
  await page.mouse.up();
  await whole(page);
  const { scene } = await expectRunOfScene(page);
  expect(rateOf(scene)).not.toBe(0.017);
  const seen = await picture(page);
  expect(seen).not.toEqual(first);
  const watched = await page.evaluate(() => window.watched);
  const processors = await page.evaluate(() => Math.min(8, navigator.hardwareConcurrency));
  expect(watched.asked).toBeGreaterThan(200);
  expect(watched.mostOfOne, "one job in flight for each worker").toBe(1);
  expect(watched.most).toBeLessThanOrEqual(processors);
  expect(watched.open, "all is answered").toBe(0);
  await page.goto("about:blank");
  await open(page, link(scene));
  await whole(page);
  expect(await picture(page)).toEqual(seen);
});

test("only coarse maps are walked while a hand moves on, the fine one once it lets go or rests", async ({
  page,
}) => {
  await watchWorkers(page);
  await page.clock.install();
  await open(page, link(ends(himmelblau())));
  await whole(page);
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  const fine = await page.locator(".outcomes").evaluate((e) => (e as HTMLCanvasElement).width);
  const box = (await sliderOf(page).boundingBox())!;
  /** What has been asked since the last time. */
  const watched = () =>
    page.evaluate(() => {
      const { asked, widest } = window.watched;
      Object.assign(window.watched, { asked: 0, widest: 0 });
      return { asked, widest };
    });
  const answered = () => page.waitForFunction(() => window.watched.open === 0);
  let x = box.x + 0.3 * box.width;
  const move = async () => {
    await page.mouse.move(++x, box.y + 60);
    await page.clock.runFor(20);
    await answered();
    return watched();
  };
  await page.mouse.move(x, box.y + 60);
  for (const rest of [() => page.mouse.up(), () => page.clock.runFor(60)]) {
    await page.mouse.down();
    await move(); // whether a hand moves on is not known from one move
    await move();
    for (let k = 0; k < 10; k++) {
      const { asked, widest } = await move();
      expect(asked).toBeGreaterThan(0);
      expect(widest).toBeLessThan(fine / 2);
      await expect(page.getByText("Walking from every start"), "a moving hand waits for no map").toHaveCount(
        0,
      );
    }
    await rest();
    await page.waitForFunction((fine) => window.watched.widest === fine, fine);
    await answered();
    await page.clock.runFor(1000);
    await watched();
  }
});

test("a hand that moves on and on sees coarse maps of a mountain that takes longer than a frame", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { Worker } = window;
    window.Worker = class extends Worker {
      override postMessage(message: any, ...rest: any[]) {
        setTimeout(() => super.postMessage(message, ...rest), message.kind === "endings" ? 20 : 0);
      }
    };
  });
  await open(page, link(ends(himmelblau())));
  await whole(page);
  const box = (await sliderOf(page).boundingBox())!;
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 60);
  await page.mouse.down();
  const painted = await sliderOf(page).evaluate(
    async (slider, [x, width, y]) => {
      let painted = 0;
      const map = (slider.getRootNode() as ShadowRoot).querySelector(".outcomes")!;
      map.addEventListener("painted", () => painted++);
      for (let k = 0; k < 1000 && painted < 3; k++) {
        const clientX = x! + (0.55 + 0.3 * Math.sin(k / 9)) * width!;
        slider.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY: y!, buttons: 1 }));
        await new Promise(requestAnimationFrame);
      }
      return painted;
    },
    [box.x, box.width, box.y + 60],
  );
  expect(painted).toBe(3);
  await page.mouse.up();
  await whole(page);
});

test("the map follows the window and another hiker's optimizer, and goes when it is not shown", async ({
  page,
}) => {
  await open(page, link(ends(himmelblau())));
  await whole(page);
  const before = await picture(page);
  const { x, y } = await placeOn(page, ".map", 0.5, 0.5);
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -240);
  await page.keyboard.up("Control");
  await expect.poll(() => picture(page)).not.toEqual(before);
  await whole(page);
  await page.getByRole("button", { name: "Where every start ends" }).click();
  await expect(page.locator(".outcomes")).toHaveCount(0);
  await expect(page.locator(".outcomes-host")).toBeHidden();
  expect((await state(page)).scene.views).not.toContain("outcomes");
});

test("the setting follows the cross, by mouse and by keys, and its verdict is the map's", async ({
  page,
}) => {
  await open(page, link(settings(himmelblau({ lr: 0.01, momentum: 0.9 }))));
  await whole(page);
  const cross = page.getByRole("button", { name: /^Present setting: / });
  const words = {
    converged: "arrives",
    too_slow: "crawls",
    oscillating: "bounces",
    stuck: "stuck",
    diverged: "thrown out",
  };
  const seen = new Set<string>();
  for (const [across, down] of [
    [0.1, 0.3],
    [0.7, 0.4],
    [0.95, 0.5],
    [0.85, 0.8],
  ] as const) {
    const from = (await cross.boundingBox())!;
    const to = await placeOn(page, ".settings-field canvas[data-state]", across, down);
    const before = (await state(page)).scene;
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await expect(told(page)).toHaveText(/^learning rate .*; momentum .*: /);
    const said = (await told(page).textContent())!;
    await page.mouse.up();
    await expect.poll(async () => (await state(page)).scene).not.toEqual(before);
    const { run, scene } = await expectRunOfScene(page);
    const { kind, step } = run[0]!.verdict;
    expect(said).toContain(`: ${words[kind]}${step ? `, from step ${step} on` : ""}`);
    expect(scene.experiment.hikers[0]!.optimizer).not.toEqual(before.experiment.hikers[0]!.optimizer);
    seen.add(kind);
  }
  expect(seen.size).toBeGreaterThan(2);
  const { scene: before } = await state(page);
  await cross.press("ArrowLeft");
  await expect.poll(async () => rateOf((await state(page)).scene)).toBeLessThan(rateOf(before));
  const momentum = (scene: Scene) => scene.experiment.hikers[0]!.optimizer.momentum as number;
  await cross.press("ArrowUp");
  await expect.poll(async () => momentum((await state(page)).scene)).toBeGreaterThan(momentum(before));
  await expectRunOfScene(page);
});

test("the map of settings is of any two numbers, each of a pair on its own, and can be zoomed and left again", async ({
  page,
}) => {
  await open(page, link(settings({ ...himmelblau(), hikers: [{ optimizer: { name: "Adam", lr: 0.05 } }] })));
  await whole(page);
  const menu = (name: string) => page.getByRole("combobox", { name, exact: true });
  await expect(menu("across")).toHaveValue("lr");
  await expect(menu("upwards")).toHaveValue("betas[0]");
  const usual = await picture(page);
  await menu("upwards").selectOption("betas[1]");
  await expect.poll(() => picture(page)).not.toEqual(usual);
  await whole(page);
  const field = page.locator(".settings-field");
  const back = page.getByRole("button", { name: "Back to what was shown before" });
  await expect(back).toBeDisabled();
  await field.focus();
  const labels = [await field.getAttribute("aria-label")];
  await page.keyboard.press("+");
  await expect(back).toBeEnabled();
  labels.push(await field.getAttribute("aria-label"));
  const [a, b] = [await placeOn(page, ".settings-field canvas[data-state]", 0.2, 0.3), await placeOn(page, ".settings-field canvas[data-state]", 0.4, 0.6)]; // prettier-ignore
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move(b.x, b.y, { steps: 3 });
  await page.mouse.up();
  labels.push(await field.getAttribute("aria-label"));
  expect(new Set(labels).size).toBe(3);
  await back.click();
  expect(await field.getAttribute("aria-label")).toBe(labels[1]);
  await field.press("Backspace");
  expect(await field.getAttribute("aria-label")).toBe(labels[0]);
  await whole(page);
});

test("however near one has zoomed in, an axis has labels, they differ, and the places between them are the numbers'", () => {
  for (const scale of ["log", "linear"] as const)
    for (const middle of [0.0123456789, 0.9, 3e-7, 250]) {
      for (let depth = 0; depth < 43; depth++) {
        const half = (middle / 3) * 0.5 ** depth;
        const axis: Axis = { name: "lr", range: [middle - half, middle + half], scale };
        const { ticks, base } = ticksOf(axis, 6);
        const texts = ticks.map(({ text }) => text);
        expect(texts.length, `${middle} ${depth}`).toBeGreaterThan(1);
        expect(new Set(texts).size, texts.join(" ")).toBe(texts.length);
        expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(12);
        expect(ticks.every(({ part }) => part >= -1e-6 && part <= 1 + 1e-6)).toBe(true);
        expect(texts[0]!.startsWith("+")).toBe(base !== "");
        for (const part of [0.1, 0.5, 0.8])
          expect(partOf(axis, valueAt(axis, part))).toBeCloseTo(part, depth > 30 ? 1 : 4);
      }
    }
  const wide = ticksOf({ name: "lr", range: [1e-5, 10], scale: "log" }, 8);
  expect(wide.ticks.map(({ text }) => text)).toEqual(["1e-5", "0.0001", "0.001", "0.01", "0.1", "1", "10"]);
});

test("both maps are free of barriers, in light and dark", async ({ page }) => {
  for (const theme of ["light", "dark"] as const) {
    const scene = { ...ends(himmelblau()), theme };
    scene.views!.push("settings");
    await page.goto("about:blank");
    await open(page, link(scene));
    await expect(page.locator("canvas[data-state=whole]")).toHaveCount(2);
    expect(await violations(page)).toEqual([]);
  }
});

test("the legends keep their height while a map is walked, cancelled and gone on with", async ({ page }) => {
  await page.addInitScript(() => {
    const { Worker } = window;
    window.Worker = class extends Worker {
      override postMessage(message: any, ...rest: any[]) {
        const isMap = message.kind === "endings" || message.kind === "settingsMap";
        setTimeout(() => super.postMessage(message, ...rest), isMap && "slow" in window ? 5000 : 0);
      }
    };
  });
  for (const [scene, change] of [
    [ends(himmelblau()), () => sliderOf(page).press("ArrowRight")],
    [settings(himmelblau()), () => page.getByRole("button", { name: "Nearer" }).click()],
  ] as const) {
    await page.goto("about:blank");
    await open(page, link(scene));
    await whole(page);
    const height = async () => (await page.locator(".key").boundingBox())!.height;
    const before = await height();
    await page.evaluate(() => Object.assign(window, { slow: true }));
    await change();
    const cancel = page.getByRole("button", { name: "Cancel" });
    await expect(cancel).toBeVisible();
    expect(await height()).toBe(before);
    await cancel.click();
    const on = page.getByRole("button", { name: "Go on" });
    await expect(on).toBeVisible();
    expect(await height()).toBe(before);
    await page.evaluate(() => Reflect.deleteProperty(window, "slow"));
    await on.click();
    await whole(page);
    expect(await height()).toBe(before);
  }
});

test("a map whose last rows come when another is asked is not shown as whole", async ({ page }) => {
  await page.addInitScript(() => {
    const held = { open: 0, last: null as (() => void)[] | null, soon: null as (() => void)[] | null };
    Object.assign(window, { held });
    const { Worker, setTimeout } = window;
    window.Worker = class extends Worker {
      override postMessage(message: any, ...rest: any[]) {
        const send = () => super.postMessage(message, ...rest);
        if (message.kind !== "endings") return send();
        const [view, , to] = message.request.args;
        if (held.last && view.width > 200 && to === view.height) return void held.last.push(send);
        held.open++;
        this.addEventListener("message", () => held.open--, { once: true });
        send();
      }
    };
    (window as any).setTimeout = (then: () => void, delay?: number, ...rest: any[]) =>
      held.soon && !delay ? held.soon.push(then) : setTimeout(then, delay, ...rest);
  });
  await open(page, link(ends(himmelblau())));
  await whole(page);
  const seen = await sliderOf(page).evaluate(async (slider) => {
    const { held } = window as any;
    const map = (slider.getRootNode() as ShadowRoot).querySelector(".outcomes")!;
    const seen: string[] = [];
    const whole = new Promise<void>((done) =>
      map.addEventListener("painted", (event) => {
        seen.push((event as CustomEvent<string>).detail);
        if (seen.at(-1) === "whole") done();
      }),
    );
    const press = () => slider.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    const until = async (is: () => boolean) => {
      while (!is()) await new Promise(requestAnimationFrame);
    };
    held.last = [];
    press();
    await until(() => held.last.length === 1 && held.open === 0);
    held.soon = [];
    press();
    await until(() => held.soon.length > 0);
    seen.length = 0;
    held.last[0]();
    held.last = null;
    await whole;
    return seen;
  });
  expect(seen[0]).toBe("coarse");
  await whole(page);
});
