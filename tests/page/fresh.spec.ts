import type { ConsoleMessage, Locator, Page } from "@playwright/test";
import { holdWhole } from "./figure";
import { expect, test } from "./test";

const CONTROLS =
  "button, select, input, textarea, summary, a[href], [role=slider], [role=spinbutton], [tabindex='0']";
const PARTS = 8; // tests that share the controls, to run side by side
const often = { intervals: [30] };
/** Refused with good reason: one asks for momentum first, and a half is typed where whole numbers go. */
const REFUSALS = [/nesterov/, /allowed: a whole number/];

interface Control {
  key: string;
  /** Among all that match CONTROLS. */
  at: number;
}

/** What can be pressed in the page's first figure and in the text around the figures. */
const controls = (page: Page): Promise<Control[]> =>
  page.locator(CONTROLS).evaluateAll((all) => {
    const first = document.querySelector("learning-rate-playground");
    const isOurs = (element: Element): boolean => {
      const root = element.getRootNode() as Document | ShadowRoot;
      const dialog = root.querySelector(":modal");
      if (dialog && !dialog.contains(element)) return false; // out of reach behind it
      if (!(root instanceof ShadowRoot)) return true;
      return (root.host.localName !== "learning-rate-playground" || root.host === first) && isOurs(root.host);
    };
    const counts = new Map<string, number>();
    return all.flatMap((element, at) => {
      if (!isOurs(element) || !element.checkVisibility() || element.matches(":disabled")) return [];
      const { labels } = element as HTMLInputElement;
      const own = element.matches("select, [role]") ? "" : element.textContent;
      const words = element.getAttribute("aria-label") || labels?.[0]?.firstElementChild?.textContent || own;
      if (words === "Cancel") return []; // there only while something takes long
      const name = `${element.localName} ${words!
        .replace(/\s+/g, " ")
        .replace(/[\d.]+/g, "#")
        .trim()}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [{ key: count > 1 ? `${name} (${count})` : name, at }];
    });
  });

/** As a hand would, by pointer or keys; a field gets another value that it should take. */
async function press(control: Locator): Promise<void> {
  const { tag, role, type, mode, readOnly, value, more, another } = await control.evaluate((element) => {
    const { type, inputMode, readOnly, value } = element as HTMLInputElement;
    const options = [...((element as unknown as HTMLSelectElement).options ?? [])];
    const others = options.filter((option) => !option.selected && !option.disabled);
    const { role, localName: tag } = element;
    const more = element.matches(".formula") ? " + 1" : "1";
    return {
      tag,
      role,
      type,
      mode: inputMode,
      readOnly,
      value,
      more,
      another: others[others.length >> 1]?.value,
    };
  });
  if (tag === "select") await control.selectOption(another!);
  else if (role === "slider" || role === "spinbutton" || type === "range") await control.press("ArrowLeft");
  else if (readOnly || tag === "div") await control.press("Space");
  else if (tag === "input" && type !== "checkbox") {
    const half = mode && String(Number(value) ? Number(value) / 2 : 0.5);
    await control.fill(mode === "numeric" ? String(Math.round(Number(half))) : half || value + more);
    await control.press("Enter");
  } else await control.click();
}

/** Opens the page anew. */
async function refresh(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.mouse.move(0, 0); // a hand over the figure may have more come into it
  await page.goto("/");
  const figure = page.locator("learning-rate-playground").first();
  await expect(figure.getByRole("button", { name: "Share…" })).toBeVisible();
  await expect(figure.locator(".slider .strip")).not.toHaveClass(/stale/);
}

/** Notes what is asked of the server, what goes wrong and what the page says is wrong, under a name set beforehand. */
function watch(page: Page) {
  const wrong: string[] = [];
  const open = new Set<unknown>();
  const watching = { name: "", wrong, settled };
  const note = (text: string) => wrong.push(`${watching.name}: ${text}`);
  page.on("pageerror", (error) => note(error.message));
  page.on("console", (message: ConsoleMessage) => message.type() === "error" && note(message.text()));
  page.on("request", (request) => open.add(request));
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", (request) => open.delete(request));
  const figure = page.locator("learning-rate-playground").first();
  /** Nothing is on its way any more. */
  async function settled(): Promise<void> {
    const waits = figure
      .locator(".under-way, .stale, progress, [role=status], .band, .waits")
      .filter({ visible: true })
      .filter({ hasText: "…" })
      .or(figure.getByRole("button", { name: "Cancel" }))
      .or(figure.locator("[aria-busy=true]"));
    await expect
      .poll(async () => [...open, ...(await waits.allTextContents())].length, {
        message: watching.name,
        ...often,
      })
      .toBe(0);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    for (const alert of await page.getByRole("alert").filter({ visible: true }).allTextContents())
      if (alert.trim() && !REFUSALS.some((refusal) => refusal.test(alert))) note(alert.trim());
  }
  return watching;
}

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

for (let part = 0; part < PARTS; part++)
  test(`each control does its work as the first that is pressed, and so do those it opens, ${part + 1} of ${PARTS}`, async ({
    page,
  }) => {
    test.slow(); // as many as there are, each and what it opens on a page of its own
    const watching = watch(page);
    await refresh(page);
    const first = await controls(page);
    expect(first.length).toBeGreaterThan(40);
    const known = new Set(first.map(({ key }) => key));
    const find = (at: number) => page.locator(CONTROLS).nth(at);
    for (const { key, at } of first.filter((_, i) => i % PARTS === part)) {
      watching.name = key;
      await refresh(page);
      await press(find(at));
      await watching.settled();
      if (new URL(page.url()).pathname !== "/") continue;
      const inside = (await controls(page)).filter(({ key }) => !known.has(key));
      for (const one of inside) {
        watching.name = `${key} › ${one.key}`;
        const there = async () => (await controls(page)).find(({ key }) => key === one.key)?.at;
        let place = await there();
        if (place === undefined) {
          // One of those before has closed it, or led elsewhere.
          await refresh(page);
          await press(find(at));
          await watching.settled();
          await expect
            .poll(async () => (place = await there()), { message: watching.name, ...often })
            .toBeDefined();
        }
        await press(find(place!));
        await watching.settled();
      }
    }
    expect(watching.wrong).toEqual([]);
  });

test("each of “Look closer” shows its view, though the page has only what it opens with", async ({
  page,
}) => {
  await refresh(page);
  const figure = page.locator("learning-rate-playground").first();
  const buttons = figure.getByRole("group", { name: "Look closer" }).getByRole("button");
  const shown = () =>
    figure
      .locator("[class$=-host]")
      .filter({ visible: true })
      .evaluateAll((all) =>
        all.filter((host) => host.childElementCount && host.clientHeight > 20).map((host) => host.className),
      )
      .then((hosts) => hosts.filter((host) => host !== "advice-host")); // comes by itself
  const before = await shown();
  const count = await buttons.count();
  expect(count).toBe(5);
  const seen = new Set<string>();
  for (let i = 0; i < count; i++) {
    await refresh(page);
    await buttons.nth(i).click();
    await expect(buttons.nth(i)).toHaveAttribute("aria-pressed", "true");
    const more = async () => (await shown()).filter((host) => !before.includes(host));
    await expect.poll(async () => (await more()).length).toBe(1);
    seen.add(String(await more()));
  }
  expect(seen.size).toBe(count);
});

test("a hiker added before the whole engine has come starts as the menu would have it", async ({ page }) => {
  const release = await holdWhole(page);
  await refresh(page);
  const figure = page.locator("learning-rate-playground").first();
  await figure.getByRole("button", { name: "Race", exact: true }).click();
  await figure.getByRole("combobox", { name: "Add a hiker" }).selectOption("Adagrad");
  release();
  await expect(figure.locator(".race tbody tr")).toHaveCount(2);
  await expect(figure.getByRole("alert")).toHaveCount(0);
});
