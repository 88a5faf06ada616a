/** What views are called in the list of what a shared figure shows. */
export const viewNames = {
  hikers: "hikers' names",
  map: "map",
  data: "picture of data",
  loss: "loss chart",
  rate: "rate chart",
  outcomes: "where every start ends",
  settings: "rate against momentum",
  race: "race",
  finder: "rate finder",
  bands: "track of each",
  table: "table of hikers",
  multiples: "a chart for each",
  accuracy: "accuracy",
  weights: "weight size",
  sharpness: "sharpness",
  slider: "learning rate",
  verdict: "verdict",
  advice: "what helps",
  transport: "play, pause",
  controls: "menus",
  arithmetic: "arithmetic",
  menu: "pin, share",
};

/** The buttons that show a view. */
export const viewOffers = {
  outcomes: "Where every start ends",
  settings: "Rate against momentum",
  race: "Race",
  finder: "Rate finder",
  bands: "Rates of each hiker",
  table: "Table of hikers",
  multiples: "A chart for each",
  accuracy: "Accuracy",
  weights: "Weight size",
  sharpness: "Sharpness",
};
