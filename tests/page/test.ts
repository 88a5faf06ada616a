import { test as base, expect } from "@playwright/test";

export { expect };

/** Playwright's `test`, in which a page that logs an error or asks another origin for something fails. */
export const test = base.extend<{ quietPage: void }>({
  quietPage: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
      page.on("request", (request) => {
        const url = new URL(request.url());
        if (!["data:", "blob:"].includes(url.protocol) && url.origin !== new URL(baseURL!).origin)
          complaints.push(`request: ${request.url()}`);
      });
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
