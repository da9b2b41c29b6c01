/**
 * Series and marks on a grid of dots: lines, steps, points, bars, and the bands around them.
 */
import type { Mark, Series, XyPlot } from '../chart.ts';
import { placeOn } from './axes.ts';
import type { Canvas } from './canvas.ts';
import type { Glyphs } from './glyphs.ts';
import { isGround, isLine } from './legend.ts';

/** Columns between two signs of a series. */
const SIGN_EVERY = 12;

/** Which dots of a line are drawn, by their number: what tells lines apart without colour. */
const DASHES: Readonly<Record<Series['role'], (dot: number) => boolean>> = {
  main: () => true,
  second: (dot) => dot % 6 < 4,
  third: (dot) => dot % 3 === 0,
  reference: (dot) => dot % 4 === 0,
  faint: (dot) => dot % 12 === 0,
};
const isOfBand = (dot: number): boolean => dot % 3 === 0;

type Dot = readonly [x: number, y: number];

/** A plot's series, and a letter for each of its marks, whose labels stand in the legend. */
export class SeriesDrawing {
  readonly #canvas: Canvas;
  readonly #glyphs: Glyphs;
  readonly #x: (value: number) => number;
  readonly #y: (value: number) => number;

  constructor(canvas: Canvas, { x, y }: XyPlot, glyphs: Glyphs) {
    const [placeX, placeY] = [placeOn(x), placeOn(y)];
    this.#canvas = canvas;
    this.#glyphs = glyphs;
    this.#x = (value) => dotAt(placeX(value), canvas.dotColumns);
    this.#y = (value) => dotAt(1 - placeY(value), canvas.dotRows);
  }

  /**
   * @param place of the series among all
   * @param withSigns whether its line needs signs, because there are others
   * @param isHatched whether its bars leave room for those of others
   */
  draw(series: Series, place: number, { withSigns, isHatched }: { withSigns: boolean; isHatched: boolean }): void {
    const { style, role, points } = series;
    const dots = points.map((point) => this.#dot(point)).filter((dot) => dot.every(Number.isFinite));
    if (style === 'bars') this.#bars(series, isHatched);
    this.#band(series);
    if (style === 'points') this.#signs(dots, role, 0);
    if (!isLine(style)) return;
    // Lines that begin at the same place must not have their dots below each other.
    const phase = role === 'faint' ? 5 * place : 0;
    this.#path(style === 'step' ? corners(dots) : dots, this.#glyphs.marks[role], (dot) => DASHES[role](dot + phase));
    if (withSigns && !isGround(role)) this.#signs(dots, role, SIGN_EVERY);
  }

  /** The line of a mark that goes across. */
  lineAcross({ x, y }: Mark): void {
    const { dotColumns, dotRows } = this.#canvas;
    const { horizontal, vertical } = this.#glyphs;
    if (x === undefined && y !== undefined) {
      const row = this.#y(y);
      this.#path([[0, row], [dotColumns - 1, row]], horizontal, isOfBand); // prettier-ignore
    } else if (y === undefined && x !== undefined) {
      const column = this.#x(x);
      this.#path([[column, 0], [column, dotRows - 1]], vertical, isOfBand); // prettier-ignore
    }
  }

  /** A letter at the mark's point, or at the end of its line. */
  letter({ x, y }: Mark, letter: string): void {
    this.#canvas.sign(
      x === undefined ? this.#canvas.dotColumns - 1 : this.#x(x),
      y === undefined ? 0 : this.#y(y),
      letter,
    );
  }

  #dot([x, y]: Dot): Dot {
    return [this.#x(x), this.#y(y)];
  }

  /** A line through dots; where one is not a number there is none. */
  #path(dots: readonly Dot[], sign: string, isSet: (dot: number) => boolean): void {
    if (!dots.flat().every(Number.isFinite)) return;
    let drawn = 0;
    for (const [place, dot] of dots.entries())
      drawn = this.#canvas.line(dots[place - 1] ?? dot, dot, sign, isSet, drawn);
  }

  /** Signs at dots, at least so many columns apart. */
  #signs(dots: readonly Dot[], role: Series['role'], columns: number): void {
    const { dotColumns, columns: all } = this.#canvas;
    let next = -Infinity;
    for (const [x, y] of dots) {
      if (x < next) continue;
      this.#canvas.sign(x, y, this.#glyphs.marks[role]);
      next = x + (columns * dotColumns) / all;
    }
  }

  /** Of a line two edges, each as far as intervals go on; of points and bars a line for each interval. */
  #band({ band = [], points, style }: Series): void {
    let edges: [low: Dot[], high: Dot[]] = [[], []];
    const draw = () => {
      for (const edge of edges) this.#path(edge, this.#glyphs.sparse, isOfBand);
      edges = [[], []];
    };
    for (const [place, [x]] of points.entries()) {
      const ends = band[place]?.map((y) => this.#dot([x, y])) ?? null;
      if (ends === null || !ends.flat().every(Number.isFinite)) draw();
      else if (!isLine(style)) this.#path(ends, this.#glyphs.vertical, () => true);
      else for (const [end, dot] of ends.entries()) edges[end]!.push(dot);
    }
    draw();
  }

  /** The main series is filled, others are outlined: both show where they overlap. */
  #bars({ points, role }: Series, isHatched: boolean): void {
    const { dotColumns, dotRows, columns } = this.#canvas;
    const places = points.map(([x]) => x).toSorted((a, b) => a - b);
    const gap = Math.min(
      ...places
        .slice(1)
        .map((x, index) => x - places[index]!)
        .filter((one) => one > 0),
    );
    const isBraille = dotColumns > columns;
    const ground = dotRows - 1;
    for (const [x, y] of points) {
      const isAlone = gap === Infinity;
      const left = isAlone ? 0 : this.#x(x - gap / 2);
      const right = isAlone ? dotColumns - 1 : Math.max(left, this.#x(x + gap / 2) - (isBraille ? 2 : 1));
      const top = this.#y(y);
      if (!(top < ground)) continue;
      for (let column = Math.max(left, 0); column <= Math.min(right, dotColumns - 1); column++) {
        const isFilled = role === 'main' && (!isHatched || !isBraille || (column - left) % 2 === 0);
        const isWhole = isFilled || (role !== 'main' && (column === left || column === right));
        for (let row = Math.max(top, 0); row <= (isWhole ? ground : top); row++) {
          this.#canvas.dot(column, row, this.#glyphs.marks[role]);
        }
      }
    }
  }
}

/** Within a dot of the edge counts as on it; what is far beyond is as good as just beyond. */
function dotAt(place: number, dots: number): number {
  return Math.round(Math.min(Math.max(place, -1), 2) * (dots - 1));
}

/** A value holds until the next point. */
function corners(dots: readonly Dot[]): Dot[] {
  return dots.flatMap((dot, place): Dot[] => {
    const last = dots[place - 1];
    return last === undefined ? [dot] : [[dot[0], last[1]], dot];
  });
}
