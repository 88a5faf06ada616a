import "./engine.mjs"; // the page's types come from pkg/
import { run } from "./command.mjs";
import { lints } from "./setup.mjs";

await lints();
await run`cargo fmt --all --check`;
await run`cargo clippy --locked --workspace --all-targets -- -D warnings`;
await run`cargo clippy --locked --all-targets --target wasm32-unknown-unknown -- -D warnings`;
await run`tsc`;
await run`prettier --check .`;
