/** The name of a hiker in its colour, pressed while it is the chosen one. */
export class HikerButton {
  readonly root = document.createElement("button");
  private swatch = document.createElement("i");
  private name = new Text();

  constructor(choose: () => void) {
    this.root.type = "button";
    this.root.className = "hiker-button";
    this.root.append(this.swatch, this.name);
    this.root.addEventListener("click", choose);
  }

  /** `colour` is the name of a CSS variable. */
  show(name: string, colour: string, chosen: boolean): void {
    if (this.name.data !== name) this.name.data = name;
    this.swatch.style.background = `var(${colour})`;
    this.root.ariaPressed = String(chosen);
  }
}

export const hikerButtonStyle = `
.hiker-button {
  display: flex;
  align-items: center;
  gap: 7px;
  min-height: 26px;
  height: auto;
  max-width: 100%;
  justify-self: start;
  padding: 0 9px 0 7px;
  border: 1px solid transparent;
  border-radius: 13px;
  background: none;
  color: inherit;
  font: inherit;
  font-size: 14px;
  font-weight: 400;
  white-space: nowrap;
  cursor: pointer;
}
.hiker-button i { flex: none; width: 14px; height: 4px; border-radius: 2px; }
.hiker-button:hover { border-color: var(--line); }
.hiker-button[aria-pressed="true"] { border-color: var(--ink); background: var(--panel); font-weight: 600; }
.hiker-button:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
@container figure (max-width: 760px) { .hiker-button { min-height: 34px; border-radius: 17px; } }
`;
