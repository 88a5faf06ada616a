/** The views of a figure: made when they are first shown, told what to show, and ended when they are shown no more. */
import type { View as Window } from "../engine/loading";
import type { Result, Results } from "../engine/results";
import { VIEWS, isDrawn } from "../views";
import * as loss from "../views/charts/loss";
import * as rate from "../views/charts/rate";
import * as map from "../views/map/view";
import * as slider from "../views/rate/slider-view";
import { adopt } from "../views/shared/adopt";
import type { Overlay } from "../views/shared/overlay";
import type {
  Actions,
  DrawnFigure,
  Drawing,
  Place,
  View,
  ViewDef,
  ViewModule,
  ViewState,
} from "../views/view";
import { loadingText } from "../text/en/loading";

/** What a first figure shows comes with it. */
const FIRST: Record<string, ViewModule> = { map, loss, rate, slider };

// The map is shown last: its words need the page laid out, once for all that has been changed.
const ORDER = [...VIEWS].reverse();

export class ViewHost implements DrawnFigure {
  /** What is drawn. */
  state!: ViewState;
  private views = new Map<string, View>();
  private coming = new Set<string>();
  private overlay: Overlay | null = null;
  private theme = "";

  constructor(
    readonly root: ShadowRoot,
    readonly results: Results,
    private actions: Actions,
  ) {}

  show(result: Result, state: ViewState): void {
    this.state = state;
    const theme = this.root.querySelector(".figure")!.className;
    if (this.theme && theme !== this.theme) for (const view of this.views.values()) view.themeChanged();
    this.theme = theme;
    for (const def of ORDER) {
      const shown = isDrawn(def, state.scene, result);
      if (shown && !this.views.has(def.id)) this.come(def);
      if (!shown) this.end(def.id);
      this.views.get(def.id)?.show(result, state);
    }
  }

  isShown(id: string): boolean {
    return isDrawn(
      VIEWS.find((view) => view.id === id)!,
      this.state.scene,
      this.results.result!,
    );
  }

  drawings(place: Place): Drawing[] {
    const views = VIEWS.filter((view) => view.place === place);
    return views.flatMap(({ id }) => this.views.get(id)?.drawings?.() ?? []);
  }

  get map(): map.WalkMap | undefined {
    return this.views.get("map") as map.WalkMap | undefined;
  }

  get slider(): slider.SliderView | undefined {
    return this.views.get("slider") as slider.SliderView | undefined;
  }

  heightsArrived(view: Window, columns: number, rows: number, heights: Float64Array, done: boolean): void {
    this.map?.heightsArrived(view, columns, rows, heights, done);
  }

  /** Charts listen to the window: what is not destroyed is never forgotten. */
  destroy(): void {
    for (const id of [...this.views.keys()]) this.end(id);
  }

  private come({ id, load }: ViewDef): void {
    const first = FIRST[id];
    if (first) this.make(id, first);
    else if (load && !this.coming.has(id)) {
      this.coming.add(id);
      load().then(
        (module) => {
          this.coming.delete(id);
          if (this.root.host.isConnected && this.isShown(id)) this.make(id, module);
          this.actions.changed();
        },
        (fault: Error) => this.actions.failed(loadingText.partOfFigureNotLoaded({ why: fault.message })),
      );
    }
  }

  private make(id: string, { make, sheet }: ViewModule): void {
    const host = this.root.querySelector<HTMLElement>(`[data-view=${id}]`)!;
    if (sheet) adopt(host, sheet);
    const setOverlay = (overlay: Overlay | null) => {
      this.overlay = overlay;
      this.map?.setOverlay(overlay);
    };
    this.views.set(id, make(host, { results: this.results, actions: this.actions, setOverlay }));
    if (id === "map") this.map!.setOverlay(this.overlay);
  }

  private end(id: string): void {
    this.views.get(id)?.destroy();
    this.views.delete(id);
  }
}
