/** What stands in a figure's place where its engine cannot run. */
export const fallbackText = {
  picture: "A hiker on a mountain",
  noWebAssembly:
    "The figure needs WebAssembly, which this browser lacks or has switched off: switch it on, or open the page in another browser.",
  browserTooOld: "The figure needs a newer browser: Chrome or Edge 91, Firefox 113, Safari 16.4, or later.",
  forbiddenByPolicy:
    "The figure needs WebAssembly, which the content policy of this page forbids: add 'wasm-unsafe-eval' to its script-src.",
};
