import type { Unit } from "../unit";
import { counted } from "./count";

/** From where to where; without `to` the rest is hidden. */
interface Reading {
  from: string;
  to?: string;
}

const reading = ({ from, to }: Reading) => (to === undefined ? `from ${from}` : `from ${from} to ${to}`);

export const sharpnessText = {
  sharpness: "Sharpness",
  beingRead: "Reading how sharply the ground bends …",
  largestCurvature: ({ curvature }: { curvature: string }) => `λmax ${curvature}`,
  growsAboveLimit: "Above the dashed line each step along the sharpest bend grows.",
  noLimitOf: ({ optimizer }: { optimizer: string }) =>
    `Theory knows no limit here (${optimizer}): the slider's track is the answer.`,
  noLimitInBatches: "Theory knows no limit here (batches): the slider's track is the answer.",
  curve: ({ sharpness, length, unit }: { sharpness: Reading; length: number; unit: Unit }) =>
    `Sharpness, the largest curvature, ${reading(sharpness)} over ${counted(length, unit)}; no limit is known`,
  curveAndLimit: (shown: {
    sharpness: Reading;
    formula: string;
    limit: Reading;
    length: number;
    unit: Unit;
  }) =>
    `Sharpness, the largest curvature, ${reading(shown.sharpness)} over ${counted(shown.length, shown.unit)}; its limit ${shown.formula} ${reading(shown.limit)}`,
};
