/** The page: its address always holds the scene of its figure. */
import "./element";
import { writeAddress } from "./engine";

const figure = document.querySelector("learning-rate-playground")!;
const REST = 500; // milliseconds between two writings: browsers drop more

let last = 0;
let due = 0;

function write(): void {
  due = 0;
  last = performance.now();
  if (figure.scene) history.replaceState(null, "", "#" + writeAddress(figure.scene));
}

/** Once the hand rests, and at most twice a second. */
function writeSoon(): void {
  clearTimeout(due);
  due = window.setTimeout(write, Math.max(150, last + REST - performance.now()));
}

function read(): void {
  clearTimeout(due); // what was about to be written is older than what has been typed
  if (location.hash.length > 1) figure.setAttribute("scene", location.hash);
}

figure.addEventListener("run", writeSoon);
figure.addEventListener("view", writeSoon);
addEventListener("hashchange", read);
read();
