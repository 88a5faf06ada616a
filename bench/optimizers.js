// Every optimizer's walk on rosenbrock as one would write it by hand in JavaScript for speed: the arguments are the
// catalogue's defaults, every number is in a local, and the step is written out for the two parameters. Each walks from
// (x, y) until `losses` and `path` are full or a number is no longer finite. What they call is small enough to inline.

const loss = (x, y) => (1 - x) * (1 - x) + (y - x * x) * (y - x * x) * 100;
const slopeX = (x, y) => -2 * (1 - x) - 4 * x * (y - x * x) * 100;
const slopeY = (x, y) => 2 * (y - x * x) * 100;

/** Writes a record; whether there is a step to make from it. */
function record(k, x, y, losses, path) {
  const here = loss(x, y);
  if (!(Number.isFinite(here) && Number.isFinite(x) && Number.isFinite(y))) return false;
  losses[k] = here;
  path[2 * k] = x;
  path[2 * k + 1] = y;
  return k < losses.length - 1;
}

const BETA = 0.9;
const BETA2 = 0.999;
const EPS = 1e-8;

export function SGD(x, y, lr, losses, path) {
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    x -= lr * gx;
    y -= lr * gy;
  }
}

/** SGD with a momentum of 0.9. */
export function SGDMomentum(x, y, lr, losses, path) {
  let [bx, by] = [0, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    bx = bx * BETA + slopeX(x, y);
    by = by * BETA + slopeY(x, y);
    x -= lr * bx;
    y -= lr * by;
  }
}

export function Adam(x, y, lr, losses, path) {
  let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
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
  }
}

export function Adagrad(x, y, lr, losses, path) {
  let [sx, sy] = [0, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    sx += gx * gx;
    sy += gy * gy;
    x -= lr * (gx / (Math.sqrt(sx) + 1e-10));
    y -= lr * (gy / (Math.sqrt(sy) + 1e-10));
  }
}

export function RMSprop(x, y, lr, losses, path) {
  const alpha = 0.99;
  let [vx, vy] = [0, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    vx = vx * alpha + gx * gx * (1 - alpha);
    vy = vy * alpha + gy * gy * (1 - alpha);
    x -= lr * (gx / (Math.sqrt(vx) + EPS));
    y -= lr * (gy / (Math.sqrt(vy) + EPS));
  }
}

export function Adadelta(x, y, lr, losses, path) {
  const [rho, eps] = [0.9, 1e-6];
  let [vx, vy, ux, uy] = [0, 0, 0, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    vx = vx * rho + gx * gx * (1 - rho);
    vy = vy * rho + gy * gy * (1 - rho);
    const dx = (Math.sqrt(ux + eps) / Math.sqrt(vx + eps)) * gx;
    const dy = (Math.sqrt(uy + eps) / Math.sqrt(vy + eps)) * gy;
    ux = ux * rho + dx * dx * (1 - rho);
    uy = uy * rho + dy * dy * (1 - rho);
    x -= lr * dx;
    y -= lr * dy;
  }
}

export function AdamW(x, y, lr, losses, path) {
  const kept = 1 - lr * 0.01;
  let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    power1 *= BETA;
    power2 *= BETA2;
    const size = lr / (1 - power1);
    const root = Math.sqrt(1 - power2);
    mx += (gx - mx) * (1 - BETA);
    my += (gy - my) * (1 - BETA);
    vx = vx * BETA2 + gx * gx * (1 - BETA2);
    vy = vy * BETA2 + gy * gy * (1 - BETA2);
    x = x * kept - size * (mx / (Math.sqrt(vx) / root + EPS));
    y = y * kept - size * (my / (Math.sqrt(vy) / root + EPS));
  }
}

export function Adamax(x, y, lr, losses, path) {
  let [mx, my, ux, uy, power] = [0, 0, 0, 0, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    power *= BETA;
    const size = lr / (1 - power);
    mx += (gx - mx) * (1 - BETA);
    my += (gy - my) * (1 - BETA);
    ux = Math.max(Math.abs(gx) + EPS, ux * BETA2);
    uy = Math.max(Math.abs(gy) + EPS, uy * BETA2);
    x -= (size * mx) / ux;
    y -= (size * my) / uy;
  }
}

export function NAdam(x, y, lr, losses, path) {
  const momentum = (t) => BETA * (1 - 0.5 * Math.pow(0.96, t * 0.004));
  let [mx, my, vx, vy, power2, product, next] = [0, 0, 0, 0, 1, 1, momentum(1)];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    const mu = next;
    next = momentum(k + 2);
    product *= mu;
    power2 *= BETA2;
    mx += (gx - mx) * (1 - BETA);
    my += (gy - my) * (1 - BETA);
    vx = vx * BETA2 + gx * gx * (1 - BETA2);
    vy = vy * BETA2 + gy * gy * (1 - BETA2);
    const ofSlope = (lr * (1 - mu)) / (1 - product);
    const ofMean = (lr * next) / (1 - product * next);
    const spreadX = Math.sqrt(vx / (1 - power2)) + EPS;
    const spreadY = Math.sqrt(vy / (1 - power2)) + EPS;
    x = x - (ofSlope * gx) / spreadX - (ofMean * mx) / spreadX;
    y = y - (ofSlope * gy) / spreadY - (ofMean * my) / spreadY;
  }
}

export function RAdam(x, y, lr, losses, path) {
  const most = 2 / (1 - BETA2) - 1;
  let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    power1 *= BETA;
    power2 *= BETA2;
    mx += (gx - mx) * (1 - BETA);
    my += (gy - my) * (1 - BETA);
    vx = vx * BETA2 + gx * gx * (1 - BETA2);
    vy = vy * BETA2 + gy * gy * (1 - BETA2);
    const dx = (mx / (1 - power1)) * lr;
    const dy = (my / (1 - power1)) * lr;
    const rho = most - (2 * (k + 1) * power2) / (1 - power2);
    if (rho > 5) {
      const trust = Math.sqrt(((rho - 4) * (rho - 2) * most) / ((most - 4) * (most - 2) * rho));
      const root = Math.sqrt(1 - power2);
      x -= dx * (root / (Math.sqrt(vx) + EPS)) * trust;
      y -= dy * (root / (Math.sqrt(vy) + EPS)) * trust;
    } else {
      x -= dx;
      y -= dy;
    }
  }
}

export function ASGD(x, y, lr, losses, path) {
  const lambd = 1e-4;
  let eta = lr;
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    const kept = 1 - eta * lambd;
    x = x * kept - eta * gx;
    y = y * kept - eta * gy;
    eta = lr / Math.pow(lr * (lambd * (k + 1)) + 1, 0.75);
  }
}

export function Rprop(x, y, lr, losses, path) {
  const [down, up, least, most] = [0.5, 1.2, 1e-6, 50];
  let [lastX, lastY, sizeX, sizeY] = [0, 0, lr, lr];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    const turnedX = gx * lastX;
    const turnedY = gy * lastY;
    sizeX = Math.min(Math.max(sizeX * (turnedX > 0 ? up : turnedX < 0 ? down : 1), least), most);
    sizeY = Math.min(Math.max(sizeY * (turnedY > 0 ? up : turnedY < 0 ? down : 1), least), most);
    lastX = turnedX < 0 ? 0 : gx;
    lastY = turnedY < 0 ? 0 : gy;
    x -= Math.sign(lastX) * sizeX;
    y -= Math.sign(lastY) * sizeY;
  }
}

export function Lion(x, y, lr, losses, path) {
  const [beta2, decay] = [0.99, 0.001];
  let [mx, my] = [0, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    const signX = Math.sign(gx * (1 - BETA) + mx * BETA);
    const signY = Math.sign(gy * (1 - BETA) + my * BETA);
    mx = gx * (1 - beta2) + mx * beta2;
    my = gy * (1 - beta2) + my * beta2;
    x -= lr * (signX + x * decay);
    y -= lr * (signY + y * decay);
  }
}

export function AdaBelief(x, y, lr, losses, path) {
  const eps = 1e-16;
  let [mx, my, sx, sy, power1, power2] = [0, 0, 0, 0, 1, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    power1 *= BETA;
    power2 *= BETA2;
    mx = gx * (1 - BETA) + mx * BETA;
    my = gy * (1 - BETA) + my * BETA;
    sx = (gx - mx) * (gx - mx) * (1 - BETA2) + sx * BETA2 + eps;
    sy = (gy - my) * (gy - my) * (1 - BETA2) + sy * BETA2 + eps;
    const whole = 1 / (1 - power1);
    x -= lr * ((mx * whole) / (Math.sqrt(sx / (1 - power2)) + eps));
    y -= lr * ((my * whole) / (Math.sqrt(sy / (1 - power2)) + eps));
  }
}

export function Yogi(x, y, lr, losses, path) {
  const [eps, initial] = [1e-3, 1e-6];
  let [mx, my, vx, vy, power1, power2] = [initial, initial, initial, initial, 1, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    power1 *= BETA;
    power2 *= BETA2;
    mx = gx * (1 - BETA) + mx * BETA;
    my = gy * (1 - BETA) + my * BETA;
    vx -= Math.sign(vx - gx * gx) * (1 - BETA2) * (gx * gx);
    vy -= Math.sign(vy - gy * gy) * (1 - BETA2) * (gy * gy);
    x -= lr * (mx / (1 - power1) / (Math.sqrt(vx / (1 - power2)) + eps));
    y -= lr * (my / (1 - power1) / (Math.sqrt(vy / (1 - power2)) + eps));
  }
}

export function ScheduleFreeSGD(x, y, lr, losses, path) {
  let [zx, zy, weights] = [x, y, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    weights += lr * lr;
    const c = (lr * lr) / weights;
    const size = lr * ((1 - c) * BETA - 1);
    x = x + (zx - x) * c + size * gx;
    y = y + (zy - y) * c + size * gy;
    zx -= lr * gx;
    zy -= lr * gy;
  }
}

export function ScheduleFreeAdamW(x, y, lr, losses, path) {
  let [zx, zy, vx, vy, weights, power2] = [x, y, 0, 0, 0, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    power2 *= BETA2;
    vx = vx * BETA2 + gx * gx * (1 - BETA2);
    vy = vy * BETA2 + gy * gy * (1 - BETA2);
    const dx = gx / (Math.sqrt(vx / (1 - power2)) + EPS);
    const dy = gy / (Math.sqrt(vy / (1 - power2)) + EPS);
    weights += lr * lr;
    const c = (lr * lr) / weights;
    const size = lr * ((1 - c) * BETA - 1);
    x = x + (zx - x) * c + size * dx;
    y = y + (zy - y) * c + size * dy;
    zx -= lr * dx;
    zy -= lr * dy;
  }
}

export function Prodigy(x, y, lr, losses, path) {
  const [d0, beta3, startX, startY] = [1e-6, Math.sqrt(BETA2), x, y];
  let [mx, my, vx, vy, sx, sy, numerator] = [0, 0, 0, 0, 0, 0, 0];
  let d = d0;
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    const rate = d * lr;
    const along = gx * (startX - x) + gy * (startY - y);
    mx = mx * BETA + gx * (d * (1 - BETA));
    my = my * BETA + gy * (d * (1 - BETA));
    vx = vx * BETA2 + d * d * (1 - BETA2) * gx * gx;
    vy = vy * BETA2 + d * d * (1 - BETA2) * gy * gy;
    sx = sx * beta3 + gx * ((d / d0) * rate);
    sy = sy * beta3 + gy * ((d / d0) * rate);
    const size = Math.abs(sx) + Math.abs(sy);
    if (size === 0) continue;
    numerator = numerator * beta3 + (d / d0) * rate * along;
    d = Math.max(d, numerator / size);
    x -= (rate * mx) / (Math.sqrt(vx) + d * EPS);
    y -= (rate * my) / (Math.sqrt(vy) + d * EPS);
  }
}

export function DAdaptSGD(x, y, lr, losses, path) {
  const [startX, startY, firstX, firstY] = [x, y, slopeX(x, y), slopeY(x, y)];
  const steep = Math.sqrt(firstX * firstX + firstY * firstY);
  let [sx, sy, d, numerator] = [0, 0, 1e-6, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    const rate = (d * lr) / steep;
    const along = gx * sx + gy * sy;
    sx += rate * gx;
    sy += rate * gy;
    const square = sx * sx + sy * sy;
    if (square === 0) continue;
    numerator += rate * along;
    d = Math.max(d, (2 * numerator) / Math.sqrt(square));
    x = startX - sx;
    y = startY - sy;
  }
}

export function Adafactor(x, y, lr, losses, path) {
  const [least, leastSize] = [Number.EPSILON * Number.EPSILON, 1e-3];
  let [vx, vy] = [0, 0];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    const weight = Math.pow(k + 1, -0.8);
    const size = Math.sqrt(x * x + y * y) / Math.SQRT2;
    const relative = Math.max(leastSize, size) * Math.min(lr, 1 / Math.sqrt(k + 1));
    vx += (gx * gx - vx) * weight;
    vy += (gy * gy - vy) * weight;
    const dx = gx / Math.sqrt(Math.max(vx, least));
    const dy = gy / Math.sqrt(Math.max(vy, least));
    const rate = relative / Math.max(Math.sqrt(dx * dx + dy * dy) / Math.SQRT2, 1);
    x -= dx * rate;
    y -= dy * rate;
  }
}

export function LBFGS(x, y, lr, losses, path) {
  const [most, flat, still, history] = [20, 1e-7, 1e-9, 100];
  const numbers = () => new Float64Array(history);
  const [sx, sy, yx, yy, rho, parts] = [numbers(), numbers(), numbers(), numbers(), numbers(), numbers()];
  let [oldest, count, moves, dx, dy, lastX, lastY, t, scale] = [0, 0, 0, 0, 0, 0, 0, 0, 1];
  for (let k = 0; record(k, x, y, losses, path); k++) {
    let here = loss(x, y);
    let gx = slopeX(x, y);
    let gy = slopeY(x, y);
    if (Math.max(Math.abs(gx), Math.abs(gy)) <= flat) continue;
    for (let move = 1; move <= most; move++) {
      moves++;
      if (moves > 1) {
        const changeX = gx - lastX;
        const changeY = gy - lastY;
        const wentX = dx * t;
        const wentY = dy * t;
        const along = changeX * wentX + changeY * wentY;
        if (along > 1e-10) {
          const slot = (oldest + count) % history;
          if (count < history) count++;
          else oldest = (oldest + 1) % history;
          scale = along / (changeX * changeX + changeY * changeY);
          sx[slot] = wentX;
          sy[slot] = wentY;
          yx[slot] = changeX;
          yy[slot] = changeY;
          rho[slot] = 1 / along;
        }
      }
      dx = -gx;
      dy = -gy;
      for (let i = count - 1, slot = oldest + i; i >= 0; i--, slot--) {
        const at = slot < history ? slot : slot - history;
        const part = (sx[at] * dx + sy[at] * dy) * rho[at];
        dx -= part * yx[at];
        dy -= part * yy[at];
        parts[at] = part;
      }
      dx *= scale;
      dy *= scale;
      for (let i = 0, slot = oldest; i < count; i++, slot++) {
        const at = slot < history ? slot : slot - history;
        const left = parts[at] - (yx[at] * dx + yy[at] * dy) * rho[at];
        dx += sx[at] * left;
        dy += sy[at] * left;
      }
      lastX = gx;
      lastY = gy;
      t = moves === 1 ? lr * Math.min(1, 1 / (Math.abs(gx) + Math.abs(gy))) : lr;
      if (gx * dx + gy * dy > -still) break;
      x += t * dx;
      y += t * dy;
      if (move === most) break;
      const before = here;
      here = loss(x, y);
      gx = slopeX(x, y);
      gy = slopeY(x, y);
      if (
        Math.max(Math.abs(gx), Math.abs(gy)) <= flat ||
        Math.max(Math.abs(dx), Math.abs(dy)) * t <= still ||
        Math.abs(here - before) < still
      )
        break;
    }
  }
}

export function Newton(x, y, lr, losses, path) {
  for (let k = 0; record(k, x, y, losses, path); k++) {
    const gx = slopeX(x, y);
    const gy = slopeY(x, y);
    // The curvatures, and one of Jacobi's rotations to their axes.
    const xy = -400 * x;
    let xx = 2 + 1200 * x * x - 400 * y;
    let yy = 200;
    let c = 1;
    let s = 0;
    if (xy !== 0) {
      const theta = (yy - xx) / (2 * xy);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      c = 1 / Math.sqrt(t * t + 1);
      s = t * c;
      xx -= t * xy;
      yy += t * xy;
    }
    const none = 2 * Number.EPSILON * Math.max(Math.abs(xx), Math.abs(yy));
    const first = Math.abs(xx) <= none ? 0 : (c * gx - s * gy) / xx;
    const second = Math.abs(yy) <= none ? 0 : (s * gx + c * gy) / yy;
    x -= lr * (c * first + s * second);
    y -= lr * (c * second - s * first);
  }
}
