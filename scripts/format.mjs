import { run } from "./command.mjs";
import { lints, nodePackages } from "./setup.mjs";

await lints();
await nodePackages();
await run`cargo fmt --all`;
await run`prettier --write .`;
