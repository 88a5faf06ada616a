/** The map as of a figure's state: the mountain, the walks on it, and what is said on it. */
import { html, nothing, render } from "lit";
import type { View as Window } from "../../engine/loading";
import type { Result, Results } from "../../engine/results";
import { same } from "../../scene/copy";
import type { Overlay } from "../shared/overlay";
import type { Actions, Drawing, View, ViewContext, ViewState } from "../view";
import { MapView } from "./map";
import type { MapPicture } from "./picture";
import { mapText } from "../../text/en/map";

export class WalkMap implements View {
  readonly map: MapView;
  private notes = document.createElement("div");
  private shown?: [Result, ViewState];
  private terrain?: unknown[];

  constructor(
    host: HTMLElement,
    private results: Results,
    private actions: Actions,
  ) {
    host.classList.add("map");
    this.notes.className = "map-notes";
    host.append(this.notes);
    this.map = new MapView(host, results.heights, actions);
  }

  show(result: Result, state: ViewState): void {
    this.shown = [result, state];
    this.showNotes(result, state);
    const terrain = [result.ground, result.section?.plane ?? null];
    this.map.show(pictureOf(result, state), !same(terrain, this.terrain));
    this.terrain = terrain;
  }

  private showNotes({ section }: Result, { scene, chosen }: ViewState): void {
    const { results, actions } = this;
    const cancel = () => {
      results.cancelGround();
      this.map.cancelHeights();
    };
    const part = section?.held[chosen] ?? 0;
    const held =
      part > 0.9995 ? mapText.sliceHoldsAll : mapText.sliceHolds({ percent: (100 * part).toFixed(1) });
    render(
      html`<button
          type="button"
          class="whole"
          ?hidden=${!scene.window}
          @click=${() => actions.zoom(undefined)}
        >
          ${mapText.wholeMap}
        </button>
        ${
          results.isLong.ground
            ? html`<p class="digging" role="status">
                ${mapText.drawing} <button type="button" @click=${cancel}>${mapText.cancel}</button>
              </p>`
            : nothing
        }
        ${section ? html`<p class="share">${held}</p>` : nothing}`,
      this.notes,
    );
  }

  setOverlay(overlay: Overlay | null): void {
    this.map.setOverlay(overlay);
  }

  heightsArrived(view: Window, columns: number, rows: number, heights: Float64Array, done: boolean): void {
    this.map.setHeights(view, columns, rows, heights, done);
  }

  drawings(): Drawing[] {
    const [result, { chosen }] = this.shown!;
    const picture = pictureOf(...this.shown!);
    return [
      {
        weight: 1,
        shapes: async (box, pen) => {
          const { ground, map } = await import("./shapes");
          const { labels } = result;
          const order = [chosen, ...labels.keys()].filter((i, k) => k === 0 || i !== chosen);
          const heights = await ground(picture, result, this.results, box);
          return map(picture, box, heights, order.map((i) => labels[i]!), pen); // prettier-ignore
        },
      },
    ];
  }

  themeChanged(): void {
    this.map.themeChanged();
  }

  destroy(): void {
    this.map.destroy();
    this.notes.remove();
  }
}

function pictureOf(
  { experiment, run: { hikers }, landscape, section, table, colours }: Result,
  { scene, chosen, step, revealed }: ViewState,
): MapPicture {
  const paths = section?.paths ?? hikers.map(({ params }) => params);
  const start = section ? [...paths[chosen]!.subarray(0, 2)] : landscape.start;
  return {
    view: (scene.window as Window | undefined) ?? section?.view ?? landscape.view,
    start: start as [number, number],
    movable: !section,
    path: paths[chosen]!,
    colour: colours[chosen]!,
    others: paths.flatMap((path, i) => (i === chosen ? [] : { path, colour: colours[i]! })),
    step,
    changes: experiment.hikers[chosen]!.changes?.map(({ at }) => at) ?? [],
    veiled: !revealed,
    diverged: hikers[chosen]!.verdict.kind === "diverged",
    minima: section ? [] : (landscape.minima as never),
    names: section?.names ?? (landscape.names as [string, string]),
    equal: !table,
  };
}

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new WalkMap(host, results, actions);
