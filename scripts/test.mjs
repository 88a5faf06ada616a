import { readdirSync } from "node:fs";
import { run } from "./command.mjs";
import { browsers, testTools } from "./setup.mjs";

await browsers();
await testTools();
await import("./build.mjs");
await run`cargo test --locked`;
await run`wasm-pack build --out-dir target/wasm-pack`;
await run`wasm-pack test --headless --chrome`;
await run`wasm-pack test --headless --firefox`;
// Node 20 takes a folder here, later ones a pattern, all of them files.
const files = readdirSync("tests/node").filter((file) => file.endsWith(".test.mjs"));
await run`node --test ${files.map((file) => `tests/node/${file}`)}`;
await run`node --test tests/engines/essentials.test.mjs`;
await run`playwright test`;
await import("./hosts.mjs");
await run`playwright test --config playwright.hosts.config.ts`;
