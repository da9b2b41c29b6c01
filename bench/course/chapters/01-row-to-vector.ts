/**
 * Chapter 1: the rows before and after standardising, and a training on columns of unequal size.
 */
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import { drawXy, numberColumn, textColumn } from '../pictures/picture.ts';
import { show, term } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';
import { rawColumnsRun } from '../experiments/raw-columns.ts';

export const rowToVector: Chapter = {
  name: '01-row-to-vector',
  about: 'how a cell becomes a number that a network can add',
  picture({ raw, encoded, trace, rowNumber }) {
    const cells = cellsOf(trace);
    const [first, second] = cells;
    const all = [...raw, ...encoded];
    const domain = (axis: 0 | 1) => {
      const values = all.map((point) => point[axis]);
      return [Math.min(...values) - 0.3, Math.max(...values) + 0.3] as const;
    };
    return drawXy({
      id: 'standardised',
      title: 'The same rows, as they stand and standardised',
      sentence: `Standardised, the cloud is centred on 0 and as wide as it is high. Row ${rowNumber} is marked in both.`,
      x: { label: first!.name, format: 'number', domain: domain(0) },
      y: { label: second!.name, format: 'number', domain: domain(1) },
      series: [
        { name: 'as they stand', style: 'points', role: 'second', points: raw },
        { name: 'standardised', style: 'points', role: 'main', points: encoded },
      ],
      marks: [
        { x: first!.cell, y: second!.cell, label: `row ${rowNumber}` },
        { x: first!.value, y: second!.value, label: `row ${rowNumber}, standardised` },
      ],
      columns: [textColumn('column'), ...['mean', 'deviation', `row ${rowNumber}`, 'standardised'].map(numberColumn)],
      rows: cells.map(({ name, mean, scale, cell, value }) => [name, mean, scale, cell, value]),
    });
  },
  numbers({ trace, rowNumber }) {
    const cells = cellsOf(trace);
    const lines = cells.map(({ name, cell, mean, scale, value }) => {
      return `${name}   (cell − mean) / deviation = (${show(cell)} − ${term(mean)}) / ${show(scale)} = ${show(value)}`;
    });
    const vector = cells.map(({ value }) => show(value)).join(', ');
    return `Row ${rowNumber} of the two moons:\n\n${block(...lines, '', `x = [${vector}]`)}`;
  },
  experiment: rawColumnsRun,
  look: { at: 'the cells of the row beside its inputs' },
};

/** Each cell of the row with the input that it became. */
function cellsOf({ row }: TraceDocument) {
  return row.cells.map(({ column, value: cell, inputs }) => {
    const { mean, scale, value } = inputs[0]!;
    return { name: column, cell: cell as number, mean, scale, value };
  });
}
