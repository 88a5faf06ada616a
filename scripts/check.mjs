import { atOnce, run } from "./command.mjs";
import { lints, nodePackages, wasmTarget } from "./setup.mjs";

await lints();
await wasmTarget();
await nodePackages();
await atOnce(
  async () => {
    await run`node scripts/engine.mjs`; // the page's types come from pkg/
    await run`tsc`;
  },
  async () => {
    await run`cargo fmt --all --check`;
    await run`cargo clippy --locked --workspace --all-targets -- -D warnings`;
    await run`cargo clippy --locked --lib --test web --target wasm32-unknown-unknown -- -D warnings`;
  },
  () => run`prettier --check .`,
);
