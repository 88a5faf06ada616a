/** The nearest valid scene, found on the page, or in a worker where there is much data. */
import type { Answers } from "../engine/answers";
import { Background } from "../engine/background";
import { engine, type Scene } from "../engine/engine";
import { legible, mended } from "../scene/mend";

export async function nearestTo(given: unknown, answers: Answers): Promise<Scene | null> {
  const wrong = legible(given, engine);
  if (!wrong) return null;
  try {
    await answers.missing(wrong);
    if (answers.isLarge(wrong)) return await afar(wrong);
  } catch {
    return null;
  }
  const tries = mended(wrong, engine);
  for (;;) {
    const { value, done } = tries.next();
    if (done) return value;
  }
}

function afar(wrong: Scene): Promise<Scene | null> {
  let mending: Background<"mend">;
  return new Promise<Scene | null>((resolve, reject) => {
    mending = new Background(
      "mend",
      ({ nearest }) => resolve(nearest),
      (fault) => reject(new Error(fault)),
    );
    mending.ask({ wrong });
  }).finally(() => mending.destroy());
}
