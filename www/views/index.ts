/** The views of a figure, a line each. Their names are the engine's, in src/scene/mod.rs; those on request are offered in
 * this order. What comes with the figure itself is made in figure/view-host.ts or drawn by figure/template.ts. */
import type { Result } from "../engine/results";
import type { ShownScene } from "../scene/shown-scene";
import { viewNames, viewOffers } from "../text/en/views";
import type { ViewDef } from "./view";

const always = () => true;
const several = ({ run }: Result) => run.hikers.length > 1;
const classifies = ({ run }: Result) => "accuracy" in run.hikers[0]!.metrics;
/** A line among points, or classes on a plane. */
const isPlane = (result: Result) => result.table?.n_features === (classifies(result) ? 2 : 1);

// prettier-ignore
export const VIEWS: readonly ViewDef[] = [
  { id: "hikers", label: viewNames.hikers, onRequest: null, place: "names", fits: several, load: () => import("./hikers/legend") },
  { id: "map", label: viewNames.map, onRequest: null, place: "ground", fits: always },
  { id: "data", label: viewNames.data, onRequest: null, place: "ground", fits: isPlane, isOffered: ({ table }) => table !== null, load: () => import("./data/view") },
  { id: "loss", label: viewNames.loss, onRequest: null, place: "charts", fits: always },
  { id: "rate", label: viewNames.rate, onRequest: null, place: "charts", fits: always },
  { id: "advice", label: viewNames.advice, onRequest: null, place: "advice", fits: always, load: () => import("./advice/advice") },
  { id: "outcomes", label: viewNames.outcomes, onRequest: viewOffers.outcomes, place: "maps", fits: ({ landscape }) => landscape.dim === 2, load: () => import("./pixels/outcomes-view") },
  { id: "settings", label: viewNames.settings, onRequest: viewOffers.settings, place: "maps", fits: always, load: () => import("./pixels/settings-view") },
  { id: "race", label: viewNames.race, onRequest: viewOffers.race, place: "trials", fits: always, load: () => import("./race/race") },
  { id: "finder", label: viewNames.finder, onRequest: viewOffers.finder, place: "trials", fits: always, load: () => import("./range-test/range-test") },
  { id: "bands", label: viewNames.bands, onRequest: viewOffers.bands, place: "trials", fits: always, isOffered: several, load: () => import("./rate/bands") },
  { id: "table", label: viewNames.table, onRequest: viewOffers.table, place: "table", fits: always, isOffered: several, load: () => import("./hikers/table") },
  { id: "multiples", label: viewNames.multiples, onRequest: viewOffers.multiples, place: "multiples", fits: always, isOffered: several, load: () => import("./charts/multiples") },
  { id: "accuracy", label: viewNames.accuracy, onRequest: viewOffers.accuracy, place: "charts", fits: classifies, load: () => import("./charts/accuracy") },
  { id: "weights", label: viewNames.weights, onRequest: viewOffers.weights, place: "charts", fits: ({ sizes }) => sizes !== null, load: () => import("./charts/weights") },
  { id: "sharpness", label: viewNames.sharpness, onRequest: viewOffers.sharpness, place: "charts", fits: always, load: () => import("./charts/sharpness") },
  { id: "slider", label: viewNames.slider, onRequest: null, place: "slider", fits: always },
  { id: "verdict", label: viewNames.verdict, onRequest: null, place: "template", fits: always },
  { id: "transport", label: viewNames.transport, onRequest: null, place: "template", fits: always },
  { id: "controls", label: viewNames.controls, onRequest: null, place: "template", fits: always },
  { id: "arithmetic", label: viewNames.arithmetic, onRequest: null, place: "template", fits: always },
  { id: "menu", label: viewNames.menu, onRequest: null, place: "template", fits: always },
];

export const isOnRequest = (id: string) => VIEWS.some((view) => view.id === id && view.onRequest !== null);

/** Whether a scene shows a view: all but those on request, unless it names them. */
export const isShown = (id: string, { views }: ShownScene): boolean =>
  views?.includes(id) ?? !isOnRequest(id);

/** Whether it is to be seen: it is shown, and there is something for it to draw. */
export const isDrawn = ({ id, fits }: ViewDef, scene: ShownScene, result: Result): boolean =>
  isShown(id, scene) && fits(result);
