/** embed.html in iframes, each where it is hardest. */
import { expect } from "@playwright/test";
import { line } from "./figure";
import { complaints, expectFigure, html, STRICT, test } from "./host";

/** Whose track comes from a worker. */
const worked = `${line}&epochs=20&optimizer=SGD&lr=0.1&batch_size=1`;

const policy = { "content-security-policy": STRICT };
for (const { place, sandbox, headers, workers, refused } of [
  { place: "a sandboxed frame", sandbox: "allow-scripts", headers: {}, workers: 1, refused: [] },
  {
    place: "a frame under a strict content policy",
    sandbox: "allow-scripts allow-same-origin",
    headers: policy,
    workers: 1,
    refused: [],
  },
  {
    place: "a sandboxed frame under a strict content policy, where no worker may be had",
    sandbox: "allow-scripts",
    headers: policy,
    workers: 0,
    refused: [expect.stringContaining("blob:")],
  },
])
  test(`embed.html runs in ${place}, from a server that sends no CORS header`, async ({ page, serve }) => {
    const { url } = await serve({}, headers);
    const src = `${url}embed.html#${worked}`.replaceAll("&", "&amp;");
    const notes = await serve({ "notes.html": html(`<iframe sandbox="${sandbox}" src="${src}"></iframe>`) });
    const heard = complaints(page);
    await page.setViewportSize({ width: 1000, height: 900 });
    await page.goto(`${notes.url}notes.html`);
    const frame = page.frames()[1]!;
    await expectFigure(frame);
    expect(page.workers().length > 0).toBe(workers > 0);
    expect(heard).toEqual(refused);
  });

test("without WebAssembly, or where a policy forbids it, a picture stands there and a sentence says what to add", async ({
  page,
  serve,
}) => {
  const policy = { "content-security-policy": "default-src 'self'" };
  const { url } = await serve({}, policy);
  await page.goto(`${url}embed.html`);
  await expect(page.getByRole("img", { name: "A hiker on a mountain" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveText(
    /content policy .* forbids: add 'wasm-unsafe-eval' to its script-src/,
  );

  await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
  await page.goto(`${(await serve()).url}embed.html`);
  await expect(page.getByRole("img", { name: "A hiker on a mountain" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveText(/lacks or has switched off: switch it on/);
});

test("embed.html tells its host how high it is, also when that is less than before", async ({
  page,
  serve,
}) => {
  const { url } = await serve();
  const notes = await serve({
    "notes.html": html(`<iframe src="${url}embed.html" width="600" height="2000"></iframe>`),
  });
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    addEventListener("message", ({ data }) => told.push(data));
  });
  await page.goto(`${notes.url}notes.html`);
  const frame = page.frames()[1]!;
  await expectFigure(frame);
  const last = () =>
    page.evaluate(() => (window as unknown as { told: Record<string, unknown>[] }).told.slice(-3));
  const height = () => frame.evaluate(() => document.body.getBoundingClientRect().height);
  const expectTold = async () => {
    const now = Math.ceil(await height());
    await expect.poll(last).toEqual([
      { type: "learning-rate-playground:height", height: now },
      { subject: "lti.frameResize", height: now },
      { type: "microsim-resize", height: now },
    ]);
    return now;
  };
  const whole = await expectTold();
  expect(whole).toBeGreaterThan(400);
  expect(whole).toBeLessThan(2000);
  await frame.evaluate(() => {
    const figure = document.querySelector("learning-rate-playground")!;
    figure.scene = { ...figure.scene!, views: ["slider"] };
  });
  expect(await expectTold()).toBeLessThan(whole / 2);
  await page.locator("iframe").evaluate((iframe) => iframe.setAttribute("width", "320"));
  await expectTold();
  await expect.poll(() => frame.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test("frames.js believes the frames of its own embed.html, within bounds, and no other frame", async ({
  page,
  serve,
}) => {
  const liar = html(
    "<script>parent.postMessage({ type: 'learning-rate-playground:height', height: 33e6 }, '*')</script>",
  );
  const { url } = await serve({ "liar.html": liar });
  const frames = ["embed.html", "liar.html"].map(
    (name) => `<iframe src="${url}${name}" height="300"></iframe>`,
  );
  const notes = await serve({
    "notes.html": html(`<script src="${url}frames.js"></script>${frames.join("")}`),
  });
  const heights = () =>
    page.locator("iframe").evaluateAll((all) => all.map((one) => Number(one.getAttribute("height"))));
  await page.goto(`${notes.url}notes.html`);
  await expectFigure(page.frames()[1]!);
  await expect.poll(async () => (await heights())[0]).toBeGreaterThan(400);
  await page.frames()[1]!.evaluate(() => {
    parent.postMessage({ type: "learning-rate-playground:height", height: -5 }, "*");
    parent.postMessage({ type: "learning-rate-playground:height", height: 33e6 }, "*");
  });
  await expect.poll(heights).toEqual([20_000, 300]);
});

test("embed.html ignores what its host says", async ({ page, serve }) => {
  const { url } = await serve();
  const notes = await serve({ "notes.html": html(`<iframe src="${url}embed.html"></iframe>`) });
  const heard = complaints(page);
  await page.goto(`${notes.url}notes.html`);
  const frame = page.frames()[1]!;
  const before = await expectFigure(frame);
  await frame.evaluate(() => {
    Object.assign(window, { heard: 0 });
    addEventListener("message", () => (window as unknown as { heard: number }).heard++);
  });
  const sent = await page.evaluate(() => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const { contentWindow } = document.querySelector("iframe")!;
    const scene = { v: 1, experiment: { loss: { name: "bowl" } } };
    const messages = [
      null,
      1,
      "scene",
      [],
      circle,
      { scene },
      { id: 1, kind: "strip", request: {} },
      { tables: 1 },
    ];
    for (const message of messages) contentWindow!.postMessage(message, "*");
    return messages.length;
  });
  await frame.waitForFunction((sent) => (window as unknown as { heard: number }).heard === sent, sent);
  expect(await expectFigure(frame)).toEqual(before);
  expect(heard).toEqual([]);
});
