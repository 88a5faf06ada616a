/** The figure alone in an iframe: its scene is the address, and the host is told how high it is. */
import { keepAddress } from "./address";

const figure = document.querySelector("learning-rate-playground")!;
keepAddress([figure]);

/** In our own words, in Canvas's and in microsim's. */
function tell(): void {
  const height = Math.ceil(document.body.getBoundingClientRect().height); // the content's, never the frame's
  const messages = [
    { type: "learning-rate-playground:height", height },
    { subject: "lti.frameResize", height },
    { type: "microsim-resize", height },
  ];
  for (const message of messages) parent.postMessage(message, "*");
}
if (parent !== window) new ResizeObserver(tell).observe(figure);
