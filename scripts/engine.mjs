// src/ → pkg/, the npm package `learning-rate-playground`, and target/surfaces/, the same engine with a few surfaces alone:
// the page opens with that one, which is smaller.
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { atOnce, fail, print, run } from "./command.mjs";
import { bindgen, nodePackages, wasmTarget } from "./setup.mjs";

const name = "learning_rate_playground";
const tables = readdirSync("tables").map((file) => `tables/${file}`);

await wasmTarget();
await nodePackages();
const tool = bindgen();
await atOnce(surfaces, whole);

function surfaces() {
  // In one folder with the other each would take that one's file for its own and compile again.
  return build("target/surfaces", "target/opening", ["--no-default-features"]);
}

function whole() {
  return build("pkg", "target", [], () => {
    readsItsFileInNode(`pkg/${name}.js`);
    writeFileSync("pkg/package.json", JSON.stringify(packageJson(), null, 2) + "\n");
    for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(licence, `pkg/${licence}`);
    cpSync("tables", "pkg/tables", { recursive: true });
  });
}

/** Into `folder`, unless it is there already; `more` adds what else belongs in it. */
async function build(folder, compiled, features, more = () => {}) {
  const raw = `${compiled}/wasm32-unknown-unknown/release/${name}.wasm`;
  const wasm = `${folder}/${name}_bg.wasm`;
  const stamp = `${folder}/.built-from`;
  await run`cargo build --release --locked --lib --target wasm32-unknown-unknown --target-dir ${compiled} ${features}`;
  const inputs = [
    raw,
    ...tables,
    "Cargo.toml",
    "package-lock.json",
    "scripts/engine.mjs",
    "tools/bindgen/src/main.rs",
  ];
  const hash = createHash("sha256");
  for (const file of inputs) hash.update(readFileSync(file));
  const digest = hash.digest("hex");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== digest) {
    rmSync(folder, { recursive: true, force: true });
    await run`${await tool} ${raw} ${folder} ${name}`;
    // --all-features would let wasm-opt write what browsers do not know yet. --low-memory-unused: no address is so near the
    // end of memory that adding a small number wraps, so the number goes into the load: before -O3, which writes 64 as
    // minus -64 and does not know it then.
    await run`wasm-opt --low-memory-unused --ssa-nomerge --optimize-added-constants-propagate -O3 --converge
      --enable-simd --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int
      --enable-mutable-globals --enable-multivalue --enable-reference-types ${wasm} -o ${wasm}`;
    const types = `${folder}/${name}.d.ts`;
    writeFileSync(types, readFileSync(types, "utf8").replace(/^ *\[Symbol\.dispose\].*\n/gm, "")); // newer than some readers' TypeScript knows
    more();
    writeFileSync(stamp, digest);
  }
  print(`${wasm}: ${(gzipSync(readFileSync(wasm)).length / 1000).toFixed(1)} KB gzipped\n`);
}

/** Node's fetch knows no files, so there `init()` reads the one beside it; by no import, which browsers would follow. */
function readsItsFileInNode(glue) {
  const [written, fetched] = [readFileSync(glue, "utf8"), "module_or_path = fetch(module_or_path);"];
  if (!written.includes(fetched))
    fail(`${glue} does not fetch its wasm as scripts/engine.mjs expects it to.`);
  const inNode = `module_or_path.protocol === "file:" && globalThis.process?.getBuiltinModule`;
  const read = `process.getBuiltinModule("node:fs").readFileSync(module_or_path)`;
  writeFileSync(
    glue,
    written.replace(fetched, `module_or_path = ${inNode} ? ${read} : fetch(module_or_path);`),
  );
}

function packageJson() {
  const cargo = (key) => readFileSync("Cargo.toml", "utf8").match(RegExp(`^${key} = "(.*)"$`, "m"))[1];
  return {
    name: "learning-rate-playground",
    version: cargo("version"),
    description: cargo("description"),
    license: cargo("license"),
    type: "module",
    engines: { node: ">=20.16" },
    main: `${name}.js`,
    types: `${name}.d.ts`,
    exports: {
      ".": { types: `./${name}.d.ts`, default: `./${name}.js` },
      "./element": { types: "./element.d.ts", default: "./element.js" },
      [`./${name}_bg.wasm`]: `./${name}_bg.wasm`,
      "./tables/*": "./tables/*",
      "./package.json": "./package.json",
    },
    files: [
      `${name}.js`,
      `${name}.d.ts`,
      `${name}_bg.wasm`,
      `${name}_bg.wasm.d.ts`,
      "element.js",
      "element.d.ts",
      "LICENSE-*",
      "NOTICES.txt",
      "tables/*",
    ],
    sideEffects: ["./element.js"],
  };
}
