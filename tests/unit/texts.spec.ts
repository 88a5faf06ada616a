import { expect, test } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { parseSync } from "vite";

/** What stands for an expression in a template. */
const HOLE = "…";
const SPOKEN = "aria-label|aria-valuetext|alt|label|placeholder|title";
/** Properties that are read, however short what is assigned to them. */
const READ = /^(ariaLabel|ariaValueText|placeholder|textContent|title)$/;
/** What is assigned to these is a class list or a font. */
const UNREAD = /^(className|font)$/;

const word = "\\p{L}{2,}[.,;:!?…”’)]*";
const WORD = new RegExp(word, "u");
/** Two words with a blank between; an expression may be one of them. */
const SENTENCE = new RegExp(`${word} +[“‘(]*(${HOLE}|\\p{L}{2})|${HOLE}[.,;:]? +[“‘(]*${word}`, "u");
/** Rules of CSS, a value in pixels, a font, a selector, a media query. */
const CSS = /\{[^}]*:|px\b|\bserif\b|^\s*[.#[]|^\([\w-]+: [\w-]+\)$/;

type Node = { type: string; start: number } & Record<string, unknown>;

/** The literal sentences of a file that a person reads, each after the number of its line. */
function sentences(source: string): string[] {
  const found: string[] = [];
  const add = (node: Node, text: string) =>
    found.push(`${source.slice(0, node.start).split("\n").length}: ${text.replace(/\s+/g, " ").trim()}`);

  /** Between tags, and in the attributes that are spoken, a word is enough. */
  function readMarkup(node: Node, markup: string): void {
    const attributes = [...markup.matchAll(new RegExp(`\\s(?:${SPOKEN})="([^"]*)"`, "g"))];
    const texts = [...attributes.map(([, value]) => value!), ...markup.split(/<[^>]*>?/)];
    for (const text of texts) if (WORD.test(text.replaceAll(HOLE, ""))) add(node, text);
  }
  function readText(node: Node, text: string, target: string): void {
    if (/<\w/.test(text)) readMarkup(node, text);
    else if (
      READ.test(target) ? WORD.test(text) : SENTENCE.test(text) && !CSS.test(text) && !UNREAD.test(target)
    )
      add(node, text);
  }

  /** `target`: the name of what the value is assigned to. */
  function visit(node: Node, target: string): void {
    const { type } = node;
    if (/^(Import|ExportAll|TS(Type|Interface|Literal))/.test(type)) return;
    if (type === "Literal" && typeof node.value === "string") readText(node, node.value, target);
    const into = type === "AssignmentExpression" ? (node.left as Node) : type === "VariableDeclarator" ? (node.id as Node) : null; // prettier-ignore
    if (into) target = String((into.property as Node | undefined)?.name ?? into.name);
    if (type === "TaggedTemplateExpression") {
      const tag = (node.tag as Node).name;
      if (tag === "html" || tag === "svg") readMarkup(node, written(node.quasi as Node));
      const { expressions } = node.quasi as { expressions: Node[] };
      expressions.forEach((part, i) => visit(part, place(node.quasi as Node, i)));
      return;
    }
    if (type === "TemplateLiteral") readText(node, written(node), target);
    if (/Function|^Call/.test(type) || /^[=!]==/.test(String(node.operator))) target = "";
    for (const [key, part] of Object.entries(node)) {
      if (key === "key" && !node.computed) continue;
      for (const one of [part].flat()) if (isNode(one)) visit(one, target);
    }
  }
  const isNode = (part: unknown): part is Node => typeof (part as Node | null)?.type === "string";
  /** Where in its markup an expression stands: as text, in an attribute that is spoken, or in another. */
  function place({ quasis }: Node, i: number): string {
    const before = written({ quasis: (quasis as Node[]).slice(0, i + 1) } as unknown as Node);
    const isText = before.lastIndexOf("<") <= before.lastIndexOf(">");
    return isText || new RegExp(`\\s(?:${SPOKEN})="?$`).test(before) ? "textContent" : "";
  }
  const written = ({ quasis }: Node) =>
    (quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join(HOLE);

  visit(parseSync("file.ts", source, { lang: "ts" }).program as unknown as Node, "");
  return found;
}

const files = readdirSync("www", { recursive: true, encoding: "utf8" })
  .map((name) => `www/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".ts"))
  .sort();
const isText = (file: string) => file.startsWith("www/text/");

test("a sentence is told from classes, selectors, fonts and keys", () => {
  const said = [
    'const a = "Show where it went";',
    "const b = `floor ${x}`;",
    "const c = `${x} arrives, of ${n} rates tried`;",
    'throw new Error("This browser cannot");',
    "html`<button>Cancel</button>`;",
    "html`<b>${x}</b><p>at ${y}</p>`;",
    'html`<i title="Go to ${when}"></i>`;',
    'host.innerHTML = `<div class="a b" aria-label="Learning rate"></div>`;',
    'button.textContent = on ? "log" : x;',
    'call({ label: "Batch size" });',
    'html`<b>${on ? "Pause" : "Walk"}</b>`;',
    'html`<b title=${on ? "Pause" : title}></b>`;',
    "const d = `(1 point in ${n})`;",
  ];
  const silent = [
    'import { a } from "a b";',
    'root.className = on ? "key dashed" : "key";',
    'find(".track canvas");',
    'matchMedia("(prefers-color-scheme: dark)");',
    "pen.font = `italic ${weight} ${SERIF}`;",
    "const style = `.a { color: red; font-weight: bold; }`;",
    "css`a b c`;",
    'html`<div class="a b ${c}" role="group" @click=${() => go("x")}></div>`;',
    "part.style.transform = `translate(${x}px, ${y}px)`;",
    "const d = `M${x} ${y}L10 20`;",
    'const e: "one two" = f["a"];',
    'html`<b class=${on ? "chosen" : ""}>${kind === "own" ? text.own : nothing}</b>`;',
    'readout.textContent = schedule === "constant" ? schedule : rate;',
    'say(text.noRateArrives, "Enter", "aria-label");',
  ];
  const lines = sentences(said.join("\n")).map((one) => Number(one.split(":")[0]));
  expect([...new Set(lines)]).toEqual(said.map((_, i) => i + 1));
  expect(sentences(silent.join("\n"))).toEqual([]);
});

test("every sentence of the page stands in www/text", () => {
  const found = files
    .filter((file) => !isText(file) && !file.endsWith(".d.ts"))
    .flatMap((file) => sentences(readFileSync(file, "utf8")).map((one) => `${file}:${one}`));
  expect(found, "give them a name in the room's file of www/text/en").toEqual([]);
});

test("no sentence of www/text is left over", () => {
  const others = files.filter((file) => !isText(file)).map((file) => readFileSync(file, "utf8"));
  const used = new Set(others.join("\n").match(/\w+/g));
  const named = files.filter(isText).flatMap((file) => {
    const source = readFileSync(file, "utf8");
    const exported = source.matchAll(/^export const \w+ = \{$([^]*?)^\}/gm);
    return [...exported].flatMap(([, body]) => [...body!.matchAll(/^  (\w+)/gm)].map(([, name]) => name!));
  });
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => !used.has(name))).toEqual([]);
});
