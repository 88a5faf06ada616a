/** The nearest valid scene to a wrong one: the opening scene, with those parts of the wrong one that are valid in it. */
import type { Scene } from "../../pkg/learning_rate_playground.js";

/** The page's engine, or a worker's. */
interface Engine {
  openingScene(): Scene;
  checkScene(scene: Scene): void;
  readAddress(text: string): Scene;
}

const MOST_TRIES = 150;

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Exactly one of these stands in an experiment. */
const EITHER: Record<string, string> = { steps: "epochs", epochs: "steps" };

/** As much of an address as can be read, or a given scene itself; null if there is nothing of a scene. */
export function legible(given: unknown, engine: Engine): Scene | null {
  const wrong = typeof given === "string" ? readable(given.replace(/^\s*#/, ""), engine) : given;
  return isPlain(wrong) ? (wrong as unknown as Scene) : null;
}

/** Yields before each check, which takes long with much data. Returns null if no part of the scene is valid. */
export function* repairs(wrong: Scene, engine: Engine): Generator<undefined, Scene | null> {
  const scene = engine.openingScene() as unknown as Plain;
  let tries = 0;
  let kept = 0;

  const isRight = () => {
    tries++;
    try {
      engine.checkScene(scene as unknown as Scene);
      return true;
    } catch {
      return false;
    }
  };
  /** Takes the value if the scene is valid with it. */
  function* fits(into: Plain, key: string, value: unknown): Generator<undefined, boolean> {
    if (tries >= MOST_TRIES) return false;
    const before = { ...into };
    if (key in EITHER) delete into[EITHER[key]!];
    into[key] = value;
    yield;
    if (isRight()) {
      if (key !== "v") kept++;
      return true;
    }
    for (const name of Object.keys(into)) delete into[name];
    Object.assign(into, before);
    return false;
  }
  /** Takes the whole value, or those of its parts that are valid. */
  function* take(into: Plain, key: string, value: unknown): Generator<undefined, void> {
    if (yield* fits(into, key, value)) return;
    // A name and its required arguments, such as a loss and its data, are valid only together: leave out one other.
    if (isPlain(value) && "name" in value)
      for (const wrong of Object.keys(value).filter((argument) => argument !== "name")) {
        const { [wrong]: _, ...rest } = value;
        if (yield* fits(into, key, rest)) return;
      }
    if (isPlain(value) && isPlain(into[key])) yield* takeAll(into[key], value);
    else if (Array.isArray(value) && Array.isArray(into[key]))
      for (const [i, item] of value.entries()) {
        const list = into[key] as unknown as Plain;
        if (isPlain(item) && isPlain(list[i])) yield* takeAll(list[i], item);
      }
  }
  function* takeAll(into: Plain, from: Plain): Generator<undefined, void> {
    for (const [key, value] of Object.entries(from)) yield* take(into, key, value);
  }
  yield* takeAll(scene, wrong as unknown as Plain);
  return kept > 0 ? (scene as unknown as Scene) : null;
}

/** What can be read of an address: all of it, or its key=value parts one by one, or JSON up to where it breaks off. */
function readable(text: string, engine: Engine): unknown {
  const read = (text: string): unknown => {
    try {
      return engine.readAddress(text);
    } catch {
      return null;
    }
  };
  const whole = read(text);
  if (whole) return whole;
  const parts = text.split("&");
  if (parts.length > MOST_TRIES) return null;
  let good = "";
  for (const part of parts) {
    const longer = good ? `${good}&${part}` : part;
    if (read(longer)) good = longer;
  }
  return good ? read(good) : cutOff(text, read);
}

/** Reads JSON that breaks off: up to one of its last commas, with the open brackets closed. */
function cutOff(text: string, read: (text: string) => unknown): unknown {
  let json: string;
  try {
    json = decodeURIComponent(text.replace(/%[0-9a-f]?$/i, "")).trim();
  } catch {
    return null;
  }
  if (!json.startsWith("{")) return null;
  const open: string[] = [];
  const commas: { at: number; closing: string }[] = [];
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const sign = json[i]!;
    if (sign === "\\" && inText) i++;
    else if (sign === '"') inText = !inText;
    else if (inText) continue;
    else if (sign === "{") open.unshift("}");
    else if (sign === "[") open.unshift("]");
    else if (sign === "}" || sign === "]") {
      open.shift();
      commas.push({ at: i + 1, closing: open.join("") });
    } else if (sign === ",") commas.push({ at: i, closing: open.join("") });
    if (commas.length > 20) commas.shift();
    if (open.length > 20) return null;
  }
  for (const { at, closing } of commas.reverse()) {
    const scene = read(encodeURIComponent(json.slice(0, at) + closing));
    if (scene) return scene;
  }
  return null;
}
