// What the first view loads, gzipped as a server would send it.
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { preview } from "vite";
import * as setup from "../scripts/setup.mjs";
import { table } from "./print.js";

const ASKED = { wasm: 110, all: 175 }; // KB of 1000 bytes

const server = await preview({ logLevel: "error" });
const browser = await chromium.launch({ executablePath: setup.chromium() });
const loaded = new Set();
try {
  const address = server.resolvedUrls.local[0];
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on("request", (request) => loaded.add(request.url()));
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector("learning-rate-playground").run);
  await page.waitForLoadState("networkidle");
  // Browsers fetch the icon behind the page's back.
  for (const link of await page.locator("link[rel~=icon]").all())
    loaded.add(new URL(await link.getAttribute("href"), address).href);

  const sizes = [...loaded].map((url) => {
    if (!url.startsWith(address)) throw new Error(`The page loads ${url}, from another origin.`);
    const path = url.slice(address.length) || "index.html";
    const body = readFileSync(`dist/${path}`);
    return { path, plain: body.length / 1000, zipped: gzipSync(body).length / 1000 };
  });
  const sum = (key, some) => some.reduce((total, size) => total + size[key], 0);
  const row = (label, some, asked) => {
    const zipped = sum("zipped", some);
    const verdict = asked === undefined ? ["", ""] : [`≤ ${asked}`, zipped <= asked ? "yes" : "no"];
    return [label, sum("plain", some).toFixed(1), zipped.toFixed(1), ...verdict];
  };
  table(
    "Sizes: everything the first view loads, KB",
    ["", "plain", "gzipped", "asked", "within"],
    [
      ...sizes.map((size) => row(size.path, [size], size.path.endsWith(".wasm") ? ASKED.wasm : undefined)),
      row("all", sizes, ASKED.all),
    ],
  );
} finally {
  await browser.close();
  await server.close();
}
