/** The course page: gives each figure its scene when the reader comes near, and keeps that of the figure last used in
 * the address. */
import "./element";
import { MOST_IN_LINK, ownNumbers } from "./data-size";
import { engine, type Scene } from "./engine";

const REST = 500; // milliseconds between two writings: browsers drop more
const NEAR = "300px";

const figures = [...document.querySelectorAll("learning-rate-playground")];
const first = figures[0]!;
let used = first;
let last = 0;
let due = 0;

function write(): void {
  due = 0;
  last = performance.now();
  const { scene } = used;
  if (!scene) return;
  const held = ownNumbers(scene.experiment.loss.data) <= MOST_IN_LINK;
  history.replaceState(null, "", held ? "#" + engine.writeAddress(scene) : location.pathname);
}

/** Once the hand rests, and at most twice a second. */
function writeSoon(event: Event): void {
  if (event.target !== used) return;
  clearTimeout(due);
  due = window.setTimeout(write, Math.max(150, last + REST - performance.now()));
}

/** Whatever the address holds opens in the first figure; a section's name is left to the browser. */
function read(): void {
  clearTimeout(due); // what was about to be written is older than what has been typed
  const text = location.hash.slice(1);
  if (text && !document.getElementById(text)) first.setAttribute("scene", location.hash);
}

function use(event: Event): void {
  used = figures.find((figure) => figure === event.target) ?? used;
}

/** The scenes come with the first figure that needs one. */
async function give(figure: (typeof figures)[number]): Promise<void> {
  const { default: scenes } = await import("../course/scenes.json");
  figure.scene = (scenes as unknown as Record<string, Scene>)[figure.dataset.scene!]!;
}

const coming = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      coming.unobserve(target);
      void give(target as (typeof figures)[number]);
    }
  },
  { rootMargin: NEAR },
);
for (const figure of figures) if (figure.dataset.scene) coming.observe(figure);

for (const kind of ["pointerdown", "keydown", "wheel"])
  addEventListener(kind, use, { capture: true, passive: true });
for (const kind of ["run", "view"]) addEventListener(kind, writeSoon);
addEventListener("hashchange", read);
read();
