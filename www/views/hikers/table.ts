/** The table that compares several hikers. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Result } from "../../engine/results";
import { VERDICTS } from "../../scene/verdicts";
import { column } from "../../util/format";
import type { View, ViewState } from "../view";
import { swatch } from "./swatch";
import { tableText } from "../../text/en/table";

const percent = (share: number | undefined) =>
  share === undefined ? "" : tableText.share({ percent: (100 * share).toFixed(1) });

/** A row a hiker; of a hidden walk only what has been walked so far. */
function table({ labels, run }: Result, { step, revealed, chosen }: ViewState): TemplateResult {
  const until = revealed ? Infinity : step;
  const walked = (values: Float64Array | undefined) => values?.subarray(0, until + 1);
  const metrics = run.hikers[0]!.metrics;
  const [squares, accuracy, held] = ["mse", "accuracy", "test_accuracy"].map((name) => name in metrics);
  const isOver = (values: Float64Array) => until >= values.length - 1;
  const ends = run.hikers.map(({ metrics: { test_accuracy } }) =>
    test_accuracy && isOver(test_accuracy) ? test_accuracy.at(-1)! : NaN,
  );
  const best = Math.max(...ends); // NaN while a walk is not over
  const losses = run.hikers.map(({ loss, metrics }) => walked(squares ? metrics.mse : loss)!);
  const ofHikers = [
    ...losses.map((values) => Math.min(...values)),
    ...losses.map((values) => values.at(-1)!),
  ];
  const written = column(ofHikers);
  const [lowest, last] = [written.slice(0, losses.length), written.slice(losses.length)];
  const rows = run.hikers.map(({ loss, metrics, verdict }, i) => {
    const hidden = !isOver(loss);
    const at = (name: string) => percent(walked(metrics[name])?.at(-1));
    return html`<tr class=${i === chosen ? "chosen" : ""}>
      <th scope="row">${swatch(i)}${labels[i]}</th>
      <td>${lowest[i]}</td>
      <td>${last[i]}</td>
      ${accuracy ? html`<td>${at("accuracy")}</td>` : nothing}
      ${held ? html`<td>${ends[i] === best ? html`<b>${tableText.best}</b> ` : nothing}${at("test_accuracy")}</td>` : nothing}
      <td class="word ${hidden ? "" : VERDICTS[verdict.kind].colour}">
        ${hidden ? "…" : VERDICTS[verdict.kind].onTrack}
      </td>
    </tr>`;
  });
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          <th scope="col">${tableText.hiker}</th>
          <th scope="col">${squares ? tableText.lowestSquares : tableText.lowestLoss}</th>
          <th scope="col">${squares ? tableText.lastSquares : tableText.lastLoss}</th>
          ${accuracy ? html`<th scope="col">${held ? tableText.accuracyTraining : tableText.accuracy}</th>` : nothing}
          ${held ? html`<th scope="col">${tableText.accuracyHeldBack}</th>` : nothing}
          <th scope="col">${tableText.verdict}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export const make = (host: HTMLElement): View => ({
  show: (result: Result, state: ViewState) => render(table(result, state), host),
  themeChanged: () => {},
  destroy: () => render("", host),
});
