/**
 * A decision surface on a canvas: the probability as colour, the line where it is a half, and the rows as shapes.
 */
import type { Surface } from '../protocol.ts';
import { COLOURS, traceShape } from './class-marks.ts';
import { cssOf, mixed, type Colour, type Palette } from './palette.ts';

/** How much of a class's colour a sure cell has: points stand out from it. */
const STRONGEST = 0.5;
const HALF = 0.5;

export interface Painted {
  readonly surface: Surface;
  readonly classIndex: number;
  readonly classCount: number;
  /** From 1. */
  readonly chosen: number;
}

/** @param size of the square canvas in CSS pixels */
export function paintSurface(canvas: HTMLCanvasElement, size: number, painted: Painted, palette: Palette): void {
  const scale = devicePixelRatio;
  if (canvas.width !== Math.round(size * scale)) canvas.width = canvas.height = Math.round(size * scale);
  const context = canvas.getContext('2d')!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const { surface } = painted;
  context.imageSmoothingEnabled = surface.x.levels === null && surface.y.levels === null;
  context.drawImage(coloured(painted, palette), 0, 0, size, size);
  if (surface.x.levels === null && surface.y.levels === null) paintHalf(context, surface, size, cssOf(palette.ink));
  paintPoints(context, size, painted, palette);
}

/** Where a row stands on the canvas. */
export function placeOf(
  { x, y }: Surface,
  point: { readonly x: number; readonly y: number },
  size: number,
): [number, number] {
  return [((point.x - x.from) / (x.to - x.from)) * size, size - ((point.y - y.from) / (y.to - y.from)) * size];
}

/** One pixel a cell, the largest y on top. */
function coloured({ surface, classIndex, classCount }: Painted, palette: Palette): OffscreenCanvas {
  const { columns, rows, probabilities } = surface;
  const image = new ImageData(columns, rows);
  const own = palette.classes[classIndex % COLOURS]!;
  // Of two classes, a small p is the other one's.
  const other = classCount === 2 ? palette.classes[(1 - classIndex) % COLOURS]! : palette.paper;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!;
    const [column, row] = [i % columns, rows - 1 - Math.floor(i / columns)];
    const colour = shade(p, own, other, palette.paper, classCount === 2);
    for (let channel = 0; channel < 3; channel++) image.data[4 * (row * columns + column) + channel] = colour[channel]!;
    image.data[4 * (row * columns + column) + 3] = 255;
  }
  const sheet = new OffscreenCanvas(columns, rows);
  sheet.getContext('2d')!.putImageData(image, 0, 0);
  return sheet;
}

function shade(p: number, own: Colour, other: Colour, paper: Colour, isTwo: boolean): Colour {
  if (!isTwo) return mixed(paper, own, STRONGEST * p);
  return p >= HALF ? mixed(paper, own, STRONGEST * (2 * p - 1)) : mixed(paper, other, STRONGEST * (1 - 2 * p));
}

/** The line p = 1/2 through the middles of the cells (Lorensen & Cline 1987, in two dimensions). */
function paintHalf(context: CanvasRenderingContext2D, surface: Surface, size: number, ink: string): void {
  const { columns, rows, probabilities } = surface;
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.beginPath();
  const at = (column: number, row: number) => probabilities[row * columns + column]! - HALF;
  const toX = (column: number) => ((column + 0.5) / columns) * size;
  const toY = (row: number) => size - ((row + 0.5) / rows) * size;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
      const places = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const;
      let isOpen = false;
      for (let side = 0; side < 4; side++) {
        const [a, b] = [corners[side]!, corners[(side + 1) % 4]!];
        if (a >= 0 === b >= 0) continue;
        const share = a / (a - b);
        const [from, to] = [places[side]!, places[(side + 1) % 4]!];
        const x = toX(column + from[0] + (to[0] - from[0]) * share);
        const y = toY(row + from[1] + (to[1] - from[1]) * share);
        if (isOpen) context.lineTo(x, y);
        else context.moveTo(x, y);
        isOpen = !isOpen;
      }
    }
  }
  context.stroke();
}

function paintPoints(context: CanvasRenderingContext2D, size: number, painted: Painted, palette: Palette): void {
  const { surface, chosen } = painted;
  const radius = surface.points.length > 150 ? 3.5 : 4.5;
  const [ink, paper] = [cssOf(palette.ink), cssOf(palette.paper)];
  context.lineWidth = 1;
  for (const point of surface.points) {
    const [x, y] = placeOf(surface, spread(surface, point), size);
    const isChosen = point.number === chosen;
    traceShape(context, Math.max(0, point.target), x, y, isChosen ? radius + 2.5 : radius);
    context.fillStyle = point.target < 0 ? paper : cssOf(palette.classes[point.target % COLOURS]!);
    context.strokeStyle = isChosen ? ink : paper;
    context.lineWidth = isChosen ? 2.5 : 1;
    context.fill();
    context.stroke();
    if (!isChosen) continue;
    context.beginPath();
    context.arc(x, y, radius + 7, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** Rows of the same level are drawn beside each other, each always at the same place (the R2 sequence, Roberts 2018). */
export function spread({ x, y }: Surface, point: Surface['points'][number]): { x: number; y: number } {
  const off = ({ levels }: Surface['x'], factor: number) =>
    levels === null ? 0 : (((point.number * factor) % 1) - 0.5) * 0.7;
  return { x: point.x + off(x, 0.7549), y: point.y + off(y, 0.5698) };
}
