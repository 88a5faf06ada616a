// From a hand's move to its picture, in the page as built, in headless Chromium.
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
import { preview } from "vite";
import * as engine from "../pkg/learning_rate_playground.js";
import * as setup from "../scripts/setup.mjs";
import { quantile, table } from "./print.js";

const MOVES = 210;
const WARMING = 40; // moves before that, not counted: compiled, caches filled
const STEPS = 1000;
const FRAME = 16.7; // milliseconds
const SURFACES = ["mountain", "rosenbrock", "himmelblau"];
/** With the map of where every start ends, which the workers refine at each move. */
const MAPPED = { views: ["map", "outcomes", "loss", "rate", "verdict", "slider"] };
const MAP_STEPS = 200;
const OPTIMIZERS = [
  { name: "SGD", momentum: 0.9, lr: 0.001 },
  { name: "Adam", lr: 0.01 },
];

async function open(page, experiment, more = {}) {
  await page.goto("about:blank"); // only another page loads anew, not another fragment
  await page.goto(`${server.resolvedUrls.local[0]}#${engine.writeAddress({ v: 1, experiment, ...more })}`);
  await page.getByRole("slider", { name: "Learning rate" }).waitFor();
  await page.waitForFunction(() => document.querySelector("learning-rate-playground").run);
}

/** Along the whole track and back. */
async function dragSlider(page, moves) {
  const box = await page.getByRole("slider", { name: "Learning rate" }).boundingBox();
  const at = (k) => {
    const part = (2 * k) / moves;
    return [box.x + 16 + (box.width - 32) * Math.min(part, 2 - part), box.y + 50];
  };
  await drag(page, moves, at);
}

/** Round the middle of the map, out to near its edge. */
async function dragFlag(page, moves) {
  const flag = await page.getByRole("button", { name: /^Start:/ }).boundingBox();
  const map = await page.locator(".map").boundingBox();
  const at = (k) => {
    if (k === 0) return [flag.x + flag.width / 2, flag.y + flag.height / 2];
    const [turn, reach] = [(6 * Math.PI * k) / moves, (0.45 * k) / moves];
    return [
      map.x + map.width * (0.5 + reach * Math.cos(turn)),
      map.y + map.height * (0.5 + reach * Math.sin(turn)),
    ];
  };
  await drag(page, moves, at);
}

async function drag(page, moves, at) {
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let k = 1; k <= moves; k++) await page.mouse.move(...at(k));
  await page.mouse.up();
}

/** What Chromium's main thread did meanwhile, one entry a frame that a move led to. */
async function traced(page, act) {
  await act(page, WARMING);
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];
  await session.send("Tracing.start", {
    traceConfig: { includedCategories: categories },
    transferMode: "ReportEvents",
  });
  await act(page, MOVES);
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  return frames(events);
}

const KINDS = {
  script: [
    "EventDispatch",
    "FireAnimationFrame",
    "FunctionCall",
    "RunMicrotasks",
    "MinorGC",
    "MajorGC",
    "V8.GC",
  ],
  layout: ["UpdateLayoutTree", "Layout", "ScheduleStyleRecalculation", "InvalidateLayout", "HitTest"],
  paint: ["PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer", "CompositeLayers"],
};
const kindOf = (name) => Object.keys(KINDS).find((kind) => KINDS[kind].includes(name)) ?? "other";

/**
 * A frame reaches from the dispatch of its first pointermove to the end of the next Commit; of that, only time in which
 * a task ran counts. Time belongs to the innermost event around it.
 */
function frames(events) {
  const moved = (e) => e.name === "EventDispatch" && e.args.data?.type === "pointermove";
  const thread = events.find(moved)?.tid;
  const own = events
    .filter((e) => e.tid === thread && e.ph === "X")
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const found = [];
  let end = -Infinity;
  for (const move of own.filter(moved)) {
    if (move.ts < end) continue; // of a frame already counted
    const commit = own.find((e) => e.name === "Commit" && e.ts >= move.ts);
    if (!commit) break;
    end = commit.ts + commit.dur;
    found.push({ ...spent(own, move.ts, end), cpu: (commit.tts + commit.tdur - move.tts) / 1000 });
  }
  return found;
}

function spent(events, from, to) {
  const times = { script: 0, layout: 0, paint: 0, other: 0 };
  const within = events.filter((e) => e.ts < to && e.ts + e.dur > from);
  const open = [];
  let now = from;
  const until = (time) => {
    if (open.length > 0 && time > now) times[kindOf(open.at(-1).name)] += time - now;
    now = Math.max(now, time);
  };
  const closeBefore = (time) => {
    while (open.length > 0 && open.at(-1).ts + open.at(-1).dur <= time) {
      until(open.at(-1).ts + open.at(-1).dur);
      open.pop();
    }
  };
  for (const event of within) {
    closeBefore(event.ts);
    until(event.ts);
    open.push(event);
  }
  closeBefore(to);
  until(to);
  for (const key of Object.keys(times)) times[key] /= 1000;
  return { ...times, whole: times.script + times.layout + times.paint + times.other };
}

function row(label, frames) {
  const of = (key, q) =>
    quantile(
      frames.map((frame) => frame[key]),
      q,
    ).toFixed(1);
  const p95 = of("whole", 0.95);
  return [
    label,
    `< ${FRAME}`,
    of("whole", 0.5),
    p95,
    of("whole", 1),
    p95 < FRAME ? "yes" : "no",
    of("cpu", 0.95),
    of("script", 0.5),
    of("layout", 0.5),
    of("paint", 0.5),
    String(frames.length),
  ];
}

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });
const server = await preview({ logLevel: "error" });
const browser = await chromium.launch({ executablePath: setup.chromium() });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const rows = [];
  for (const surface of SURFACES)
    for (const optimizer of OPTIMIZERS) {
      await open(page, { loss: { name: surface }, steps: STEPS, hikers: [{ optimizer }] });
      const label = `${surface}, ${optimizer.name}`;
      rows.push(row(`${label}: slider`, await traced(page, dragSlider)));
      rows.push(row(`${label}: flag`, await traced(page, dragFlag)));
    }
  for (const optimizer of OPTIMIZERS) {
    const experiment = { loss: { name: "himmelblau" }, steps: MAP_STEPS, hikers: [{ optimizer }] };
    await open(page, experiment, MAPPED);
    await page.locator(".outcomes[data-state=whole]").waitFor();
    const frames = await traced(page, dragSlider);
    rows.push(row(`himmelblau, ${optimizer.name}, ends of all starts: slider`, frames));
  }
  table(
    `Slider to paint: milliseconds of main thread from the start of the input handler to the end of the frame's commit,\n` +
      `map, both charts and a run of ${STEPS} steps, 1280 × 800, ${MOVES} moves; the flag's drag repaints the slider's track as well.\n` +
      `"ends of all starts": with that map over the mountain, of ${MAP_STEPS} steps, walked anew by workers at each move.\n` +
      `"cpu": the same by the thread's own clock, without what other programs took. Script, style and layout, paint: medians.`,
    [
      "",
      "asked p95",
      "median",
      "p95",
      "max",
      "within",
      "cpu p95",
      "script",
      "style, layout",
      "paint",
      "frames",
    ],
    rows,
  );
} finally {
  await browser.close();
  await server.close();
}
