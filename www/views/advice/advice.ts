/** Under the sentence: which way to turn the rate, and what helps, each walked before it is offered. */
import { html, nothing, render } from "lit";
import { loadWhole, wholeEngine, type Advice, type Experiment } from "../../engine/loading";
import { JobQueue } from "../../engine/queue";
import type { Result, Results } from "../../engine/results";
import { rateOf, settings } from "../../scene/changes";
import { copy, same } from "../../scene/copy";
import { adviceText } from "../../text/en/advice";
import type { Actions, View, ViewContext, ViewState } from "../view";

const PAUSE = 250; // milliseconds without another walk until advice on it is sought

class AdviceView implements View {
  private result?: Result;
  private isWalking = false;
  private state!: ViewState;
  private advice?: Advice;
  private due = 0;
  private touched = new AbortController();
  private queue = new JobQueue(
    "advise",
    (advice) => this.told(advice),
    (fault) => {
      this.told(undefined);
      this.actions.failed(fault);
    },
    () => this.draw(),
  );

  constructor(
    private host: HTMLElement,
    private results: Results,
    private actions: Actions,
  ) {
    // It waits for a hand: a page may have many figures, and what it opens with gives no advice.
    const figure = (host.getRootNode() as ShadowRoot).host;
    const { signal } = this.touched;
    const touch = () => {
      this.touched.abort();
      loadWhole().then(
        () => this.soon(),
        () => {}, // whoever asks for it next says so
      );
    };
    for (const sign of ["pointerover", "pointerdown", "focusin"])
      figure.addEventListener(sign, touch, { signal });
    if (figure.matches(":hover, :focus-within")) touch(); // it was there before
  }

  show(result: Result, state: ViewState): void {
    const { result: before, state: then, isWalking: walked } = this;
    [this.result, this.state, this.isWalking] = [result, state, this.results.walking !== undefined];
    const isSame = before?.hiker === result.hiker && same(before.experiment, result.experiment);
    if (isSame && then.revealed === state.revealed && walked === this.isWalking) return;
    this.advice = undefined;
    this.queue.forget();
    this.draw();
    this.soon();
  }

  themeChanged(): void {}

  destroy(): void {
    this.result = undefined;
    clearTimeout(this.due);
    this.touched.abort();
    this.queue.destroy();
    render(nothing, this.host);
  }

  /** While a hand moves the rate, another walk comes each frame. */
  private soon(): void {
    clearTimeout(this.due);
    const { result, state, isWalking, host } = this;
    const isAble = this.touched.signal.aborted && wholeEngine() !== undefined;
    const isWanted = isAble && result !== undefined && state.revealed && !isWalking;
    host.ariaBusy = String(isWanted);
    if (!isWanted) return;
    const { experiment, hiker } = result;
    this.due = window.setTimeout(() => this.queue.ask({ experiment, args: [hiker] }), PAUSE);
  }

  private told(advice: Advice | undefined): void {
    this.advice = advice;
    this.host.ariaBusy = "false";
    this.draw();
  }

  private draw(): void {
    const { advice, host } = this;
    render(advice ? this.sentences(advice) : this.queue.isLong ? this.looking() : nothing, host);
  }

  private looking() {
    const cancel = () => {
      this.queue.forget();
      this.told(undefined);
    };
    return html`<p role="status">
      ${adviceText.looking} <button type="button" class="quiet" @click=${cancel}>${adviceText.cancel}</button>
    </p>`;
  }

  private sentences({ word, remedies }: Advice) {
    const free = remedies.filter(({ experiment }) => !this.isLocked(experiment));
    const arrives = this.result!.run.hikers[this.result!.hiker]!.verdict.kind === "converged";
    return html`${word && !this.turnsBack(word, remedies) ? html`<b>${adviceText.words[word]}</b>` : nothing}
    ${!remedies.length && !arrives ? html`<span>${adviceText.nothingHelps}</span>` : nothing}
    ${
      free.length
        ? html`<ul aria-label=${adviceText.whatHelps}>
            ${free.map(
              ({ experiment, text }) =>
                html`<li><button type="button" @click=${() => this.take(experiment)}>${text}</button></li>`,
            )}
          </ul>`
        : nothing
    }`;
  }

  /** Whether the rate that helps lies the other way: a word would send the reader away from it. */
  private turnsBack(word: NonNullable<Advice["word"]>, remedies: Advice["remedies"]): boolean {
    const other = remedies.find(({ code }) => code === "another_rate");
    if (!other) return false;
    const { experiment, hiker } = this.result!;
    const [now, then] = [rateOf(experiment.hikers[hiker]!), rateOf(other.experiment.hikers[0]!)];
    return word === "too_high" ? then > now : word === "too_low" && then < now;
  }

  /** Whether it changes something that a lesson has locked. */
  private isLocked(remedy: Experiment): boolean {
    const { experiment, hiker } = this.result!;
    // A remedy changes what holds at the end of the walk.
    const [now, then] = [settings(experiment.hikers[hiker]!), settings(remedy.hikers[0]!)];
    const others = ({ optimizer: { lr: _, ...optimizer }, scheduler: __, ...rest }: typeof now) => [
      optimizer,
      rest,
    ];
    const changed = {
      lr: now.optimizer.lr !== then.optimizer.lr,
      scheduler: !same(now.scheduler, then.scheduler),
      optimizer: !same(others(now), others(then)),
      loss: !same(experiment.loss, remedy.loss),
      steps: experiment.steps !== remedy.steps || experiment.epochs !== remedy.epochs,
    };
    return Object.entries(changed).some(([name, is]) => is && this.state.isLocked(name));
  }

  private take(remedy: Experiment): void {
    const { hiker } = this.result!;
    this.actions.change((experiment) => {
      const hikers = [...experiment.hikers];
      hikers[hiker] = remedy.hikers[0]!;
      Object.assign(experiment, copy(remedy), { hikers });
    });
  }
}

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new AdviceView(host, results, actions);

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.advice-host { display: flex; flex-wrap: wrap; gap: 0 12px; padding-left: 16px; font-size: 14px; }
.advice-host > :is(b, span) { line-height: 26px; }
.advice-host :is(p, ul) { flex: 1 1 260px; margin: 0; padding: 0; list-style: none; }
.advice-host li button {
  height: auto;
  min-height: 26px;
  padding: 2px 0;
  border: 0;
  background: none;
  font: inherit;
  text-align: left;
  white-space: normal;
  text-decoration: underline;
  text-decoration-color: var(--quiet);
  text-underline-offset: 3px;
}
.advice-host li button:hover { text-decoration-color: currentColor; }
@media print { .advice-host { display: none; } }
`);
