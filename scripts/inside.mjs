// What is one file with everything inside, for pages, notebooks and disks that a folder of modules does not reach:
//   dist/learning-rate-playground.js   the custom element, by one classic script tag; dist/worker.js beside it
//   dist/embed.js dist/gallery.js      what embed.html and gallery.html add to it
//   dist/playground.html               the course page
//   dist/widget.mjs                    the anywidget module
//   pkg/element.js                     the custom element as a module
// And, since it is known then what is in them, NOTICES.txt in both folders and dist/integrity.txt.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { gzipAsync as zopfli } from "@gfx/zopfli";
import { build } from "vite";
import { indentation } from "./flush-left.mjs";
import { bundled, notices } from "./notices.mjs";
import { slimUplot } from "./slim-uplot.mjs";

const kept = new Map();

/** Compressed, in base64. The engine by Zopfli, which takes ten seconds once and leaves 4 % less of the largest part. */
function pack(file) {
  const small = () => gzipSync(readFileSync(file), { level: 9 });
  if (!kept.has(file)) kept.set(file, file.endsWith(".wasm") ? zopfli(readFileSync(file), {}) : small());
  return kept.get(file);
}

/** `import text from "file?packed"`: the file, packed. */
const packed = {
  name: "packed",
  enforce: "pre",
  async load(id) {
    const [file, query] = id.split("?");
    if (query !== "packed") return null;
    return `export default "${Buffer.from(await pack(file)).toString("base64")}"`;
  },
};

/** Lit notes its versions on `window`; a guest leaves nothing there. */
const guest = {
  name: "guest",
  transform: (code, id) =>
    /node_modules\/(@lit|lit)/.test(id) && /Versions\?\?=|litPropertyMetadata/.test(code)
      ? "const litPropertyMetadata=new WeakMap;" +
        code
          .replace(/\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[^"]*"\)/, "0")
          .replace(/\w+\.litPropertyMetadata\?\?=new WeakMap/, "0")
      : null,
};

const packages = new Set();

/** One script of a module and all it needs: `var playground = what the module exports`, or its default alone. */
async function bundle(entry) {
  const { output } = await build({
    configFile: false,
    logLevel: "warn",
    plugins: [indentation, slimUplot, packed, guest, bundled(packages)],
    resolve: { alias: [{ find: /^.*\/assets$/, replacement: resolve("www/engine/assets-packed.ts") }] },
    build: {
      write: false,
      target: "es2022",
      reportCompressedSize: false,
      modulePreload: false,
      rollupOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        transform: { define: { "import.meta": "{}" } }, // a classic script has none
        output: { format: "iife", name: "playground" },
      },
    },
  });
  return output.find(({ type }) => type === "chunk").code;
}

const banner =
  "/*! The licences of all that is in here: NOTICES.txt, beside this file where it is published. */\n";
const closed = (...scripts) => `${banner}(() => {\n${scripts.join("\n")}})();\n`;

writeFileSync("dist/worker.js", banner + (await bundle("www/engine/worker-packed.ts")));
const element = await bundle("www/pages/learning-rate-playground.ts");
writeFileSync("dist/learning-rate-playground.js", closed(element));
writeFileSync("dist/embed.js", closed(await bundle("www/pages/embed.ts")));
writeFileSync("dist/gallery.js", closed(await bundle("www/pages/gallery.ts")));
writeFileSync(
  "dist/widget.mjs",
  `${banner}${element}\n${await bundle("www/pages/widget.ts")}\nexport default playground;\n`,
);
writeFileSync(
  "pkg/element.js",
  `${banner}export let LearningRatePlayground;
// On a server there is nothing to define it in.
if (typeof customElements !== "undefined") {
${element}
LearningRatePlayground = playground.LearningRatePlayground;
}
`,
);
writeFileSync(
  "pkg/element.d.ts",
  readFileSync("www/pages/playground.d.ts", "utf8")
    .replaceAll("../../pkg/", "./")
    .replace(" In pkg/ it is element.d.ts.", ""),
);
const course = closed(await bundle("www/pages/course.ts"));
const noticesText = notices(packages);
for (const folder of ["dist", "pkg"]) writeFileSync(`${folder}/NOTICES.txt`, noticesText);
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(licence, `dist/${licence}`);
const shown = `document.querySelector("footer pre").textContent = ${JSON.stringify(noticesText)};`;
writeFileSync("dist/playground.html", page(course, closed(element), shown));

// For who keeps a build at an address of its own: the tags of the scripts that other pages load, with their hashes.
const tags = ["learning-rate-playground.js", "frames.js"].map((file) => {
  const hash = createHash("sha384")
    .update(readFileSync(`dist/${file}`))
    .digest("base64");
  return `<script src="${file}" integrity="sha384-${hash}" crossorigin="anonymous"></script>\n`;
});
writeFileSync("dist/integrity.txt", tags.join(""));

/** Five letters for four bytes, where base64 takes eight for six; none of them ends a string or begins a tag. */
function inLetters(bytes) {
  const all = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  let text = "";
  for (let at = 0; at < all.length; at += 4)
    for (let place = 85 ** 4; place >= 1; place /= 85)
      text += String.fromCharCode(40 + (Math.floor(all.readUInt32BE(at) / place) % 85));
  return text.replaceAll("<", "!").replaceAll("\\", "~");
}

/** In the page: runs the scripts that are packed in it. */
async function unpacked(letters, length) {
  const bytes = new DataView(new ArrayBuffer((letters.length / 5) * 4));
  const digit = { "!": 20, "~": 52 };
  for (let at = 0; at < letters.length; at += 5) {
    let four = 0;
    for (const letter of letters.slice(at, at + 5))
      four = four * 85 + (digit[letter] ?? letter.charCodeAt(0) - 40);
    bytes.setUint32((at / 5) * 4, four);
  }
  const packed = new Blob([bytes.buffer.slice(0, length)]).stream();
  const script = document.createElement("script");
  script.textContent = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
  document.body.append(script);
}

/** The built course page with its style and these scripts inside it. */
function page(...scripts) {
  const packed = gzipSync(scripts.join("\n"), { level: 9 });
  const unpacking = `(${unpacked})("${inLetters(packed)}", ${packed.length});`;
  return (
    readFileSync("dist/index.html", "utf8")
      // There is nothing beside it.
      .replace(/<p><a href="\.\/gallery\.html">.*<\/p>\n/, "")
      .replace(/<a href="\.\/NOTICES\.txt">(.*)<\/a>/, "<details><summary>$1</summary><pre></pre></details>")
      .replace(/<script type="module".*<\/script>\n|<link rel="(icon|modulepreload)".*>\n/g, "")
      .replace(
        /<link rel="stylesheet".* href="(.*)">/,
        (_, file) => `<style>${readFileSync(`dist/${file}`, "utf8")}</style>`,
      )
      .replace("</body>", () => `<script>\n${unpacking}\n</script>\n</body>`)
  );
}
