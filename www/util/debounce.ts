/** Calls `write` once nothing new has come for a while, and at most twice a second. */
const PAUSE = 150; // milliseconds without another call
const REST = 500; // milliseconds between two calls: browsers ignore more changes of an address

export function debounced(write: () => void): { soon(): void; never(): void } {
  let last = 0;
  let due = 0;
  const now = () => {
    last = performance.now();
    write();
  };
  return {
    soon() {
      clearTimeout(due);
      due = window.setTimeout(now, Math.max(PAUSE, last + REST - performance.now()));
    },
    never: () => clearTimeout(due),
  };
}
