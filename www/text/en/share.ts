import type { Unit } from "../unit";

export const shareText = {
  shareThisFigure: "Share this figure",
  close: "Close",
  whatToWrite: "What to write",
  // What stands between backticks is code.
  notOnTheWeb: ({ address }: { address: string }) =>
    `This figure is not on the web: put the files of \`dist/\` on a server, and write its address for \`${address}\`.`,
  tableTooLarge: "The figure's own table is too large for a link: take fewer rows of it.",
  whatWillBeShown: "What will be shown",

  shown: "Shown",
  locked: "Locked",
  /** Where the engine's names say too little. */
  locks: {
    lr: "learning rate",
    loss: "mountain",
    scheduler: "schedule",
    window: "part of the map",
  },
  asked: "Asked",
  question: "Question",
  questionSuch: "Which rate arrives first?",
  answer: "Answer",
  answerSuch: "Told once it has been run.",
  waits: "waits, what comes after it hidden",
  waitsAt: { step: "at step", epoch: "at epoch" } satisfies Record<Unit, string>,
  colours: "Colours",
  coloursOfDevice: "as the reader's device has it",
  light: "light",
  dark: "dark",
};
