// The scripts' own way to run a command.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { output, run } from "../../scripts/command.mjs";

const folder = mkdtempSync(join(tmpdir(), "a folder "));
after(() => rmSync(folder, { recursive: true, force: true }));
const node = process.execPath;

test("a blank in a path parts no word of a command, and a list is so many words", async () => {
  const program = join(folder, "words.cjs");
  writeFileSync(
    program,
    `const [file, ...words] = process.argv.slice(2);
    require("fs").writeFileSync(file, JSON.stringify(words)), console.log(words.length);`,
  );
  const file = join(folder, "written words");
  await run`${node} ${program} ${file} in=${folder}/x ${["two words", "more"]} ${[]} last`;
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), [`in=${folder}/x`, "two words", "more", "last"]);
  assert.equal(output`${node} ${program} ${file} ${folder}`, "1");
});

/** A script of the scripts' kind: what it prints of its own, and what it ends with. */
function script(text) {
  const file = join(folder, "script.mjs");
  const module = new URL("../../scripts/command.mjs", import.meta.url).href;
  writeFileSync(
    file,
    `import { atOnce, run } from ${JSON.stringify(module)};
    const says = (...words) => () => run\`\${process.execPath} --eval \${words
      .map((word, i) => "setTimeout(() => console.log('" + word + "'), " + 300 * i + ");")
      .join("")}\`;
    ${text}`,
  );
  const { status, stdout } = spawnSync(node, [file], { encoding: "utf8" });
  return { status, words: stdout.match(/^\w+$/gm) };
}

test("works that are done at once print each in one piece", () => {
  const { status, words } = script(`await atOnce(says("a", "a", "a"), says("b", "b", "b"));`);
  assert.equal(status, 0);
  assert.match(words.join(""), /^(aaabbb|bbbaaa)$/);
});

test("a work that fails ends the script with what it has printed, once the others have ended", () => {
  const { status, words } = script(`
    await atOnce(() => run\`\${process.execPath} --eval \${"console.log('why'); process.exit(2)"}\`, says("a", "a"));
    console.log("after");`);
  assert.equal(status, 1);
  assert.deepEqual(words, ["why", "a", "a"]);
  assert.equal(script("await run`no-such-program`").status, 1);
});
