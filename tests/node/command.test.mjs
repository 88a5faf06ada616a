// The scripts' own way to run a command.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { output, run } from "../../scripts/command.mjs";

const folder = mkdtempSync(join(tmpdir(), "a folder "));
after(() => rmSync(folder, { recursive: true, force: true }));

test("a blank in a path parts no word of a command, and a list is so many words", () => {
  const program = join(folder, "words.cjs");
  writeFileSync(
    program,
    `const [file, ...words] = process.argv.slice(2);
    require("fs").writeFileSync(file, JSON.stringify(words)), console.log(words.length);`,
  );
  const [file, node] = [join(folder, "written words"), process.execPath];
  run`${node} ${program} ${file} in=${folder}/x ${["two words", "more"]} ${[]} last`;
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), [`in=${folder}/x`, "two words", "more", "last"]);
  assert.equal(output`${node} ${program} ${file} ${folder}`, "1");
});
