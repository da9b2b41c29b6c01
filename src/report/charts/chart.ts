/**
 * A chart as one value: title, one sentence, plot and table. SVG, terminal and table are three views of it, and none of
 * them computes a number.
 */
export interface Chart {
  /** Unique within a page: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What the numbers say, made from them. */
  readonly sentence: string;
  readonly plot: Plot;
  readonly table: ChartTable;
}

export type Plot = XyPlot | BarPlot | MatrixPlot | WaterfallPlot | NetworkPlot;

/**
 * How a number is written: `count` 14,084; `share` 0.123 as 12.3 %; `number` four significant digits; `signed` the same
 * with its sign; `money` in the currency of the terms, no sign of its own; `date` the day of so many days since 1970.
 */
export type NumberFormat = 'count' | 'share' | 'number' | 'signed' | 'money' | 'date';

export interface ChartTable {
  readonly columns: readonly { readonly name: string; readonly format: NumberFormat | 'text' }[];
  /** A null is unknown. */
  readonly rows: readonly (readonly (number | string | null)[])[];
}

export interface Axis {
  readonly label: string;
  readonly format: NumberFormat;
  /** From the first to the last value shown; the first is below the last. */
  readonly domain: readonly [number, number];
  readonly scale?: 'linear' | 'log';
  /** Names in the place of numbers, at 0, 1, 2, … */
  readonly names?: readonly string[];
}

/** Lines, points, bands and bars over two axes. */
export interface XyPlot {
  readonly kind: 'xy';
  readonly x: Axis;
  readonly y: Axis;
  /** In the order in which they are drawn. */
  readonly series: readonly Series[];
  readonly marks: readonly Mark[];
  /** Values of rows, drawn as short lines on the x axis. */
  readonly rug?: readonly number[];
  /** Where rows are few: drawn as a hatched ground. */
  readonly sparse?: readonly (readonly [number, number])[];
}

/**
 * - `line`, `step` (a value holds until the next point), `points`; `bars` stand on the lowest y and are as wide as their
 *   points lie apart;
 * - a `band` may accompany each of them.
 */
export interface Series {
  /** Written at its end, or in a legend; an empty name in neither. */
  readonly name: string;
  readonly style: 'line' | 'step' | 'points' | 'bars';
  /** Main, second and third are three colours with three codings beside colour; reference is a thin dashed grey; faint a thin grey. */
  readonly role: 'main' | 'second' | 'third' | 'reference' | 'faint';
  readonly points: readonly (readonly [x: number, y: number])[];
  /** For each point, what its interval reaches from and to; null for none. */
  readonly band?: readonly (readonly [low: number, high: number] | null)[];
}

/** A labelled point, or a labelled line across where y, or x, is left out. */
export interface Mark {
  readonly x?: number;
  readonly y?: number;
  readonly label: string;
}

/** A bar per name, from 0, with an interval. */
export interface BarPlot {
  readonly kind: 'bars';
  readonly x: Axis;
  readonly bars: readonly {
    readonly name: string;
    readonly value: number;
    readonly interval: readonly [low: number, high: number] | null;
  }[];
}

/** Counts in rows and columns, each cell tinted by its share of the row. */
export interface MatrixPlot {
  readonly kind: 'matrix';
  /** What rows and columns are, such as "actual" and "predicted". */
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly names: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Steps from a base to a total. */
export interface WaterfallPlot {
  readonly kind: 'waterfall';
  readonly x: Axis;
  readonly base: { readonly name: string; readonly value: number };
  readonly steps: readonly { readonly name: string; readonly change: number }[];
  readonly total: { readonly name: string; readonly value: number };
}

/** The layers of a network as columns of units, joined by its own weights. */
export interface NetworkPlot {
  readonly kind: 'network';
  readonly layers: readonly {
    readonly name: string;
    /** Units that are drawn. */
    readonly units: readonly { readonly name: string }[];
    /** Units that there are. */
    readonly count: number;
  }[];
  /** Between unit `from` of a layer and unit `to` of the next one, both as drawn. */
  readonly edges: readonly {
    readonly layer: number;
    readonly from: number;
    readonly to: number;
    readonly weight: number;
  }[];
}
