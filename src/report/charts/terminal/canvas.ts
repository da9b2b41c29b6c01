/**
 * A grid of dots, shown as braille: a sign is two dots wide and four high (Unicode 17, Braille Patterns). In ASCII a
 * sign is one dot, and shows whose dot it is.
 */
const BLANK = 0x2800;
/** The bit of each dot of a sign [row][column]. */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export class Canvas {
  /** In signs. */
  readonly columns: number;
  readonly rows: number;
  /** In dots. */
  readonly dotColumns: number;
  readonly dotRows: number;

  readonly #ascii: boolean;
  readonly #dots: Uint8Array;
  readonly #signs: (string | undefined)[];

  constructor(columns: number, rows: number, ascii: boolean) {
    this.columns = columns;
    this.rows = rows;
    this.dotColumns = ascii ? columns : 2 * columns;
    this.dotRows = ascii ? rows : 4 * rows;
    this.#ascii = ascii;
    this.#dots = new Uint8Array(columns * rows);
    this.#signs = Array.from({ length: columns * rows }, () => undefined);
  }

  /**
   * A dot, from the top left; outside of the grid none is set.
   *
   * @param sign what shows it in ASCII
   */
  dot(x: number, y: number, sign: string): void {
    if (!(x >= 0 && x < this.dotColumns && y >= 0 && y < this.dotRows)) return;
    if (this.#ascii) {
      this.#signs[y * this.columns + x] = sign;
      return;
    }
    this.#dots[Math.floor(y / 4) * this.columns + Math.floor(x / 2)]! |= BITS[y % 4]![x % 2]!;
  }

  /** A sign, one cell wide, at the cell of a dot: it covers the dots below it. */
  sign(x: number, y: number, sign: string): void {
    const [width, height] = this.#ascii ? [1, 1] : [2, 4];
    const [column, row] = [Math.floor(x / width), Math.floor(y / height)];
    if (!(column >= 0 && column < this.columns && row >= 0 && row < this.rows)) return;
    this.#signs[row * this.columns + column] = sign;
  }

  /**
   * A straight line between two dots (Bresenham 1965).
   *
   * @param isSet of the dots in their order, from `first` on, those that are drawn
   * @returns the number that the next dot would have
   */
  line(
    from: readonly [x: number, y: number],
    to: readonly [x: number, y: number],
    sign: string,
    isSet: (dot: number) => boolean,
    first = 0,
  ): number {
    let [x, y] = from;
    const [width, height] = [Math.abs(to[0] - x), -Math.abs(to[1] - y)];
    const [right, down] = [x < to[0] ? 1 : -1, y < to[1] ? 1 : -1];
    let error = width + height;
    for (let dot = first; ; dot++) {
      if (isSet(dot)) this.dot(x, y, sign);
      if (x === to[0] && y === to[1]) return dot;
      const doubled = 2 * error;
      if (doubled >= height) {
        error += height;
        x += right;
      }
      if (doubled <= width) {
        error += width;
        y += down;
      }
    }
  }

  /** Each of `columns` cells. */
  lines(): string[] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from({ length: this.columns }, (__, column) => {
        const cell = row * this.columns + column;
        return this.#signs[cell] ?? (this.#ascii ? ' ' : String.fromCharCode(BLANK + this.#dots[cell]!));
      }).join(''),
    );
  }
}
