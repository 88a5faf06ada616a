// NOTICES.txt: whose work dist/ and pkg/ carry, and its licences, read from the packages themselves.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fail, output, print } from "./command.mjs";

/** For a build with Vite: notes in `found` of which packages of npm its output has modules. */
export const bundled = (found) => ({
  name: "bundled",
  generateBundle: (_, bundle) => {
    for (const { moduleIds = [] } of Object.values(bundle))
      for (const id of moduleIds) {
        // The bundler's own few lines are a module without a file.
        const name = id.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)|^\0(rolldown)\//);
        if (name) found.add(name[1] ?? name[2]);
      }
  },
});

/** All notices, of the packages of npm named. */
export function notices(npm) {
  const own = {
    name: "learning-rate-playground",
    licence: "MIT OR Apache-2.0",
    files: [read("LICENSE-MIT")],
  };
  const works = [
    own,
    ...[...npm].sort().map(npmPackage),
    ...crates(),
    ...standardLibrary(),
    { name: "scikit-learn's tables", licence: "see the end", files: [read("tables/LICENSE-scikit-learn")] },
  ];
  const head = `Notices

${own.name} is licensed under ${own.licence}. It contains the works below, each under the
terms that follow it; where its authors offer a choice, MIT is chosen.
`;
  return [head, ...grouped(works), read("tables/README.md").replace(/^# /, "")].join(
    `\n${"=".repeat(80)}\n\n`,
  );
}

const read = (file) => readFileSync(file, "utf8");

/** Terms that several works share are written once, after all that their licences say beside them. */
function grouped(works) {
  const groups = new Map();
  for (const { name, licence, files } of works)
    for (const text of files) {
      const [terms] =
        text.match(MIT_OR_BSD) ??
        text.match(/^Permission is hereby[^]*/m) ??
        fail(`The licence of ${name} has other words than scripts/notices.mjs knows.`);
      const key = terms
        .replace(/^(\*|\d\.) |\W+/gm, " ")
        .replace(/ +/g, " ")
        .toLowerCase()
        .trim();
      const group = groups.get(key) ?? { terms, works: [] };
      groups.set(key, group);
      const beside = text
        .replace(terms, "")
        .replace(/^(.*(MIT|3-Clause) License.*|-+)$/gim, "")
        .trim();
      group.works.push(`${name} (${licence})${beside.replace(/^(?=.)|\n\s*/g, "\n    ")}`);
    }
  return [...groups.values()].map(({ terms, works }) => `${works.join("\n")}\n\n${terms.trim()}\n`);
}

const MIT_OR_BSD =
  /^(Permission is hereby|Redistribution and use)[^]*?^(THE|THIS) SOFTWARE IS PROVIDED[^]*?(?=\n\s*\n|\n-+\n|\s*$(?![^]))/m;

function npmPackage(name) {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(read(join(folder, "package.json")));
  return work(`${name} ${version}`, license, folder);
}

/** What the wasm is made of: all that the engine needs, but for what only runs while it is compiled. */
function crates() {
  const told = output`cargo metadata --locked --format-version 1 --filter-platform wasm32-unknown-unknown`;
  const { packages, resolve } = JSON.parse(
    told ?? fail("cargo metadata does not say which crates the engine has."),
  );
  const [crate, node] = [packages, resolve.nodes].map((list) => new Map(list.map((one) => [one.id, one])));
  const compiles = (id) => crate.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
  const reached = new Set([resolve.root]);
  for (const id of reached)
    for (const { pkg, dep_kinds } of node.get(id).deps)
      if (dep_kinds.some(({ kind }) => kind === null) && !compiles(pkg)) reached.add(pkg);
  reached.delete(resolve.root);
  return [...reached].sort().map((id) => {
    const { name, version, license, authors, manifest_path } = crate.get(id);
    return work(`${name} ${version}`, license, dirname(manifest_path), authors);
  });
}

/** The texts in a folder of the licences chosen, of an expression as "(MIT OR Apache-2.0) AND Unicode-3.0". */
function work(name, licence, folder, authors = []) {
  const texts = readdirSync(folder).filter((file) => /^(licen[sc]e|copying)/i.test(file));
  const files = chosen(licence).map((one) => {
    const word = one.split("-")[0].toLowerCase();
    const file =
      texts.find((file) => file.toLowerCase().includes(word)) ?? texts.find((file) => /^[^-]*$/.test(file));
    if (file) return read(join(folder, file)).replace(APACHE, "    [the Apache License 2.0]\n");
    if (one !== "MIT") fail(`${name} has no text of its licence, ${one}.`);
    return `Authors: ${authors.join(", ")}; the package has no file of its licence\n${terms()}`;
  });
  return { name, licence, files };
}

// libm has it behind MIT's words.
const APACHE = /^ *Apache License\n[\s\S]*limitations under the License\.\n/m;

const terms = () => read("LICENSE-MIT").replace(/^[\s\S]*?(?=Permission)/, "");

const chosen = (licence) =>
  licence.split(" AND ").map((part) => {
    const choice = part.replace(/[()]/g, "").split(/ OR |\//);
    return choice.includes("MIT") ? "MIT" : choice[0];
  });

/** Rust's, as far as it is compiled for WebAssembly; its notices come with the compiler. */
function standardLibrary() {
  const folder = join(output`rustc --print sysroot`, "share/doc/rust");
  const file = join(folder, "COPYRIGHT-library.html");
  const version = output`rustc --version`.split(" ")[1];
  const name = `Rust's standard library ${version}`;
  if (!existsSync(file)) {
    print(`There is no ${file}: NOTICES.txt names the standard library's authors by their address alone.\n`);
    const where = `https://github.com/rust-lang/rust/blob/${version}/COPYRIGHT`;
    return [{ name, licence: "MIT OR Apache-2.0", files: [`Its authors: ${where}\n${terms()}`] }];
  }
  const [own, others] = read(file).split('<h2 id="out-of-tree-dependencies">');
  const values = (html, key) =>
    [...html.matchAll(RegExp(`<b>${key}:</b>(.*?)</p>`, "gs"))].map(([, text]) => plain(text));
  const parts = own
    .split(/(?=<b>File\/Directory:)/)
    .slice(1)
    .map((part) => {
      const [[where], [licence]] = [values(part, "File/Directory"), values(part, "License")];
      const notice = values(part, "Copyright")
        .map((text) => `Copyright ${text}\n`)
        .join("");
      const files = chosen(licence).map((one) =>
        one === "MIT"
          ? notice + terms()
          : read(join(folder, `licenses/${one}.txt`)).replace(/^Copyright.*<.*\n/m, notice),
      );
      return { name: where === "." ? name : `${name}, ${where}`, licence, files };
    });
  const compiled = readdirSync(output`rustc --print target-libdir --target wasm32-unknown-unknown`);
  const crates = others
    .split("<h3>")
    .slice(1)
    .flatMap((part) => {
      const [, name, version] = part.match(/(\S+)-(\d\S*)<\/h3>/);
      if (!compiled.some((file) => file.startsWith(`lib${name.replaceAll("-", "_")}-`))) return [];
      const [licence] = values(part, "License");
      const texts = [...part.matchAll(/<code>(.*?)<\/code><\/summary>\s*<pre>(.*?)<\/pre>/gs)];
      const files = chosen(licence).map((one) => plain(texts.find(([, file]) => file.includes(one))[2]));
      return [{ name: `${name} ${version}`, licence, files }];
    });
  return [...parts, ...crates];
}

const plain = (html) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
    .replace(/^\s*\n|\s+$/g, "")
    .trimStart();
