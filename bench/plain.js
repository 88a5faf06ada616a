// The engine's walks as one would write them by hand in JavaScript for speed: a function a surface, its slope worked
// out on paper, every number in a local. Each walks from (x, y), writes the loss at every record (and the points,
// where `path` is given) and returns how many records are finite.

const BETA = 0.9; // the momentum of SGD, and β₁ of Adam
const BETA2 = 0.999;
const EPS = 1e-8;

export function rosenbrock(x, y, lr, steps, adam, losses, path) {
  let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let record = 0; ; record++) {
    const along = 1 - x;
    const across = y - x * x;
    const loss = along * along + 100 * across * across;
    if (!(Number.isFinite(loss) && Number.isFinite(x) && Number.isFinite(y))) return record;
    losses[record] = loss;
    if (path !== null) {
      path[2 * record] = x;
      path[2 * record + 1] = y;
    }
    if (record === steps) return record + 1;
    const gx = -2 * along - 400 * x * across;
    const gy = 200 * across;
    if (adam) {
      power1 *= BETA;
      power2 *= BETA2;
      const size = lr / (1 - power1);
      const root = Math.sqrt(1 - power2);
      mx += (gx - mx) * (1 - BETA);
      my += (gy - my) * (1 - BETA);
      vx = vx * BETA2 + gx * gx * (1 - BETA2);
      vy = vy * BETA2 + gy * gy * (1 - BETA2);
      x -= size * (mx / (Math.sqrt(vx) / root + EPS));
      y -= size * (my / (Math.sqrt(vy) / root + EPS));
    } else {
      mx = mx * BETA + gx;
      my = my * BETA + gy;
      x -= lr * mx;
      y -= lr * my;
    }
  }
}

export function himmelblau(x, y, lr, steps, adam, losses, path) {
  let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let record = 0; ; record++) {
    const a = x * x + y - 11;
    const b = x + y * y - 7;
    const loss = a * a + b * b;
    if (!(Number.isFinite(loss) && Number.isFinite(x) && Number.isFinite(y))) return record;
    losses[record] = loss;
    if (path !== null) {
      path[2 * record] = x;
      path[2 * record + 1] = y;
    }
    if (record === steps) return record + 1;
    const gx = 4 * x * a + 2 * b;
    const gy = 2 * a + 4 * y * b;
    if (adam) {
      power1 *= BETA;
      power2 *= BETA2;
      const size = lr / (1 - power1);
      const root = Math.sqrt(1 - power2);
      mx += (gx - mx) * (1 - BETA);
      my += (gy - my) * (1 - BETA);
      vx = vx * BETA2 + gx * gx * (1 - BETA2);
      vy = vy * BETA2 + gy * gy * (1 - BETA2);
      x -= size * (mx / (Math.sqrt(vx) / root + EPS));
      y -= size * (my / (Math.sqrt(vy) / root + EPS));
    } else {
      mx = mx * BETA + gx;
      my = my * BETA + gy;
      x -= lr * mx;
      y -= lr * my;
    }
  }
}

export function rastrigin(x, y, lr, steps, adam, losses, path) {
  const tau = 2 * Math.PI;
  let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let record = 0; ; record++) {
    const [u, v] = [tau * x, tau * y];
    const loss = 20 + x * x - 10 * Math.cos(u) + y * y - 10 * Math.cos(v);
    if (!(Number.isFinite(loss) && Number.isFinite(x) && Number.isFinite(y))) return record;
    losses[record] = loss;
    if (path !== null) {
      path[2 * record] = x;
      path[2 * record + 1] = y;
    }
    if (record === steps) return record + 1;
    const gx = 2 * x + 10 * tau * Math.sin(u);
    const gy = 2 * y + 10 * tau * Math.sin(v);
    if (adam) {
      power1 *= BETA;
      power2 *= BETA2;
      const size = lr / (1 - power1);
      const root = Math.sqrt(1 - power2);
      mx += (gx - mx) * (1 - BETA);
      my += (gy - my) * (1 - BETA);
      vx = vx * BETA2 + gx * gx * (1 - BETA2);
      vy = vy * BETA2 + gy * gy * (1 - BETA2);
      x -= size * (mx / (Math.sqrt(vx) / root + EPS));
      y -= size * (my / (Math.sqrt(vy) / root + EPS));
    } else {
      mx = mx * BETA + gx;
      my = my * BETA + gy;
      x -= lr * mx;
      y -= lr * my;
    }
  }
}

export function mountain(x, y, lr, steps, adam, losses, path) {
  let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let record = 0; ; record++) {
    const [ax, ay] = [x + 1.9, y - 1.9];
    const [bx, by] = [x - 1.7, y + 1.3];
    const [cx, cy] = [x + 1.7, y + 1.6];
    const [dx, dy] = [x - 2.4, y - 1.7];
    const [ex, ey] = [x + 0.2, y - 0.1];
    const a = 3.2 * Math.exp((ax * ax + ay * ay) * (-1 / 1.6));
    const b = -2.6 * Math.exp((bx * bx + by * by) * (-1 / 1.1));
    const c = -1.3 * Math.exp((cx * cx + cy * cy) * (-1 / 1.9));
    const d = 1.5 * Math.exp((dx * dx + dy * dy) * (-1 / 1.2));
    const e = 0.9 * Math.exp((ex * ex + ey * ey) * (-1 / 0.9));
    const loss = 0.09 * x * x + 0.13 * y * y + 2.9 + a + b + c + d + e;
    if (!(Number.isFinite(loss) && Number.isFinite(x) && Number.isFinite(y))) return record;
    losses[record] = loss;
    if (path !== null) {
      path[2 * record] = x;
      path[2 * record + 1] = y;
    }
    if (record === steps) return record + 1;
    const gx =
      0.18 * x -
      (2 / 1.6) * a * ax -
      (2 / 1.1) * b * bx -
      (2 / 1.9) * c * cx -
      (2 / 1.2) * d * dx -
      (2 / 0.9) * e * ex;
    const gy =
      0.26 * y -
      (2 / 1.6) * a * ay -
      (2 / 1.1) * b * by -
      (2 / 1.9) * c * cy -
      (2 / 1.2) * d * dy -
      (2 / 0.9) * e * ey;
    if (adam) {
      power1 *= BETA;
      power2 *= BETA2;
      const size = lr / (1 - power1);
      const root = Math.sqrt(1 - power2);
      mx += (gx - mx) * (1 - BETA);
      my += (gy - my) * (1 - BETA);
      vx = vx * BETA2 + gx * gx * (1 - BETA2);
      vy = vy * BETA2 + gy * gy * (1 - BETA2);
      x -= size * (mx / (Math.sqrt(vx) / root + EPS));
      y -= size * (my / (Math.sqrt(vy) / root + EPS));
    } else {
      mx = mx * BETA + gx;
      my = my * BETA + gy;
      x -= lr * mx;
      y -= lr * my;
    }
  }
}
