/** A page's address and its figures: it opens in the first, and is kept that of the figure last used. To be called before
 * the element is defined: else the figure has begun with another scene. */
import type { LearningRatePlayground } from "./playground";
import { debounced } from "../util/debounce";

export function keepAddress(figures: LearningRatePlayground[]): void {
  const first = figures[0]!;
  let used = first;
  let known = ""; // of the address, read or written last

  const writing = debounced(() => {
    // Another has been typed, and is about to be read.
    if (location.hash !== known) return;
    const { address } = used;
    try {
      history.replaceState(null, "", address ? "#" + address : location.pathname + location.search);
      known = location.hash;
    } catch {
      // A sandboxed page has no history: nobody sees its address either.
    }
  });
  /** Whatever the address holds opens in the first figure; a section's name is left to the browser. */
  const read = () => {
    writing.never(); // what was about to be written is older than what has been typed
    known = location.hash;
    const text = location.hash.slice(1);
    if (text && !document.getElementById(text)) first.setAttribute("scene", location.hash);
  };
  for (const figure of figures) figure.page = location.href.replace(/#.*/, "");
  const use = (event: Event) => {
    used = figures.find((figure) => figure === event.target) ?? used;
  };

  for (const kind of ["pointerdown", "keydown", "wheel"])
    addEventListener(kind, use, { capture: true, passive: true });
  for (const kind of ["run", "view"])
    addEventListener(kind, (event) => event.target === used && writing.soon());
  addEventListener("hashchange", read);
  read();
}
