/** A control that draws into the figure's own tree, and so in its style, and brings a style of its own. */
import { LitElement } from "lit";

export abstract class InFigure extends LitElement {
  protected abstract readonly sheet: CSSStyleSheet;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { adoptedStyleSheets } = this.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(this.sheet)) adoptedStyleSheets.push(this.sheet);
  }
}
