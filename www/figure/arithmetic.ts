/** The update after a record, spelled out. */
import { html, type TemplateResult } from "lit";
import { Latest } from "../engine/latest";
import type { Equations } from "../engine/loading";
import type { Result, Results } from "../engine/results";

export class Arithmetic {
  private later: Latest<"arithmetic">;

  constructor(
    private results: Results,
    changed: () => void,
    failed: (fault: string) => void,
  ) {
    this.later = new Latest("arithmetic", changed, failed);
  }

  /** Undefined until it has come. */
  lines(result: Result, hiker: number, step: number): TemplateResult[] | undefined {
    return this.equations(result, hiker, step)?.map(
      ({ parameter, lines }) =>
        html`<h4>${parameter}</h4>
          <dl>
            ${lines.map(
              ({ symbols, numbers }) =>
                html`<dt>${symbols}</dt>
                  <dd>${numbers}</dd>`,
            )}
          </dl>`,
    );
  }

  private equations(
    { experiment, large, run }: Result,
    hiker: number,
    step: number,
  ): Equations[] | undefined {
    return large
      ? this.later.ask([run, hiker, step], { experiment, args: [hiker, step] })
      : this.results.open.at(experiment).arithmetic(hiker, step);
  }

  destroy(): void {
    this.later.destroy();
  }
}
