/** Other people's pages: small servers of their own, each with what it refuses. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { expect, test as base, type Frame, type Page } from "@playwright/test";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { engine, numbers } from "./figure";

export const TAG = "learning-rate-playground";

const TYPES: Record<string, string> = {
  html: "text/html",
  js: "text/javascript",
  mjs: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
};

export interface Host {
  url: string;
  /** Paths asked for so far. */
  asked: string[];
}
/** Serves a folder, and before it these pages by name; sends no header but the type and those given. */
export type Serve = (
  pages?: Record<string, string>,
  headers?: Record<string, string>,
  folder?: string,
) => Promise<Host>;

/** Playwright's `test` with hosts, which end with it. */
export const test = base.extend<{ serve: Serve }>({
  serve: async ({}, use) => {
    const ends: (() => void)[] = [];
    await use(async (pages = {}, headers = {}, folder = "dist") => {
      const asked: string[] = [];
      const server = createServer((request, response) => {
        const path = new URL(request.url!, "http://host").pathname.slice(1);
        asked.push(path);
        if (path === "favicon.ico") {
          response.writeHead(204).end();
          return;
        }
        try {
          const body = pages[path] ?? readFileSync(`${folder}/${path}`);
          const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
          response.writeHead(200, { "content-type": type, ...headers }).end(body);
        } catch {
          response.writeHead(404).end();
        }
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      ends.push(() => (server.closeAllConnections(), server.close()));
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
    });
    for (const end of ends) end();
  },
});

/** What the page logs as errors, and what it throws, from now on. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => message.type() === "error" && heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(error.message));
  return heard;
}

export const html = (body: string, head = "") =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notes</title>${head}</head><body>${body}</body></html>`;

export const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

type Figure = HTMLElementTagNameMap[typeof TAG];

/** The nth figure has painted its track, and run what its scene says. */
export async function expectFigure(page: Page | Frame, nth = 0): Promise<Scene> {
  const figure = page.locator(TAG).nth(nth);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator(".band")).toHaveText(/rrives/, { timeout: 20_000 });
  await expect(figure.locator(".slider .strip")).not.toHaveClass(/stale/, { timeout: 20_000 });
  const read = () =>
    figure.evaluate((element) => {
      const { scene, run } = element as Figure;
      return { scene: scene!, run: run!.hikers.map(({ loss }) => Array.from(loss)) };
    });
  // A run of data comes a little after its scene.
  await expect(async () => {
    const { scene, run } = await read();
    expect(run).toEqual(numbers(engine.run(scene.experiment)).map(({ loss }) => loss));
  }).toPass({ timeout: 20_000 });
  return (await read()).scene;
}
