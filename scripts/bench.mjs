// Runs every file in bench/, one after the other: two at a time would measure each other.
import { readdirSync } from "node:fs";
import "./build.mjs";
import { run } from "./command.mjs";

for (const file of readdirSync("bench").sort()) if (file.endsWith(".mjs")) await run`node bench/${file}`;
