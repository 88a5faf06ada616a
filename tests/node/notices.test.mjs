// Whose work dist/ and pkg/ carry: what is bundled is asked of others than scripts/notices.mjs asks.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { build } from "vite";
import { output } from "../../scripts/command.mjs";
import { notices } from "../../scripts/notices.mjs";

const read = (file) => readFileSync(file, "utf8");
const text = read("dist/NOTICES.txt");
const named = [...text.matchAll(/^(\S+ \S+) \(.+\)$/gm)].map(([, name]) => name);

test("each package of npm that Vite finds in the site is in the notices, with its licence", async () => {
  const { output } = await build({
    logLevel: "error",
    build: { write: false, minify: false, license: { fileName: "licences.json" } },
  });
  const found = JSON.parse(output.find(({ fileName }) => fileName === "licences.json").source);
  assert.ok(found.length > 0);
  const squeezed = text.replace(/\s+/g, " ");
  for (const { name, version, text: licence } of found) {
    assert.ok(named.includes(`${name} ${version}`), `${name} ${version} is not in the notices`);
    for (const part of licence.split(/\n\s*\n/).filter((part) => !/ License( \(MIT\))?$/.test(part)))
      assert.ok(squeezed.includes(part.replace(/\s+/g, " ").trim()), `${name}'s licence, at: ${part}`);
  }
});

test("each crate that cargo compiles into the engine is in the notices", () => {
  const tree = output`cargo tree --locked --package learning-rate-playground --edges normal,no-proc-macro
    --target wasm32-unknown-unknown --prefix none --no-dedupe --format ${"{p}"}`;
  const crates = new Set(tree.split("\n").map((line) => line.replace(/ v(\S+).*/, " $1")));
  assert.ok(crates.delete(`learning-rate-playground ${output`cargo pkgid`.split(/[#@]/).at(-1)}`));
  assert.ok(crates.size > 0);
  for (const crate of crates) assert.ok(named.includes(crate), `${crate} is not in the notices`);
});

test("the standard library and each table are in the notices", () => {
  assert.match(text, /^Rust's standard library \d/m);
  for (const file of readdirSync("tables").filter((file) => file.endsWith(".csv")))
    assert.match(text, RegExp(`^\\| \`${file}\` \\|.*(CC BY 4\\.0|BSD 3-Clause)\\]`, "m"), file);
});

test("both folders carry the notices and the project's own licences, and the package takes them along", () => {
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE"])
    for (const folder of ["dist", "pkg"]) assert.equal(read(`${folder}/${file}`), read(file));
  assert.equal(read("pkg/NOTICES.txt"), text);
  const shell = process.platform === "win32"; // npm is a script
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "./pkg"], { shell }));
  const packed = files.map(({ path }) => path);
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE", "NOTICES.txt"]) assert.ok(packed.includes(file), file);
});

test("every page leads to the notices", () => {
  for (const page of ["index", "gallery", "embed"])
    assert.match(read(`dist/${page}.html`), /href="\.\/NOTICES\.txt"/);
});

test("a package whose licence has other words than those known fails the build", () => {
  assert.throws(() => notices(new Set(["axe-core"])), /The licence of axe-core .* has other words/);
});
