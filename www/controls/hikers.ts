/** Several hikers: one press to choose one, and the table that compares them. */
import { html, nothing, type TemplateResult } from "lit";
import type { Run } from "../engine/loading";
import { short } from "../util/format";
import { VERDICTS } from "../scene/verdicts";

const swatch = (i: number) => html`<i class="swatch h${i % 8}" aria-hidden="true"></i>`;

/** One press chooses whom the slider and the controls speak to. */
export const legend = (labels: string[], chosen: number, choose: (i: number) => void): TemplateResult =>
  html`<div class="hikers" role="group" aria-label="Hikers">
    ${labels.map(
      (label, i) =>
        html`<button type="button" aria-pressed=${i === chosen} @click=${() => choose(i)}>
          ${swatch(i)}${label}
        </button>`,
    )}
  </div>`;

const percent = (share: number | undefined) => (share === undefined ? "" : `${(100 * share).toFixed(1)} %`);

/** A row a hiker; of a hidden walk only what has been walked so far. */
export function table(labels: string[], run: Run, until: number, chosen: number): TemplateResult {
  const walked = (values: Float64Array | undefined) => values?.subarray(0, until + 1);
  const metrics = run.hikers[0]!.metrics;
  const [squares, accuracy, held] = ["mse", "accuracy", "test_accuracy"].map((name) => name in metrics);
  const what = squares ? "MSE" : "loss";
  const isOver = (values: Float64Array) => until >= values.length - 1;
  const ends = run.hikers.map(({ metrics: { test_accuracy } }) =>
    test_accuracy && isOver(test_accuracy) ? test_accuracy.at(-1)! : NaN,
  );
  const best = Math.max(...ends); // NaN while a walk is not over
  const rows = run.hikers.map(({ loss, metrics, verdict }, i) => {
    const values = walked(squares ? metrics.mse : loss)!;
    const hidden = !isOver(loss);
    const at = (name: string) => percent(walked(metrics[name])?.at(-1));
    return html`<tr class=${i === chosen ? "chosen" : ""}>
      <th scope="row">${swatch(i)}${labels[i]}</th>
      <td>${short(Math.min(...values))}</td>
      <td>${short(values.at(-1)!)}</td>
      ${accuracy ? html`<td>${at("accuracy")}</td>` : nothing}
      ${held ? html`<td>${ends[i] === best ? html`<b>best</b> ` : nothing}${at("test_accuracy")}</td>` : nothing}
      <td class="word ${hidden ? "" : VERDICTS[verdict.kind].colour}">
        ${hidden ? "…" : verdict.kind.replaceAll("_", " ")}
      </td>
    </tr>`;
  });
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          <th scope="col">hiker</th>
          <th scope="col">lowest ${what}</th>
          <th scope="col">last ${what}</th>
          ${accuracy ? html`<th scope="col">accuracy${held ? ", training" : ""}</th>` : nothing}
          ${held ? html`<th scope="col">accuracy, held back</th>` : nothing}
          <th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export const hikersStyle = `
.swatch {
  display: inline-block;
  width: 12px;
  height: 12px;
  margin-right: 8px;
  border-radius: 50%;
}
.h0 {
  background: var(--h0);
}
.h1 {
  background: var(--h1);
}
.h2 {
  background: var(--h2);
}
.h3 {
  background: var(--h3);
}
.h4 {
  background: var(--h4);
}
.h5 {
  background: var(--h5);
}
.h6 {
  background: var(--h6);
}
.h7 {
  background: var(--h7);
}
.table {
  overflow-x: auto;
}
table {
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}
th,
td {
  padding: 4px 18px 4px 0;
  border-bottom: 1px solid var(--line);
  text-align: right;
  white-space: nowrap;
}
thead th {
  color: var(--quiet);
  font-weight: 400;
}
th:first-child,
.word,
thead th:last-child {
  text-align: left;
}
th[scope="row"] {
  font-weight: 400;
}
tr.chosen th[scope="row"] {
  font-weight: 600;
}
.word.crawls {
  color: var(--crawls-text);
}
.word.arrives {
  color: var(--arrives-text);
}
.word.bounces {
  color: var(--bounces-text);
}
.word.stuck {
  color: var(--stuck-text);
}
.word.thrown {
  color: var(--thrown-text);
}
@container figure (max-width: 760px) {
  .hikers button {
    height: auto;
    white-space: normal;
    text-align: left;
  }
  table {
    font-size: 14px;
  }
  th,
  td {
    padding-right: 8px;
  }
  thead th {
    white-space: normal;
    vertical-align: bottom;
  }
}
`;
