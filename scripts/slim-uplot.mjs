/** uPlot without the ways to draw lines that no chart here uses: 2 KB of the opening page. */
const UNUSED = [
  /\(paths\.bars +=.*\);\n/,
  /\(paths\.spline +=.*\);\n/,
  /uPlot\.join = join;\n/,
  /uPlot\.fmtDate = fmtDate;\n/,
  /uPlot\.rangeAsinh = rangeAsinh;\n/,
];

export const slimUplot = {
  name: "slim-uplot",
  transform(code, id) {
    if (!id.endsWith("uPlot.esm.js")) return null;
    for (const line of UNUSED) {
      if (!line.test(code)) throw new Error(`uPlot has no ${line} any more: see scripts/slim-uplot.mjs.`);
      code = code.replace(line, "");
    }
    return code;
  },
};
