// What is one file with everything inside, for pages, notebooks and disks that a folder of modules does not reach:
//   dist/learning-rate-playground.js   the custom element, by one classic script tag; dist/worker.js beside it
//   dist/embed.js dist/gallery.js      what embed.html and gallery.html add to it
//   dist/playground.html               the course page
//   dist/widget.mjs                    the anywidget module
//   pkg/element.js                     the custom element as a module
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { indentation } from "./flush-left.mjs";

/** `import text from "file?packed"`: the file, compressed, in base64. */
const packed = {
  name: "packed",
  enforce: "pre",
  load(id) {
    const [file, query] = id.split("?");
    if (query !== "packed") return null;
    return `export default "${gzipSync(readFileSync(file), { level: 9 }).toString("base64")}"`;
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

/** One script of a module and all it needs: `var playground = what the module exports`, or its default alone. */
async function bundle(entry) {
  const { output } = await build({
    configFile: false,
    logLevel: "warn",
    plugins: [indentation, packed, guest],
    resolve: { alias: [{ find: "./assets", replacement: resolve("www/inside.ts") }] },
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

const closed = (...scripts) => `(() => {\n${scripts.join("\n")}})();\n`;

writeFileSync("dist/worker.js", await bundle("www/inside-worker.ts"));
const element = await bundle("www/learning-rate-playground.ts");
writeFileSync("dist/learning-rate-playground.js", closed(element));
writeFileSync("dist/embed.js", closed(await bundle("www/embed.ts")));
writeFileSync("dist/gallery.js", closed(await bundle("www/gallery.ts")));
writeFileSync(
  "dist/widget.mjs",
  `${element}\n${await bundle("www/widget.ts")}\nexport default playground;\n`,
);
writeFileSync(
  "pkg/element.js",
  `export let LearningRatePlayground;
// On a server there is nothing to define it in.
if (typeof customElements !== "undefined") {
${element}
LearningRatePlayground = playground.LearningRatePlayground;
}
`,
);
writeFileSync(
  "pkg/element.d.ts",
  readFileSync("www/playground.d.ts", "utf8")
    .replaceAll("../pkg/", "./")
    .replace(" In pkg/ it is element.d.ts.", ""),
);
writeFileSync("dist/playground.html", page(closed(await bundle("www/page.ts")), closed(element)));

/** The built course page with its style and these scripts inside it. */
function page(...scripts) {
  const tags = scripts.map((text) => `<script>${text.replaceAll("</script", "<\\/script")}</script>`);
  return readFileSync("dist/index.html", "utf8")
    .replace(/<p><a href="\.\/gallery\.html">.*<\/p>\n/, "") // there is nothing beside it
    .replace(/<script type="module".*<\/script>\n|<link rel="(icon|modulepreload)".*>\n/g, "")
    .replace(
      /<link rel="stylesheet".* href="(.*)">/,
      (_, file) => `<style>${readFileSync(`dist/${file}`, "utf8")}</style>`,
    )
    .replace("</body>", () => tags.join("\n") + "\n</body>");
}
