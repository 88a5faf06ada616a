// src/ → pkg/, the npm package `learning-rate-playground`.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { run } from "./command.mjs";
import { nodePackages, wasmTarget } from "./setup.mjs";

const name = "learning_rate_playground";
const raw = `target/wasm32-unknown-unknown/release/${name}.wasm`;
const wasm = `pkg/${name}_bg.wasm`;
const stamp = "pkg/.built-from";

wasmTarget();
nodePackages();
run("cargo build --release --locked --lib --target wasm32-unknown-unknown");

const inputs = [raw, "Cargo.toml", "package-lock.json", "scripts/engine.mjs", "tools/bindgen/src/main.rs"];
const hash = createHash("sha256");
for (const file of inputs) hash.update(readFileSync(file));
const digest = hash.digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== digest) {
  rmSync("pkg", { recursive: true, force: true });
  run(`cargo run --quiet --profile tool --locked --package bindgen -- ${raw} pkg ${name}`);
  // --all-features would let wasm-opt write what browsers do not know yet.
  run(
    `wasm-opt -Oz --converge --enable-simd --enable-bulk-memory --enable-sign-ext ` +
      `--enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue ` +
      `--enable-reference-types ${wasm} -o ${wasm}`,
  );
  writeFileSync("pkg/package.json", JSON.stringify(packageJson(), null, 2) + "\n");
  for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(licence, `pkg/${licence}`);
  writeFileSync(stamp, digest);
}
console.log(`${wasm}: ${(gzipSync(readFileSync(wasm)).length / 1000).toFixed(1)} KB gzipped`);

function packageJson() {
  const cargo = (key) => readFileSync("Cargo.toml", "utf8").match(RegExp(`^${key} = "(.*)"$`, "m"))[1];
  return {
    name: "learning-rate-playground",
    version: cargo("version"),
    description: cargo("description"),
    license: cargo("license"),
    type: "module",
    main: `${name}.js`,
    types: `${name}.d.ts`,
    exports: {
      ".": { types: `./${name}.d.ts`, default: `./${name}.js` },
      [`./${name}_bg.wasm`]: `./${name}_bg.wasm`,
      "./package.json": "./package.json",
    },
    files: [`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm`, `${name}_bg.wasm.d.ts`, "LICENSE-*"],
    sideEffects: false,
  };
}
