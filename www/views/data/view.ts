/** The picture of a figure's data: its points, and what the model as of the present record makes of them. */
import type { Result } from "../../engine/results";
import type { Drawing, View, ViewContext, ViewState } from "../view";
import { wholeEngine, type Table } from "../../engine/loading";
import { Latest } from "../../engine/latest";
import { DataView, dataStyle, dataWindow, type DataPicture } from "./data";
import { dataText } from "../../text/en/data";

const DECISIONS = [100, 100] as const; // places at which a model is asked for the picture of its decisions
const DECISIONS_NO_WAIT = 100; // parameters of a model that is asked on the page's own thread
const MOST_POINTS = 5000; // in the picture of the data

type Points = Pick<DataPicture, "x" | "y" | "classes" | "names">;

/** The table's points on a plane: two features, or one and the target; of too many, every nth. */
function points({ X, y, n_features }: Table): Points {
  const nth = Math.ceil(y.length / MOST_POINTS);
  const pick = (values: Float64Array, width: number, j: number) =>
    width === 1 && nth === 1
      ? values
      : Float64Array.from({ length: Math.ceil(y.length / nth) }, (_, i) => values[nth * i * width + j]!);
  const up = (axis: string) => (nth > 1 ? dataText.thinned({ axis, nth }) : axis);
  return n_features === 1
    ? { x: pick(X, 1, 0), y: pick(y, 1, 0), classes: null, names: ["x", up("y")] }
    : { x: pick(X, 2, 0), y: pick(X, 2, 1), classes: pick(y, 1, 0), names: ["x1", up("x2")] };
}

class PictureOfData implements View {
  private picture!: DataPicture;
  private view: DataView;
  private table?: Table; // the one whose points are known
  private points!: Points;
  private predicting?: Latest<"predict">;

  constructor(
    host: HTMLElement,
    private actions: ViewContext["actions"],
  ) {
    this.view = new DataView(host);
  }

  show(result: Result, { chosen, step: asked }: ViewState): void {
    const { experiment, run, landscape, large } = result;
    const table = result.table!;
    const { params, dim } = run.hikers[chosen]!;
    const step = Math.min(asked, params.length / dim - 1);
    const at = params.slice(step * dim, (step + 1) * dim);
    if (table !== this.table) {
      this.points = points((this.table = table));
      this.predicting?.destroy();
      this.predicting = undefined;
    }
    const { x, y, classes, names } = this.points;
    const window = dataWindow(x, y);
    const [width, height] = DECISIONS;
    const grid = { ...window, width, height };
    const late = large || (classes !== null && landscape.dim > DECISIONS_NO_WAIT);
    const said = (): Float64Array | undefined => {
      const whole = wholeEngine()!; // which alone has data
      if (!late)
        return classes ? whole.decisions(experiment, at, grid) : whole.predict(experiment, at, window.x);
      this.predicting ??= new Latest("predict", this.actions.changed, this.actions.failed);
      return this.predicting.ask([run, chosen, step], {
        experiment,
        params: at,
        of: classes ? grid : window.x,
      });
    };
    const values = said();
    const fits = values?.length === (classes ? width * height : 2); // else what came last is another picture's
    this.picture = {
      x,
      y,
      classes,
      decisions: classes && fits ? { ...grid, values } : null,
      line: !classes && fits ? { x: window.x, y: [values[0]!, values[1]!] } : null,
      step,
      names,
    };
    this.view.show(this.picture);
  }

  drawings(): Drawing[] {
    const shapes: Drawing["shapes"] = async (box, { colour }) =>
      (await import("./shapes")).data(this.picture, box, colour);
    return [{ weight: 1, shapes }];
  }

  themeChanged(): void {
    this.view.themeChanged();
  }

  /** What is asked of a worker is no longer waited for. */
  destroy(): void {
    this.predicting?.destroy();
    this.view.destroy();
  }
}

export const make = (host: HTMLElement, { actions }: ViewContext): View => new PictureOfData(host, actions);
export const sheet = new CSSStyleSheet();
sheet.replaceSync(dataStyle);
