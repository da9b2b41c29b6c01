import { describe, expect, it } from 'vitest';
import { allRows, type Column } from '../../../src/data/table.ts';
import { columnEffect } from '../../../src/explain/effects/column-effect.ts';
import { rawColumns } from '../../../src/explain/raw-columns.ts';
import { classProbability } from '../../../src/explain/row-functions.ts';
import { createRandom } from '../../../src/random.ts';
import { mixedClassifier } from '../../support/models.ts';
import { kindColumnOf, numberColumnOf, tableOfColumns } from '../../support/tables.ts';

const ROWS = 150;
const random = createRandom(2);
const pick = <T>(...values: readonly T[]): T => values[random.integer(values.length)]!;
const table = tableOfColumns([
  numberColumnOf(
    'age',
    Array.from({ length: ROWS }, () => (random.next() < 0.1 ? null : 20 + random.integer(60))),
  ),
  numberColumnOf(
    'member',
    Array.from({ length: ROWS }, () => random.integer(2)),
    'boolean',
  ),
  numberColumnOf(
    'joined',
    Array.from({ length: ROWS }, () => 18_000 + random.integer(2000)),
    'date',
  ),
  kindColumnOf(
    'plan',
    Array.from({ length: ROWS }, (_, i) => (i < 3 ? 'seldom' : pick('pro', 'pro', 'pro', '1', 'true', null))),
  ),
]);
const classifier = mixedClassifier();
const rows = allRows(ROWS);
const inputs = classifier.pipeline!.transform(table, rows);
const answer = classProbability(classifier, 1);
const own = answer(inputs);
const columns = rawColumns(classifier, table, rows, inputs);
const effectOf = (name: string, points = 20) => {
  const column = columns.find((one) => one.name === name)!;
  return columnEffect({ answer, column, sample: rows, inputs, own, points });
};

const asNumber = (value: number | string | null) =>
  typeof value === 'string' ? Number(value === 'yes') : (value ?? NaN);

/** The mean probability when the column of the table itself is changed, and all of it encoded anew. */
function meanWith(name: string, value: number | string | null): number {
  const changed = table.columns.map((column): Column => {
    if (column.name !== name) return column;
    return column.kind === 'number'
      ? { ...column, values: column.values.map(() => asNumber(value)) }
      : kindColumnOf(name, Array<string | null>(ROWS).fill(value as string | null));
  });
  const answers = answer(classifier.pipeline!.transform({ ...table, columns: changed }, rows));
  return answers.reduce((sum, p) => sum + p, 0) / ROWS;
}

describe('the effect of a column', () => {
  it.each(['age', 'member', 'joined', 'plan'])('%s: each point is the mean with the whole table changed', (name) => {
    const { points } = effectOf(name);
    for (const { value, partialDependence } of points) {
      expect(partialDependence).toBeCloseTo(meanWith(name, value), 12);
    }
  });

  it('has values of the rows, whole ones for whole numbers, and missing as the last', () => {
    const { points, rug, kind } = effectOf('age');
    const values = points.map(({ value }) => value);
    expect(kind).toBe('number');
    expect(values.at(-1)).toBeNull();
    expect(values.slice(0, -1).every((value) => Number.isInteger(value))).toBe(true);
    expect(values.length).toBe(21);
    expect(rug).toHaveLength(50);
    expect(points.at(-1)!.accumulatedLocal).toBeNull();
    expect(points.slice(0, -1).every(({ accumulatedLocal }) => accumulatedLocal !== null)).toBe(true);
    expect(effectOf('joined').notation).toBe('date');
  });

  it('says no and yes of a boolean, which has an order and so an accumulated effect', () => {
    const { kind, points, rug } = effectOf('member');
    expect(kind).toBe('category');
    expect(points.map(({ value }) => value)).toEqual(['no', 'yes']);
    expect(points.every(({ accumulatedLocal }) => accumulatedLocal !== null)).toBe(true);
    expect(rug).toEqual([]);
  });

  it('has a rug that reaches no further than its points', () => {
    const some = rows.slice(0, 12);
    const sampled = classifier.pipeline!.transform(table, some);
    const column = columns.find(({ name }) => name === 'joined')!;
    const { points, rug } = columnEffect({
      answer,
      column,
      sample: some,
      inputs: sampled,
      own: answer(sampled),
      points: 20,
    });
    expect(points).toHaveLength(12);
    expect(rug).toHaveLength(50);
    expect([rug[0], rug.at(-1)]).toEqual([points[0]!.value, points.at(-1)!.value]);
  });

  it('counts each row at one point, and marks points of fewer than ten', () => {
    for (const name of ['age', 'member', 'joined', 'plan']) {
      const { points } = effectOf(name);
      expect(points.reduce((sum, point) => sum + point.rows, 0)).toBe(ROWS);
      for (const point of points) expect(point.isSparse).toBe(point.rows < 10);
    }
    expect(
      effectOf('plan')
        .points.filter(({ isSparse }) => isSparse)
        .map(({ value }) => value),
    ).toEqual(['seldom']);
  });

  it('has levels by how many rows they have, the most frequent ones where they are too many, and no accumulated effect', () => {
    const { points, kind, rug } = effectOf('plan');
    expect(kind).toBe('category');
    expect(points[0]!.value).toBe('pro');
    expect(points.at(-1)!.value).toBeNull();
    const counts = points.slice(0, -1).map((point) => point.rows);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(points.every(({ accumulatedLocal }) => accumulatedLocal === null)).toBe(true);
    expect(rug).toEqual([]);
    expect(effectOf('plan', 2).points.map(({ value }) => value)).toEqual(
      [...points.slice(0, 2), points.at(-1)!].map(({ value }) => value),
    );
  });

  it('shows twenty rows of their own, whose mean over all rows is the curve', () => {
    const { individual, points } = effectOf('joined');
    expect(individual).toHaveLength(20);
    for (const line of individual) expect(line).toHaveLength(points.length);
    const column = columns.find(({ name }) => name === 'joined')!;
    const some = Int32Array.from({ length: 20 }, (_, i) => 7 * i);
    const sampled = classifier.pipeline!.transform(table, some);
    const effect = columnEffect({ answer, column, sample: some, inputs: sampled, own: answer(sampled), points: 20 });
    for (const [k, { partialDependence }] of effect.points.entries()) {
      const mean = effect.individual.reduce((sum, line) => sum + line[k]!, 0) / 20;
      // Lines are rounded to four decimals.
      expect(Math.abs(mean - partialDependence)).toBeLessThan(5e-5);
    }
  });
});
