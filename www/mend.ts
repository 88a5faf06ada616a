/** The nearest valid scene to one that is wrong: the opening scene, with as much of it as each by itself is allowed. */
import type { Answers } from "./answers";
import type { engine as Engine, Scene } from "./engine";

const MOST_TRIES = 150;

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Exactly one of these stands in an experiment. */
const EITHER: Record<string, string> = { steps: "epochs", epochs: "steps" };

/** Of an address or a scene; null where nothing of it can be told from what is wrong. */
export async function mended(given: unknown, engine: typeof Engine, answers: Answers): Promise<Scene | null> {
  const wrong = typeof given === "string" ? readable(given.replace(/^\s*#/, ""), engine) : given;
  if (!isPlain(wrong)) return null;
  try {
    await answers.missing(wrong as unknown as Scene);
    if (answers.isLarge(wrong as unknown as Scene)) return null; // each try would take long
  } catch {
    return null;
  }
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
  /** Takes the value whole, or what it holds, part by part. */
  const take = (into: Plain, key: string, value: unknown): void => {
    if (tries >= MOST_TRIES) return;
    const before = { ...into };
    if (key in EITHER) delete into[EITHER[key]!];
    into[key] = value;
    if (isRight()) {
      if (key !== "v") kept++;
      return;
    }
    for (const name of Object.keys(into)) delete into[name];
    Object.assign(into, before);
    if (isPlain(value) && isPlain(into[key])) takeAll(into[key], value);
    else if (Array.isArray(value) && Array.isArray(into[key]))
      value.forEach((item, i) => {
        const list = into[key] as unknown as Plain;
        if (isPlain(item) && isPlain(list[i])) takeAll(list[i], item);
      });
  };
  const takeAll = (into: Plain, from: Plain): void => {
    for (const [key, value] of Object.entries(from)) take(into, key, value);
  };
  takeAll(scene, wrong);
  return kept > 0 ? (scene as unknown as Scene) : null;
}

/** What of an address can be read: all of it, or of key=value parts those that can. */
function readable(text: string, engine: typeof Engine): unknown {
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

/** JSON that breaks off: up to a comma near its end, with the brackets that are open there closed. */
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
