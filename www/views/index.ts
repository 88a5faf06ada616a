/** The views of a figure, a line each. Their names are the engine's, in src/scene/mod.rs; those on request are offered in
 * this order. What comes with the figure itself is made in figure/view-host.ts or drawn by figure/template.ts. */
import type { Result } from "../engine/results";
import type { ShownScene } from "../scene/shown-scene";
import type { ViewDef } from "./view";

const always = () => true;
const several = ({ run }: Result) => run.hikers.length > 1;
const classifies = ({ run }: Result) => "accuracy" in run.hikers[0]!.metrics;
/** A line among points, or classes on a plane. */
const isPlane = (result: Result) => result.table?.n_features === (classifies(result) ? 2 : 1);

// prettier-ignore
export const VIEWS: readonly ViewDef[] = [
  { id: "hikers", label: "hikers' names", onRequest: null, place: "names", fits: several, load: () => import("./hikers/legend") },
  { id: "map", label: "map", onRequest: null, place: "ground", fits: always },
  { id: "data", label: "picture of data", onRequest: null, place: "ground", fits: isPlane, isOffered: ({ table }) => table !== null, load: () => import("./data/view") },
  { id: "loss", label: "loss chart", onRequest: null, place: "charts", fits: always },
  { id: "rate", label: "rate chart", onRequest: null, place: "charts", fits: always },
  { id: "outcomes", label: "where every start ends", onRequest: "Where every start ends", place: "maps", fits: ({ landscape }) => landscape.dim === 2, load: () => import("./pixels/outcomes-view") },
  { id: "settings", label: "rate against momentum", onRequest: "Rate against momentum", place: "maps", fits: always, load: () => import("./pixels/settings-view") },
  { id: "race", label: "race", onRequest: "Race", place: "trials", fits: always, load: () => import("./race/race") },
  { id: "finder", label: "rate finder", onRequest: "Rate finder", place: "trials", fits: always, load: () => import("./range-test/range-test") },
  { id: "bands", label: "track of each", onRequest: "Rates of each hiker", place: "trials", fits: always, isOffered: several, load: () => import("./rate/bands") },
  { id: "table", label: "table of hikers", onRequest: "Table of hikers", place: "table", fits: always, isOffered: several, load: () => import("./hikers/table") },
  { id: "multiples", label: "a chart for each", onRequest: "A chart for each", place: "multiples", fits: always, isOffered: several, load: () => import("./charts/multiples") },
  { id: "accuracy", label: "accuracy", onRequest: "Accuracy", place: "charts", fits: classifies, load: () => import("./charts/accuracy") },
  { id: "weights", label: "weight size", onRequest: "Weight size", place: "charts", fits: ({ sizes }) => sizes !== null, load: () => import("./charts/weights") },
  { id: "sharpness", label: "sharpness", onRequest: "Sharpness", place: "charts", fits: always, load: () => import("./charts/sharpness") },
  { id: "slider", label: "learning rate", onRequest: null, place: "slider", fits: always },
  { id: "verdict", label: "verdict", onRequest: null, place: "template", fits: always },
  { id: "transport", label: "play, pause", onRequest: null, place: "template", fits: always },
  { id: "controls", label: "menus", onRequest: null, place: "template", fits: always },
  { id: "arithmetic", label: "arithmetic", onRequest: null, place: "template", fits: always },
  { id: "menu", label: "pin, share", onRequest: null, place: "template", fits: always },
];

export const isOnRequest = (id: string) => VIEWS.some((view) => view.id === id && view.onRequest !== null);

/** Whether a scene shows a view: all but those on request, unless it names them. */
export const isShown = (id: string, { views }: ShownScene): boolean =>
  views?.includes(id) ?? !isOnRequest(id);

/** Whether it is to be seen: it is shown, and there is something for it to draw. */
export const isDrawn = ({ id, fits }: ViewDef, scene: ShownScene, result: Result): boolean =>
  isShown(id, scene) && fits(result);
