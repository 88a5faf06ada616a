/** The figure as a file of its own: from a disk, in a notebook, from npm. */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, type Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { engine, line } from "./figure";
import { complaints, expectFigure, html, STRICT, TAG, test } from "./host";

const scene: Scene = engine.readAddress("loss=bowl&steps=20&optimizer=SGD&lr=0.05");

test("playground.html is the whole course in at most 800 KB, and opens from a disk with nothing beside it", async ({
  page,
  context,
}, info) => {
  const file = info.outputPath("alone", "playground.html");
  mkdirSync(info.outputPath("alone"), { recursive: true });
  copyFileSync("dist/playground.html", file);
  expect(statSync(file).size).toBeLessThanOrEqual(800_000);
  await context.setOffline(true);
  const heard = complaints(page);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url().split(":")[0]!));
  await page.goto(`${pathToFileURL(file).href}#${line}&epochs=20&optimizer=SGD&lr=0.1&batch_size=1`);
  expect((await expectFigure(page)).experiment.epochs).toBe(20);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCSS("font-size", "25px");
  const figures = page.locator(TAG);
  for (let nth = 1; nth < (await figures.count()); nth++) {
    await figures.nth(nth).scrollIntoViewIfNeeded();
    await expect(figures.nth(nth).locator(".verdict")).toHaveCount(1);
  }
  await page.getByText("Licences").click();
  await expect(page.locator("footer pre")).toBeVisible();
  expect(await page.locator("footer pre").textContent()).toBe(readFileSync("dist/NOTICES.txt", "utf8"));
  await page.goto(
    `${pathToFileURL(file).href}#loss=log_loss&loss.data=breast_cancer&loss.standardize=true&epochs=9&optimizer=SGD&lr=0.1`,
  );
  await expect.poll(async () => (await expectFigure(page)).experiment.epochs).toBe(9);
  expect(new Set(requests)).toEqual(new Set(["file", "blob"]));
  expect(heard).toEqual([]);
});

const policy = { "content-security-policy": STRICT };

/** A figure of data walks and tries its rates on the page: its policy forbids workers from blobs, and there is no address. */
async function expectWithoutWorker(page: Page): Promise<void> {
  await expectFigure(page);
  await page.locator(TAG).evaluate((figure, address) => {
    figure.setAttribute("scene", address);
  }, `${line}&epochs=20&optimizer=SGD&lr=0.1&batch_size=1`);
  await expect.poll(async () => (await expectFigure(page)).experiment.epochs).toBe(20);
  expect(page.workers()).toEqual([]);
}

/** A notebook's model, as anywidget hands it over; and the module, imported from a blob as it does. */
const notebook = html(`<div id="cell"></div><script type="module">
  const values = { scene: ${JSON.stringify(scene)}, run: null };
  const heard = new Set();
  window.model = {
    get: (key) => values[key],
    set(key, value) {
      const other = JSON.stringify(values[key]) !== JSON.stringify(value);
      values[key] = value;
      if (other && key === "scene") for (const hear of heard) hear();
    },
    on: (event, hear) => event === "change:scene" && heard.add(hear),
    off: (event, hear) => heard.delete(hear),
    saved: 0,
    save_changes() { this.saved++; },
    heard,
  };
  const text = await (await fetch("widget.mjs")).text();
  const module = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  window.end = await module.default.render({ model, el: document.querySelector("#cell") });
</script>`);

interface Notebook {
  model: {
    get(key: string): never;
    set(key: string, value: unknown): void;
    saved: number;
    heard: Set<unknown>;
  };
  end(): void;
}

test("the anywidget module runs from a blob: scene goes both ways, run is plain lists, and it cleans up", async ({
  page,
  serve,
}) => {
  const { url } = await serve({ "notebook.html": notebook });
  const heard = complaints(page);
  await page.goto(`${url}notebook.html`);
  expect(await expectFigure(page)).toEqual(scene);
  const kernel = () =>
    page.evaluate(() => {
      const { model } = window as unknown as Notebook;
      const run = model.get("run") as { hikers: { loss: number[] }[] } | null;
      return { scene: model.get("scene") as Scene, loss: run?.hikers[0]!.loss };
    });
  const lossOf = (lr: number) => {
    const { experiment } = structuredClone(scene);
    experiment.hikers[0]!.optimizer.lr = lr;
    return Array.from(engine.run(experiment).hikers[0]!.loss);
  };
  await expect.poll(async () => (await kernel()).loss).toEqual(lossOf(0.05));
  await page.getByRole("slider", { name: "Learning rate", exact: true }).press("ArrowRight");
  const moved = async () => (await kernel()).scene.experiment.hikers[0]!.optimizer.lr as number;
  await expect.poll(moved).not.toBe(0.05);
  await expect.poll(async () => (await kernel()).loss).toEqual(lossOf(await moved()));

  await page.evaluate((scene) => (window as unknown as Notebook).model.set("scene", scene), scene);
  await expect.poll(async () => (await kernel()).loss).toEqual(lossOf(0.05));
  expect(await expectFigure(page)).toEqual(scene);

  await page.evaluate(() => (window as unknown as Notebook).end());
  await expect(page.locator(TAG)).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as Notebook).model.heard.size)).toBe(0);
  expect(heard).toEqual([]);
});

test("the anywidget module works under a strict content policy, from its address", async ({
  page,
  serve,
}) => {
  const notes = `import widget from "./widget.mjs";
const model = { get: () => (${JSON.stringify(scene)}), set() {}, on() {}, off() {}, save_changes() {} };
widget.render({ model, el: document.querySelector("#cell") });`;
  const body = `<div id="cell"></div><script type="module" src="notes.mjs"></script>`;
  const { url } = await serve({ "notes.html": html(body), "notes.mjs": notes }, policy);
  const heard = complaints(page);
  await page.goto(`${url}notes.html`);
  await expectWithoutWorker(page);
  expect(heard).toEqual([expect.stringContaining("blob:")]);
});

test("the package, packed and installed in a fresh Vite project, builds there, has its types and runs", async ({
  page,
  serve,
}, info) => {
  test.slow(); // npm, two compilers and two pages
  const project = info.outputPath("project");
  const write = (name: string, text: string) => writeFileSync(resolve(project, name), text);
  const shell = process.platform === "win32"; // npm is a script
  const npm = (...args: string[]) => execFileSync("npm", args, { cwd: project, stdio: "pipe", shell });
  const tool = (file: string, ...args: string[]) =>
    execFileSync(process.execPath, [file, ...args], { cwd: project, stdio: "pipe" }).toString();
  mkdirSync(project, { recursive: true });
  write("package.json", '{ "private": true, "type": "module" }');
  npm("pack", resolve("pkg"));
  npm(
    "install",
    "--offline",
    "--no-audit",
    "--no-fund",
    `./${readdirSync(project).find((f) => f.endsWith(".tgz"))}`,
  );
  for (const name of ["vite", "typescript"])
    symlinkSync(resolve("node_modules", name), resolve(project, "node_modules", name), "junction");
  write("index.html", html(`<${TAG}></${TAG}><script type="module" src="./main.ts"></script>`));
  write(
    "main.ts",
    `import "learning-rate-playground/element";
import { LearningRatePlayground, type Scene } from "learning-rate-playground/element";
const scene: Scene = ${JSON.stringify(scene)};
const figure = document.querySelector("${TAG}")!;
figure.scene = scene;
const kind: string | undefined = figure.run?.hikers[0]!.verdict.kind;
console.log(kind, figure instanceof LearningRatePlayground!);
`,
  );
  write(
    "tsconfig.json",
    '{ "compilerOptions": { "strict": true, "noEmit": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "types": [] }, "files": ["main.ts"] }',
  );
  tool(resolve("node_modules/typescript/bin/tsc"));
  tool(resolve("node_modules/vite/bin/vite.js"), "build");
  const server = `import("learning-rate-playground/element").then((m) => process.stdout.write([Object.keys(m), m.LearningRatePlayground].join()))`;
  expect(tool("-e", server)).toBe("LearningRatePlayground,");

  const { url } = await serve({}, {}, resolve(project, "dist"));
  const heard = complaints(page);
  await page.goto(`${url}index.html`);
  expect(await expectFigure(page)).toEqual(scene);
  expect(heard).toEqual([]);

  const strict = await serve({}, policy, resolve(project, "dist"));
  await page.goto(`${strict.url}index.html`);
  await expectWithoutWorker(page);
  expect(heard).toEqual([expect.stringContaining("blob:")]);
  expect(
    readFileSync(resolve(project, "node_modules/learning-rate-playground/package.json"), "utf8"),
  ).toContain('"./element"');
});
