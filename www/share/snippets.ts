import { snippetsText } from "../text/en/snippets";

/** What to write where, so that a scene is shown there. */
export interface Snippet {
  way: string;
  /** Where it is written. */
  where: string;
  text: string;
}

const NOWHERE = "https://example.org/playground/";

/** Where the files of the site lie, by what is known of it; a stand-in, where that is nowhere others can reach. */
export function base(home: string | null): { address: string; known: boolean } {
  const known = home !== null && /^https?:/.test(home);
  return { address: known ? home : NOWHERE, known };
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** `address` is the scene's text; `height` that of the figure, where it cannot say so itself. */
export function snippets(address: string, base: string, height: number): Snippet[] {
  const frame = `src="${base}embed.html#${escaped(address)}" title="${snippetsText.titleOfFrame}" width="100%" height="${height}"`;
  const element = `<script src="${base}learning-rate-playground.js"></script>
<learning-rate-playground scene="${escaped(address)}"></learning-rate-playground>`;
  return [
    { ...snippetsText.link, text: `${base}#${address}` },
    {
      ...snippetsText.frame,
      text: `<iframe ${frame} style="border: 0"></iframe>`,
    },
    { ...snippetsText.element, text: element },
    {
      ...snippetsText.myst,
      text: `:::{anywidget} ${base}widget.mjs\n${JSON.stringify({ scene: address })}\n:::`,
    },
    { ...snippetsText.quarto, text: "```{=html}\n" + element + "\n```" },
    { ...snippetsText.mkdocs, text: element },
    {
      ...snippetsText.docusaurus,
      text: `<iframe ${frame} style={{ border: 0 }}></iframe>`,
    },
  ];
}
