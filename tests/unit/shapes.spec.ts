import { expect, test } from "@playwright/test";
import { circle, escaped, line, place, svg } from "../../www/views/shared/shapes";

test("places have two decimals and are numbers", () => {
  expect([place(1 / 3), place(-0.001), place(12), place(1e-9)]).toEqual(["0.33", "0", "12", "0"]);
  expect(line([0, 1, 2.005, -3, 4, 5])).toBe("M0 1L2.01 -3L4 5");
  expect(line(new Float64Array())).toBe("");
  expect(circle(3, 4, 2)).toBe("M1 4a2 2 0 1 1 4 0a2 2 0 1 1 -4 0");
});

test("no text ends its element or attribute, and none has what XML has no place for", () => {
  expect(escaped(`<a href="x">&'`)).toBe("&#60;a href=&#34;x&#34;&#62;&#38;&#39;");
  expect(escaped("\u0000a\u001b\ud800")).toBe("\ufffda\ufffd\ufffd");
  expect(escaped("η = 0.1, 𝛽\t\n")).toBe("η = 0.1, 𝛽\t\n");
});

test("a picture is one SVG of its shapes, in their order, with what is not said left out", () => {
  const text = svg({
    width: 100,
    height: 50.5,
    title: "<Loss>",
    font: "serif",
    shapes: [
      { d: "M0 0L1 1", stroke: "red", width: 1.239 },
      {
        at: [10, 20],
        turned: Math.PI / 2,
        clip: [0, 0, 5, 6],
        shapes: [{ text: "a&b", x: 1, y: 2, size: 10, colour: "#000" }],
      },
    ],
  });
  expect(text).toContain(`width="100" height="50.5" viewBox="0 0 100 50.5" font-family="serif"`);
  expect(text).toContain("<title>&#60;Loss&#62;</title>");
  expect(text).toContain(`<path d="M0 0L1 1" fill="none" stroke="red" stroke-width="1.24"/>`);
  expect(text).toContain(`<clipPath id="clip1"><rect x="0" y="0" width="5" height="6"/></clipPath>`);
  expect(text).toContain(`<g transform="translate(10 20) rotate(90)" clip-path="url(#clip1)">`);
  expect(text).toContain(`<text x="1" y="5.5" font-size="10" fill="#000">a&#38;b</text>`);
  expect(text).not.toMatch(/undefined|NaN/);
  expect(text.indexOf("<path")).toBeLessThan(text.indexOf("<g"));
});
