import type { Page } from "@playwright/test";
import type { Experiment, Scene } from "../../pkg/learning_rate_playground.js";
import {
  engine,
  expectRunOfScene,
  link,
  noteSteps,
  notedSteps,
  numbers,
  open,
  rising,
  state,
} from "./figure";
import { expect, test } from "./test";

const descent = (lr: number, steps = 6): Experiment => ({
  loss: { name: "bowl" },
  steps,
  hikers: [{ optimizer: { name: "SGD", lr } }],
});

const asked: Scene = {
  v: 1,
  experiment: descent(0.15, 12),
  views: ["map", "loss", "table", "verdict", "slider", "transport"],
  question: "Two steps in. Where will it end?",
  answer: "Near the bottom.",
  paused: 2,
};

const acts: Scene = {
  ...asked,
  acts: [0.01, 0.1, 0.3].map((lr) => ({ name: `At ${lr}`, experiment: descent(lr) })),
};

const question = (page: Page) => page.locator(".question");
const answer = (page: Page) => page.locator(".answer:not(.veiled)");
const verdict = (page: Page) => page.locator(".verdict");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const pressed = (page: Page) => page.locator(".acts [aria-pressed=true]").allTextContents();

/** The numbers that the figure says anywhere, readers' labels included. */
const said = (page: Page) =>
  page.locator("learning-rate-playground").evaluate((figure) =>
    [...figure.shadowRoot!.querySelectorAll("*")]
      .filter((element) => element.checkVisibility())
      .flatMap((element) => [
        element.ariaLabel,
        element.getAttribute("aria-valuetext"),
        ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((n) => n.nodeValue),
      ])
      .join("\n"),
  );

test("a question waits at its record, and nothing tells what comes after", async ({ page }) => {
  await open(page, link(asked));
  await expect(question(page)).toHaveText(asked.question!);
  await expect(page.locator(".table tbody tr")).toHaveCount(1);
  await expect(page.locator(".counter")).toHaveText("step 2 of 12");
  await expect(verdict(page)).toHaveText("The walk is not over yet.");
  await expect(answer(page)).toHaveCount(0);
  const { loss } = engine.run(asked.experiment).hikers[0]!;
  const short = (x: number) => String(Number(x.toPrecision(4)));
  await expect(page.locator(".table tbody td")).toHaveText([short(loss[2]!), short(loss[2]!), "…"]);
  await button(page, "One step on").click();
  await expect(page.locator(".table tbody td")).toHaveText([short(loss[3]!), short(loss[3]!), "…"]);
  await button(page, "One step back").click();
  const text = await said(page);
  expect(text).toContain(short(loss[2]!));
  for (const later of loss.slice(3)) expect(text).not.toContain(later.toPrecision(4).replace(/0+$/, ""));
  expect(text).not.toMatch(/Arrives\.|converged/);
  expect((await state(page)).step, "nobody walks by itself").toBe(2);
});

test("“Show me” walks from the start to the end, and only there is the answer shown", async ({ page }) => {
  await open(page, link(asked));
  await noteSteps(page);
  await page.evaluate(() => {
    const figure = document.querySelector("learning-rate-playground")!;
    const early = ((window as unknown as { early: number[] }).early = [] as number[]);
    const note = () => {
      const shadow = figure.shadowRoot!;
      const told =
        shadow.querySelector(".answer:not(.veiled)") ||
        !/not over yet/.test(shadow.querySelector(".verdict")!.textContent!);
      if (told && figure.step < figure.last) early.push(figure.step);
      requestAnimationFrame(note);
    };
    note();
  });
  await button(page, "Show me").click();
  await expect(button(page, "Stop")).toBeVisible();
  await expect(answer(page)).toHaveText(asked.answer!, { timeout: 15_000 });
  await expect(verdict(page)).toContainText("Arrives.");
  await expect(button(page, "Show me")).toBeVisible();
  const [paused, ...walked] = await notedSteps(page);
  expect([paused, walked[0], walked.at(-1), rising(walked)]).toEqual([2, 0, 12, true]);
  expect(await page.evaluate(() => (window as unknown as { early: number[] }).early)).toEqual([]);
});

for (const way of ["a rate set by hand", "the last step"])
  test(`${way} shows the answer too`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, link(asked));
    await expect(question(page)).toBeVisible();
    if (way === "the last step")
      for (let i = 2; i < 12; i++) {
        await expect(answer(page)).toHaveCount(0);
        await button(page, "One step on").click();
      }
    else {
      await page.getByLabel("Learning rate, typed").fill("0.05");
      await page.keyboard.press("Enter");
    }
    await expect(answer(page)).toHaveText(asked.answer!);
    await expect(verdict(page)).not.toContainText("not over yet");
  });

test("each act is one press and runs its experiment", async ({ page }) => {
  await open(page, link(acts));
  await expect(question(page)).toBeVisible();
  expect(await pressed(page), "the scene's own experiment is none of them").toEqual([]);
  for (const i of [2, 0, 1]) {
    const { name, experiment } = acts.acts![i]!;
    await button(page, name).click();
    const { scene, run } = await expectRunOfScene(page);
    expect(scene.experiment).toEqual(experiment);
    expect(run).toEqual(numbers(engine.run(experiment)));
    await expect.poll(() => pressed(page)).toEqual([name]);
  }
});

test("“Show me” goes through all the acts in order, and then shows the answer", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, link(acts));
  await page.evaluate(() => {
    const figure = document.querySelector("learning-rate-playground")!;
    const seen = ((window as unknown as { seen: unknown[] }).seen = [] as unknown[]);
    figure.addEventListener("run", () => {
      const answered = figure.shadowRoot!.querySelector(".answer:not(.veiled)") !== null;
      seen.push([figure.scene!.experiment.hikers[0]!.optimizer.lr, answered]);
    });
  });
  await button(page, "Show me").click();
  await expect(button(page, "Stop")).toBeVisible();
  await expect(answer(page)).toHaveText(acts.answer!, { timeout: 10_000 });
  expect(await page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)).toEqual([
    [0.01, false],
    [0.1, false],
    [0.3, false],
  ]);
  await expect(button(page, "Show me")).toBeVisible();
  const { step, last, run } = await state(page);
  expect(step).toBe(last);
  expect(run).toEqual(numbers(engine.run(acts.acts![2]!.experiment)));
});

for (const way of ["Stop", "a rate set by hand", "another act", "another scene"])
  test(`${way} ends the performance: no act follows by itself`, async ({ page }) => {
    await page.clock.install();
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, link(acts));
    await button(page, "Show me").click();
    await expect(button(page, "Stop")).toBeVisible();
    if (way === "Stop") await button(page, "Stop").click();
    if (way === "another act") await button(page, "At 0.01").click();
    if (way === "another scene")
      await page.evaluate((scene) => {
        document.querySelector("learning-rate-playground")!.scene = scene;
      }, asked);
    if (way === "a rate set by hand") {
      await page.getByLabel("Learning rate, typed").fill("0.05");
      await page.keyboard.press("Enter");
    }
    await expect(button(page, "Show me")).toBeVisible();
    const before = (await state(page)).scene;
    // A performance left to itself would have come to the last act, at 0.3.
    const left = { "a rate set by hand": 0.05, "another act": 0.01, "another scene": 0.15 }[way];
    if (left) expect(before.experiment.hikers[0]!.optimizer.lr).toBe(left);
    await page.clock.runFor(10_000);
    expect((await state(page)).scene).toEqual(before);
    await button(page, "Show me").click();
    if (way === "another scene") await expect(answer(page)).toBeVisible();
    else await expect(button(page, "Stop")).toBeVisible();
  });

test("where motion is not wanted nobody walks: the results are there at once", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, link(asked));
  await expect(question(page)).toBeVisible();
  await expect(answer(page)).toHaveCount(0);
  await noteSteps(page);
  await button(page, "Show me").click();
  await expect(answer(page)).toHaveText(asked.answer!);
  expect(await notedSteps(page)).toEqual([2, 12]);
});

test("acts of different numbers of hikers follow one another, whoever was chosen", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const two = { ...descent(0.1), hikers: [...descent(0.1).hikers, ...descent(0.3).hikers] };
  const scene = {
    ...acts,
    views: undefined,
    experiment: two,
    acts: [{ name: "One alone", experiment: descent(0.2) }],
  };
  await open(page, link(scene));
  await page.locator(".hikers button").nth(1).click();
  await button(page, "One alone").click();
  expect((await expectRunOfScene(page)).run).toHaveLength(1);
  await expect(verdict(page)).toContainText(engine.run(descent(0.2)).hikers[0]!.verdict.text.slice(0, 9));
});

test("the keyboard reaches the acts and “Show me”, and they say what they are", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, link(acts));
  await expect(question(page)).toBeVisible();
  await page.locator(".figure").focus();
  const reached: string[] = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("Tab");
    reached.push(
      await page.evaluate(() => document.activeElement!.shadowRoot!.activeElement!.textContent!.trim()),
    );
  }
  expect(reached).toEqual(["At 0.01", "At 0.1", "At 0.3", "Show me"]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  expect((await expectRunOfScene(page)).scene.experiment).toEqual(acts.acts![2]!.experiment);
  await expect(answer(page)).toHaveText(acts.answer!);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(button(page, "Stop")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(button(page, "Show me")).toBeFocused();
});

test("a lesson on data waits at its record too, though its engine and its table come late", async ({
  page,
}) => {
  const experiment: Experiment = {
    loss: { name: "squared_error", data: { name: "diabetes" } },
    epochs: 20,
    hikers: [{ optimizer: { name: "SGD", lr: 1e-6 } }],
  };
  await open(page, link({ ...asked, experiment }));
  await expect(page.locator(".counter")).toHaveText("epoch 2 of 20");
  await expect(verdict(page)).toHaveText("The walk is not over yet.");
  await expect(answer(page)).toHaveCount(0);
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("each act and Show me answer a finger", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, link(acts));
    for (const { name, experiment } of acts.acts!) {
      await button(page, name).tap();
      expect((await expectRunOfScene(page)).scene.experiment).toEqual(experiment);
      expect(await pressed(page)).toEqual([name]);
    }
    await button(page, "Show me").tap();
    await expect(button(page, "Show me")).toBeVisible();
    expect((await expectRunOfScene(page)).scene.experiment).toEqual(acts.acts!.at(-1)!.experiment);
    await expect(answer(page)).toHaveText(acts.answer!);
  });
});
