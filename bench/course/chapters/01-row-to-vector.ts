import type { Golden } from '../golden.ts';
import { drawXy, numberColumn, textColumn } from '../pictures/picture.ts';
import { show, term } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';
import { rawColumnsRun } from '../experiments/raw-columns.ts';

export const rowToVector: Chapter = {
  name: '01-row-to-vector',
  about: 'how a cell becomes a number that a network can add',
  picture({ raw, encoded, cells, step, columns, rowNumber, means, scales }) {
    const [x1, x2] = step.row('x');
    const all = [...raw, ...encoded];
    const domain = (axis: 0 | 1) => {
      const values = all.map((point) => point[axis]);
      return [Math.min(...values) - 0.3, Math.max(...values) + 0.3] as const;
    };
    return drawXy({
      id: 'standardised',
      title: 'The same rows, as they stand and standardised',
      sentence: `Standardised, the cloud is centred on 0 and as wide as it is high. Row ${rowNumber} is marked in both.`,
      x: { label: columns[0]!, format: 'number', domain: domain(0) },
      y: { label: columns[1]!, format: 'number', domain: domain(1) },
      series: [
        { name: 'as they stand', style: 'points', role: 'second', points: raw },
        { name: 'standardised', style: 'points', role: 'main', points: encoded },
      ],
      marks: [
        { x: cells[0]!, y: cells[1]!, label: `row ${rowNumber}` },
        { x: x1!, y: x2!, label: `row ${rowNumber}, standardised` },
      ],
      columns: [textColumn('column'), ...['mean', 'deviation', `row ${rowNumber}`, 'standardised'].map(numberColumn)],
      rows: columns.map((name, j) => [name, means[j]!, scales[j]!, cells[j]!, step.row('x')[j]!]),
    });
  },
  numbers({ columns, cells, means, scales, step, rowNumber }: Golden) {
    const lines = columns.map((name, j) => {
      const sum = `(${show(cells[j]!)} − ${term(means[j]!)}) / ${show(scales[j]!)}`;
      return `${name}   (cell − mean) / deviation = ${sum} = ${show(step.row('x')[j]!)}`;
    });
    const vector = step
      .row('x')
      .map((value) => show(value))
      .join(', ');
    return `Row ${rowNumber} of the two moons:\n\n${block(...lines, '', `x = [${vector}]`)}`;
  },
  experiment: rawColumnsRun,
  look: { at: 'the cells of the row beside its inputs' },
};
