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

/**
 * Runs run`program word word` in the terminal; a command that fails ends the script. A value put into the line, as
 * ${path}, is one word or a part of one, whatever blanks it has; a list is so many words.
 */
export function run(line, ...values) {
  const command = words(line, values);
  if (!succeeds(command)) fail(`This command failed: ${command.join(" ")}`);
}

/** The same for a command that needs the network: tried three times. */
export function runOnline(line, ...values) {
  const command = words(line, values);
  if (!succeeds(command) && !succeeds(command) && !succeeds(command))
    fail(
      `This command failed three times: ${command.join(" ")}\nIt needs the network: check the connection and try again.`,
    );
}

/** What a command, written in the same way, prints, or null where it fails or does not exist. */
export function output(line, ...values) {
  const [program, ...args] = words(line, values);
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

function words(line, values) {
  const value = () => values.shift();
  const split = line.join("\0").trim().split(/\s+/);
  return split.flatMap((word) => (word === "\0" ? value() : word.replaceAll("\0", value)));
}

function succeeds(command) {
  console.log(`\n> ${command.join(" ")}`);
  // npm and what it installs are scripts, which Windows starts only through a shell; that splits what is not quoted.
  const shell = process.platform === "win32";
  const [program, ...args] = shell ? command.map((word) => (/\s/.test(word) ? `"${word}"` : word)) : command;
  return spawnSync(program, args, { stdio: "inherit", shell }).status === 0;
}
