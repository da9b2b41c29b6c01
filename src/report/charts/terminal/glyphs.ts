/**
 * The signs that a chart in a terminal is drawn with: Unicode, or 7 bits. Each takes one cell.
 */
import type { Series } from '../chart.ts';

export interface View {
  /** Cells of the terminal. */
  readonly width: number;
  /** Nothing beyond 7 bits. */
  readonly ascii: boolean;
}

export type Role = Series['role'];

export interface Glyphs {
  readonly vertical: string;
  readonly horizontal: string;
  readonly corner: string;
  readonly tickLeft: string;
  readonly tickBelow: string;
  readonly bar: string;
  /** A step of a waterfall, up and down, and its end. */
  readonly up: readonly [body: string, end: string];
  readonly down: readonly [body: string, end: string];
  readonly interval: readonly [low: string, between: string, value: string, high: string];
  readonly unit: string;
  readonly rug: string;
  readonly sparse: string;
  /** The edge of a band. */
  readonly band: string;
  /** Marks on the points of a series. */
  readonly marks: Readonly<Record<Role, string>>;
  /** A line of a legend. */
  readonly samples: Readonly<Record<Role, string>>;
  readonly filled: string;
  readonly hatched: string;
  readonly outlined: string;
}

const UNICODE: Glyphs = {
  vertical: '│',
  horizontal: '─',
  corner: '└',
  tickLeft: '┤',
  tickBelow: '┬',
  bar: '█',
  up: ['█', '▶'],
  down: ['░', '◀'],
  interval: ['├', '─', '┼', '┤'],
  unit: '●',
  rug: '╵',
  sparse: '░',
  band: '⠄⠠',
  marks: { main: '●', second: '◆', third: '▲', reference: '·', faint: '·' },
  samples: { main: '⠒⠒', second: '⠒⠂', third: '⠂⠂', reference: '⠁⠁', faint: '⠁⠁' },
  filled: '⣿⣿',
  hatched: '⡇⡇',
  outlined: '⡏⢹',
};

const ASCII: Glyphs = {
  vertical: '|',
  horizontal: '-',
  corner: '+',
  tickLeft: '+',
  tickBelow: '+',
  bar: '#',
  up: ['+', '>'],
  down: ['-', '<'],
  interval: ['[', '-', '+', ']'],
  unit: 'O',
  rug: "'",
  sparse: ':',
  band: '::',
  marks: { main: '*', second: 'o', third: '+', reference: '.', faint: ',' },
  samples: { main: '**', second: 'oo', third: '++', reference: '. ', faint: ',,' },
  filled: '**',
  hatched: '**',
  outlined: 'oo',
};

export function glyphsOf({ ascii }: View): Glyphs {
  return ascii ? ASCII : UNICODE;
}
