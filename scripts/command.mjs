import { AsyncLocalStorage } from "node:async_hooks";
import { spawn, spawnSync } from "node:child_process";
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

const kept = new AsyncLocalStorage();

/** Prints; in one of several works at once with all else that this one prints, when it ends. */
export function print(text) {
  const texts = kept.getStore();
  if (texts) texts.push(text);
  else process.stdout.write(text);
}

/** Does works at once of which none waits for another; where one fails, the others still end: one may be installing. */
export async function atOnce(...works) {
  const ends = await Promise.allSettled(
    works.map(async (work) => {
      const texts = [];
      await kept.run(texts, work).finally(() => process.stdout.write(texts.join("")));
    }),
  );
  for (const { reason } of ends) if (reason) throw reason;
}

/** Ends the script with a sentence. */
export function fail(sentence) {
  process.once("uncaughtException", () => {
    console.error(`\n${sentence}`);
    process.exit(1);
  });
  throw new Error(sentence);
}

/**
 * Runs run`program word word` in the terminal; a command that fails ends the script. A value put into the line, as
 * ${path}, is one word or a part of one, whatever blanks it has; a list is so many words.
 */
export async function run(line, ...values) {
  if (!(await succeeds(line, ...values))) fail(`This command failed: ${words(line, values).join(" ")}`);
}

/** The same for a command that needs the network: tried three times. */
export async function runOnline(line, ...values) {
  for (let tries = 0; tries < 3; tries++) if (await succeeds(line, ...values)) return;
  fail(
    `This command failed three times: ${words(line, values).join(" ")}\n` +
      `It needs the network: check the connection and try again.`,
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

/** The same for a command that may fail. */
export function succeeds(line, ...values) {
  const command = words(line, values);
  print(`\n> ${command.join(" ")}\n`);
  if (kept.getStore()) process.stdout.write(`… ${command.join(" ")}\n`);
  const began = Date.now();
  // npm and what it installs are scripts, which Windows starts only through a shell; that splits what is not quoted.
  const shell = process.platform === "win32";
  const [program, ...args] = shell ? command.map((word) => (/\s/.test(word) ? `"${word}"` : word)) : command;
  const child = spawn(program, args, {
    stdio: kept.getStore() ? ["ignore", "pipe", "pipe"] : "inherit",
    shell,
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", print);
  return new Promise((resolve) => {
    child.on("error", ({ message }) => (print(`${message}\n`), resolve(false))); // there is no such program
    child.on("close", (code) => {
      print(`(${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
      resolve(code === 0);
    });
  });
}
