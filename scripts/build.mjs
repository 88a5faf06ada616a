// Everything: pkg/ and dist/.
import "./engine.mjs";
import { run } from "./command.mjs";

await run`tsc`;
await run`vite build`;
await run`node scripts/inside.mjs`;
