/**
 * A table whose columns are units, classes or weights and whose rows are quantities, each of one equation. What is too
 * wide for a line goes on in another band below.
 */
import { alignedTexts, numberText } from './number-text.ts';
import { label, LINE_WIDTH, numbers, type TraceLine } from './trace-lines.ts';

export interface BandRow {
  /** Such as `z1`. */
  readonly name: string;
  /** One for each column; a text stands as it is. */
  readonly values: readonly (number | string)[];
  /** Ids, without `eq:`. */
  readonly equations: readonly string[];
}

const GAP = 2;

export function bandTable(columns: readonly string[], rows: readonly BandRow[]): TraceLine[] {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length)) + GAP;
  const tagWidth = Math.max(...rows.map(({ equations }) => equations.map((id) => `eq:${id}`).join(' ').length));
  const room = LINE_WIDTH - nameWidth - tagWidth - GAP;
  const cells = columns.map((head, j) => {
    const texts = alignedTexts(rows.map(({ values }) => cellText(values[j]!)));
    const width = Math.max(head.length, texts[0]!.length);
    return { head: head.padStart(width), texts: texts.map((text) => text.padStart(width)) };
  });
  const lines: TraceLine[] = [];
  for (const band of bandsOf(cells, room)) {
    const joined = (texts: readonly string[]) => texts.join(' '.repeat(GAP)).trimEnd();
    lines.push(label(' '.repeat(nameWidth) + joined(band.map(({ head }) => head))));
    for (const [i, { name, equations }] of rows.entries()) {
      lines.push(numbers(name.padEnd(nameWidth) + joined(band.map(({ texts }) => texts[i]!)), ...equations));
    }
  }
  return lines;
}

const cellText = (value: number | string): string => (typeof value === 'string' ? value : numberText(value));

/** As many columns side by side as there is room for, at least one. */
function bandsOf<Cell extends { readonly head: string }>(cells: readonly Cell[], room: number): Cell[][] {
  const bands: Cell[][] = [];
  let left = 0;
  for (const cell of cells) {
    if (bands.length === 0 || left < cell.head.length) {
      bands.push([]);
      left = room;
    }
    bands.at(-1)!.push(cell);
    left -= cell.head.length + GAP;
  }
  return bands;
}

/** Up to so many columns are all shown, else the strongest of them. */
const [MOST_COLUMNS, STRONGEST] = [12, 8];

/** The places, ascending, of the numbers that are shown: all, or the largest in size. */
export function strongest(values: readonly number[], all = MOST_COLUMNS, most = STRONGEST): number[] {
  const places = [...values.keys()];
  if (places.length <= all) return places;
  return places
    .toSorted((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!) || a - b)
    .slice(0, most)
    .toSorted((a, b) => a - b);
}
