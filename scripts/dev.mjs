// Serves the page from the sources and follows them: www/ at once, src/ after the few seconds an unoptimised engine takes.
import { cpSync } from "node:fs";
import { sep } from "node:path";
import { succeeds } from "./command.mjs";
import { bindgen, nodePackages, wasmTarget } from "./setup.mjs";

await wasmTarget();
await nodePackages();
const tool = await bindgen();
const { createServer, normalizePath } = await import("vite"); // installed by now

const name = "learning_rate_playground";
const built = "target/dev";

/** One engine in the place of both: what the small one lacks is not asked of it. */
async function engine() {
  const raw = `target/wasm32-unknown-unknown/wasm-dev/${name}.wasm`;
  if (!(await succeeds`cargo build --profile wasm-dev --lib --target wasm32-unknown-unknown`)) return false;
  if (!(await succeeds`${tool} ${raw} ${built}/pkg ${name}`)) return false;
  cpSync(`${built}/pkg`, `${built}/target/surfaces`, { recursive: true });
  return true;
}

await engine();
const server = await createServer({
  resolve: {
    alias: [
      {
        find: /^(?:\.\.\/)+(pkg|target\/surfaces)\/(?=learning_rate_playground)/,
        replacement: `${normalizePath(process.cwd())}/${built}/$1/`,
      },
    ],
  },
  server: { watch: { ignored: ["**/target/**", "**/pkg/**", "**/dist/**"] } },
});
await server.listen();
server.printUrls();

let [busy, changed] = [false, false];
server.watcher.on("all", async (_, file) => {
  const path = file.slice(process.cwd().length + 1).replaceAll(sep, "/");
  if (!/^(src\/.*\.rs|Cargo\.(toml|lock))$/.test(path)) return;
  changed = true;
  if (busy) return;
  busy = true;
  while (changed) {
    changed = false;
    if (!(await engine())) continue;
    server.environments.client.moduleGraph.invalidateAll();
    server.environments.client.hot.send({ type: "full-reload" });
  }
  busy = false;
});
