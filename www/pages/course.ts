/** The course page: gives each figure its scene when the reader comes near. It stands before the script of the element. */
import { keepAddress } from "./address";
import type { Scene } from "../engine/loading";

const NEAR = "300px";

const figures = [...document.querySelectorAll("learning-rate-playground")];

/** The scenes come with the first figure that needs one. */
async function give(figure: (typeof figures)[number]): Promise<void> {
  const { default: scenes } = await import("../../course/scenes.json");
  await customElements.whenDefined("learning-rate-playground");
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

keepAddress(figures);
