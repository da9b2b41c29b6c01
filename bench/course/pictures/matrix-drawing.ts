/**
 * Matrices side by side with their numbers in the cells and signs between them, such as x · W + b = z. A cell is tinted
 * by its size: blue above 0, orange below.
 */
import { chartStyles, FONT, paint } from '../../../src/report/charts/svg/chart-styles.ts';
import { element, text } from '../../../src/report/charts/svg/element.ts';
import { Sheet } from '../../../src/report/charts/svg/sheet.ts';
import { show } from '../show-number.ts';
import { tableOf, type Picture } from './picture.ts';

interface DrawnMatrix {
  /** With its shape, such as `x [1, 2]`. */
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
  /** Above the columns and beside the rows. */
  readonly columnNames?: readonly string[];
  readonly rowNames?: readonly string[];
}

export interface MatrixDrawing {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** Matrices, and the signs between them. */
  readonly parts: readonly (DrawnMatrix | string)[];
}

const CELL = { width: 62, height: 30 } as const;
const SIGN = 34;
const MARGIN = 14;
const ABOVE = 46;
const SIDE = 26;

export function drawMatrices({ id, title, sentence, parts }: MatrixDrawing): Picture {
  const most = Math.max(...parts.map((part) => (typeof part === 'string' ? 1 : part.rows.length)));
  const widths = parts.map((part) => (typeof part === 'string' ? SIGN : widthOf(part)));
  const width = widths.reduce((sum, one) => sum + one, 2 * MARGIN);
  const height = ABOVE + most * CELL.height + 2 * MARGIN;
  const sheet = new Sheet(id, width, height);
  const middle = MARGIN + ABOVE + (most * CELL.height) / 2;
  let x = MARGIN;
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') {
      sheet.label({ text: part, x: x + SIGN / 2, y: middle + 6, anchor: 'middle', size: 17 });
    } else {
      drawMatrix(sheet, part, x, middle);
    }
    x += widths[index]!;
  }
  const image = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'font-family': FONT,
    },
    element('title', { id: `${id}-title` }, text(title)),
    element('desc', { id: `${id}-desc` }, text(sentence)),
    element('style', {}, chartStyles()),
    element('rect', { width, height, ...paint({ fill: 'ground' }) }),
    String(sheet),
  );
  return { svg: `${image}\n`, alternative: `${title}. ${sentence}`, table: tables(parts) };
}

const widthOf = ({ rows, rowNames, name }: DrawnMatrix): number =>
  Math.max((rowNames ? SIDE : 0) + rows[0]!.length * CELL.width, name.length * 8);

function drawMatrix(
  sheet: Sheet,
  { name, rows, columnNames, rowNames }: DrawnMatrix,
  from: number,
  middle: number,
): void {
  const left = from + (rowNames ? SIDE : 0);
  const top = middle - (rows.length * CELL.height) / 2;
  const largest = Math.max(...rows.flat().map(Math.abs)) || 1;
  sheet.label({ text: name, x: left, y: top - (columnNames ? 24 : 9), size: 13 });
  for (const [j, column] of (columnNames ?? []).entries()) {
    sheet.label({
      text: column,
      x: left + (j + 0.5) * CELL.width,
      y: top - 7,
      anchor: 'middle',
      size: 11,
      colour: 'muted',
    });
  }
  for (const [i, row] of rows.entries()) {
    const y = top + i * CELL.height;
    const rowName = rowNames?.[i];
    if (rowName !== undefined)
      sheet.label({ text: rowName, x: left - 6, y: y + 19, anchor: 'end', size: 11, colour: 'muted' });
    for (const [j, value] of row.entries()) {
      const x = left + j * CELL.width;
      const box = { x: x + 1, y: y + 1, width: CELL.width - 2, height: CELL.height - 2 };
      const opacity = (0.42 * (Math.abs(value) / largest)).toFixed(3);
      sheet.shape('rect', { ...box, ...paint({ fill: value < 0 ? 'second' : 'main' }), 'fill-opacity': opacity });
      sheet.shape('rect', { ...box, ...paint({ fill: 'none', stroke: 'muted' }), 'stroke-width': 0.8 });
      sheet.label({ text: show(value, 3), x: x + CELL.width / 2, y: y + 19.5, anchor: 'middle' });
    }
  }
}

/** All matrices in one table, a row of a matrix each. */
function tables(parts: MatrixDrawing['parts']): string {
  const matrices = parts.filter((part) => typeof part !== 'string');
  const most = Math.max(...matrices.map(({ rows }) => rows[0]!.length));
  const numbers = Array.from({ length: most }, (_, j) => ({ name: `column ${j + 1}`, format: 'text' as const }));
  const rows = matrices.flatMap((matrix) =>
    matrix.rows.map((row, i) => [
      matrix.name,
      String(i + 1),
      ...Array.from({ length: most }, (_, j) => (j < row.length ? show(row[j]!, 3) : '')),
    ]),
  );
  return tableOf({ columns: [{ name: 'matrix', format: 'text' }, { name: 'row', format: 'text' }, ...numbers], rows });
}
