/** The experiment that the engine has open. A slider's frame changes nothing but a rate: it is set there, and nothing is
 * read and checked again. */
import { atRate, rateOf } from "../scene/changes";
import { same } from "../scene/copy";
import type { ShownExperiment } from "../scene/shown-scene";

/** What of an open scene of the engine counts here. */
interface OpenScene {
  setRate(hiker: number, lr: number): void;
  free(): void;
}
interface Engine<S extends OpenScene> {
  OpenScene: new (scene: { readonly v: 1; readonly experiment: ShownExperiment }) => S;
}

export class OpenExperiment<S extends OpenScene> {
  private open?: { by: Engine<S>; scene: S; experiment: ShownExperiment };

  /** `engine` returns the one to be asked now. */
  constructor(private engine: () => Engine<S>) {}

  /** The experiment, open until another is asked for. One that is wrong throws. */
  at(experiment: ShownExperiment): S {
    const { open } = this;
    const engine = this.engine();
    if (open?.by === engine && differInRates(open.experiment, experiment)) {
      this.setRates(open.scene, open.experiment, experiment);
      open.experiment = experiment;
      return open.scene;
    }
    const scene = new engine.OpenScene({ v: 1, experiment });
    this.close();
    this.open = { by: engine, scene, experiment };
    return scene;
  }

  /** Gives its memory back, which the engine would keep. */
  close(): void {
    this.open?.scene.free();
    this.open = undefined;
  }

  private setRates(scene: S, before: ShownExperiment, { hikers }: ShownExperiment): void {
    try {
      hikers.forEach((hiker, i) => {
        const rate = rateOf(hiker);
        if (rate !== rateOf(before.hikers[i]!)) scene.setRate(i, rate);
      });
    } catch (fault) {
      this.close(); // some of the rates may be set
      throw fault;
    }
  }
}

/** Whether nothing but the rates that sliders set is another, if that. */
function differInRates(a: ShownExperiment, b: ShownExperiment): boolean {
  const rateless = ({ hikers, ...rest }: ShownExperiment) => [rest, hikers.map((hiker) => atRate(hiker, 0))];
  return a === b || (a.loss.name === b.loss.name && same(rateless(a), rateless(b)));
}
