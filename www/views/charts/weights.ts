/** How long the vector of weights is along the walk. */
import type { Result } from "../../engine/results";
import type { View, ViewContext } from "../view";
import { MeasuredCharts, type Measured } from "./measured";
import { measuredText } from "../../text/en/measured";

const sizes = ({ sizes }: Result): Measured[] => [
  { name: measuredText.weightSize, values: sizes!, percent: false },
];

export const make = (host: HTMLElement, { actions }: ViewContext): View =>
  new MeasuredCharts(host, actions, sizes);
