/** Maps of many walks, over the mountain and over the optimizer's settings: they come when they are shown. */
import type { Answers } from "../engine/answers";
import type { Hands, Standing } from "./drawing";
import { catalogue } from "../engine/engine";
import type { MapView } from "../views/map/map";
import { Outcomes, outcomesStyle } from "../views/pixels/outcomes";
import { SettingsView, settingsStyle } from "../views/pixels/settings";

const sheet = new CSSStyleSheet();
sheet.replaceSync(outcomesStyle + settingsStyle);

export class Maps {
  private outcomes?: Outcomes;
  private settings?: SettingsView;

  constructor(
    private root: ShadowRoot,
    private answers: Answers,
    private map: MapView,
    private hands: Hands,
  ) {
    root.adoptedStyleSheets.push(sheet);
  }

  show({ chosen, isShown, isLocked }: Standing): void {
    const { hands } = this;
    const { experiment, landscape } = this.answers.result!;
    const alone = { ...experiment, hikers: [experiment.hikers[chosen]!] };
    if (isShown("outcomes") && isShown("map") && landscape.dim === 2) {
      if (!this.outcomes) {
        this.outcomes = new Outcomes(this.find(".map"), this.find(".outcomes-host"), {
          walk: (at) => hands.moveStart(at, true),
          failed: hands.failed,
        });
        this.map.lay(this.outcomes);
      }
      this.outcomes.show({ experiment: alone, landscape, locked: isLocked("start") });
    } else if (this.outcomes) {
      this.map.lay(null);
      this.outcomes.destroy();
      this.outcomes = undefined;
    }
    if (isShown("settings")) {
      this.settings ??= new SettingsView(this.find(".settings-host"), hands);
      const { optimizers } = catalogue();
      this.settings.show({
        experiment: alone,
        optimizers,
        rates: this.answers.range,
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
