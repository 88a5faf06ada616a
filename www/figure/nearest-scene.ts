/** The nearest valid scene, found on the page, or in a worker where there is much data. */
import { JobQueue } from "../engine/queue";
import { engine, loadWhole, wholeEngine, type Scene } from "../engine/loading";
import { isLargeScene, missing } from "../engine/requirements";
import { legible } from "../scene/legible";

export async function nearestScene(given: unknown): Promise<Scene | null> {
  const wrong = legible(given, engine);
  if (!wrong) return null;
  try {
    await loadWhole();
    await missing(wrong);
    return isLargeScene(wrong) ? await afar(wrong) : wholeEngine()!.repairScene(wrong);
  } catch {
    return null;
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
