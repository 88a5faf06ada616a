import { expect, test } from "@playwright/test";
import { Wait } from "../../www/engine/wait";

/** Timers that run out when told to. */
const timers = new Map<number, () => void>();
const real = globalThis.clearTimeout;
test.beforeEach(() => {
  let last = 0;
  timers.clear();
  Object.assign(globalThis, {
    window: { setTimeout: (act: () => void) => (timers.set(++last, act), last) },
    clearTimeout: (timer: number) => timers.delete(timer),
  });
});
test.afterEach(() => {
  Object.assign(globalThis, { clearTimeout: real });
  Reflect.deleteProperty(globalThis, "window");
});
const runOut = () => [...timers].forEach(([timer, act]) => (timers.delete(timer), act()));

test("a wait becomes long once, however often it is begun, and is over when it ends", () => {
  let told = 0;
  const wait = new Wait(() => told++);
  wait.begin();
  wait.begin();
  expect([timers.size, wait.isLong]).toEqual([1, false]);
  runOut();
  wait.begin();
  runOut();
  expect([told, wait.isLong]).toEqual([1, true]);
  wait.end();
  expect(wait.isLong).toBe(false);
  wait.begin();
  wait.end();
  runOut();
  expect([told, wait.isLong]).toEqual([1, false]);
});

test("a wait that is counted anew has a timer of its own; one that is long stays so", () => {
  let told = 0;
  const wait = new Wait(() => told++);
  wait.begin();
  const [first] = timers.keys();
  wait.restart();
  expect([...timers.keys()]).not.toContain(first);
  expect(timers.size).toBe(1);
  runOut();
  wait.restart();
  expect([told, wait.isLong, timers.size]).toEqual([1, true, 0]);
});
