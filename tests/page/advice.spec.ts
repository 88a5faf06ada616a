import type { Locator, Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { adviceText } from "../../www/text/en/advice";
import { engine, expectRunOfScene, link, open, sliderOf, state } from "./figure";
import { violations } from "./axe";
import { expect, test } from "./test";

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

const slow = "#loss=mountain&steps=60&optimizer=SGD&lr=0.01";
const advice = (page: Page): Locator => page.locator(".advice-host");
const remedies = (page: Page): Locator => advice(page).getByRole("button");
/** Advice is not sought before a hand comes near. */
const touch = (page: Page) => page.locator(".figure").hover();

test("under the sentence stands what the engine advises, and a press takes it", async ({ page }) => {
  await open(page, slow);
  await touch(page);
  const { scene } = await state(page);
  const told = engine.advise(scene.experiment, 0);
  expect([told.word, told.remedies.length]).toEqual(["too_low", 3]);
  await expect(advice(page).locator("b")).toHaveText(adviceText.words.too_low);
  await expect(remedies(page)).toHaveText(told.remedies.map(({ text }) => text));
  expect(await violations(page)).toEqual([]);
  await remedies(page).nth(1).press("Enter");
  await expect.poll(async () => (await state(page)).scene.experiment).toEqual(told.remedies[1]!.experiment);
  const { run } = await expectRunOfScene(page);
  expect([run[0]!.verdict.kind, run[0]!.verdict.step, run[0]!.loss.at(-1)]).toEqual([
    told.remedies[1]!.kind,
    told.remedies[1]!.step,
    told.remedies[1]!.loss,
  ]);
  await expect(advice(page).locator("b")).toHaveText(adviceText.words.just_right);
});

test("no word sends the reader away from the rate that is offered", async ({ page }) => {
  // It bounces in a side valley: lower rates settle there, only a higher one comes to the lowest.
  await open(page, "#loss=three_hump_camel&steps=60&optimizer=SGD&lr=0.2");
  await touch(page);
  const { scene } = await state(page);
  const told = engine.advise(scene.experiment, 0);
  const rate = told.remedies.find(({ code }) => code === "another_rate")!;
  expect(told.word).toBe("too_high");
  expect(rate.experiment.hikers[0]!.optimizer.lr).toBeGreaterThan(0.2);
  await expect(remedies(page)).toHaveText(told.remedies.map(({ text }) => text));
  await expect(advice(page).locator("b")).toHaveCount(0);
});

test("until a hand comes near, nothing more is loaded than the page opens with", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => request.url().endsWith(".wasm") && asked.push(request.url()));
  await page.goto("/");
  const figure = page.locator("learning-rate-playground").first();
  await expect(figure.locator(".verdict b")).not.toBeEmpty();
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  expect(asked.length).toBe(1);
  await figure.locator(".figure").hover();
  await expect(figure.locator(".advice-host button").first()).toBeVisible();
  expect(new Set(asked).size).toBe(2);
});

test("advice on a walk goes once the rate is another", async ({ page }) => {
  await open(page, slow);
  await touch(page);
  await expect(remedies(page)).toHaveCount(3);
  const old = await remedies(page).first().textContent();
  await sliderOf(page).press("ArrowRight");
  await expect(remedies(page).filter({ hasText: old! })).toHaveCount(0);
  const { scene } = await expectRunOfScene(page);
  const [first] = engine.advise(scene.experiment, 0).remedies;
  await expect(remedies(page).first()).toHaveText(first!.text);
});

const two: Scene = {
  v: 1,
  experiment: {
    loss: { name: "mountain" },
    steps: 60,
    hikers: [{ optimizer: { name: "SGD", lr: 0.3 } }, { optimizer: { name: "SGD", lr: 0.01 } }],
  },
};

test("of several hikers the chosen one is advised, and the others stay", async ({ page }) => {
  await open(page, link(two));
  await page.locator(".hikers-host button").nth(1).click();
  const { remedies: told } = engine.advise(two.experiment, 1);
  await expect(remedies(page)).toHaveText(told.map(({ text }) => text));
  await remedies(page).first().click();
  await expect
    .poll(async () => (await state(page)).scene.experiment.hikers)
    .toEqual([two.experiment.hikers[0], told[0]!.experiment.hikers[0]]);
});

test("what a lesson locks is not advised, and before it is revealed nothing is", async ({ page }) => {
  const experiment = { ...two.experiment, hikers: [two.experiment.hikers[1]!] };
  await open(page, link({ v: 1, experiment, lock: ["optimizer"] }));
  await touch(page);
  const rate = engine.advise(experiment, 0).remedies.find(({ code }) => code === "another_rate")!;
  await expect(remedies(page)).toHaveText([rate.text]);

  // Locked too is the rate that it changes to on its way.
  const changes = [{ at: 30, optimizer: { name: "SGD", lr: 0.02 } }];
  const turned = { ...experiment, hikers: [{ ...experiment.hikers[0]!, changes }] };
  const codes = engine.advise(turned, 0).remedies.map(({ code }) => code);
  expect(codes).toContain("another_rate");
  await page.goto("about:blank");
  await open(page, link({ v: 1, experiment: turned, lock: ["lr"] }));
  await touch(page);
  await expect(advice(page).locator("b")).toHaveText(adviceText.words.too_low);
  await expect(remedies(page)).toHaveCount(0);

  await page.goto("about:blank");
  await open(page, link({ v: 1, experiment, paused: 0, question: "What will it do?" }));
  await touch(page);
  await page.waitForFunction(() => document.querySelector("learning-rate-playground")!.step === 0);
  await expect(advice(page)).toBeEmpty();
});

test("where nothing helps it says so", async ({ page }) => {
  const experiment = {
    loss: { name: "bowl" },
    start: [0, 0] as [number, number],
    steps: 5,
    hikers: [{ optimizer: { name: "SGD", lr: 1 } }],
  };
  await open(page, link({ v: 1, experiment: { ...experiment, loss: { name: "saddle" }, start: [1, 0] } }));
  await touch(page);
  await expect(advice(page)).toHaveText(adviceText.nothingHelps);
});
