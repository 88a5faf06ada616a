import "./engine.mjs"; // the page's types come from pkg/
import { run } from "./command.mjs";
import { lints } from "./setup.mjs";

lints();
run`cargo fmt --all --check`;
run`cargo clippy --locked --workspace --all-targets -- -D warnings`;
run`cargo clippy --locked --all-targets --target wasm32-unknown-unknown -- -D warnings`;
run`tsc`;
run`prettier --check .`;
