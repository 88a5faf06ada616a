import { run } from "./command.mjs";
import { lints, nodePackages } from "./setup.mjs";

lints();
nodePackages();
run`cargo fmt --all`;
run`prettier --write .`;
