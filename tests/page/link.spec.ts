import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import {
  engine,
  expectRunOfScene,
  middle,
  numbers,
  open,
  painted,
  rateOf,
  sliderOf,
  state,
  line,
} from "./figure";
import { expect, test } from "./test";

const addressOf = (page: Page) => page.evaluate(() => location.hash);
const long = (scene: unknown) => "#" + encodeURIComponent(JSON.stringify(scene));
const opening = engine.openingScene();
const withOpening = (part: object) => ({ ...opening, ...part });

/** The address stands for the scene on the page. */
async function expectAddressHolds(page: Page): Promise<State> {
  await expect(async () => {
    const held = engine.readAddress((await addressOf(page)).slice(1));
    expect(held).toEqual((await state(page)).scene);
  }).toPass({ timeout: 10_000 });
  return state(page);
}
type State = Awaited<ReturnType<typeof state>>;

test("the address holds the scene after any change, and a copy of it opens the same figure and the same run", async ({
  page,
  context,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expectAddressHolds(page);
  const changes: (() => Promise<unknown>)[] = [
    () => sliderOf(page).press("ArrowRight"),
    () => page.getByRole("combobox", { name: "Optimizer", exact: true }).selectOption("Adam"),
    () => page.getByRole("combobox", { name: "Schedule", exact: true }).selectOption("StepLR"),
    () => page.getByRole("button", { name: /^Start: / }).press("ArrowUp"),
    () => page.getByRole("textbox", { name: "betas 1", exact: true }).fill("0.7"),
    () => page.getByRole("textbox", { name: "Steps", exact: true }).fill("77"),
    () => page.getByRole("button", { name: "too low" }).click(),
    async () => {
      const { x, y } = await middle(page.locator(".map"));
      await page.mouse.move(x, y);
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -100);
      await page.keyboard.up("Control");
    },
  ];
  for (const change of changes) {
    const before = await addressOf(page);
    await change();
    await page.keyboard.press("Tab"); // a field is taken when it is left
    await expect.poll(() => addressOf(page)).not.toBe(before);
    await expectAddressHolds(page);
  }
  const { scene, run } = await expectAddressHolds(page);
  expect(scene.window).toBeDefined();
  const other = await context.newPage();
  await open(other, await addressOf(page));
  const copy = await expectRunOfScene(other);
  expect(copy.scene).toEqual(scene);
  expect(copy.run).toEqual(run);
});

test("the long form and a short form written by hand open what they say", async ({ page }) => {
  const scene = {
    v: 1,
    experiment: {
      loss: { name: "rosenbrock", a: 1, b: 10 },
      start: [-1.5, 2],
      steps: 40,
      hikers: [{ optimizer: { name: "SGD", lr: 0.002, momentum: 0.9 } }],
    },
  };
  const short =
    "#loss=rosenbrock&loss.a=1&loss.b=10&start=-1.5,2&steps=40&optimizer=SGD&lr=0.002&optimizer.momentum=0.9";
  for (const address of [long(scene), short, "#lr=2e-3&" + short.slice(1).replace("&lr=0.002", "")]) {
    await page.goto("about:blank");
    await open(page, address);
    expect((await expectRunOfScene(page)).scene).toEqual(scene);
  }
});

const markup = "<img src=x onerror=window.hacked=1>";
const wrong: [what: string, address: string, said: RegExp][] = [
  ["an unknown key", "#loss=bowl&steps=9&optimizer=SGD&lr=1&colour=red", /colour/],
  ["a misspelt loss", "#loss=rosenbruck&steps=9&optimizer=SGD&lr=1", /rosenbruck.*rosenbrock/],
  ["a misspelt optimizer", "#loss=bowl&steps=9&optimizer=Adamm&lr=1", /Adamm.*Adam/],
  ["a misspelt argument", "#loss=bowl&steps=9&optimizer=SGD&optimizer.momentun=0.5&lr=1", /momentun.*momentum/],
  ["no number", "#loss=bowl&steps=9&optimizer=SGD&lr=NaN", /lr.*NaN/],
  ["a number too large", "#loss=bowl&steps=9&optimizer=SGD&lr=1e999", /lr/],
  ["a rate below zero", "#loss=bowl&steps=9&optimizer=SGD&lr=-1", /lr is -1/],
  ["no rate", "#loss=bowl&steps=9&optimizer=SGD", /lr/],
  ["no step", "#loss=bowl&steps=0&optimizer=SGD&lr=1", /steps is 0/],
  ["too many steps", "#loss=bowl&steps=1e12&optimizer=SGD&lr=1", /steps/],
  ["steps and epochs", "#loss=bowl&steps=9&epochs=9&optimizer=SGD&lr=1", /steps.*epochs/],
  ["a start too short", "#loss=bowl&start=1&steps=9&optimizer=SGD&lr=1", /start/],
  ["a start beyond the numbers", "#loss=bowl&start=1e200,1e200&steps=9&optimizer=SGD&lr=1", /start/],
  ["a batch of no data", "#loss=bowl&steps=9&optimizer=SGD&lr=1&batch_size=3", /batch_size/],
  ["a schedule without its steps", "#loss=bowl&steps=9&optimizer=SGD&lr=1&scheduler=StepLR", /step_size/],
  ["words that are no pairs", "#hello", /hello/],
  ["a bad percent sign", "#loss=bowl%2&steps=9", /%/],
  ["JSON cut off", long(opening).slice(0, -20), /./],
  ["JSON of something else", "#" + encodeURIComponent("[1,2]"), /./],
  ["another version", long(withOpening({ v: 2 })), /v is 2/],
  ["an unknown theme", long(withOpening({ theme: "pink" })), /theme is "pink"/],
  ["an unknown view", long(withOpening({ views: ["mop"] })), /mop/],
  ["a rate in quotation marks", long(withOpening({
    experiment: { ...opening.experiment, hikers: [{ optimizer: { name: "SGD", lr: "0.2" } }] },
  })), /lr.*0\.2/],
  ["seventeen hikers", long(withOpening({
    experiment: { ...opening.experiment, hikers: Array(17).fill(opening.experiment.hikers[0]) },
  })), /17/],
  ["markup as a name", "#loss=" + encodeURIComponent(markup) + "&steps=9&optimizer=SGD&lr=1", /<img/],
  ["markup as a key", long(withOpening({ [markup]: 1 })), /<img/],
  ["markup as a theme", long(withOpening({ theme: markup })), /<img/],
]; // prettier-ignore

test("a link to real data opens the same figure: its table is fetched first", async ({ page }) => {
  engine.provideTable("diabetes", readFileSync("tables/diabetes.csv", "utf8"));
  await open(page, "#loss=squared_error&data=diabetes&epochs=3&optimizer=SGD&lr=0.01&batch_size=50");
  await expectRunOfScene(page);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a wrong link gets a sentence where the figure would be, and stays in the address", async ({ page }) => {
  test.slow(); // a page for each
  for (const [what, address, said] of wrong) {
    await page.goto("about:blank");
    await page.goto("/" + address);
    const alert = page.getByRole("alert");
    await expect(alert, what).toContainText(said);
    const state = await page.evaluate(() => {
      const figure = document.querySelector("learning-rate-playground")!;
      const hacked = "hacked" in window || figure.shadowRoot!.querySelector("img") !== null;
      return { run: figure.run, scene: figure.scene, hacked, address: location.hash };
    });
    const shown = new URL("http://x/" + address).hash; // as a browser writes it
    expect(state, what).toEqual({ run: null, scene: undefined, hacked: false, address: shown });
  }
  expect(wrong.length).toBeGreaterThanOrEqual(15);
});

test("from the sentence of a wrong link the first mountain is one press away", async ({ page }) => {
  await page.goto("/#loss=rosenbruck&steps=9&optimizer=SGD&lr=1");
  await page.getByRole("button", { name: "Open the first mountain" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect((await expectRunOfScene(page)).scene).toEqual(opening);
  await expectAddressHolds(page);
});

test("an address changed by hand opens its scene; a wrong one keeps the figure and is said", async ({
  page,
}) => {
  await page.clock.install();
  await open(page);
  await expectAddressHolds(page);
  await page.evaluate(() => (location.hash = "#loss=beale&steps=50&optimizer=SGD&lr=0.01"));
  await expect.poll(async () => (await state(page)).scene.experiment.loss.name).toBe("beale");
  const before = await expectAddressHolds(page);
  await page.evaluate(() => (location.hash = "#loss=bale&steps=50&optimizer=SGD&lr=0.01"));
  await expect(page.getByRole("alert")).toContainText("bale");
  const after = await state(page);
  expect({ scene: after.scene, run: after.run }).toEqual({ scene: before.scene, run: before.run });
  expect(await addressOf(page)).toContain("loss=bale");
  // Nor does a writing that was still to come: a change, and a wrong address at once after it.
  await page.evaluate(async () => {
    const figure = document.querySelector("learning-rate-playground")!;
    figure.scene = figure.scene!;
    const wrong = new Promise((resolve) => figure.addEventListener("error", resolve, { once: true }));
    location.hash = "#loss=bele&steps=50&optimizer=SGD&lr=0.01";
    await wrong;
  });
  await page.clock.runFor(1000); // longer than a writing waits
  expect(await addressOf(page)).toContain("loss=bele");
  await page.getByRole("button", { name: "Keep this one" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

// ---- the element, as other people's pages use it ----

test("run is null before the first, and a scene set that early is the one that runs", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/");
  await page.waitForFunction(() => customElements.get("learning-rate-playground"));
  const early = await page.evaluate(() => {
    const figure = document.querySelector("learning-rate-playground")!;
    const { run } = figure;
    figure.scene = {
      v: 1,
      experiment: { loss: { name: "bowl" }, steps: 7, hikers: [{ optimizer: { name: "SGD", lr: 0.1 } }] },
    };
    return run;
  });
  expect(early).toBeNull();
  release();
  await page.waitForFunction(() => document.querySelector("learning-rate-playground")!.run);
  expect((await expectRunOfScene(page)).scene.experiment.steps).toBe(7);
});

test("setting scene runs and fires run before the next paint, also when nothing changed", async ({
  page,
}) => {
  await open(page);
  const scene = withOpening({ experiment: { ...opening.experiment, steps: 33 } });
  const seen = await page.evaluate(async (scene) => {
    const figure = document.querySelector("learning-rate-playground")!;
    const order: string[] = [];
    let bubbles = false;
    document.addEventListener("run", (event) => {
      order.push("run");
      bubbles = event.bubbles && event.composed;
    });
    for (let i = 0; i < 2; i++) {
      figure.scene = scene as never;
      requestAnimationFrame(() => order.push("paint"));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
    return { order, bubbles, steps: figure.run!.hikers[0]!.loss.length - 1 };
  }, scene);
  expect(seen).toEqual({ order: ["run", "paint", "run", "paint"], bubbles: true, steps: 33 });
  expect((await state(page)).scene).toEqual(scene);
});

test("a wrong scene fires error, is said, and leaves scene and run as they were", async ({ page }) => {
  await open(page);
  const wrong = [
    null,
    17,
    {},
    withOpening({ v: 2 }),
    withOpening({ experiment: { ...opening.experiment, steps: -1 } }),
    withOpening({ experiment: { ...opening.experiment, start: [1e200, 1e200], loss: { name: "bowl" } } }),
    "loss=nowhere",
  ];
  for (const scene of wrong) {
    const { events, same } = await page.evaluate((scene) => {
      const figure = document.querySelector("learning-rate-playground")!;
      const before = [JSON.stringify(figure.scene), figure.run] as const;
      const events: string[] = [];
      const note = ({ type }: Event) => events.push(type);
      const own = new AbortController();
      const { signal } = own;
      for (const type of ["run", "error"]) document.addEventListener(type, note, { capture: true, signal });
      // Error monitors listen here.
      addEventListener("error", () => events.push("error of the page"), { signal });
      figure.scene = scene as never;
      own.abort();
      return { events, same: before[0] === JSON.stringify(figure.scene) && before[1] === figure.run };
    }, scene);
    expect({ events, same }, JSON.stringify(scene)).toEqual({ events: ["error"], same: true });
    await expect(page.getByRole("alert")).toBeVisible();
  }
  await page.evaluate((scene) => {
    document.querySelector("learning-rate-playground")!.scene = scene;
  }, opening);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("what a page does with the object it set, or with the attribute's text, is all the same to the figure", async ({
  page,
}) => {
  await open(page);
  const shown = await page.evaluate(async (scene) => {
    const add = (text: string) => {
      const figure = document.createElement("learning-rate-playground");
      figure.setAttribute("scene", text);
      document.body.append(figure);
      return figure;
    };
    const figures = [
      add(JSON.stringify(scene)),
      add("loss=mountain&steps=60&optimizer=SGD&lr=0.2"),
      add("#" + encodeURIComponent(JSON.stringify(scene))),
    ];
    const own = document.querySelector("learning-rate-playground")!;
    own.scene = scene;
    scene.experiment.steps = 5; // after it was set: none of the figure's business
    for (const figure of figures) {
      figure.scrollIntoView(); // which starts it
      if (!figure.run) await new Promise((resolve) => figure.addEventListener("run", resolve));
    }
    return [...figures, own].map((figure) => ({
      scene: figure.scene,
      loss: Array.from(figure.run!.hikers[0]!.loss),
    }));
  }, structuredClone(opening));
  const loss = numbers(engine.run(opening.experiment))[0]!.loss;
  for (const figure of shown) expect(figure).toEqual({ scene: opening, loss });
});

test("scene is what was set, changed only by what the user moved", async ({ page }) => {
  const scene: Scene = {
    v: 1,
    experiment: {
      loss: { name: "bowl", b: 4 },
      steps: 30,
      hikers: [{ optimizer: { name: "SGD", lr: 0.1 } }],
    },
    views: ["map", "slider", "loss"],
    theme: "light",
  };
  await open(page, long(scene));
  expect((await state(page)).scene).toEqual(scene);
  await sliderOf(page).press("ArrowRight");
  await expect.poll(async () => rateOf((await state(page)).scene)).toBe(0.112);
  scene.experiment.hikers[0]!.optimizer.lr = 0.112;
  expect((await state(page)).scene).toEqual(scene);
});

test("the element never writes the address of a page: only the page's own figure does", async ({ page }) => {
  await open(page);
  await expectAddressHolds(page);
  const address = await addressOf(page);
  const writes = await page.evaluate(async () => {
    let writes = 0;
    const write = history.replaceState;
    history.replaceState = (...args) => (writes++, write.apply(history, args));
    const figure = document.createElement("learning-rate-playground");
    document.body.append(figure);
    figure.scrollIntoView();
    await new Promise((resolve) => figure.addEventListener("run", resolve, { once: true }));
    figure.scene = { ...figure.scene!, theme: "dark" };
    // The page's own writing, which waits for the hand to rest, is the measure of when another would have come.
    const own = document.querySelector("learning-rate-playground")!;
    own.scene = own.scene!;
    while (!writes) await new Promise(requestAnimationFrame);
    return writes;
  });
  expect(writes).toBe(1);
  expect(await addressOf(page)).toBe(address);
});

test("views shows what it names and nothing else", async ({ page }) => {
  const parts: Record<string, string> = {
    map: ".map",
    loss: ".loss-host",
    rate: ".rate-host",
    verdict: ".verdict",
    slider: "[role=slider]",
    transport: ".transport",
    controls: ".controls",
    arithmetic: ".arithmetic",
  };
  await open(page);
  for (const views of [
    ["map", "slider"],
    ["loss", "rate", "verdict"],
    ["transport", "controls", "arithmetic"],
    undefined,
  ]) {
    await page.evaluate(
      (scene) => {
        document.querySelector("learning-rate-playground")!.scene = scene;
      },
      withOpening(views ? { views } : {}) as Scene,
    );
    for (const [view, part] of Object.entries(parts))
      await expect(page.locator(part), `${view} of ${views}`).toBeVisible({
        visible: views?.includes(view) ?? true,
      });
  }
});

test("lock keeps what it names from being changed", async ({ page }) => {
  await open(page, long(withOpening({ lock: ["lr", "loss", "optimizer", "scheduler", "steps", "window"] })));
  await painted(page);
  const before = (await state(page)).scene;
  const slider = sliderOf(page);
  await expect(slider).toHaveAttribute("aria-disabled", "true");
  await slider.press("ArrowRight");
  const { x, y } = await middle(slider);
  await page.mouse.click(x, y);
  await expect(page.getByLabel("Learning rate, typed")).toBeDisabled();
  for (const name of ["too low", "just right", "too high"])
    await expect(page.getByRole("button", { name })).toBeDisabled();
  for (const name of ["Mountain", "Optimizer", "Schedule"])
    await expect(page.getByRole("combobox", { name, exact: true })).toBeDisabled();
  for (const name of ["Steps", "momentum"])
    await expect(page.getByRole("textbox", { name, exact: true })).toBeDisabled();
  const map = await middle(page.locator(".map"));
  await page.mouse.move(map.x, map.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  expect((await state(page)).scene).toEqual(before);
  await page.getByRole("button", { name: /^Start: / }).press("ArrowUp"); // not locked
  expect((await state(page)).scene.experiment.start).toBeDefined();
});

test("a figure moved to another place in the page goes on: its worker and its slider still answer", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, "#loss=rosenbrock&steps=3000&optimizer=SGD&lr=0.001");
  await page.evaluate(() => {
    const figure = document.querySelector("learning-rate-playground")!;
    figure.scene = { ...figure.scene!, experiment: { ...figure.scene!.experiment, steps: 4000 } };
    const slider = figure.shadowRoot!.querySelector("[role=slider]")!;
    slider.dispatchEvent(new KeyboardEvent("keydown", { key: "Home" })); // waits for its frame
    const place = document.createElement("section");
    document.body.append(place);
    place.append(figure);
  });
  await painted(page);
  const { high } = engine.rateRange((await state(page)).scene.experiment);
  // The ends come from the worker: until they do, End leads to the old one.
  await expect(async () => {
    await sliderOf(page).press("End");
    await expect.poll(async () => rateOf((await state(page)).scene), { timeout: 500 }).toBe(high);
  }).toPass();
  await page.getByRole("textbox", { name: "Steps", exact: true }).fill("5000");
  await page.keyboard.press("Enter");
  await painted(page);
  await expectRunOfScene(page);
});

test("a figure has exactly one slider, named Learning rate; two figures are two", async ({ page }) => {
  await open(page, `#${line}&epochs=9&optimizer=SGD&lr=0.1`);
  await expect(page.getByRole("slider")).toHaveCount(1);
  await expect(sliderOf(page)).toHaveCount(1);
  await page.evaluate(() => document.body.append(document.createElement("learning-rate-playground")));
  await page.locator("learning-rate-playground").last().scrollIntoViewIfNeeded();
  await expect(sliderOf(page)).toHaveCount(2);
});

test("embed.html is one figure alone, opened by the same addresses", async ({ page }) => {
  await page.goto("/embed.html#loss=bowl&steps=20&optimizer=SGD&lr=0.05");
  await page.waitForFunction(() => document.querySelector("learning-rate-playground")?.run);
  expect((await expectRunOfScene(page)).scene.experiment.loss).toEqual({ name: "bowl" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(0);
});
