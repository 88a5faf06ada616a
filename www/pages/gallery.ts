/** The gallery: a card for each ready scene, with a walk on its map, a link that opens it, and its snippets. */
import { html, render } from "lit";
import topics from "../../course/gallery.json";
import course from "../../course/scenes.json";
import { snippetList, snippetsStyle } from "../share/copy";
import { base, snippets } from "../share/snippets";
import { galleryText } from "../text/en/gallery";

interface Ready {
  title: string;
  note: string;
  /** An address, or a scene of the course by its name. */
  link?: string;
  course?: string;
}

const HEIGHT = 860; // of a frame; the figure says its own where the page listens
const MAP = ["map"];

const long = (scene: object) => encodeURIComponent(JSON.stringify(scene));
const sceneOf = (name: string) => (course as Record<string, object>)[name]!;

const addressOf = ({ link, course }: Ready): string => link ?? long(sceneOf(course!));

/** The walk alone, without what a lesson asks before it. */
function poster({ link, course }: Ready): string {
  if (link) return `${link.replace(/&views=[^&]*/, "")}&views=${long(MAP)}&lock=${long(["start", "window"])}`;
  const { experiment } = sceneOf(course!) as { experiment: object };
  return JSON.stringify({ v: 1, experiment, views: MAP, lock: ["start", "window"] });
}

const { address: home } = base(new URL(".", document.baseURI).href);

function card(ready: Ready) {
  const address = addressOf(ready);
  const toggled = (event: Event) => {
    const details = event.target as HTMLDetailsElement;
    details.closest(".card")!.toggleAttribute("data-open", details.open);
    render(details.open ? snippetList(snippets(address, home, HEIGHT)) : "", details.querySelector("div")!);
  };
  return html`<article class="card" aria-label=${ready.title}>
    <learning-rate-playground scene=${poster(ready)}></learning-rate-playground>
    <h3><a href="./#${address}">${ready.title}</a></h3>
    <p>${ready.note}</p>
    <details @toggle=${toggled}>
      <summary>${galleryText.putIntoYourPage}</summary>
      <div></div>
    </details>
  </article>`;
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(snippetsStyle);
document.adoptedStyleSheets.push(sheet);
render(
  (topics as { topic: string; scenes: Ready[] }[]).map(
    ({ topic, scenes }) =>
      html`<section>
        <h2>${topic}</h2>
        <div class="cards">${scenes.map(card)}</div>
      </section>`,
  ),
  document.querySelector<HTMLElement>("#gallery")!,
);
