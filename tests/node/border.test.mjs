// The border: what the engine gives to JavaScript, and what it says of everything that is not an experiment.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as engine from "../../pkg/learning_rate_playground.js";

const { catalogue, run, sweep, outcomeMap } = engine;
engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const bowl = (more = {}, hiker = {}) => ({
  loss: { name: "bowl" },
  steps: 20,
  hikers: [{ optimizer: { name: "SGD", lr: 0.1 }, ...hiker }],
  ...more,
});
const points = { X: [[1], [2], [3], [4]], y: [1, 2, 3, 5] };
const classes = { X: points.X, y: points.X.map((_, i) => i % 2) };
const fit = (more = {}, hiker = {}) =>
  bowl({ loss: { name: "squared_error", data: points }, ...more }, hiker);

/** The sentence of the Error that `call` throws; the engine must work as before afterwards. */
function refusal(call) {
  let error;
  assert.throws(call, (thrown) => ((error = thrown), true));
  assert.ok(error instanceof Error, String(error));
  assert.match(error.message, /^[^]+\.$/, "a sentence");
  assert.equal(run(bowl()).hikers[0].loss.length, 21, "the engine still works");
  return error.message;
}

const bits = (array) => [...new BigUint64Array(Float64Array.from(array).buffer)];

test("what is thrown says by a code, a path and parameters what is wrong, and a verdict what it says", () => {
  const thrown = (call) => {
    try {
      call();
    } catch (error) {
      return error;
    }
  };
  const error = thrown(() => run(bowl({}, { optimizer: { name: "SGD", lr: -1 } })));
  const path = "hikers[0].optimizer.lr";
  assert.equal(error.message, `${path} is -1; allowed: a number above 0.`);
  const allowed = { code: "a_number", params: { range: { code: "above", params: { min: 0 } } } };
  assert.deepEqual({ ...error }, { code: "not_allowed", path, params: { path, value: "-1", allowed } });
  const { code, path: place } = thrown(() => engine.checkScene({ v: 1, experiment: bowl({ steps: 0 }) }));
  assert.deepEqual([code, place], ["not_allowed", "experiment.steps"]);

  const { verdict } = run(bowl({}, { optimizer: { name: "SGD", lr: 0.3 } })).hikers[0];
  assert.equal(verdict.code, "climbs_above_valley");
  assert.equal(verdict.params.unit, "step");
  assert.deepEqual(
    verdict.more.map((said) => said.code),
    ["growth_from_valley", "largest_staying"],
  );
  assert.deepEqual(verdict.more[1].params, { formula: "2/λmax", rate: 0.2 });
});

test("the catalogue describes every entry and every argument in full", () => {
  const { losses, optimizers, schedulers, data } = catalogue();
  const names = (entries) => entries.map((entry) => entry.name);
  for (const name of ["bowl", "rosenbrock", "himmelblau", "beale", "rastrigin", "ackley", "saddle"])
    assert.ok(names(losses).includes(name), name);
  for (const name of ["three_hump_camel", "styblinski_tang", "mountain", "squared_error"])
    assert.ok(names(losses).includes(name), name);
  for (const name of [
    "SGD",
    "Adagrad",
    "RMSprop",
    "Adadelta",
    "Adam",
    "AdamW",
    "Adamax",
    "NAdam",
    "RAdam",
    "ASGD",
  ])
    assert.ok(names(optimizers).includes(name), name);
  for (const name of ["Rprop", "LBFGS", "Adafactor", "Muon", "Lion", "AdaBelief", "Yogi", "Newton"])
    assert.ok(names(optimizers).includes(name), name);
  for (const name of ["ScheduleFreeSGD", "ScheduleFreeAdamW", "Prodigy", "DAdaptSGD"])
    assert.ok(names(optimizers).includes(name), name);
  for (const name of ["ExponentialLR", "PolynomialLR", "LinearLR", "StepLR"])
    assert.ok(names(schedulers).includes(name), name);
  for (const name of ["make_regression", "make_classification", "make_moons", "make_circles", "make_blobs"])
    assert.ok(names(data).includes(name), name);
  for (const name of ["random_labels", "iris", "breast_cancer", "diabetes"])
    assert.ok(names(data).includes(name), name);
  for (const entry of [...losses, ...optimizers, ...schedulers, ...data]) {
    for (const key of ["name", "formula", "source", "help"]) assert.equal(typeof entry[key], "string", key);
    assert.ok(entry.help.length > 10, entry.name);
    for (const arg of entry.args) {
      for (const key of ["name", "type", "default", "initial", "min", "max", "scale", "help"])
        assert.ok(key in arg, `${entry.name}.${arg.name}.${key}`);
      assert.ok(
        [
          "number",
          "integer",
          "boolean",
          "pair",
          "triple",
          "choice",
          "integers",
          "data",
          "formula",
          "schedulers",
        ].includes(arg.type),
        arg.type,
      );
      assert.ok(["linear", "log"].includes(arg.scale), arg.scale);
      const open = arg.default === null && !arg.required;
      assert.ok(arg.initial !== null || open, `${entry.name}.${arg.name} starts with something`);
    }
  }
  const momentum = optimizers[0].args.find((arg) => arg.name === "momentum");
  assert.deepEqual([momentum.default, momentum.min, momentum.max], [0, 0, null]);
  const betas = optimizers[1].args.find((arg) => arg.name === "betas");
  assert.deepEqual([betas.type, betas.default, betas.below_max], ["pair", [0.9, 0.999], true]);
});

test("a formula's parameters are arguments that describe themselves, and a wrong one points at its column", () => {
  const parameters = engine.formulaParameters("a x^2 + beta y", ["x", "y"]);
  const bowlArg = catalogue().losses.find(({ name }) => name === "bowl").args[0];
  assert.deepEqual(Object.keys(parameters[0]), Object.keys(bowlArg));
  assert.deepEqual(
    parameters.map(({ name, type, default: value }) => [name, type, value]),
    [
      ["a", "number", 1],
      ["beta", "number", 1],
    ],
  );
  assert.deepEqual(engine.formulaParameters("0.9^t", ["t"]), []);
  assert.equal(
    refusal(() => engine.formulaParameters("2*t*", ["t"])),
    "The formula, column 5: expected a number, t or ( after *, not the end.",
  );
  for (const wrong of [null, undefined, 5, "xy", {}])
    assert.match(
      refusal(() => engine.formulaParameters("x", wrong)),
      /variables is not a list/,
    );
  const typed = (loss) => run(bowl({ loss: { name: "formula", ...loss } })).hikers[0].loss;
  assert.deepEqual(
    bits(typed({ f: "(a x^2 + 10y^2)*0.5" })),
    bits(run(bowl({ start: [1, 1] })).hikers[0].loss),
  );
  assert.ok(typed({ f: "a x^2", a: 3 })[0] === 3);
});

test("a schedule's handles are dragged, ready ones are made, and one with rates of its own says so", () => {
  const step = { name: "StepLR", step_size: 5, gamma: 0.5, interval: "step" };
  const stepped = bowl({}, { scheduler: step });
  const [handle] = engine.scheduleHandles(stepped, 0);
  assert.deepEqual(handle, { name: "step_size, gamma", at: 5, rate: 0.05, across: true, up: true });
  const dragged = engine.dragHandle(stepped, 0, 0, 8, 0.02);
  assert.deepEqual(dragged, { ...step, step_size: 8, gamma: 0.2 });
  assert.deepEqual(
    bits(run(bowl({}, { scheduler: dragged })).hikers[0].lr.slice(7, 9)),
    bits([0.1, 0.1 * 0.2]),
  );
  assert.match(
    refusal(() => engine.dragHandle(stepped, 0, 1, 8, 0.02)),
    /handle, at and rate are 1, 8 and 0.02/,
  );
  assert.match(
    refusal(() => engine.scheduleHandles(stepped, 4)),
    /hiker is 4/,
  );

  const { presets, schedulers } = catalogue();
  assert.deepEqual(
    presets.map((_, i) => engine.schedulePreset(bowl(), 0, i).name),
    ["SequentialLR", "SequentialLR", "LambdaLR"],
  );
  assert.match(
    refusal(() => engine.schedulePreset(bowl(), 0, 3)),
    /preset is 3; allowed: 0 to 2/,
  );
  assert.deepEqual(
    schedulers.filter(({ nests }) => !nests).map(({ name }) => name),
    ["ReduceLROnPlateau"],
  );
  const ignored = (scheduler) => engine.hike(bowl({}, { scheduler }), 0, null).ignored;
  assert.deepEqual(
    [ignored({ name: "OneCycleLR" }), ignored({ name: "OneCycleLR", max_lr: 1 })],
    [false, true],
  );
});

test("hostile formulas are answered by a sentence, and the engine goes on", () => {
  for (const f of [
    "(".repeat(1e4),
    "x".repeat(1e6),
    "-".repeat(1e3),
    "sin(".repeat(250),
    "x^".repeat(499) + "x",
    "雪",
    "\ud800",
  ])
    for (const call of [run, engine.landscape, engine.work]) {
      assert.match(
        refusal(() => call(bowl({ loss: { name: "formula", f } }))),
        /^loss\.f(,| has)/,
      );
    }
  for (const f of ["1/0", "0^-1"]) assert.match(refusal(() => run(bowl({ loss: { name: "formula", f } }))), /^start is/); // prettier-ignore
});

test("what a menu starts with is an experiment that runs", () => {
  const chosen = (entry) => {
    // Menus start with a data set's own initial values; here two classes of a small one do.
    const args = entry.args
      .filter(({ initial }) => initial !== null)
      .map(({ name, type, initial }) => [name, type === "data" ? classes : initial]);
    return { name: entry.name, ...Object.fromEntries(args) };
  };
  const { losses, optimizers, schedulers } = catalogue();
  const unavailable = new Set();
  for (const loss of losses) {
    const { unfit } = engine.landscape({
      loss: chosen(loss),
      steps: 5,
      hikers: [{ optimizer: chosen(optimizers[0]) }],
    });
    for (const optimizer of optimizers)
      for (const scheduler of schedulers) {
        const hikers = [{ optimizer: chosen(optimizer), scheduler: chosen(scheduler) }];
        const walk = () => run({ loss: chosen(loss), steps: 5, hikers }).hikers[0];
        const why = unfit[optimizer.name];
        if (why === undefined) assert.ok(walk().loss.length >= 1, loss.name);
        else assert.ok(refusal(walk).includes(why), why);
        if (why !== undefined) unavailable.add(optimizer.name);
      }
  }
  assert.deepEqual([...unavailable].sort(), ["Muon", "Newton"]);
});

test("every data set a menu starts with runs; the real tables lie beside the package", () => {
  for (const { name, args } of catalogue().data) {
    const chosen = { name, ...Object.fromEntries(args.map((arg) => [arg.name, arg.initial])) };
    const experiment = fit({ loss: { name: "squared_error", data: chosen } });
    const table = engine.tableNeeded(experiment);
    if (table !== null) assert.equal(table, name);
    // Node finds the table beside the package by itself.
    assert.ok(run(experiment).hikers[0].loss.length >= 1, name);
    if (table !== null) engine.provideTable(name, readFileSync(`pkg/tables/${name}.csv`, "utf8"));
    assert.equal(engine.tableNeeded(experiment), null);
    assert.ok(run(experiment).hikers[0].loss.length >= 1, name);
  }
  assert.match(
    refusal(() => engine.provideTable("iris", "x,y\n1,2\n3,4")),
    /2 lines of 2 columns.*150 of 5/,
  );
  assert.match(
    refusal(() => engine.provideTable("wine", "")),
    /"wine".*iris/,
  );
  assert.equal(engine.tableNeeded(bowl()), null);
});

test("a walk is written as a program in Python, for the hiker asked for", () => {
  const adam = { optimizer: { name: "Adam", lr: 0.5 } };
  const { hikers } = bowl();
  const program = engine.python(bowl({ hikers: [...hikers, adam] }), 1);
  assert.match(program, /^import json\nimport torch\n/);
  assert.match(program, /\noptimizer = torch\.optim\.Adam\(\[w\], lr=0\.5\)\n/);
  assert.match(program, /\nprint\(json\.dumps\(\{"loss": losses, "params": w\.tolist\(\)\}\)\)\n$/);
  // The real table is found beside the package.
  const iris = { name: "mlp", data: { name: "iris" } };
  assert.match(
    engine.python({ ...fit({ loss: iris, epochs: 2 }), steps: undefined }, 0),
    /sklearn\.datasets\.load_iris\(return_X_y=True\)\n[^]*MLPClassifier\(/,
  );
  assert.match(
    refusal(() => engine.python(bowl(), 1)),
    /hiker is 1; allowed: a whole number in \[0, 0\]/,
  );
  assert.match(
    refusal(() => engine.python(bowl({ loss: { name: '");' } }), 0)),
    /loss\.name is/,
  );
});

test("a table written as text becomes data to run on; every digit counts, and a fault is said by its place", () => {
  const text = "area;kind;price\n0.1;a;1e2\n123456789.12345678;b;-.5\n5e-324;a;1.7976931348623157e308\n";
  assert.deepEqual(engine.readCsv(text), {
    names: ["area", "kind", "price"],
    numeric: [true, false, true],
    columns: ["numbers", "text", "numbers"].map((kind) => ({
      kind,
      missing: [],
      counts: false,
      signs: [],
      thousands: null,
      decimal: ".",
      question: null,
    })),
    rows: 3,
  });
  assert.deepEqual(engine.pickCsv(text, [2, 0], 1), {
    X: [
      [100, 0.1],
      [-0.5, 123456789.12345678],
      [1.7976931348623157e308, 5e-324],
    ],
    y: [0, 1, 0],
  });
  const picked = engine.pickCsv("x,y\n1,1\n2,3\n4,4", [0], 1);
  assert.equal(run(fit({ loss: { name: "squared_error", data: picked } })).hikers[0].loss.length, 21);
  for (const wrong of [".", "0x10", "1_0", "--1", "1e", "Infinity", "one"]) {
    const wrongAt4 = `x,y,z\n1,2,1\n3,4,2\n5,${wrong},4\n`;
    assert.match(
      refusal(() => engine.pickCsv(wrongAt4, [0], 1)),
      new RegExp(`Line 4, column 2 \\(y\\) is "${wrong}"`),
    );
    assert.deepEqual(engine.pickCsv(wrongAt4, [0], 2).y, [1, 2, 4], "what is not picked refuses nothing");
  }
  assert.match(
    refusal(() => engine.pickCsv(text, [1], 0)),
    /"kind" is text/,
  );
  assert.match(
    refusal(() => engine.pickCsv(text, [3], 0)),
    /Column 3.*0 to 2/,
  );
  assert.match(
    refusal(() => engine.pickCsv(text, [NaN], 0)),
    /Column NaN/,
  );
  assert.match(
    refusal(() => engine.pickCsv(text, "0", 0)),
    /features/,
  );
});

test("of a table it is told what is missing, taken off and open, and choices answer that", () => {
  const text = "id;share;price;day\n1;12 %;3.650;5.1.2024\n2;?;€ 4.100;6.1.2024\n3;15 %;5.250;7.1.2024\n";
  const plain = { missing: [], counts: false, signs: [], thousands: null, decimal: ".", question: null };
  const question = { field: "3.650", point: 3.65, comma: 3650 };
  const { names, numeric, columns, rows } = engine.readCsv(text);
  assert.deepEqual([names, numeric, rows], [["id", "share", "price", "day"], [true, true, true, false], 3]);
  assert.deepEqual(columns, [
    { ...plain, kind: "numbers", counts: true },
    { ...plain, kind: "numbers", missing: [1], signs: ["%"] },
    { ...plain, kind: "numbers", signs: ["€"], decimal: null, question },
    { ...plain, kind: "dates" },
  ]);
  assert.match(
    refusal(() => engine.pickCsv(text, [1], 2)),
    /"price" has "3\.650", which is 3\.65 or 3650/,
  );
  assert.deepEqual(engine.pickCsv(text, [1], 2, { decimal: "," }), { X: [[12], [15]], y: [3650, 5250] });
  assert.deepEqual(engine.pickCsv(text, [1], 2, { decimal: ".", missing: "mean" }), {
    X: [[12], [13.5], [15]],
    y: [3.65, 4.1, 5.25],
  });
  for (const [choices, said] of [
    [{ decimal: ";" }, /decimal is ";"/],
    [{ missing: "median" }, /missing is "median"/],
    [{ fill: true }, /fill/],
    [null, /choices is null/],
  ])
    assert.match(
      refusal(() => engine.pickCsv(text, [1], 2, choices)),
      said,
    );
});

test("a run is typed arrays of one length, under the contract's names", () => {
  const { hikers } = run(bowl({ hikers: [bowl().hikers[0], { optimizer: { name: "Adam", lr: 0.1 } }] }));
  assert.equal(hikers.length, 2);
  for (const trace of hikers) {
    assert.deepEqual(Object.keys(trace).sort(), [
      "dim",
      "evaluations",
      "loss",
      "lr",
      "metrics",
      "params",
      "verdict",
    ]);
    assert.equal(trace.dim, 2);
    for (const key of ["params", "loss", "lr", "evaluations"])
      assert.ok(trace[key] instanceof Float64Array, key);
    assert.deepEqual([trace.params.length, trace.loss.length, trace.lr.length], [42, 21, 21]);
    assert.deepEqual([...trace.evaluations], [...trace.loss.keys()]);
    assert.deepEqual(trace.metrics, {});
    assert.deepEqual(Object.keys(trace.verdict).sort(), ["code", "kind", "more", "params", "step", "text"]);
    assert.equal(typeof trace.verdict.text, "string");
  }
  const [slow] = run(bowl({}, { optimizer: { name: "SGD", lr: 1e-9 } })).hikers;
  assert.deepEqual([slow.verdict.kind, slow.verdict.step], ["too_slow", null]);
  const [converged] = run(bowl({ start: [0, 0] })).hikers;
  assert.deepEqual([converged.verdict.kind, converged.verdict.step], ["converged", 0]);
  const [mse] = Object.values(run(fit()).hikers[0].metrics);
  assert.ok(mse instanceof Float64Array && mse.length === 21);
});

test("record 0 is the start, and each step is w_new = w_old - lr * slope", () => {
  const { params, loss, lr } = run(bowl({ start: [3, -2] })).hikers[0];
  assert.deepEqual([...params.slice(0, 4)], [3, -2, 3 - 0.1 * 3, -2 + 0.1 * 20]);
  assert.equal(loss[0], 0.5 * (9 + 10 * 4));
  assert.ok(lr.every((rate) => rate === 0.1));
});

test("a run that overflows is shorter, and every number in it is finite", () => {
  const { params, loss, lr, verdict } = run(bowl({ steps: 1000 }, { optimizer: { name: "SGD", lr: 5 } }))
    .hikers[0];
  assert.equal(verdict.kind, "diverged");
  assert.equal(verdict.step, loss.length);
  assert.ok(loss.length < 1001 && lr.length === loss.length && params.length === 2 * loss.length);
  for (const numbers of [params, loss, lr]) assert.ok(numbers.every(Number.isFinite));
});

test("the same experiment gives the same numbers, whatever was run between", () => {
  const before = run(fit({ seed: 3 }, { batch_size: 1 })).hikers[0];
  run(fit({ seed: 4, loss: { name: "squared_error", data: { name: "make_regression", n_features: 1 } } }));
  run(bowl());
  const after = run(fit({ seed: 3 }, { batch_size: 1 })).hikers[0];
  assert.deepEqual(bits(after.params), bits(before.params));
  const other = run(fit({ seed: 4 }, { batch_size: 1 })).hikers[0];
  assert.notDeepEqual(bits(other.params), bits(before.params));
});

test("nothing that is given is changed, and frozen objects are read", () => {
  const freeze = (value) => {
    if (typeof value === "object") Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  const given = fit({ start: [1, 2] });
  const copy = structuredClone(given);
  run(freeze(given));
  assert.deepEqual(given, copy);
});

test("undefined counts as left out, null is an error", () => {
  const plain = bits(run(bowl()).hikers[0].params);
  const left = bowl(
    { start: undefined, seed: undefined, epochs: undefined },
    { scheduler: undefined, batch_size: undefined, optimizer: { name: "SGD", lr: 0.1, momentum: undefined } },
  );
  assert.deepEqual(bits(run({ ...left, unknown: undefined }).hikers[0].params), plain);
  for (const key of ["loss", "start", "steps", "epochs", "seed", "hikers"])
    assert.match(
      refusal(() => run(bowl({ [key]: null }))),
      /null/,
      key,
    );
  for (const key of ["scheduler", "batch_size", "optimizer"])
    assert.match(
      refusal(() => run(bowl({}, { [key]: null }))),
      /null/,
      key,
    );
});

test("typed arrays and lists are read alike", () => {
  const start = [1.5, -0.25];
  const plain = bits(run(bowl({ start })).hikers[0].params);
  for (const Typed of [Float64Array, Float32Array])
    assert.deepEqual(bits(run(bowl({ start: new Typed(start) })).hikers[0].params), plain);
  const typed = { X: points.X.map((row) => Float64Array.from(row)), y: Int32Array.from(points.y) };
  const fitted = (data) => bits(run(bowl({ loss: { name: "squared_error", data } })).hikers[0].params);
  assert.deepEqual(fitted(typed), fitted(points));
  const lrs = [0.01, 0.2];
  assert.deepEqual(bits(sweep(bowl(), Float64Array.from(lrs)).loss), bits(sweep(bowl(), lrs).loss));
});

const cyclic = { name: "bowl" };
cyclic.a = cyclic;
const wide = {};
for (let i = 0; i < 10; i++) wide[`k${i}`] = wide;
const circle = [];
circle.push(circle, circle, circle);
const endless = {
  get next() {
    return Object.create(this, { next: Object.getOwnPropertyDescriptor(endless, "next") });
  },
};
const throwing = {
  get name() {
    throw new Error("no.");
  },
};
const broken = (trap) => new Proxy([1, 2], { [trap]: () => assert.fail("the trap was sprung") });
const revoked = (() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
})();
class Bowl {
  #name = "bowl";
  get name() {
    return this.#name;
  }
}
const longLength = new Proxy([], { get: (list, key) => (key === "length" ? 2 ** 40 : list[key]) });

/** Values that are no plain data, or not of any use where they are put. */
const strangers = {
  "a BigInt": 1n,
  "a function": () => 1,
  "an async function": async () => 1,
  "a class": Bowl,
  "a symbol": Symbol("bowl"),
  "an object with a symbol for a key": { [Symbol("name")]: "bowl" },
  "an instance with its name in a getter": new Bowl(),
  "a cyclic object": cyclic,
  "an object that holds itself ten times": wide,
  "a list that holds itself": circle,
  "an object without an end": endless,
  "a throwing getter": throwing,
  "a Proxy that throws on get": broken("get"),
  "a Proxy that throws on ownKeys": new Proxy({}, { ownKeys: () => assert.fail("the trap was sprung") }),
  "a revoked Proxy": revoked,
  "a list of a length that is no length": longLength,
  "a sparse list of a billion": new Array(1e9),
  "a sparse list of a thousand": new Array(1000),
  "a list with a hole": [, 1],
  "undefined in a list": [undefined, 1],
  BigInts: new BigInt64Array(2),
  "a DataView": new DataView(new ArrayBuffer(16)),
  "an ArrayBuffer": new ArrayBuffer(16),
  "a Map": new Map([["name", "bowl"]]),
  "a Set": new Set([1, 2]),
  "a Date": new Date(),
  "a RegExp": /bowl/,
  "a Promise": Promise.resolve({ name: "bowl" }),
  "a WeakRef": new WeakRef({}),
  "an Error": new Error("bowl"),
  "a boxed number": new Number(5),
  "a boxed string": new String("bowl"),
  "a boxed boolean": new Boolean(true),
  "an object with no prototype": Object.create(null),
  "the engine itself": engine,
  "the global object": globalThis,
  NaN: NaN,
  Infinity: Infinity,
  "a lone surrogate": "\ud800",
  "a string of a million": "x".repeat(1e6),
  true: true,
};

for (const [what, stranger] of Object.entries(strangers))
  test(`${what} is an Error with a sentence wherever it stands, and quickly`, () => {
    const grid = { x: [0, 1], y: [0, 1], width: 2, height: 2 };
    const places = [
      () => run(stranger),
      () => run(bowl({ loss: stranger })),
      () => run(bowl({ loss: { name: stranger } })),
      () => run(bowl({ start: stranger })),
      () => run(bowl({ start: [stranger, 1] })),
      () => run(bowl({ hikers: stranger })),
      () => run(bowl({ hikers: [stranger] })),
      () => run(bowl({}, { optimizer: stranger })),
      () => run(bowl({}, { optimizer: { name: "SGD", lr: stranger } })),
      () => run(bowl({}, { optimizer: { name: "Adam", lr: 1, betas: stranger } })),
      () => run(bowl({}, { scheduler: stranger })),
      () => run(bowl({ loss: { name: "squared_error", data: stranger } })),
      () => run(bowl({ loss: { name: "squared_error", data: { X: stranger, y: [1] } } })),
      () => run(bowl({ loss: { name: "squared_error", data: { X: [[1], [2]], y: stranger } } })),
      () => sweep(stranger, [0.1]),
      () => sweep(bowl(), [stranger]),
      () => outcomeMap(bowl(), stranger),
      () => outcomeMap(bowl(), { ...grid, x: stranger }),
      () => outcomeMap(bowl(), { ...grid, width: stranger }),
    ];
    // A true is a right value nowhere among these; NaN and Infinity neither.
    for (const place of places) {
      const before = performance.now();
      const said = refusal(place);
      assert.ok(said.length < 400, said);
      assert.ok(performance.now() - before < 20000, `${place} took ${performance.now() - before} ms`);
    }
  });

test("rates of a sweep are a list", () => {
  for (const lrs of [
    undefined,
    null,
    5,
    "0.1",
    {},
    [0.1, "0.2"],
    [0.1, null],
    [0],
    [-1],
    [NaN],
    [Infinity],
    [1n],
  ])
    assert.match(
      refusal(() => sweep(bowl(), lrs)),
      /lrs/,
    );
  assert.deepEqual(sweep(bowl(), []), { loss: new Float64Array(), kind: [] });
});

test("a view that is wrong is an Error that names its key", () => {
  const view = { x: [0, 1], y: [0, 1], width: 2, height: 2 };
  for (const [key, value] of [
    ["x", [1, 0]],
    ["x", [0, 0]],
    ["x", [0, Infinity]],
    ["y", [0]],
    ["y", null],
    ["width", 0],
    ["width", 4097],
    ["width", 1.5],
    ["height", "2"],
    ["height", undefined],
  ])
    assert.match(
      refusal(() => outcomeMap(bowl(), { ...view, [key]: value })),
      RegExp(`view\\.${key}`),
    );
  assert.match(
    refusal(() => outcomeMap(bowl(), { ...view, hight: 2 })),
    /hight.*height/,
  );
  assert.match(
    refusal(() => outcomeMap(bowl())),
    /view/,
  );
});

test("missing arguments are Errors", () => {
  for (const name of [
    "run",
    "sweep",
    "outcomeMap",
    "endings",
    "settingsMap",
    "heights",
    "landscape",
    "hike",
    "arithmetic",
    "table",
    "predict",
  ])
    refusal(() => engine[name]());
  for (const name of ["strip", "rateRange", "checkScene"]) refusal(() => engine[name]());
});

test("ten thousand errors leave no trace", () => {
  const memory = () => engine.initSync({ module: undefined }).memory.buffer.byteLength;
  for (let i = 0; i < 1000; i++) assert.throws(() => run(revoked));
  const before = memory();
  for (let i = 0; i < 10_000; i++) assert.throws(() => run([bowl({ loss: throwing }), revoked, wide][i % 2]));
  assert.equal(memory(), before);
  assert.equal(run(bowl()).hikers[0].loss.length, 21);
});

test("a sweep is the single runs bit for bit", () => {
  const lrs = [1e-300, 1e-3, 0.05, 0.19, 0.21, 0.7, 3, 1e9, 1e300];
  for (const experiment of [
    bowl(),
    fit({ seed: 2 }, { batch_size: 3 }),
    bowl({ loss: { name: "mountain" } }),
  ]) {
    const swept = sweep(experiment, lrs);
    assert.ok(swept.loss instanceof Float64Array && Array.isArray(swept.kind));
    const traces = lrs.map((lr) => {
      const [hiker] = experiment.hikers;
      return run({ ...experiment, hikers: [{ ...hiker, optimizer: { ...hiker.optimizer, lr } }] }).hikers[0];
    });
    assert.deepEqual(bits(swept.loss), bits(traces.map((trace) => trace.loss.at(-1))));
    assert.deepEqual(
      swept.kind,
      traces.map((trace) => trace.verdict.kind),
    );
  }
});

test("a map is the single runs bit for bit, pixel by pixel from the top left", () => {
  const [x0, x1, y0, y1, width, height] = [-3.1, 2.7, -1.3, 3.3, 5, 3];
  const view = { x: [x0, x1], y: [y0, y1], width, height };
  for (const experiment of [bowl({ loss: { name: "mountain" } }), bowl({ loss: { name: "beale" } }), fit()]) {
    const map = outcomeMap(experiment, view);
    assert.deepEqual(Object.keys(map).sort(), ["loss", "records", "x", "y"]);
    assert.ok(map.records instanceof Uint32Array);
    for (const key of ["loss", "x", "y"]) assert.ok(map[key] instanceof Float64Array, key);
    for (let j = 0; j < height; j++)
      for (let i = 0; i < width; i++) {
        const start = [x0 + ((i + 0.5) * (x1 - x0)) / width, y1 - ((j + 0.5) * (y1 - y0)) / height];
        const { loss, params } = run({ ...experiment, start }).hikers[0];
        const pixel = j * width + i;
        assert.equal(map.records[pixel], loss.length);
        const [x, y] = params.slice(-2);
        assert.deepEqual(bits([map.loss[pixel], map.x[pixel], map.y[pixel]]), bits([loss.at(-1), x, y]));
      }
  }
});

test("where walks end, rows by rows, is where the single runs end", () => {
  const view = { x: [-9.1, 8.3], y: [-7.3, 6.9], width: 9, height: 7 };
  const [[x0, x1], [y0, y1]] = [view.x, view.y];
  const seen = new Set();
  for (const optimizer of [
    { name: "SGD", lr: 0.017, momentum: 0.5 },
    { name: "Adam", lr: 0.3 },
  ]) {
    const experiment = { loss: { name: "himmelblau" }, steps: 150, hikers: [{ optimizer }] };
    const { minima } = engine.landscape(experiment);
    const bands = [engine.endings(experiment, view, 0, 3), engine.endings(experiment, view, 3, 7)];
    assert.ok(bands[0].valley instanceof Uint8Array && bands[0].arrival instanceof Uint32Array);
    const [valleys, arrivals] = ["valley", "arrival"].map((key) => bands.flatMap((band) => [...band[key]]));
    assert.equal(valleys.length, 63);
    valleys.forEach((valley, pixel) => {
      const [i, j] = [pixel % 9, Math.floor(pixel / 9)];
      const start = [x0 + ((i + 0.5) * (x1 - x0)) / 9, y1 - ((j + 0.5) * (y1 - y0)) / 7];
      const [{ verdict, params }] = run({ ...experiment, start }).hikers;
      const away = ({ at: [x, y] }) => Math.hypot(params.at(-2) - x, params.at(-1) - y);
      const nearest = minima.indexOf(minima.toSorted((a, b) => away(a) - away(b))[0]);
      const other = verdict.kind === "diverged" ? 255 : 254;
      assert.equal(valley, verdict.kind === "converged" ? nearest : other, verdict.text);
      assert.equal(arrivals[pixel], verdict.kind === "converged" ? verdict.step : 0);
      seen.add(valley);
    });
  }
  assert.ok([0, 1, 2, 3, 255].every((valley) => seen.has(valley)));
  for (const [from, to] of [
    [3, 3],
    [0, 8],
  ])
    assert.match(
      refusal(() => engine.endings(bowl(), view, from, to)),
      /rows are/,
    );
});

test("a map of settings is the single runs, whichever two numbers it has", () => {
  const KINDS = ["converged", "too_slow", "oscillating", "stuck", "diverged"];
  const axis = (name) =>
    name === "lr" ? { name, range: [1e-3, 2], scale: "log" } : { name, range: [0.1, 0.98], scale: "linear" };
  const seen = new Set();
  for (const [optimizer, x, y] of [
    [{ name: "SGD" }, "lr", "momentum"],
    [{ name: "SGD", nesterov: true, momentum: 0.9 }, "dampening", "lr"],
    [{ name: "Adam" }, "lr", "betas[0]"],
    [{ name: "Adam", betas: [0.5, 0.6] }, "betas[1]", "betas[0]"],
  ]) {
    const at = (optimizer) => bowl({ steps: 60, hikers: [{ optimizer: { lr: 0.1, ...optimizer } }] });
    const view = { x: axis(x), y: axis(y), width: 5, height: 4 };
    const map = engine.settingsMap(at(optimizer), view, 0, 4);
    const part = engine.settingsMap(at(optimizer), view, 1, 3);
    assert.deepEqual(part.kind, map.kind.slice(5, 15));
    assert.deepEqual(part.x, map.x);
    const set = (optimizer, name, value) => {
      const [key, place] = name.split(/[[\]]/);
      if (place === undefined) return { ...optimizer, [key]: value };
      return { ...optimizer, [key]: (optimizer[key] ?? [0.9, 0.999]).with(place, value) };
    };
    map.kind.forEach((kind, pixel) => {
      const one = set(set(optimizer, x, map.x[pixel % 5]), y, map.y[Math.floor(pixel / 5)]);
      if (kind === 255) {
        assert.match(
          refusal(() => run(at(one))),
          /nesterov/,
        );
      } else {
        const { verdict } = run(at(one)).hikers[0];
        assert.deepEqual([KINDS[kind], map.step[pixel]], [verdict.kind, verdict.step ?? 0]);
      }
      seen.add(kind);
    });
  }
  assert.ok(
    [0, 1, 2, 4, 255].every((kind) => seen.has(kind)),
    [...seen].join(),
  );
  const view = { x: axis("lr"), y: axis("momentum"), width: 5, height: 4 };
  for (const [wrong, said] of [
    [{ ...view, x: axis("nesterov") }, /view\.x\.name is "nesterov".*lr, momentum/],
    [{ ...view, y: axis("lr") }, /view\.y\.name/],
    [{ ...view, x: { ...axis("lr"), range: [1, NaN] } }, /view\.x\.range/],
    [{ ...view, width: 0 }, /view\.width/],
    [{ ...view, hight: 2 }, /hight/],
    [undefined, /view/],
  ])
    assert.match(
      refusal(() => engine.settingsMap(bowl(), wrong, 0, 4)),
      said,
    );
  assert.match(
    refusal(() => engine.settingsMap(bowl(), view, 2, 5)),
    /rows are 2 to 5/,
  );
});

test("a pixel whose start has no finite loss has no record; in a run it is an Error that names start", () => {
  const map = outcomeMap(bowl(), { x: [0, 4e200], y: [0, 1], width: 1, height: 1 });
  assert.equal(map.records[0], 0);
  assert.ok(Number.isNaN(map.loss[0]));
  assert.match(
    refusal(() => run(bowl({ start: [2e200, 0.5] }))),
    /start is \[2e200, 0\.5\]/,
  );
});

test("a map needs two parameters", () => {
  const loss = { name: "squared_error", data: { X: [[1, 2]], y: [1] } };
  const view = { x: [0, 1], y: [0, 1], width: 1, height: 1 };
  assert.match(
    refusal(() => outcomeMap(bowl({ loss }), view)),
    /3 parameters/,
  );
});

test("typed arrays outlive later calls, also those that make the memory grow", () => {
  const { params } = run(bowl()).hikers[0];
  const copy = [...params];
  run(bowl({ steps: 100_000, hikers: Array(16).fill(bowl().hikers[0]) }));
  assert.deepEqual([...params], copy);
});

test("a million hikers, a million samples too many and a trillion steps are refused quickly", () => {
  const before = performance.now();
  const crowd = Array(1_000_000).fill(bowl().hikers[0]);
  assert.match(
    refusal(() => run(bowl({ hikers: crowd }))),
    /hikers has 1000000 entries; allowed: 1 to 16/,
  );
  assert.match(
    refusal(() => run(bowl({ steps: 1e12 }))),
    /steps is 1000000000000/,
  );
  const data = { name: "make_regression", n_samples: 1e9 };
  assert.match(
    refusal(() => run(bowl({ loss: { name: "squared_error", data } }))),
    /1000000/,
  );
  assert.ok(performance.now() - before < 30000, `${performance.now() - before} ms`);
});

test("as much data as is allowed is read and run in seconds", () => {
  const before = performance.now();
  const X = Array.from({ length: 500_000 }, (_, i) => [i / 500_000, 1]);
  const y = Float64Array.from(X, ([x]) => 2 * x);
  const [trace] = run(bowl({ loss: { name: "squared_error", data: { X, y } }, steps: 2 })).hikers;
  assert.equal(trace.loss.length, 3);
  assert.ok(performance.now() - before < 50000, `${performance.now() - before} ms`);
});

test("a scene becomes an address and the same scene again", () => {
  const { openingScene, writeAddress, readAddress, checkScene } = engine;
  const scenes = [
    openingScene(),
    {
      v: 1,
      experiment: fit({ start: [1e-300, -2], steps: 3 }, { batch_size: 2 }),
      theme: "dark",
      views: ["map"],
    },
    {
      v: 1,
      experiment: bowl({ start: [-0.1, 5e20] }),
      lock: ["lr", "start"],
      window: { x: [-1, 1], y: [0, 2] },
    },
    { v: 1, experiment: fit({ loss: { name: "squared_error", data: { X: [[1]], y: [5] } } }) },
  ];
  for (const scene of scenes) {
    checkScene(scene);
    assert.deepEqual(readAddress(writeAddress(scene)), scene);
    assert.deepEqual(readAddress(encodeURIComponent(JSON.stringify(scene))), scene);
  }
});

test("an address that is no scene is an Error with a sentence", () => {
  const { readAddress, checkScene } = engine;
  const deep = "[".repeat(100_000);
  const wrongs = [
    "",
    "nonsense",
    "%",
    "{",
    "%7B%22v%22",
    "v=2",
    "lr=1&lr=2",
    `start=${deep}`,
    `{"v":${deep}`,
  ];
  wrongs.push(
    "a".repeat(9e6),
    "v=1&".repeat(3e5),
    `{"v":1,"experiment":${'{"a":'.repeat(1e5)}`,
    "loss=bowl&lr=1e999",
  );
  for (const wrong of wrongs) {
    const before = performance.now();
    assert.ok(refusal(() => checkScene(readAddress(wrong))).length < 400);
    assert.ok(performance.now() - before < 20000, wrong.slice(0, 20));
  }
});

test("a job in slices answers bit for bit what the function of its name does at once, and only once", () => {
  const made = (name) => ({ name, n_samples: 60, random_state: 1 });
  const loss = (name, data, more = {}) => ({
    loss: { name, data: made(data), ...more },
    epochs: 60,
    steps: undefined,
  });
  const experiments = [
    bowl({ steps: 6000, hikers: ["SGD", "Adam"].map((name) => ({ optimizer: { name, lr: 0.1 } })) }),
    bowl(loss("squared_error", "make_regression"), { batch_size: 2 }),
    bowl(loss("log_loss", "make_classification"), { batch_size: 7 }),
    bowl(loss("mlp", "make_moons", { hidden_layer_sizes: [4] }), { batch_size: 7 }),
  ];
  const view = { x: [-1, 1], y: [-2, 2], width: 40, height: 30 };
  for (const experiment of experiments) {
    const calls = [
      ["hike", experiment, 0, null],
      ["strip", experiment, 1e-3, 1, 9],
      ["rateRange", experiment],
      ["arithmetic", experiment, 0, experiment.steps ? 5000 : 40],
    ];
    const { section } = engine.hike(experiment, 0, null);
    calls.push(section ? ["sectionHeights", experiment, section.plane, view] : ["heights", experiment, view]);
    for (const [name, ...given] of calls) {
      const job = engine.Job[name](...given);
      let answer;
      let slices = 0;
      const far = [];
      while (answer === undefined) {
        answer = job.goOn(0);
        far.push(job.progress);
        slices++;
      }
      const said = `${experiment.loss.name}, ${name}`;
      assert.deepEqual(answer, engine[name](...given), said);
      assert.ok(slices > 1, `${said}: in one piece`);
      if (name === "hike") {
        assert.deepEqual(
          far,
          far.toSorted((a, b) => a - b),
        );
        assert.ok(far.at(-1) > far[0], `${said}: no progress`);
      }
      assert.equal(
        refusal(() => job.goOn(0)),
        "The job is done.",
      );
      job.free();
    }
  }
  assert.match(
    refusal(() => engine.Job.hike(bowl(), 1, null)),
    /hiker is 1/,
  );
  assert.match(
    refusal(() => engine.Job.strip(bowl({ steps: -1 }), 1e-3, 1, 9)),
    /steps/,
  );
});
