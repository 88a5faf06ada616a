import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { VIEWS } from "../../www/views";

test("the page has a line for each view that the engine names, and no other", () => {
  const list = /pub const VIEWS: \[&str; \d+\] = \[([^\]]*)\]/.exec(
    readFileSync("src/scene/mod.rs", "utf8"),
  )![1]!;
  const names = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name!);
  const page = VIEWS.map(({ id }) => id);
  const lacks = (some: string[], all: string[]) => all.filter((name) => !some.includes(name));
  expect(lacks(page, names), "they need a line in www/views/index.ts").toEqual([]);
  expect(lacks(names, page), "their names belong in VIEWS of src/scene/mod.rs").toEqual([]);
});
