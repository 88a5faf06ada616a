import type { Unit } from "../unit";
import { counted } from "./count";

export const exportText = {
  export: "Export",
  projector: "Projector",
  largeType: "Large type and thick lines (P)",
  /** What each format holds. */
  holds: {
    png: "a picture for slides",
    svg: "a picture for print",
    csv: "the numbers, a row a record",
    json: "scene and run",
    py: "the same walk",
  },
  download: "Download",
  downloadOf: ({ format }: { format: string }) => `Download ${format}`,
  copy: "Copy",
  copyOf: ({ format }: { format: string }) => `Copy ${format}`,
  toBeCopied: "To be copied",
  sceneIs: ({ address }: { address: string }) => `Scene: ${address}`,
  fileName: ({ loss, format }: { loss: string; format: string }) => `learning-rate-${loss}.${format}`,
  making: "Making the file …",
  onItsWay: ({ file }: { file: string }) => `${file} is on its way.`,
  onItsWayInFrame: ({ file }: { file: string }) =>
    `${file} is on its way. If it does not arrive, this frame's sandbox lacks allow-downloads: copy a text instead, or open the figure in a page of its own.`,
  copied: "Copied.",
  clipboardRefused:
    "The browser keeps the clipboard from this page: select all of the text below and copy it.",
  pngTooLarge: "This browser cannot write so large a PNG: take the SVG.",
};

/** What a figure was made from. */
export const madeFromText = {
  yes: "yes",
  no: "no",
  ownData: "own data",
  constantRate: "constant rate",
  fromOn: ({ at, by }: { at: number; by: string }) => `from ${at} on ${by}`,
  walkOf: ({ length, unit }: { length: number; unit: Unit }) => counted(length, unit),
  startAt: ({ start }: { start: string }) => `start ${start}`,
  lossOf: ({ loss }: { loss: string }) => `Loss ${loss}`,
  seedIs: ({ seed }: { seed: number }) => `seed ${seed}`,
};
