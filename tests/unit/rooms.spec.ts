import { expect, test } from "@playwright/test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** What still breaks a rule, as the messages name it. A line goes as soon as it is mended. */
const STILL_BROKEN: string[] = [];

const MOST_LINES = 600;

const files = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => ending.test(name))
    .sort();

/** Without comments: what is only spoken of is not imported. */
const code = (file: string) => readFileSync(file, "utf8").replace(/^\s*(\/\/|\/\*|\*[ /]).*$/gm, "");

const room = (file: string) => file.split("/")[1]!;

/** Expects no `broken` but what is known, and of that all that begins with one of `rules`. */
function expectNoneBroken(broken: Map<string, string>, ...rules: string[]): void {
  const isMine = (entry: string) => rules.some((rule) => entry.startsWith(rule));
  const fresh = [...broken].filter(([entry]) => !STILL_BROKEN.includes(entry));
  const mended = STILL_BROKEN.filter((entry) => isMine(entry) && !broken.has(entry));
  expect.soft(fresh.map(([entry, why]) => `${entry}: ${why}`)).toEqual([]);
  expect.soft(mended, "mended: take them out of STILL_BROKEN in tests/unit/rooms.spec.ts").toEqual([]);
}

// ---- the page ----

const page = files("www", /\.ts$/);

/** The files of the page that each imports: by name, as types, as a worker, or once they are needed. */
const imports = new Map(
  page.map((file) => {
    const paths = code(file).matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"?]*)(?:\?\w+)?"/g);
    const found = [...paths].map(([, path]) => normalize(join(dirname(file), path!)).replaceAll("\\", "/"));
    const endings = [".ts", "/index.ts", ".d.ts"];
    const exact = found.flatMap((path) =>
      endings.map((ending) => path + ending).filter((one) => existsSync(one)),
    );
    return [file, [...new Set(exact)].filter((one) => one.startsWith("www/"))] as const;
  }),
);

/** The rooms that each may import from, beside itself. */
const KNOWS: Record<string, string[]> = {
  text: [],
  util: ["text"],
  scene: ["util", "text", "engine"],
  engine: ["util", "text", "scene"],
  views: ["util", "text", "scene", "engine"],
  controls: ["util", "text", "scene", "engine", "views"],
  share: ["util", "text", "scene", "engine", "views"],
  export: ["util", "text", "scene", "engine", "views"],
  figure: ["util", "text", "scene", "engine", "views", "controls", "share", "export"],
  pages: ["util", "text", "scene", "engine", "views", "controls", "share", "export", "figure"],
};

/** A line for each view there is: it imports them all. */
const ALL_VIEWS = "www/views/index.ts";

/** The view that a file belongs to; null for what all views have in common. */
function view(file: string): string | null {
  const [, room, folder, name] = file.split("/");
  return room === "views" && name && folder !== "shared" ? folder! : null;
}

/** The rule that an import breaks, if any. */
function ruleAgainst(from: string, to: string): string | undefined {
  const [own, other] = [room(from), room(to)];
  if (!KNOWS[own]) return `${own}/ is no room of the page: see KNOWS in tests/unit/rooms.spec.ts`;
  if (own !== other && !KNOWS[own].includes(other)) return `${own}/ knows nothing of ${other}/`;
  const views = own === "views" || own === "controls" || own === "share" || own === "export";
  if (views && from !== ALL_VIEWS && view(to) && view(from) !== view(to))
    return own === "views"
      ? "a view knows no other view; what several need lies in views/shared/"
      : `of views, ${own}/ knows the contract, their list and views/shared/ alone`;
}

test("rooms of the page import from those below them, and views from no other view", () => {
  const broken = new Map<string, string>();
  for (const [from, all] of imports)
    for (const to of all) {
      const rule = ruleAgainst(from, to);
      if (rule) broken.set(`${from} imports ${to}`, rule);
    }
  expect(imports.get("www/engine/queue.ts"), "imports are found").toContain("www/engine/protocol.ts");
  expectNoneBroken(broken, "www/");
});

test("no files of the page import each other in a circle, be it for types", () => {
  /** The shortest way from a file to another, both included. */
  function way(from: string, to: string): string[] | undefined {
    const before = new Map<string, string>();
    const queue = [from];
    for (const file of queue)
      for (const next of imports.get(file) ?? []) {
        if (before.has(next)) continue;
        before.set(next, file);
        queue.push(next);
        if (next !== to) continue;
        const back = [to];
        while (back[0] !== from || back.length === 1) back.unshift(before.get(back[0]!)!);
        return back;
      }
    return undefined;
  }
  const broken = new Map<string, string>();
  for (const file of page) {
    const circle = way(file, file);
    if (circle) broken.set(`circle of ${file}`, circle.join(" → "));
  }
  expectNoneBroken(broken, "circle of ");
});

// ---- the engine ----

/** From the lowest to the highest; rooms on one floor stand side by side. */
const FLOORS = [
  ["pause"],
  ["number"],
  ["text"],
  ["formula"],
  ["schema"],
  ["data"],
  ["loss", "optimizer", "scheduler"],
  ["scene"],
  ["run"],
  ["sweep", "program"],
  ["lesson"],
  ["wasm"],
];

/** The rooms that `crate::` paths of a text name, those in braces too. */
function crateRooms(text: string): string[] {
  const found: string[] = [];
  for (const { index } of text.matchAll(/\bcrate::/g)) {
    const rest = text.slice(index + "crate::".length);
    if (!rest.startsWith("{")) {
      found.push(rest.match(/^\w+/)?.[0] ?? "");
      continue;
    }
    let depth = 0;
    let names = "";
    for (const sign of rest) {
      if (sign === "}" && --depth === 0) break;
      if (depth === 1) names += sign;
      if (sign === "{") depth++;
    }
    found.push(...names.split(",").map((name) => name.trim().match(/^\w+/)?.[0] ?? ""));
  }
  return [...new Set(found)].filter((name) => existsSync(`src/${name}`));
}

test("rooms of the engine look at those on lower floors alone", () => {
  const broken = new Map<string, string>();
  const floor = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));
  for (const file of files("src", /\/.*\/.*\.rs$/)) {
    const own = room(file);
    if (floor(own) < 0) broken.set(`${file} lies in ${own}`, "which stands on no floor: see FLOORS");
    for (const other of crateRooms(code(file))) {
      if (other === own) continue;
      const [here, there] = [floor(own), floor(other)];
      if (there > here) broken.set(`${file} looks at ${other}`, `${other} stands above ${own}`);
      if (there === here) broken.set(`${file} looks at ${other}`, `${other} stands beside ${own}`);
    }
  }
  expect(crateRooms("use crate::{loss::{self, models}, run};\nfn f() -> crate::text::Text")).toEqual([
    "loss",
    "run",
    "text",
  ]);
  expectNoneBroken(broken, "src/");
});

// ---- both ----

test("every source file lies in a room, and none is longer than one can hold in mind", () => {
  const broken = new Map<string, string>();
  for (const file of [...files("www", /\.(ts|css)$/), ...files("src", /\.(rs|ts)$/)]) {
    if (file.split("/").length < 3 && file !== "src/lib.rs")
      broken.set(`root: ${file}`, "a file lies in the folder of its room");
    const lines = readFileSync(file, "utf8").split("\n").length - 1;
    if (lines > MOST_LINES) broken.set(`long: ${file}`, `${lines} lines, at most ${MOST_LINES}`);
  }
  expectNoneBroken(broken, "root: ", "long: ");
});
