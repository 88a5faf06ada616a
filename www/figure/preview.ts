/** What another rate would do, shown before the thumb is moved: while a pointer is over the track, or a button that goes
 * to a rate has the focus, its walk as dashes on the map, and its verdict and last loss at the track. */
import { NO_WAIT } from "../engine/results";
import { JobQueue } from "../engine/queue";
import type { ShownExperiment } from "../scene/shown-scene";
import type { Ghost, Strip } from "../engine/loading";
import { rate as written, short } from "../util/format";
import { VERDICTS } from "../scene/verdicts";
import { TRACK, type Slider } from "../views/rate/slider";
import type { ViewHost } from "./view-host";
import { previewText } from "../text/en/preview";

/** Of a walk that takes long its end is known from the track, and its path comes later. */
type PreviewedWalk = Pick<Ghost, "lr"> & Partial<Ghost>;

export class Preview {
  private tip = document.createElement("div");
  private stop = new AbortController();
  private frame = 0;
  private wanted: number | null = null;
  private preview: PreviewedWalk | null = null;
  private work: JobQueue<"ghost">;

  constructor(
    private figure: HTMLElement,
    private viewHost: ViewHost,
    failed: (fault: string) => void,
  ) {
    this.work = new JobQueue("ghost", (ghost) => ghost.lr === this.wanted && this.show(ghost), failed);
    this.tip.className = "tip";
    this.tip.role = "status";
    this.tip.hidden = true;
    this.listen();
  }

  /** The figure goes on: what was thought of is gone. */
  forget(): void {
    if (this.wanted !== null) this.look(null);
  }

  destroy(): void {
    this.stop.abort();
    this.forget();
    this.work.destroy();
    this.tip.remove();
  }

  private get slider(): Slider {
    return this.viewHost.slider!.slider;
  }

  /** The chosen hiker's experiment, where what other rates do may be told. */
  private alone(): ShownExperiment | null {
    const { results, state } = this.viewHost;
    const { experiment } = results.result!;
    const { chosen, revealed, isLocked } = state;
    return revealed && !isLocked("lr") ? { ...experiment, hikers: [experiment.hikers[chosen]!] } : null;
  }

  private listen(): void {
    const { figure } = this;
    const track = figure.querySelector<HTMLElement>(".slider-view")!;
    const bar = figure.querySelector<HTMLElement>(".bar")!;
    const options = { signal: this.stop.signal };
    const hovers = ({ pointerType, buttons }: PointerEvent) => pointerType !== "touch" && !buttons;
    const rateOf = ({ target }: Event) => {
      const button = (target as Element).closest<HTMLButtonElement>("button[data-rate]:enabled");
      return button && Number(button.dataset.rate);
    };
    const away = () => this.look(null);
    track.addEventListener("pointermove", (e) => this.look(hovers(e) ? this.slider.rateAt(e) : null), {
      ...options,
      capture: true, // the slider in it may keep its moves to itself
    });
    bar.addEventListener("pointerover", (e) => hovers(e) && this.look(rateOf(e)), options);
    bar.addEventListener(
      "focusin",
      (e) => (e.target as Element).matches(":focus-visible") && this.look(rateOf(e)),
      options,
    );
    for (const event of ["pointerleave", "pointerdown"]) track.addEventListener(event, away, options);
    for (const event of ["pointerleave", "focusout"]) bar.addEventListener(event, away, options);
  }

  /** One walk a frame at most, that of the last rate asked for. */
  private look(lr: number | null): void {
    this.wanted = lr;
    if (lr !== null) {
      this.frame ||= requestAnimationFrame(() => this.setPreview());
      return;
    }
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.work.forget();
    this.show(null);
  }

  private setPreview(): void {
    this.frame = 0;
    const lr = this.wanted!;
    const experiment = this.alone();
    if (lr === this.preview?.lr) return;
    if (!experiment) {
      this.show(null);
      return;
    }
    const { section, large } = this.viewHost.results.result!;
    const plane = section?.plane ?? null;
    const { strip, stale, open } = this.viewHost.results;
    const quick = large ? null : open.at(experiment);
    if (quick && quick.work() <= NO_WAIT) {
      this.show(quick.ghost(lr, plane));
      return;
    }
    this.show({ lr, ...(strip && !stale ? nearest(strip, lr) : {}) });
    this.work.ask({ experiment, args: [lr, plane] });
  }

  private show(preview: PreviewedWalk | null): void {
    this.preview = preview;
    this.viewHost.map?.map.setPreview(preview?.path ?? null);
    this.tip.hidden = preview === null;
    if (!preview) return;
    if (!this.tip.isConnected) this.figure.querySelector(".slider")!.append(this.tip);
    const { lr, kind, loss } = preview;
    const rate = written(lr);
    this.tip.textContent =
      kind === undefined
        ? previewText.underWay({ rate })
        : previewText.endsAt({ rate, verdict: VERDICTS[kind].word, loss: short(loss!) });
    this.tip.className = `tip ${kind ? VERDICTS[kind].colour : ""}`;
    const track = this.tip.parentElement!.clientWidth;
    const [x, half] = [this.slider.x(lr), this.tip.offsetWidth / 2];
    const middle = Math.min(track - half, Math.max(half, x));
    this.tip.style.transform = `translateX(${middle - half}px)`;
    this.tip.style.setProperty("--pole", `${x - middle + half}px`);
  }
}

/** What the track tells of the rate it tried that is nearest. */
function nearest({ lr: tried, kind, loss }: Strip, lr: number): Pick<Ghost, "kind" | "loss"> {
  const away = (i: number) => Math.abs(Math.log(tried[i]! / lr));
  const at = tried.reduce((best, _, i) => (away(i) < away(best) ? i : best), 0);
  return { kind: kind[at]!, loss: loss[at]! };
}

export const previewStyle = `
.slider .tip {
  position: absolute;
  z-index: 1;
  left: 0;
  top: 0;
  box-sizing: border-box;
  padding: 0 8px;
  border: 1px dashed var(--ink);
  border-radius: 4px;
  background: var(--panel);
  font-size: 13px;
  line-height: 20px;
  white-space: nowrap;
  pointer-events: none;
}
.slider .tip::after {
  content: "";
  position: absolute;
  left: calc(var(--pole) - 1px);
  top: 100%;
  height: ${TRACK + 2}px;
  border-left: 1.5px dashed var(--ink);
}
`;
