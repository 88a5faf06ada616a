export const snippetsText = {
  copy: "Copy",
  copyOf: ({ way }: { way: string }) => `Copy: ${way}`,
  copied: "Copied.",
  selected: "Selected: press Ctrl+C, or ⌘C.",
  titleOfFrame: "The learning rate",
  link: { way: "Link", where: "Anywhere." },
  frame: { way: "Frame", where: "HTML, and most learning platforms." },
  element: { way: "Element", where: "HTML; it takes the height it needs." },
  myst: { way: "MyST", where: "MyST Markdown and Jupyter Book 2." },
  quarto: { way: "Quarto", where: "A .qmd file." },
  mkdocs: { way: "mkdocs-material", where: "A page's Markdown." },
  docusaurus: { way: "Docusaurus", where: "A page's MDX." },
};
