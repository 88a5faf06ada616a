interface Coordinate {
  name: string;
  value: string;
}
interface Point {
  x: Coordinate;
  y: Coordinate;
}

const at = ({ x, y }: Point) => `${x.name} ${x.value}, ${y.name} ${y.value}`;

export const mapText = {
  wholeMap: "Whole map",
  drawing: "Drawing the mountain …",
  cancel: "Cancel",
  sliceHolds: ({ percent }: { percent: string }) =>
    `A slice through all parameters: it holds ${percent} % of the walk.`,
  sliceHoldsAll: "A slice through all parameters: it holds all of the walk.",
  showWhereItWent: "Show where it went",
  hikerIsAt: (point: Point) => `hiker at ${at(point)}`,
  endsAt: ({ name, value }: Coordinate) => `ends at ${name} = ${value}`,
  wentTo: ({ name, value }: Coordinate) => `to ${name} = ${value}`,
  startIsAt: (point: Point) => `Start: ${at(point)}. Arrow keys move it`,
};
