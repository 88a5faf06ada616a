/** Names of what is drawn in a picture, beside those that the page's own views have. */
export const pictureText = {
  logarithmic: ({ what }: { what: string }) => `${what}, logarithmic`,
  hikerIs: ({ hiker }: { hiker: string }) => `${hiker}:`,
  height: ({ height }: { height: string }) => `height ${height}`,
  class: "class",
  classOf: ({ value }: { value: string }) => `class ${value}`,
  boundary: "boundary",
  points: "points",
  line: "line",
};
