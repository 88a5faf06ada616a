// The essentials in three browser engines: Chromium, Firefox, WebKitGTK.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Key, Origin } from "selenium-webdriver";
import { preview } from "vite";
import * as engine from "../../pkg/learning_rate_playground.js";
import { browsers, ended } from "./browsers.mjs";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const WAIT = 30_000; // milliseconds until a test gives up
const sgd = (lr, more) => [{ optimizer: { name: "SGD", lr }, ...more }];
const surface = { loss: { name: "himmelblau" }, steps: 50, hikers: sgd(0.01) };
const network = {
  loss: { name: "mlp", data: { name: "make_moons", n_samples: 100, noise: 0.2, random_state: 1 } },
  epochs: 20,
  hikers: sgd(0.1, { batch_size: 10 }),
};
const link = (experiment, more) => "#" + encodeURIComponent(JSON.stringify({ v: 1, experiment, ...more }));

/** What each hiker's run is made of, number by number. */
const numbers = ({ hikers }) =>
  hikers.map(({ loss, params, lr }) => [loss, params, lr].map((values) => Array.from(values)));

let server, address;
before(async () => {
  server = await preview({ preview: { port: 0 }, logLevel: "error" });
  address = server.resolvedUrls.local[0];
});
after(() => server.close());

for (const [name, begin] of Object.entries(browsers))
  describe(name, () => {
    let driver;
    before(async () => {
      driver = await begin();
      await driver.manage().setTimeouts({ script: WAIT });
    });
    after(async () => {
      await driver?.quit();
      ended();
    });

    const script = (text, ...args) => driver.executeScript(text, ...args);
    const figure = "const figure = document.querySelector('learning-rate-playground');";
    /** The first figure's scene and the numbers of its run, once they fit; as text, for geckodriver rounds numbers. */
    async function shown(fits = () => true) {
      let now;
      await driver.wait(async () => {
        now = await script(`${figure}
          if (!figure?.run) return null;
          const list = ({ loss, params, lr }) => [loss, params, lr].map((values) => Array.from(values));
          return { scene: figure.scene, run: JSON.stringify(figure.run.hikers.map(list)) };`);
        return now && fits(now);
      }, WAIT);
      return now;
    }
    const isRunOfScene = ({ scene, run }) => run === JSON.stringify(numbers(engine.run(scene.experiment)));
    async function open(url) {
      await driver.get("about:blank"); // else only the part after # changes
      await driver.get(url);
    }
    const slider = () => script(`${figure} return figure.shadowRoot.querySelector('[role=slider]');`);

    it("the course page opens with the first mountain, each number as in Node", async () => {
      await open(address);
      const { scene } = await shown(isRunOfScene);
      assert.deepEqual(scene, engine.openingScene());
    });

    it("every figure of the course page comes to a run", async () => {
      const count = await script(
        "return (window.figures = [...document.querySelectorAll('learning-rate-playground')]).length",
      );
      assert.ok(count > 10);
      for (let i = 0; i < count; i++) {
        await script("figures[arguments[0]].scrollIntoView()", i);
        await driver.wait(() => script("return figures[arguments[0]].run !== null", i), WAIT);
      }
    });

    it("keys and the pointer move the learning rate, and the run with it", async () => {
      await open(`${address}embed.html${link(surface)}`);
      await shown(({ scene }) => scene.experiment.loss.name === "himmelblau");
      const handle = await slider();
      await handle.sendKeys(Key.ARROW_RIGHT);
      const byKey = await shown(({ scene }) => scene.experiment.hikers[0].optimizer.lr > 0.01);
      assert.ok(isRunOfScene(byKey));
      const { width } = await handle.getRect();
      await driver
        .actions()
        .move({ origin: handle, x: Math.round(-width / 4), y: 0 })
        .press()
        .move({ origin: Origin.POINTER, x: 5, y: 0 })
        .release()
        .perform();
      const byHand = await shown(({ scene }) => scene.experiment.hikers[0].optimizer.lr < 0.01);
      assert.ok(isRunOfScene(byHand));
    });

    it("a network walks in a worker, its mountain is drawn, and its numbers are those of Node", async () => {
      await open(`${address}embed.html${link(network)}`);
      await shown((now) => now.scene.experiment.loss.name === "mlp" && isRunOfScene(now));
      const drawn = `${figure}
        const canvas = figure.shadowRoot.querySelector('.map-ground');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return !canvas.classList.contains('stale') && new Set(data).size > 20;`;
      await driver.wait(() => script(drawn), WAIT);
    });

    it("a wrong link is answered by a sentence, and the first mountain is one press away", async () => {
      await open(`${address}embed.html#loss=rosenbrok&steps=10&optimizer=SGD&lr=0.1`);
      const alert = await driver.wait(
        () => script(`${figure} return figure?.shadowRoot?.querySelector('[role=alert]')`),
        WAIT,
      );
      assert.match(await alert.getText(), /rosenbrok.*rosenbrock/s);
      await script("arguments[0].querySelector('button').click()", alert);
      await shown(isRunOfScene);
    });

    it("in a sandbox without origin the figure runs and tells its height", async () => {
      await open(`${address}embed.html`);
      await script(
        `window.heights = [];
        addEventListener('message', ({ data }) => data?.height > 200 && heights.push(data));
        document.body.innerHTML = '<iframe sandbox="allow-scripts" width="700" height="300"></iframe>';
        document.querySelector('iframe').src = arguments[0];`,
        `embed.html${link(surface)}`,
      );
      await driver.wait(() => script("return heights.length >= 3"), WAIT);
      await driver.switchTo().frame(0);
      const { scene } = await shown(isRunOfScene);
      assert.deepEqual(scene.experiment, surface);
      await driver.switchTo().defaultContent();
    });

    it("the one file opens from disk, and walks on data without a server", async () => {
      await open(pathToFileURL("dist/playground.html") + link(network));
      await shown((now) => now.scene.experiment.loss.name === "mlp" && isRunOfScene(now));
    });
  });
