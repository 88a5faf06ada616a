// What the workflows may do, and on whose word.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = ".github/workflows";
const workflows = readdirSync(folder).map((file) => [file, readFileSync(`${folder}/${file}`, "utf8")]);

test("each action is named by the hash of a commit, with its version beside it", () => {
  for (const [file, text] of workflows)
    for (const [line] of text.matchAll(/^.*\buses:.*$/gm))
      assert.match(line, /uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, file);
});

test("each workflow may read the sources, and no more but for the job that publishes what was tested", () => {
  for (const [file, text] of workflows) {
    assert.match(text, /^permissions:\n  contents: read\n(?! )/m, file);
    const [rest, publish = ""] = text.split(/^  publish:\n/m);
    assert.equal(rest.match(/: write|write-all/), null, file);
    if (/: write|deploy/.test(publish)) assert.match(publish, /^    needs: test$/m, file);
  }
});
