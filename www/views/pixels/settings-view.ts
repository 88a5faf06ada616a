/** The map of an optimizer's settings, as of a figure's state. */
import { catalogue } from "../../engine/loading";
import type { Result, Results } from "../../engine/results";
import type { View, ViewContext, ViewState } from "../view";
import { keyStyle } from "./key-style";
import { SettingsView } from "./settings";
import { settingsStyle } from "./settings-style";

class SettingsOfHiker implements View {
  private settings: SettingsView;

  constructor(
    host: HTMLElement,
    private results: Results,
    { adjustHiker, failed }: ViewContext["actions"],
  ) {
    this.settings = new SettingsView(host, { adjust: adjustHiker, failed });
  }

  show({ experiment }: Result, { chosen, isLocked }: ViewState): void {
    this.settings.show({
      experiment: { ...experiment, hikers: [experiment.hikers[chosen]!] },
      optimizers: catalogue().optimizers,
      rates: this.results.range,
      locked: isLocked("lr") || isLocked("optimizer"),
    });
  }

  themeChanged(): void {
    this.settings.themeChanged();
  }

  destroy(): void {
    this.settings.destroy();
  }
}

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new SettingsOfHiker(host, results, actions);
export const sheet = new CSSStyleSheet();
sheet.replaceSync(keyStyle + settingsStyle);
