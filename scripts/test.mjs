// All that is tested, or a part of it: `npm test`, `npm run test:page -- NAME`.
import { readdirSync } from "node:fs";
import { atOnce, fail, print, run } from "./command.mjs";
import { docusaurus, nodePackages, pythonHosts, systemPackages, testTools, wasmTarget } from "./setup.mjs";

const parts = {
  engine: (...more) => run`cargo test --locked ${more}`,

  async unit() {
    await run`node scripts/build.mjs`;
    await run`playwright test --config playwright.unit.config.ts`;
    // Node 20 takes a folder here, later ones a pattern, all of them files.
    const files = readdirSync("tests/node").filter((file) => file.endsWith(".test.mjs"));
    await run`node --test ${files.map((file) => `tests/node/${file}`)}`;
  },

  /** Of all or, where a word is given, in the files of that name, or else with it in their titles. */
  async page(...given) {
    const lacks = await systemPackages();
    if (lacks) fail(`The page's tests need Chromium. ${lacks}`);
    await run`node scripts/build.mjs`;
    const [word = "-"] = given;
    const isTitle = !word.startsWith("-") && !readdirSync("tests/page").some((file) => file.includes(word));
    await run`playwright test ${isTitle ? ["--grep", ...given] : given}`;
  },
};

const [part, ...more] = process.argv.slice(2);
await wasmTarget();
await nodePackages();
if (part) await parts[part](...more);
else await everything();

async function everything() {
  print(
    `The engine and what needs no browser are tested first. Then this needs Chromium, Firefox and WebKitGTK with their\n` +
      `drivers, Xvfb, wasm-pack, and Python with venv for other people's pages. What is missing is installed, with npm,\n` +
      `cargo, pip and, by root on Debian, apt-get.\n`,
  );
  let lacks;
  async function install() {
    lacks = await systemPackages();
    if (lacks) return;
    await testTools();
    await pythonHosts();
    await docusaurus();
  }
  await atOnce(parts.engine, parts.unit, install);
  if (lacks)
    fail(
      `${lacks}\nNot run for want of that: the engine in browsers (tests/web.rs), the essentials in three browsers ` +
        `(tests/engines/), the page (tests/page/) and other people's pages (tests/hosts/).`,
    );
  await atOnce(engineInBrowsers, () => run`node scripts/hosts.mjs`);
  await run`playwright test`;
  await atOnce(
    () => run`node --test tests/engines/packages.test.mjs tests/engines/essentials.test.mjs`,
    () => run`playwright test --config playwright.hosts.config.ts`,
  );
}

async function engineInBrowsers() {
  await run`wasm-pack build --out-dir target/wasm-pack`;
  await run`wasm-pack test --headless --chrome --firefox -- --test web`;
}
