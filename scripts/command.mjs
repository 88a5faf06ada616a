import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";

// What setup.mjs installs is found by its plain name.
const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
process.env.PATH = [resolve("node_modules/.bin"), process.env.PATH, join(cargoHome, "bin")].join(delimiter);

/** Where the first of these programs lies on the PATH, or undefined. */
export function find(...names) {
  const folders = process.env.PATH.split(delimiter);
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const path = join(folder, name + ending);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {
          continue;
        }
      }
}

/** Ends the script with a sentence. */
export function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Runs a command line (words without blanks) in the terminal; a command that fails ends the script. */
export function run(line) {
  if (!succeeds(line)) fail(`This command failed: ${line}`);
}

/** The same for a command that needs the network: tried three times. */
export function runOnline(line) {
  if (!succeeds(line) && !succeeds(line) && !succeeds(line))
    fail(
      `This command failed three times: ${line}\nIt needs the network: check the connection and try again.`,
    );
}

/** What a command prints, or null where it fails or does not exist. */
export function output(line) {
  const [program, ...args] = line.split(" ");
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

function succeeds(line) {
  console.log(`\n> ${line}`);
  const [program, ...args] = line.split(" ");
  // npm and what it installs are scripts, which Windows starts only through a shell.
  const shell = process.platform === "win32";
  return spawnSync(program, args, { stdio: "inherit", shell }).status === 0;
}
