// Everything: pkg/ and dist/.
import "./engine.mjs";
import { run } from "./command.mjs";

run`tsc`;
run`vite build`;
run`node scripts/inside.mjs`;
