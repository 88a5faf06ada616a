import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { VIEWS } from "../../www/views";

test("the page has a line for each view that the engine names, and no other", () => {
  const list = /pub const VIEWS: \[&str; \d+\] = \[([^\]]*)\]/.exec(
    readFileSync("src/scene/mod.rs", "utf8"),
  )![1]!;
  const names = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name!);
  expect(VIEWS.map(({ id }) => id).sort()).toEqual(names.sort());
});
