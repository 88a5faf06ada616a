import { placeOf } from "./count";

/** What is said by unit: of steps, or of epochs. */
export const transportText = {
  placeOf,
  unit: { step: "Step", epoch: "Epoch" },
  speed: "speed",
  speedOfWalk: "Speed",
  times: ({ speed }: { speed: number }) => `${speed} ×`,
  theWalk: "The walk",
  restart: "Restart",
  restartByKey: "Restart (R)",
  oneBack: { step: "One step back", epoch: "One epoch back" },
  oneBackByKey: { step: "One step back (←)", epoch: "One epoch back (←)" },
  oneOn: { step: "One step on", epoch: "One epoch on" },
  oneOnByKey: { step: "One step on (→)", epoch: "One epoch on (→)" },
  walk: "Walk",
  walkByKey: "Walk (space)",
  pause: "Pause",
  pauseByKey: "Pause (space)",
};
