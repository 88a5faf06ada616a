// A session by WebDriver in each browser engine.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { Builder, Capabilities } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";
import { find } from "../../scripts/command.mjs";
import { chromium, miniBrowser } from "../../scripts/setup.mjs";

/** Each gives a driver; what it started ends with `ended`. */
export const browsers = {
  async Chromium() {
    const options = new chrome.Options()
      .setChromeBinaryPath(chromium())
      .addArguments("--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-sync");
    const service = new chrome.ServiceBuilder(find("chromedriver"));
    return new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
  },
  async Firefox() {
    const options = new firefox.Options()
      .setBinary(find("firefox", "firefox-esr"))
      .addArguments("-headless")
      .setPreference("browser.shell.checkDefaultBrowser", false);
    const service = new firefox.ServiceBuilder(find("geckodriver"));
    return new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build();
  },
  async WebKitGTK() {
    const display = await said(start("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24"]), /(\d+)\n/);
    const port = await freePort();
    start("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], {
      DISPLAY: `:${display}`,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", // its sandbox wants rights that a container does not give
      LIBGL_ALWAYS_SOFTWARE: "1",
      LANG: "en_GB.UTF-8", // "C" is no language to a page
    });
    await listening(port);
    const capabilities = new Capabilities({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
    });
    return new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  },
};

const started = [];

function start(program, args, env = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  return child;
}

export function ended() {
  for (const child of started.splice(0).reverse()) child.kill();
}

/** What a program's output says first that has this form. */
function said(child, form) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      const match = text.match(form);
      if (match) resolve(match[1]);
    });
    child.once("exit", (code) => reject(new Error(`${child.spawnfile} ended with ${code}.`)));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resolves once somebody answers at the port. */
async function listening(port) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error(`Nothing answers at port ${port}.`);
}
