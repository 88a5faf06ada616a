// Installs what is missing, one function for each thing. Each does nothing when the thing is there.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fail, find, output, run, runOnline } from "./command.mjs";

export function rust() {
  if (!find("cargo")) fail("Rust is missing: install it from https://rustup.rs, then try again.");
}

export async function wasmTarget() {
  rust();
  const target = "wasm32-unknown-unknown";
  const folder = output`rustc --print target-libdir --target ${target}`;
  if (folder && existsSync(folder)) return;
  if (!find("rustup"))
    fail(`Rust's target ${target} is missing: install it, or Rust from https://rustup.rs.`);
  await runOnline`rustup target add ${target}`;
}

export async function lints() {
  if (!output`cargo fmt --version`) await runOnline`rustup component add rustfmt`;
  if (!output`cargo clippy --version`) await runOnline`rustup component add clippy`;
}

export async function nodePackages() {
  const installed = "node_modules/.package-lock.json";
  const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;
  if (!fresh) await runOnline`npm ci --no-audit --no-fund`;
}

/** tools/bindgen, compiled: with all it needs that takes longer than the engine. */
export async function bindgen() {
  const files = ["Cargo.lock", "Cargo.toml", "tools/bindgen/Cargo.toml", "tools/bindgen/src/main.rs"];
  const program = process.platform === "win32" ? "bindgen.exe" : "bindgen";
  const kept = await once("bindgen", files, output`rustc --version`, async (kept) => {
    await run`cargo build --quiet --profile tool --locked --package bindgen --target-dir target`;
    copyFileSync(`target/tool/${program}`, join(kept, program));
  });
  return join(kept, program);
}

/** What the tests in browsers need beside the browsers. */
export async function testTools() {
  // wasm-pack takes the test runner of this package where its version is the crate's, else it fetches its own.
  const wasmBindgen = readFileSync("Cargo.lock", "utf8").match(
    /^name = "wasm-bindgen"\nversion = "(.*)"$/m,
  )[1];
  await cargoInstall("wasm-pack", "wasm-pack@0.15.1");
  await cargoInstall("wasm-bindgen", `wasm-bindgen-cli@${wasmBindgen}`);
  await cargoInstall("geckodriver", "geckodriver@0.37.1");
}

/** Unoptimised: the tools do little, and this takes a third of the time. */
async function cargoInstall(program, source) {
  if (!find(program))
    await runOnline`cargo install --locked --config profile.release.opt-level=0 --config profile.release.lto=false ${source}`;
}

export const chromium = () => find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

/** Chromium without windows and their menus, which cost as much as the page; where it is missing, all of Chromium. */
export const headlessChromium = () => find("chromium-headless-shell") ?? chromium();

/** WebKitGTK's small browser, which its driver drives; it lies beside the library, not on the PATH. */
export function miniBrowser() {
  const libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64"].flatMap((folder) =>
    existsSync(folder) ? [folder, ...readdirSync(folder).map((name) => `${folder}/${name}`)] : [],
  );
  const versions = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
  return libraries
    .flatMap((folder) => versions.map((version) => `${folder}/${version}/MiniBrowser`))
    .find((file) => existsSync(file));
}

/** The browsers, their drivers and Python; where they cannot be installed, the sentence that says so. */
export function systemPackages() {
  const missing = [];
  if (!chromium()) missing.push("chromium");
  if (installs() && !find("chromium-headless-shell")) missing.push("chromium-headless-shell");
  if (!find("chromedriver")) missing.push("chromium-driver");
  if (!find("firefox", "firefox-esr")) missing.push("firefox-esr");
  if (!find("WebKitWebDriver") || !miniBrowser()) missing.push("webkit2gtk-driver");
  if (!find("Xvfb")) missing.push("xvfb");
  if (!output`python3 -m ensurepip --version`) missing.push("python3", "python3-venv");
  return debian(missing);
}

const bin = (folder) => `${folder}/${process.platform === "win32" ? "Scripts" : "bin"}`;

/** Python's programs among the hosts; returns the folder they are in. */
export async function pythonHosts() {
  const [wanted, exact] = ["tests/hosts/requirements.txt", "tests/hosts/constraints.txt"];
  const kept = await once("python", [wanted, exact], output`python3 --version`, async (kept) => {
    await run`python3 -m venv ${kept}`;
    await runOnline`${bin(kept)}/python -m pip install --quiet --requirement ${wanted} --constraint ${exact}`;
  });
  link(kept, "target/hosts/python");
  return bin("target/hosts/python");
}

/** Docusaurus; returns its node_modules. */
export async function docusaurus() {
  const files = ["package.json", "package-lock.json"].map((file) => `tests/hosts/docusaurus/${file}`);
  const kept = await once("docusaurus", files, process.version, async (kept) => {
    for (const file of files) copyFileSync(file, join(kept, basename(file)));
    await runOnline`npm ci --no-audit --no-fund --prefix ${kept}`;
  });
  return `${kept}/node_modules`;
}

/** Installs what these files ask for into a folder of the user's, where every clone finds it; returns that. */
async function once(name, files, version, install) {
  const hash = createHash("sha256").update(version);
  for (const file of files) hash.update(readFileSync(file));
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "learning-rate-playground");
  const folder = join(cache, `${name}-${hash.digest("hex").slice(0, 12)}`);
  const stamp = join(folder, ".installed");
  if (existsSync(stamp)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await install(folder);
  writeFileSync(stamp, "");
  return folder;
}

export function link(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to, "junction");
}

async function debian(missing) {
  if (missing.length === 0) return;
  if (!installs())
    return `Missing, by Debian's names: ${missing.join(", ")}. On Debian: sudo apt-get install ${missing.join(" ")}`;
  await runOnline`apt-get update`;
  await runOnline`apt-get install --yes --no-install-recommends ${missing}`;
}

/** Whether packages of the system can be installed: by root, on Debian. */
function installs() {
  if (process.getuid?.() !== 0) return false;
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}
