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
  const frame = `src="${base}embed.html#${escaped(address)}" title="The learning rate" width="100%" height="${height}"`;
  const element = `<script src="${base}learning-rate-playground.js"></script>
<learning-rate-playground scene="${escaped(address)}"></learning-rate-playground>`;
  return [
    { way: "Link", where: "Anywhere.", text: `${base}#${address}` },
    {
      way: "Frame",
      where: "HTML, and most learning platforms.",
      text: `<iframe ${frame} style="border: 0"></iframe>`,
    },
    { way: "Element", where: "HTML; it takes the height it needs.", text: element },
    {
      way: "MyST",
      where: "MyST Markdown and Jupyter Book 2.",
      text: `:::{anywidget} ${base}widget.mjs\n${JSON.stringify({ scene: address })}\n:::`,
    },
    { way: "Quarto", where: "A .qmd file.", text: "```{=html}\n" + element + "\n```" },
    { way: "mkdocs-material", where: "A page's Markdown.", text: element },
    {
      way: "Docusaurus",
      where: "A page's MDX.",
      text: `<iframe ${frame} style={{ border: 0 }}></iframe>`,
    },
  ];
}
