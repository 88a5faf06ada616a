import { readFileSync, writeFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { engine, expectRunOfScene, line, open, state } from "./figure";
import { expect, test } from "./test";

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const OWN = "My own table…";
const houses = "area;kind;rooms;price\n1;flat;3;2.5\n2;house;1;4\n3;flat;2;6.5\n4;house;5;7\n5;flat;4;10\n";

const menu = (page: Page) => page.getByRole("combobox", { name: "Data", exact: true });
const panel = (page: Page) => page.getByRole("group", { name: "My own table" });
const text = (page: Page) => panel(page).getByRole("textbox");
const feature = (page: Page, name: string) => panel(page).getByRole("checkbox", { name, exact: true });
const target = (page: Page) => panel(page).getByRole("combobox", { name: "Target" });
const walk = (page: Page) => panel(page).getByRole("button", { name: "Walk on it" });
const alert = (page: Page) => panel(page).getByRole("alert");

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: "reduce" }));

async function openPanel(page: Page, address = `#${line}&epochs=10&optimizer=SGD&lr=0.01`): Promise<void> {
  await open(page, address);
  await expectRunOfScene(page);
  await menu(page).selectOption(OWN);
  await expect(panel(page)).toBeVisible();
}

/** Waits until what is in the field has been read. */
const read = (page: Page) => expect(panel(page).getByRole("status")).toHaveText("");

/** What the engine says where it refuses. */
function said(call: () => unknown): string {
  try {
    call();
  } catch (fault) {
    return (fault as Error).message;
  }
  throw new Error("nothing is wrong");
}

const dataOf = async (page: Page) => (await state(page)).scene.experiment.loss.data;

test("a table is pasted, its columns picked, and the walk on it is the engine's on the same numbers", async ({
  page,
}) => {
  await openPanel(page);
  const before = await state(page);
  await text(page).fill(houses);
  await read(page);
  expect((await state(page)).run, "nothing walks before it is asked to").toEqual(before.run);
  await expect(feature(page, "kind"), "text is no feature").toHaveCount(0);
  await expect(feature(page, "price"), "the target is no feature").toBeDisabled();
  await feature(page, "area").uncheck();
  await walk(page).click();
  await expect(panel(page)).toHaveCount(0);
  await expect(page.getByText("own numbers: 5 rows, 1 feature", { exact: true })).toBeVisible();
  expect(await dataOf(page)).toEqual(engine.pickCsv(houses, [2], 3));
  await expectRunOfScene(page);
  await expect(menu(page)).toHaveValue(OWN);

  await page.getByRole("button", { name: "Choose others" }).click();
  await expect(text(page)).toBeFocused();
});

test("labels can be the target of a loss of classes; a second table takes the place of the first", async ({
  page,
}) => {
  await openPanel(page, "#loss=log_loss&loss.data=make_moons&epochs=10&optimizer=SGD&lr=0.1&start=1,2,0");
  for (const features of [[0, 2, 3], [0]]) {
    await text(page).fill(houses);
    await read(page);
    await target(page).selectOption("kind");
    for (const [i, name] of ["area", "kind", "rooms", "price"].entries())
      if (i !== 1) await feature(page, name).setChecked(features.includes(i));
    await walk(page).click();
    await expect.poll(() => dataOf(page)).toEqual(engine.pickCsv(houses, features, 1));
    await expectRunOfScene(page);
    await page.getByRole("button", { name: "Choose others" }).click();
  }
});

const unreadable = {
  nothing: " \n",
  "one column": "a\n1\n2\n",
  "names alone": "a,b\n",
  "a ragged row": "a,b\n1,2\n3,4,5\n",
  "an open quote": 'a,b\n1,"2\n',
};
for (const [what, csv] of Object.entries(unreadable))
  test(`${what} in a table is said beside it, and the figure stays`, async ({ page }) => {
    await openPanel(page);
    const before = await state(page);
    await text(page).fill(houses);
    await read(page);
    await text(page).fill(csv);
    await expect(alert(page)).toHaveText(said(() => engine.readCsv(csv)));
    await expect(walk(page), "what was read before is not walked on").toBeDisabled();
    expect(await state(page)).toEqual(before);
    await text(page).fill(houses);
    await expect(alert(page)).toHaveCount(0);
    await expect(walk(page)).toBeEnabled();
  });

const unfit = {
  "a word among numbers": ["a,b\n1,2\n3,4\n5,six\n", [0], 1],
  "a number that is not finite": ["a,b\n1,2\n3,1e999\n5,6\n", [0], 1],
  "a column of days": ["a,b\n1,2024-01-05\n2,2024-01-06\n", [0], 1],
  "two currencies": ["a,b\n1,$2\n2,€3\n", [0], 1],
  "no line with all values": ["a,b\n1,\n2,\n,3\n", [0], 1],
  "a constant column": ["a,b\n1,2\n1,3\n1,4\n", [0], 1],
  "one class": ["a,b\n1,x\n2,x\n3,x\n", [0], 1],
  "four classes": ["a,b\n1,w\n2,x\n3,y\n4,z\n", [0], 1],
  "no feature": ["a,b\nx,2\ny,3\n", [], 1],
} as const;
for (const [what, [csv, features, column]] of Object.entries(unfit))
  test(`${what} among the columns picked is said beside them, and the figure stays`, async ({ page }) => {
    await openPanel(page);
    const before = await state(page);
    await text(page).fill(csv);
    await read(page);
    await walk(page).click();
    await expect(alert(page)).toHaveText(said(() => engine.pickCsv(csv, features, column)));
    expect(await state(page)).toEqual(before);
    await expect(target(page), "another column can be picked").toBeEnabled();
  });

test("a column nobody picks refuses nothing", async ({ page }) => {
  await openPanel(page);
  const csv = "a,b,c\n1,2,3\n2,x,5\n3,4,8\n4,5,9\n";
  await text(page).fill(csv);
  await read(page);
  await walk(page).click();
  await expect(alert(page)).toContainText('Line 3, column 2 (b) is "x"');
  await feature(page, "b").uncheck();
  await walk(page).click();
  await expect.poll(() => dataOf(page)).toEqual({ X: [[1], [2], [3], [4]], y: [3, 5, 8, 9] });
  await expectRunOfScene(page);
});

test("a target with a currency is walked as numbers, and what was taken off is said", async ({ page }) => {
  await openPanel(page);
  await text(page).fill('size,price\n1,$300\n2,"$1,400"\n3,$300\n');
  await read(page);
  await expect(panel(page)).toContainText("Read as numbers: price ($ and , between thousands taken off).");
  await walk(page).click();
  await expect.poll(() => dataOf(page)).toEqual({ X: [[1], [2], [3]], y: [300, 1400, 300] });
  await expectRunOfScene(page);
});

test("a target that could be two numbers is asked about before the walk", async ({ page }) => {
  await openPanel(page);
  const before = await state(page);
  const csv = "size;price\n1;3.650\n2;4.100\n3;5.250\n";
  const which = panel(page).getByRole("radiogroup", { name: "Which number is 3.650 in price?" });
  for (const [choice, y] of [
    ["3.65", [3.65, 4.1, 5.25]],
    ["3650", [3650, 4100, 5250]],
  ] as const) {
    await text(page).fill(csv);
    await read(page);
    await expect(which.getByRole("radio")).toHaveCount(2);
    await expect(walk(page), "not before it is answered").toBeDisabled();
    if (choice === "3.65") expect(await state(page)).toEqual(before);
    await which.getByRole("radio", { name: choice, exact: true }).check();
    await walk(page).click();
    await expect.poll(() => dataOf(page)).toEqual({ X: [[1], [2], [3]], y });
    await page.getByRole("button", { name: "Choose others" }).click();
    await text(page).fill("a,b\n1,2\n3,4\n"); // another table asks anew
    await read(page);
    await expect(which).toHaveCount(0);
  }
});

test("missing values are counted, their rows left out or filled, and poor columns not picked", async ({
  page,
}) => {
  await openPanel(page);
  const csv =
    "Id,area,rooms,pool,day,price\n" +
    "1,10,?,,2024-01-01,1\n2,NA,2,,2024-01-02,2\n3,30,4,7,2024-01-03,4\n4,40,6,,2024-01-04,-\n5,50,3,,2024-01-05,7\n";
  const left = { X: [[30, 4], [50, 3]], y: [4, 7] }; // prettier-ignore
  const filled = { X: [[10, 3], [30, 2], [30, 4], [50, 3]], y: [1, 2, 4, 7] }; // prettier-ignore
  await text(page).fill(csv);
  await read(page);
  const said = panel(page);
  await expect(said).toContainText(
    "Missing values: 1 in price, 1 in area, 1 in rooms. 3 of 5 rows left out.",
  );
  await expect(said).toContainText("No features: Id (counts the rows), pool (4 missing), day (dates).");
  for (const name of ["Id", "pool"]) await expect(feature(page, name)).not.toBeChecked();
  await walk(page).click();
  await expect.poll(() => dataOf(page)).toEqual(left);
  await expectRunOfScene(page);

  await page.getByRole("button", { name: "Choose others" }).click();
  await text(page).fill(csv);
  await read(page);
  await said.getByRole("combobox", { name: "Missing values" }).selectOption("fill with the mean");
  await expect(said).toContainText("1 of 5 rows left out.");
  await walk(page).click();
  await expect.poll(() => dataOf(page)).toEqual(filled);
  await expectRunOfScene(page);
});

test("data that the loss cannot have is said beside it, and the figure stays", async ({ page }) => {
  await openPanel(page, "#loss=log_loss&loss.data=make_moons&epochs=10&optimizer=SGD&lr=0.1");
  const before = await state(page);
  await text(page).fill(houses);
  await read(page);
  await walk(page).click();
  const { scene } = structuredClone(before);
  scene.experiment.loss.data = engine.pickCsv(houses, [0, 2], 3);
  await expect(alert(page)).toHaveText(said(() => engine.checkScene(scene)));
  await expect(page.getByRole("alert")).toHaveCount(1);
  expect(await state(page)).toEqual(before);
});

test("more than a million values are refused, too many columns too", async ({ page }, info) => {
  await openPanel(page);
  const give = async (name: string, csv: string) => {
    const path = info.outputPath(name);
    writeFileSync(path, csv);
    await page.getByLabel("or open a file").setInputFiles(path);
  };
  const rows = (count: number) =>
    "a,b\n" + Array.from({ length: count }, (_, i) => `${i},${(i * 7) % 11}`).join("\n");
  await give("large.csv", rows(500_001));
  await expect(alert(page)).toHaveText(said(() => engine.readCsv(rows(500_001))));
  await give("wide.csv", ["a", "b"].map((row) => Array(1001).fill(row).join(",")).join("\n"));
  await expect(alert(page)).toContainText("1001 columns; allowed: at most 1000");

  await give("fits.csv", rows(30_000));
  await expect(panel(page)).toContainText("fits.csv: 0.2 MB, not shown here");
  await read(page);
  await walk(page).click();
  await expect(page.getByText("own numbers: 30000 rows, 1 feature")).toBeVisible();
  expect(await dataOf(page)).toEqual(engine.pickCsv(rows(30_000), [0], 1));
});

test("a file is opened or dropped, read, and sent nowhere", async ({ page }) => {
  await openPanel(page);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  const file = { name: "houses.csv", mimeType: "text/csv", buffer: Buffer.from(houses) };
  await page.getByLabel("or open a file").setInputFiles(file);
  await expect(text(page)).toHaveValue(houses);
  await read(page);
  await expect(feature(page, "area")).toBeChecked();

  await text(page).evaluate((field) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x\ty\n1\t2\n2\t3\n3\t5\n"], "dropped.tsv"));
    const event = { dataTransfer, bubbles: true, cancelable: true };
    if (field.dispatchEvent(new DragEvent("dragover", event)))
      throw new Error("a file cannot be dropped here");
    field.dispatchEvent(new DragEvent("drop", event));
  });
  await expect(feature(page, "x")).toBeChecked();
  await walk(page).click();
  await expect.poll(() => dataOf(page)).toEqual({ X: [[1], [2], [3]], y: [2, 3, 5] });
  expect(sent.join("")).toBe("");
});

test("by keyboard alone: open, type, pick, walk; and leave without one", async ({ page }) => {
  await open(page, `#${line}&epochs=10&optimizer=SGD&lr=0.01`);
  await expectRunOfScene(page);
  await menu(page).press("End");
  await expect(panel(page)).toBeVisible();
  await expect(menu(page), "a menu one walks through keeps the focus").toBeFocused();
  await page.keyboard.press("Tab");
  await expect(text(page)).toBeFocused();
  await page.keyboard.insertText("a,b,c\n1,2,3\n2,5,5\n3,1,8\n");
  await expect(walk(page)).toBeEnabled();
  for (const stop of [
    page.getByLabel("or open a file"),
    target(page),
    feature(page, "a"),
    feature(page, "b"),
  ]) {
    await page.keyboard.press("Tab");
    await expect(stop).toBeFocused();
  }
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(walk(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Choose others" })).toBeFocused();
  expect(await dataOf(page)).toEqual({ X: [[1], [2], [3]], y: [3, 5, 8] });

  await menu(page).focus();
  await page.keyboard.press("Home");
  await expect.poll(() => dataOf(page)).toHaveProperty("name");
  const { scene } = await expectRunOfScene(page);
  await menu(page).press("End");
  await panel(page).getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(panel(page)).toHaveCount(0);
  await expect(menu(page)).toBeFocused();
  await expect(menu(page)).toHaveValue((scene.experiment.loss.data as { name: string }).name);
  expect((await state(page)).scene).toEqual(scene);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`at 390 pixels nothing is wider than the page, and axe finds nothing, in ${colorScheme} colours`, async ({
    page,
  }) => {
    test.slow(); // axe takes its time
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme });
    await openPanel(page);
    const wide = "a_feature_with_quite_a_long_name_that_goes_on_and_on_and_on_and_on,b,c\n1,2,3\n2,5,5\n";
    await text(page).fill(wide);
    await read(page);
    await feature(page, "b").uncheck();
    await panel(page).getByRole("checkbox").first().uncheck();
    await walk(page).click();
    await expect(alert(page)).toBeVisible();
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const right = async (part: Locator) => {
      const { x, width } = (await part.boundingBox())!;
      return x + width;
    };
    for (const part of [target(page), text(page), page.getByLabel("or open a file")])
      expect(await right(part)).toBeLessThan(await right(panel(page)));
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
      const { violations } = await axe.run(document, { runOnly: { type: "tag", values } });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    });
    expect(found).toEqual([]);
  });
