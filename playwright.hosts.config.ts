import { defineConfig } from "@playwright/test";
import page from "./playwright.config";

/** The figures in other people's pages, which scripts/hosts.mjs has built. */
export default defineConfig({
  ...page,
  testDir: "tests/hosts",
  testIgnore: "**/node_modules/**",
  expect: { timeout: 60_000 }, // JupyterLab and three kernels at once take their time to start
  webServer: [
    {
      command: "python/bin/python -u -m http.server 0 --bind 127.0.0.1",
      cwd: "target/hosts",
      wait: { stdout: /(?<sites_url>http:\/\/127\.0\.0\.1:\d+\/)/ },
    },
    {
      command:
        "../python/bin/jupyter lab --no-browser --allow-root --log-level=ERROR --LabApp.extension_manager=readonly",
      cwd: "target/hosts/jupyterlab",
      // Whatever the user of this machine has set up for Jupyter is theirs.
      env: { JUPYTER_CONFIG_DIR: ".jupyter", JUPYTER_DATA_DIR: ".jupyter", IPYTHONDIR: ".jupyter" },
      wait: { stderr: /(?<lab_url>http:\/\/127\.0\.0\.1:\d+\/lab\?token=\w+)/ },
    },
  ],
  use: {
    launchOptions: page.use!.launchOptions,
    colorScheme: null, // what Playwright says there would hold in frames too, whatever the host says to them
    contextOptions: { reducedMotion: "reduce" },
  },
});
