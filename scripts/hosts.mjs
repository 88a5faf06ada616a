// Other people's sites and notebooks with figures in them: tests/hosts/ built in target/hosts/ with the hosts' own tools.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { atOnce, run } from "./command.mjs";
import { docusaurus, link, pythonHosts } from "./setup.mjs";

/** The source of a host, in which dist/ is put where this host has files that are handed on as they are. */
function lay(host, place) {
  const folder = `target/hosts/${host}`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(`tests/hosts/${host}`, folder, { recursive: true });
  cpSync("dist", `${folder}/${place}`, { recursive: true });
  return folder;
}

mkdirSync("target/hosts", { recursive: true });
writeFileSync("target/hosts/package.json", "{}"); // else the hosts' own scripts would count as modules, as ours do
const [python, modules] = [await pythonHosts(), await docusaurus()];
await atOnce(
  () =>
    run`${python}/mkdocs build --quiet --strict --config-file ${lay("mkdocs", "docs/playground")}/mkdocs.yml`,
  () => run`${python}/jupyter-book build --quiet --warningiserror ${lay("jupyter-book", "extra/playground")}`,
  () => {
    const site = lay("docusaurus", "static/playground");
    link(modules, `${site}/node_modules`);
    return run`${site}/node_modules/.bin/docusaurus build ${site}`;
  },
);
lay("jupyterlab", "playground");
