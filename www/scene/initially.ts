import type { Argument, Catalogue, Chosen, Entry } from "../engine/loading";

/** An entry as a menu starts with it: what must be given, and what the catalogue would rather start with. */
export function initially(entry: Entry, catalogue: Catalogue): Chosen {
  const chosen: Chosen = { name: entry.name };
  for (const arg of entry.args) {
    if (arg.type === "data") {
      const data = catalogue.data.find(({ name }) => name === arg.initial)!;
      chosen[arg.name] = initially(data, catalogue);
    } else if (arg.required || arg.initial !== arg.default) {
      if (JSON.stringify(arg.initial) !== JSON.stringify(arg.default))
        chosen[arg.name] = arg.initial as Argument;
    }
  }
  return chosen;
}
