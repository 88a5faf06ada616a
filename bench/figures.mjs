// Many figures on a page: how soon they start, what they cost at rest, and what memory they leave behind.
import { chromium } from "@playwright/test";
import { preview } from "vite";
import * as setup from "../scripts/setup.mjs";
import { table } from "./print.js";

const FIGURES = 20;
const CHANGES = 1000;
const CREATED = 100;
const WARMING = 500; // scenes before those
const REST = 3000; // milliseconds over which a page at rest is watched

const scene = (lr, more) =>
  JSON.stringify({
    v: 1,
    experiment: { loss: { name: "himmelblau" }, steps: 60, hikers: [{ optimizer: { name: "SGD", lr } }] },
    ...more,
  });
const element = (text) => `<learning-rate-playground scene='${text}'></learning-rate-playground>`;

const server = await preview({ preview: { port: 0 }, logLevel: "error" });
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({ executablePath: setup.chromium() });

/** A page of these figures, by one script tag, as in somebody's notes. */
async function notes(html) {
  const page = await browser.newPage();
  await page.route("**/notes", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><script src="learning-rate-playground.js"></script><body>${html}`,
    }),
  );
  await page.addInitScript(() => {
    window.modules = new Set();
    const { Instance } = WebAssembly;
    WebAssembly.Instance = new Proxy(Instance, {
      construct(target, [module, ...rest]) {
        window.modules.add(module);
        return new target(module, ...rest);
      },
    });
  });
  await page.goto(`${address}notes`);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const measure = async (name) =>
    (await session.send("Performance.getMetrics")).metrics.find((metric) => metric.name === name).value;
  const memory = async () => {
    for (let k = 0; k < 3; k++) await session.send("HeapProfiler.collectGarbage");
    return measure("JSHeapUsedSize");
  };
  const busy = async () => 1000 * (await measure("TaskDuration"));
  return { page, memory, busy };
}

const rows = [];

{
  const { page, busy } = await notes(
    `<style>body { display: grid; grid-template-columns: repeat(5, 1fr); }</style>` +
      element(scene(0.01, { views: ["map"] })).repeat(FIGURES),
  );
  await page.setViewportSize({ width: 1900, height: 2400 });
  await page.reload();
  const started = await page.evaluate(async () => {
    const figures = [...document.querySelectorAll("learning-rate-playground")];
    while (!figures.every(({ run }) => run)) await new Promise(requestAnimationFrame);
    return performance.now(); // since the page was asked for
  });
  rows.push([`${FIGURES} figures in sight have all run`, `${started.toFixed(0)} ms`]);
  rows.push(["compiled modules", String(await page.evaluate(() => window.modules.size))]);
  await page.evaluate(async () => {
    for (const { walk } of document.querySelectorAll("learning-rate-playground")) walk.stop();
    await new Promise((done) => setTimeout(done, 1500));
  });
  const paused = await busy();
  await page.waitForTimeout(REST);
  rows.push([`busy in ${REST} ms, all paused`, `${((await busy()) - paused).toFixed(1)} ms`]);
  await page.evaluate(async () => {
    for (const { walk } of document.querySelectorAll("learning-rate-playground")) walk.play();
    document.body.insertAdjacentHTML("afterbegin", "<div style='grid-column: 1/-1; height: 9000px'></div>");
    scrollTo(0, 0);
    await new Promise((done) => setTimeout(done, 1000));
  });
  const hidden = await busy();
  await page.waitForTimeout(REST);
  rows.push([`busy in ${REST} ms, all walking out of sight`, `${((await busy()) - hidden).toFixed(1)} ms`]);
  await page.close();
}

{
  const { page, memory } = await notes(element(scene(0.01)));
  const change = (from, to) =>
    page.evaluate(
      async ([from, to]) => {
        const figure = document.querySelector("learning-rate-playground");
        const losses = ["himmelblau", "rosenbrock", "mountain", "bowl"];
        for (let k = from; k < to; k++) {
          const experiment = {
            loss: { name: losses[k % 4] },
            steps: 50 + (k % 7),
            hikers: [{ optimizer: { name: k % 3 ? "SGD" : "Adam", lr: 0.001 * (1 + (k % 9)) } }],
          };
          figure.scene = { v: 1, experiment };
          await new Promise(requestAnimationFrame);
        }
      },
      [from, to],
    );
  await change(0, WARMING); // compiled, caches filled
  const before = await memory();
  await change(WARMING, WARMING + CHANGES);
  const after = await memory();
  rows.push([`memory after ${CHANGES} scenes`, `${((100 * after) / before).toFixed(1)} % of ${mb(before)}`]);
  await page.close();
}

{
  const { page, memory } = await notes("");
  const come = (count) =>
    page.evaluate(
      async ([count, text]) => {
        for (let k = 0; k < count; k++) {
          const figure = document.createElement("learning-rate-playground");
          const ran = new Promise((done) => figure.addEventListener("run", done));
          document.body.append(figure);
          figure.scene = JSON.parse(text);
          await ran;
          await new Promise(requestAnimationFrame);
          figure.remove();
        }
      },
      [count, scene(0.01)],
    );
  await come(CREATED);
  const before = await memory();
  await come(CREATED);
  const after = await memory();
  rows.push([
    `memory after ${CREATED} figures came and went`,
    `${((100 * after) / before).toFixed(1)} % of ${mb(before)}`,
  ]);
  await page.close();
}

function mb(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

await browser.close();
await server.close();
table("Figures in somebody's notes", ["what", "measured"], rows);
