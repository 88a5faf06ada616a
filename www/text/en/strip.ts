/** Words on the tracks and maps of many walks: what a walk there does. */
export const stripText = {
  too_slow: "crawls",
  converged: "arrives",
  oscillating: "bounces",
  stuck: "stuck",
  diverged: "thrown out",
};
