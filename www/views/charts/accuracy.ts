/** The share of samples that are classified rightly, of those learned from and of those held back. */
import type { Result } from "../../engine/results";
import type { View, ViewContext, ViewState } from "../view";
import { MeasuredCharts, type Measured } from "./measured";
import { measuredText } from "../../text/en/measured";

const NAMES = { accuracy: measuredText.accuracy, test_accuracy: measuredText.accuracyHeldBack };

const accuracies = ({ run: { hikers } }: Result, { chosen }: ViewState): Measured[] =>
  Object.entries(NAMES)
    .filter(([key]) => hikers[chosen]!.metrics[key])
    .map(([key, name]) => ({ name, values: hikers.map(({ metrics }) => metrics[key]!), percent: true }));

export const make = (host: HTMLElement, { actions }: ViewContext): View =>
  new MeasuredCharts(host, actions, accuracies);
