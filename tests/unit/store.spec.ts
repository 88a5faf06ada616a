import { expect, test } from "@playwright/test";
import { SceneStore, type Effect, type Stage } from "../../www/figure/store";
import type { Scene } from "../../pkg/learning_rate_playground.js";

const scene = (lr = 0.1): Scene => ({
  v: 1,
  experiment: { loss: { name: "bowl" }, steps: 10, hikers: [{ optimizer: { name: "SGD", lr } }] },
});
const rateOf = (store: SceneStore) => store.scene!.experiment.hikers[0]!.optimizer.lr;
const setRate = (lr: number) => (draft: Scene) => {
  draft.experiment.hikers[0]!.optimizer.lr = lr;
};

/** A store that takes rates above zero alone, and notes what it tells. */
function make(committed: (stage: Stage, effect: Effect) => void = () => {}) {
  const told: unknown[] = [];
  const store: SceneStore = new SceneStore({
    check: ({ experiment }) => {
      told.push("checked");
      if (!((experiment.hikers[0]!.optimizer.lr as number) > 0))
        throw new Error("lr is 0; allowed: above 0.");
    },
    committed: (stage, effect) => {
      told.push(stage);
      committed(stage, effect);
    },
    refused: ({ message }) => told.push(message),
  });
  store.open(scene());
  told.length = 0;
  return { store, told };
}

test("a change that is walked is made on a copy, and shown", () => {
  const { store, told } = make();
  const before = store.scene!;
  expect(store.commit(setRate(0.2), "preview")).toBe(true);
  expect(rateOf(store)).toBe(0.2);
  expect(before).toEqual(scene());
  expect(told).toEqual(["preview"]);
});

test("a change that cannot be walked is refused with its sentence, and leaves the scene as it was", () => {
  const { store, told } = make(() => {
    throw new Error("lr is 0; allowed: above 0.");
  });
  const before = store.scene;
  expect(store.commit(setRate(0), "done")).toBe(false);
  expect(store.scene).toBe(before);
  expect(told).toEqual(["done", "lr is 0; allowed: above 0."]);
});

test("a change of what is not walked is checked, and refused where it is wrong", () => {
  const { store, told } = make();
  const before = store.scene;
  expect(store.commit((draft) => (draft.views = ["map"]), "done", { after: null })).toBe(true);
  expect(store.scene!.views).toEqual(["map"]);
  expect(before!.views).toBeUndefined();
  expect(store.commit(setRate(0), "done", { after: null })).toBe(false);
  expect(rateOf(store)).toBe(0.1);
  expect(told).toEqual(["checked", "done", "checked", "lr is 0; allowed: above 0."]);
});

test("a change that breaks off half-way leaves nothing of itself", () => {
  const { store, told } = make();
  const before = store.scene;
  const change = (draft: Scene) => {
    setRate(0.5)(draft);
    throw new Error("No handle there.");
  };
  expect(store.commit(change, "preview")).toBe(false);
  expect(store.scene).toBe(before);
  expect(before).toEqual(scene());
  expect(told).toEqual(["No handle there."]);
});

test("rows of the reader's own table are shared by all copies", () => {
  const { store } = make();
  const own = scene();
  own.experiment.loss.data = { X: [[1], [2]], y: [1, 2] };
  store.open(own);
  store.commit(setRate(0.2), "preview");
  expect(store.scene!.experiment.loss.data).toBe(own.experiment.loss.data);
  expect(store.scene!.experiment.hikers).not.toBe(own.experiment.hikers);
});

test("a wrong scene is not opened", () => {
  const { store } = make();
  const before = store.scene;
  expect(() => store.open(scene(-1))).toThrow("lr is 0");
  expect(store.scene).toBe(before);
});
