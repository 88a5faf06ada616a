/** The painted slider of long runs, away from the page: coarse first, then in full. */
import { initSync, rateRange, strip, type Experiment } from "../pkg/learning_rate_playground.js";

export interface Job {
  id: number;
  experiment: Experiment;
  range: { low: number; high: number } | null; // null: find the slider's ends first
  counts: number[];
}

addEventListener("message", ({ data }: MessageEvent<WebAssembly.Module | Job>) => {
  if (data instanceof WebAssembly.Module) {
    initSync({ module: data });
    return;
  }
  const { low, high } = data.range ?? rateRange(data.experiment);
  data.counts.forEach((count, k) => {
    const done = k === data.counts.length - 1;
    postMessage({ id: data.id, low, high, strip: strip(data.experiment, low, high, count), done });
  });
});
