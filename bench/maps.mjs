// From the slider's rest to the whole map of where every start ends, in the page as built, in headless Chromium.
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
import { preview } from "vite";
import * as engine from "../pkg/learning_rate_playground.js";
import * as setup from "../scripts/setup.mjs";
import { quantile, table } from "./print.js";

const STEPS = 200;
const RESTS = 20;
const WARMING = 5; // before those
const KINDS = [
  ["himmelblau", { name: "SGD", momentum: 0.9, lr: 0.001 }, 100],
  ["himmelblau", { name: "Adam", lr: 0.02 }, 200],
  ["rastrigin", { name: "SGD", momentum: 0.9, lr: 0.001 }, 300],
  ["rastrigin", { name: "Adam", lr: 0.02 }, 600],
];

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });
const server = await preview({ logLevel: "error" });
const browser = await chromium.launch({ executablePath: setup.chromium() });
const views = ["map", "outcomes", "loss", "verdict", "slider"];
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const rows = [];
  for (const [surface, optimizer, asked] of KINDS) {
    const experiment = { loss: { name: surface }, steps: STEPS, hikers: [{ optimizer }] };
    await page.goto("about:blank");
    await page.goto(`${server.resolvedUrls.local[0]}#${engine.writeAddress({ v: 1, experiment, views })}`);
    await page.locator(".outcomes[data-state=whole]").waitFor();
    const { pixels, times, first } = await page.evaluate(
      async ([rests, warming]) => {
        const root = document.querySelector("learning-rate-playground").shadowRoot;
        const [slider, map] = [root.querySelector("[role=slider]"), root.querySelector(".outcomes")];
        const [times, first] = [[], []];
        for (let k = 0; k < rests + warming; k++) {
          await new Promise((done) => setTimeout(done, 50));
          const began = performance.now();
          let coarse;
          const whole = new Promise((done) => {
            const painted = ({ detail }) => {
              coarse ??= performance.now() - began;
              if (detail !== "whole") return;
              map.removeEventListener("painted", painted);
              done(performance.now() - began);
            };
            map.addEventListener("painted", painted);
          });
          const key = k % 2 ? "ArrowLeft" : "ArrowRight";
          slider.dispatchEvent(new KeyboardEvent("keydown", { key }));
          const time = await whole;
          slider.dispatchEvent(new KeyboardEvent("keyup", { key }));
          if (k >= warming) [times[times.length], first[first.length]] = [time, coarse];
        }
        return { pixels: map.width * map.height, times, first };
      },
      [RESTS, WARMING],
    );
    const median = quantile(times, 0.5);
    rows.push([
      `${surface}, ${optimizer.name}`,
      String(pixels),
      `< ${asked}`,
      median.toFixed(0),
      quantile(times, 0.95).toFixed(0),
      median < asked ? "yes" : "no",
      quantile(first, 0.5).toFixed(0),
    ]);
  }
  const processors = await page.evaluate(() => navigator.hardwareConcurrency);
  table(
    `From a key on the slider to the whole map of where every start ends: milliseconds, ${STEPS} steps, ${RESTS} rests,\n` +
      `${processors} processors; "first": to the coarse map.`,
    ["", "pixels", "asked", "median", "p95", "within", "first"],
    rows,
  );
} finally {
  await browser.close();
  await server.close();
}
