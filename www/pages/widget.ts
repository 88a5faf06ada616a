/** The figure as an anywidget module: `scene` goes both ways, `run` is plain lists. The script of the element stands
 * before it in the built file. */
import type { Run, Scene } from "../engine/loading";
import { debounced } from "../util/debounce";

/** What anywidget hands over; https://anywidget.dev/en/afm/ */
interface Model {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  on(event: string, heard: () => void): void;
  off(event: string, heard: () => void): void;
  save_changes(): void;
}

/** Typed arrays as lists: all that a notebook's kernel understands. */
const plain = (run: Run): unknown =>
  JSON.parse(
    JSON.stringify(run, (_, value) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
    ),
  );
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const figure = document.createElement("learning-rate-playground");
  figure.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes R and the arrows for its cells
  const take = () => {
    const scene = model.get("scene") as Partial<Scene> | null;
    const empty = !scene || Object.keys(scene).length === 0; // as the notebook has said nothing
    if (!empty && !same(scene, figure.scene)) figure.scene = scene as Scene;
  };
  const giving = debounced(() => {
    if (!same(model.get("scene"), figure.scene)) model.set("scene", figure.scene);
    model.set("run", plain(figure.run!));
    model.save_changes();
  });
  for (const kind of ["run", "view"]) figure.addEventListener(kind, giving.soon);
  model.on("change:scene", take);
  take();
  el.append(figure);
  return () => {
    model.off("change:scene", take);
    giving.never();
    figure.remove();
  };
}

export default { render };
