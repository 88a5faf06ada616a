// What the README says to write, in a project of its own in which the package is installed as npm would install it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { build, createServer } from "vite";

const readme = readFileSync("README.md", "utf8");
const [lines] = [...readme.matchAll(/^```js\n(.*?)^```/gms)]
  .map(([, lines]) => lines)
  .filter((lines) => lines.includes(`from "learning-rate-playground"`));

let project;
before(() => {
  project = mkdtempSync(join(tmpdir(), "a project ")); // a blank: paths have them
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", project, "./pkg"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  }).trim();
  const installed = join(project, "node_modules", "learning-rate-playground");
  mkdirSync(installed, { recursive: true });
  execFileSync(
    "tar",
    ["-xf", packed, "-C", join("node_modules", "learning-rate-playground"), "--strip-components=1"],
    {
      cwd: project,
    },
  );
  writeFileSync(join(project, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(project, "main.js"), lines);
  writeFileSync(join(project, "index.html"), `<script type="module" src="/main.js"></script>`);
});
after(() => rmSync(project, { recursive: true, force: true }));

test("the README's lines run in Node as they stand", () => {
  const said = execFileSync(process.execPath, ["main.js"], { cwd: project, encoding: "utf8" });
  assert.match(said, /^[A-Z].*\.\n$/, "a sentence");
});

test("on a server the import of the element does nothing", () => {
  const line = readme.match(/^import "learning-rate-playground\/element";$/m)[0];
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", line], { cwd: project });
  assert.equal(String(said), "");
});

test("Vite's dev server serves the README's lines an engine that runs", async () => {
  const server = await createServer({
    root: project,
    configFile: false,
    logLevel: "error",
    server: { host: "127.0.0.1", port: 0 },
  });
  try {
    await server.listen();
    const address = server.resolvedUrls.local[0];
    const text = async (path) => (await fetch(new URL(path, address))).text();
    const [, path] = (await text("/main.js")).match(/from "(.*?)"/);
    const glue = (await text(path)).replaceAll(
      "import.meta.url",
      JSON.stringify(new URL(path, address).href),
    );
    const { default: init, catalogue } = await import(`data:text/javascript,${encodeURIComponent(glue)}`);
    await init();
    assert.ok(catalogue().losses.length > 0);
  } finally {
    await server.close();
  }
});

test("Vite's build puts the wasm beside the page", async () => {
  const { output } = await build({
    root: project,
    configFile: false,
    logLevel: "error",
    build: { write: false },
  });
  assert.ok(output.some(({ fileName }) => fileName.endsWith(".wasm")));
});
