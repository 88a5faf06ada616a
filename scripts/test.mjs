import { readdirSync } from "node:fs";
import { run } from "./command.mjs";
import { browsers, testTools } from "./setup.mjs";

browsers();
testTools();
await import("./build.mjs");
run`cargo test --locked`;
run`wasm-pack build --out-dir target/wasm-pack`;
run`wasm-pack test --headless --chrome`;
run`wasm-pack test --headless --firefox`;
// Node 20 takes a folder here, later ones a pattern, all of them files.
const files = readdirSync("tests/node").filter((file) => file.endsWith(".test.mjs"));
run`node --test ${files.map((file) => `tests/node/${file}`)}`;
run`node --test tests/engines/essentials.test.mjs`;
run`playwright test`;
await import("./hosts.mjs");
run`playwright test --config playwright.hosts.config.ts`;
