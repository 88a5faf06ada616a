/** The contour lines of a ground, as paths. */
import { short } from "../../util/format";
import { css } from "../shared/colour";
import type { Palette } from "./palette";
import { HALF, room, type Lines } from "./contour-lines";
import { line as path, type Shape } from "../shared/shapes";
import { pictureText } from "../../text/en/picture";

const FREE = 0.3; // of the room a line wants: where it has less it is left out
const STRAIGHT = 0.05; // units a point may lie off a straight line and be left out

type Point = [x: number, y: number];
/** From one edge of a grid cell to another. */
interface Piece {
  edges: [number, number];
  points: [Point, Point];
}

export function contours(lines: Lines, width: number, height: number, palette: Palette): Shape[] {
  const { colours, isIndex, level } = lines;
  return [...pieces(lines, width, height)].map(([n, found]) => ({
    d: joined(found).map((points) => path(straightened(points).flat())).join(""),
    name: pictureText.height({ height: short(level(n)) }),
    stroke: css(colours[Math.min(n, colours.length - 1)]!),
    width: 2 * HALF[isIndex(n) ? 1 : 0],
    opacity: isIndex(n) ? palette.index : palette.fine,
  })); // prettier-ignore
}

/** By line. */
function pieces(lines: Lines, width: number, height: number): Map<number, Piece[]> {
  const { line, rough, columns, rows, lowest, isIndex } = lines;
  const found = new Map<number, Piece[]>();
  const cell = [width / columns, height / rows] as const;
  for (let y = 0; y + 1 < rows; y++)
    for (let x = 0; x + 1 < columns; x++) {
      const i = y * columns + x;
      // Corners clockwise; the edge k goes from corner k to the next, and has the same number in both its cells.
      const corners = [i, i + 1, i + columns + 1, i + columns];
      const edges = [2 * i, 2 * (i + 1) + 1, 2 * (i + columns), 2 * i + 1];
      const values = corners.map((corner) => line[corner]!);
      const highest = Math.min(Math.max(...values), lines.colours.length);
      for (let n = Math.max(lowest, Math.ceil(Math.min(...values))); n <= highest; n++) {
        if (room(rough[i]! / cell[0], isIndex(n)) < FREE) continue;
        const crossed: { edge: number; point: Point }[] = [];
        for (let k = 0; k < 4; k++) {
          const [a, b] = [values[k]! - n, values[(k + 1) % 4]! - n];
          if (a > 0 === b > 0) continue;
          const part = a / (a - b);
          const at = [part, 1, 1 - part, 0];
          crossed.push({
            edge: edges[k]!,
            point: [(x + 0.5 + at[k]!) * cell[0], (y + 0.5 + [0, part, 1, 1 - part][k]!) * cell[1]],
          });
        }
        for (let k = 0; k + 1 < crossed.length; k += 2) {
          const [a, b] = [crossed[k]!, crossed[k + 1]!];
          if (!found.has(n)) found.set(n, []);
          found.get(n)!.push({ edges: [a.edge, b.edge], points: [a.point, b.point] });
        }
      }
    }
  return found;
}

/** Pieces that meet on an edge, one after the other. */
function joined(pieces: Piece[]): Point[][] {
  const at = new Map<number, Piece[]>();
  for (const piece of pieces) for (const edge of piece.edges) at.set(edge, [...(at.get(edge) ?? []), piece]);
  const left = new Set(pieces);
  const follow = (edge: number): Point[] => {
    const points: Point[] = [];
    for (;;) {
      const next = at.get(edge)!.find((one) => left.has(one));
      if (!next) return points;
      left.delete(next);
      const far = next.edges[0] === edge ? 1 : 0;
      points.push(next.points[far]);
      edge = next.edges[far];
    }
  };
  const all: Point[][] = [];
  for (const piece of pieces) {
    if (!left.delete(piece)) continue;
    const [from, to] = piece.points;
    const ahead = follow(piece.edges[1]);
    all.push([...follow(piece.edges[0]).reverse(), from, to, ...ahead]);
  }
  return all;
}

/** Without the points that lie on a straight line between others. */
function straightened(points: Point[]): Point[] {
  const kept = [points[0]!];
  let since = 1;
  for (let i = 2; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [kept.at(-1)!, points[i]!];
    const length = Math.hypot(bx - ax, by - ay);
    const off = ([x, y]: Point) => Math.abs((x - ax) * (by - ay) - (y - ay) * (bx - ax));
    if (points.slice(since, i).every((point) => off(point) <= STRAIGHT * length)) continue;
    kept.push(points[i - 1]!);
    since = i;
  }
  return [...kept, points.at(-1)!];
}
