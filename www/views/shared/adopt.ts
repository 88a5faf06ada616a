/** Gives the tree that an element stands in a style, once. */
export function adopt(element: Element, sheet: CSSStyleSheet): void {
  const { adoptedStyleSheets } = element.getRootNode() as ShadowRoot;
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
}
