/** What can be read of a damaged link. */
import type { Scene } from "../../pkg/learning_rate_playground.js";

interface Engine {
  readAddress(text: string): Scene;
}

const MOST_PARTS = 150;

/** As much of an address as can be read, or a given scene itself; null if there is nothing of a scene. */
export function legible(given: unknown, engine: Engine): Scene | null {
  const wrong = typeof given === "string" ? readable(given.replace(/^\s*#/, ""), engine) : given;
  return typeof wrong === "object" && wrong !== null && !Array.isArray(wrong) ? (wrong as Scene) : null;
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
  if (parts.length > MOST_PARTS) return null;
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
