/** The nearest valid scene, found on the page, or in a worker where there is much data. */
import { JobQueue } from "../engine/queue";
import { engine, type Scene } from "../engine/loading";
import { isLargeScene, missing } from "../engine/requirements";
import { legible, repairs } from "../scene/repair";

export async function nearestScene(given: unknown): Promise<Scene | null> {
  const wrong = legible(given, engine);
  if (!wrong) return null;
  try {
    await missing(wrong);
    if (isLargeScene(wrong)) return await afar(wrong);
  } catch {
    return null;
  }
  const tries = repairs(wrong, engine);
  for (;;) {
    const { value, done } = tries.next();
    if (done) return value;
  }
}

function afar(wrong: Scene): Promise<Scene | null> {
  let repairing: JobQueue<"repair">;
  return new Promise<Scene | null>((resolve, reject) => {
    repairing = new JobQueue(
      "repair",
      ({ nearest }) => resolve(nearest),
      (fault) => reject(new Error(fault)),
    );
    repairing.ask({ wrong });
  }).finally(() => repairing.destroy());
}
