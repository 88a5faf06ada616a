/** What a picture is made of, in its own units, and the two ways to write it: as SVG, and on a canvas. */

interface Path {
  /** As the attribute d of an SVG path has it. */
  d: string;
  /** What it shows, where that is a line of numbers. */
  name?: string;
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: string;
  opacity?: number;
}
export interface Text {
  text: string;
  x: number;
  y: number;
  size: number;
  colour: string;
  anchor?: "start" | "middle" | "end";
  bold?: boolean;
  italic?: boolean;
  /** Behind the letters. */
  halo?: string;
  /** Radians. */
  turned?: number;
}
interface Image {
  image: HTMLCanvasElement;
  box: Box;
}
/** What lies in it is drawn from another origin, scaled, and only inside `clip`. */
interface Group {
  shapes: Shape[];
  at?: [x: number, y: number];
  scale?: [x: number, y: number];
  turned?: number;
  clip?: Box;
}
export type Box = [x: number, y: number, width: number, height: number];
export type Shape = Path | Text | Image | Group;

export interface Picture {
  width: number;
  height: number;
  title: string;
  font: string;
  shapes: Shape[];
}

const MIDDLE = 0.35; // of a letter's size, from its middle to its foot

/** Two decimals: a fortieth of a millimetre on a page. */
export const place = (x: number): string => String(Math.round(100 * x) / 100);

/** A line through points, x and y by turns. */
export const line = (points: ArrayLike<number>): string => {
  let d = "";
  for (let i = 0; i < points.length; i += 2)
    d += `${i ? "L" : "M"}${place(points[i]!)} ${place(points[i + 1]!)}`;
  return d;
};

export const circle = (x: number, y: number, r: number): string =>
  `M${place(x - r)} ${place(y)}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0`;

export const escaped = (text: string): string =>
  text
    // XML has no place for other control characters, nor for half a pair.
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

export function svg({ width, height, title, font, shapes }: Picture): string {
  let clips = 0;
  const attributes = (all: Record<string, string | number | undefined>) =>
    Object.entries(all)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ` ${name}="${escaped(typeof value === "number" ? place(value) : value!)}"`)
      .join("");
  const write = (shape: Shape): string => {
    if ("d" in shape) {
      const { d, name, fill = "none", stroke, width, dash, opacity } = shape;
      const strong = { stroke, "stroke-width": width, "stroke-dasharray": dash, opacity };
      return `<path${attributes({ d, "data-name": name, fill, ...strong })}/>`;
    }
    if ("text" in shape) {
      const { text, x, y, size, colour, anchor, bold, italic, halo, turned } = shape;
      const look = {
        "font-size": size,
        fill: colour,
        "text-anchor": anchor,
        "font-weight": bold ? "600" : undefined,
        "font-style": italic ? "italic" : undefined,
        stroke: halo,
        "stroke-width": halo && 3.5,
        "paint-order": halo && "stroke",
      };
      const middle = y + MIDDLE * size;
      const transform = turned && `rotate(${degrees(turned)} ${place(x)} ${place(y)})`;
      return `<text${attributes({ x, y: middle, ...look, transform: transform || undefined })}>${escaped(text)}</text>`;
    }
    if ("image" in shape) {
      const [x, y, width, height] = shape.box;
      const href = shape.image.toDataURL("image/png");
      return `<image${attributes({ x, y, width, height, href })} preserveAspectRatio="none"/>`;
    }
    const { at, scale, turned, clip } = shape;
    const transform = [
      at && `translate(${at.map(place).join(" ")})`,
      turned && `rotate(${degrees(turned)})`,
      scale && `scale(${scale.join(" ")})`,
    ];
    const id = clip && `clip${++clips}`;
    const box = clip && attributes({ x: clip[0], y: clip[1], width: clip[2], height: clip[3] });
    const region = clip ? `<clipPath id="${id}"><rect${box}/></clipPath>` : "";
    const inner = {
      transform: transform.filter(Boolean).join(" ") || undefined,
      "clip-path": id && `url(#${id})`,
    };
    return `${region}<g${attributes(inner)}>${shape.shapes.map(write).join("\n")}</g>`;
  };
  const size = { width, height, viewBox: `0 0 ${place(width)} ${place(height)}`, "font-family": font };
  return `<svg xmlns="http://www.w3.org/2000/svg"${attributes(size)} role="img" stroke-linecap="round" stroke-linejoin="round">
<title>${escaped(title)}</title>
${shapes.map(write).join("\n")}
</svg>
`;
}

const degrees = (turned: number) => place((turned * 180) / Math.PI);

/** Draws the shapes themselves: an SVG may not be loaded as an image under strict content policies. */
export function canvas({ width, height, font, shapes }: Picture, scale: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const pen = canvas.getContext("2d")!;
  pen.scale(scale, scale);
  pen.lineCap = pen.lineJoin = "round";
  pen.imageSmoothingQuality = "high";
  const draw = (shape: Shape): void => {
    pen.save();
    if ("d" in shape) {
      const path = new Path2D(shape.d);
      pen.globalAlpha = shape.opacity ?? 1;
      pen.setLineDash((shape.dash ?? "").split(" ").filter(Boolean).map(Number));
      if (shape.fill) {
        pen.fillStyle = shape.fill;
        pen.fill(path);
      }
      if (shape.stroke) {
        pen.strokeStyle = shape.stroke;
        pen.lineWidth = shape.width!;
        pen.stroke(path);
      }
    } else if ("text" in shape) {
      const { text, x, y, size, colour, anchor, halo, turned } = shape;
      pen.font = letters(shape, font);
      pen.textAlign = anchor === "middle" ? "center" : (anchor ?? "start");
      pen.translate(x, y);
      pen.rotate(turned ?? 0);
      if (halo) {
        pen.strokeStyle = halo;
        pen.lineWidth = 3.5;
        pen.strokeText(text, 0, MIDDLE * size);
      }
      pen.fillStyle = colour;
      pen.fillText(text, 0, MIDDLE * size);
    } else if ("image" in shape) pen.drawImage(shape.image, ...shape.box);
    else {
      pen.translate(...(shape.at ?? [0, 0]));
      pen.rotate(shape.turned ?? 0);
      pen.scale(...(shape.scale ?? [1, 1]));
      if (shape.clip) {
        pen.beginPath();
        pen.rect(...shape.clip);
        pen.clip();
      }
      shape.shapes.forEach(draw);
    }
    pen.restore();
  };
  shapes.forEach(draw);
  return canvas;
}

const letters = ({ bold, italic, size }: Pick<Text, "bold" | "italic" | "size">, font: string) =>
  `${italic ? "italic " : ""}${bold ? "600 " : ""}${size}px ${font}`;

export type Measure = (text: string, look: Pick<Text, "bold" | "italic" | "size">) => number;

/** How wide a text will be. */
export function ruler(font: string): Measure {
  const pen = document.createElement("canvas").getContext("2d")!;
  return (text, look) => {
    pen.font = letters(look, font);
    return pen.measureText(text).width;
  };
}
