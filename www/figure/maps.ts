/** Maps of many walks, over the mountain and over the optimizer's settings: they come when they are shown. */
import type { Results } from "../engine/results";
import type { Actions, ViewState } from "../views/view";
import { catalogue } from "../engine/loading";
import { copy } from "../scene/copy";
import type { MapView } from "../views/map/map";
import { Outcomes, outcomesStyle } from "../views/pixels/outcomes";
import { SettingsView } from "../views/pixels/settings";
import { settingsStyle } from "../views/pixels/settings-style";

const sheet = new CSSStyleSheet();
sheet.replaceSync(outcomesStyle + settingsStyle);

export class Maps {
  private outcomes?: Outcomes;
  private settings?: SettingsView;

  constructor(
    private root: ShadowRoot,
    private results: Results,
    private map: MapView,
    private actions: Actions,
  ) {
    root.adoptedStyleSheets.push(sheet);
  }

  show({ chosen, isShown, isLocked }: ViewState): void {
    const { actions } = this;
    const { experiment, landscape } = this.results.result!;
    const alone = { ...experiment, hikers: [experiment.hikers[chosen]!] };
    if (isShown("outcomes") && isShown("map") && landscape.dim === 2) {
      if (!this.outcomes) {
        this.outcomes = new Outcomes(this.find(".map"), this.find(".outcomes-host"), {
          walk: (at) => actions.moveStart(at, true),
          failed: actions.failed,
        });
        this.map.setOverlay(this.outcomes);
      }
      this.outcomes.show({ experiment: alone, landscape, locked: isLocked("start") });
    } else if (this.outcomes) {
      this.map.setOverlay(null);
      this.outcomes.destroy();
      this.outcomes = undefined;
    }
    if (isShown("settings")) {
      this.settings ??= new SettingsView(this.find(".settings-host"), {
        adjust: actions.adjustHiker,
        failed: actions.failed,
      });
      const { optimizers } = catalogue();
      this.settings.show({
        experiment: copy(alone),
        optimizers,
        rates: this.results.range,
        locked: isLocked("lr") || isLocked("optimizer"),
      });
    } else {
      this.settings?.destroy();
      this.settings = undefined;
    }
  }

  themeChanged(): void {
    this.outcomes?.themeChanged();
    this.settings?.themeChanged();
  }

  destroy(): void {
    this.outcomes?.destroy();
    this.settings?.destroy();
    const { root } = this;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  }

  private find(selector: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(selector)!;
  }
}
