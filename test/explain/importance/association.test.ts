import { describe, expect, it } from 'vitest';
import { allRows, numbers, type Column } from '../../../src/data/table.ts';
import { association, ordered } from '../../../src/explain/importance/association.ts';
import { columnGroups } from '../../../src/explain/importance/correlated-columns.ts';
import { cellCount, type RawColumn } from '../../../src/explain/raw-columns.ts';
import { createRandom } from '../../../src/random.ts';
import { asNumbers, golden } from '../golden-effects.ts';

const inOrder = (column: Column) => ordered(column, allRows(cellCount(column)));
const levelsOf = (values: Float64Array): Column => ({
  kind: 'text',
  name: 'levels',
  levels: ['0', '1', '2', '3'],
  codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)),
});

describe('association', () => {
  const [a, b, u, v] = golden.columns.map(asNumbers) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const columns = [numbers('a', a, 'number'), numbers('b', b, 'number'), levelsOf(u), levelsOf(v)].map(inOrder);

  it('agrees with SciPy to 1e-12 for numbers, levels and both, in either order', () => {
    for (const [i, j, value] of golden.associations) {
      expect(association(columns[i]!, columns[j]!)).toBeCloseTo(value, 12);
      expect(association(columns[j]!, columns[i]!)).toBeCloseTo(value, 12);
    }
  });

  it('is 1 for a column and itself, and for a rising or falling function of it', () => {
    const cube = inOrder(
      numbers(
        'cube',
        a.map((x) => -(x ** 3)),
        'number',
      ),
    );
    expect(association(columns[0]!, cube)).toBeCloseTo(1, 12);
    expect(association(columns[2]!, columns[2]!)).toBeCloseTo(1, 12);
  });

  it('is 0 for a column of one value, of none, and of a level for each row', () => {
    const lone = [
      numbers(
        'one',
        a.map(() => 3),
        'number',
      ),
      numbers(
        'none',
        a.map(() => NaN),
        'number',
      ),
    ].map(inOrder);
    const oneLevel = inOrder(levelsOf(a.map(() => 2)));
    const keys: Column = { ...levelsOf(a), levels: [...a].map(String), codes: Int32Array.from(a.keys()) } as Column;
    for (const column of columns) {
      for (const other of [...lone, oneLevel, inOrder(keys)]) expect(association(column, other)).toBe(0);
    }
  });
});

describe('columns that go together', () => {
  const random = createRandom(5);
  const draw = (n = 400) => Float64Array.from({ length: n }, () => random.next() + random.next() + random.next());
  const columns = (named: Record<string, Float64Array>): RawColumn[] =>
    Object.entries(named).map(([name, values], i) => ({
      name,
      start: i,
      end: i + 1,
      cells: numbers(name, values, 'number'),
      encode: () => {
        throw new Error('not needed');
      },
      takesMissing: false,
    }));
  const groupsOf = (...args: Parameters<typeof columnGroups>) =>
    columnGroups(...args).map(({ columns: names }) => names);
  const [x, noise, other] = [draw(), draw(), draw()];
  const near = x.map((value, i) => value + 0.3 * noise[i]!);

  it('are found: a copy, a function and a near copy; not a third one without relation', () => {
    const named = columns({ x, other, square: x.map((value) => value * value), near });
    expect(groupsOf(named)).toEqual([['x', 'square', 'near'], ['other']]);
  });

  it('are no chain: the first and the last column of a group go together, too', () => {
    const step = (from: Float64Array, by: Float64Array) => from.map((value, i) => value + 0.75 * by[i]!);
    const [second, third] = [step(x, noise), step(step(x, noise), other)];
    const close = (a: Float64Array, b: Float64Array) =>
      association(inOrder(numbers('a', a, 'number')), inOrder(numbers('b', b, 'number')));
    expect(close(x, second)).toBeGreaterThan(0.7);
    expect(close(second, third)).toBeGreaterThan(0.7);
    expect(close(x, third)).toBeLessThan(0.7);
    expect(
      groupsOf(columns({ x, second, third }))
        .map((names) => names.length)
        .toSorted((p, q) => p - q),
    ).toEqual([1, 2]);
  });

  it('are as asked for first; the others are found', () => {
    const named = columns({ x, other, twin: x, near });
    expect(groupsOf(named, [['other', 'x']])).toEqual([
      ['x', 'other'],
      ['twin', 'near'],
    ]);
    expect(groupsOf(named, [['x']])).toEqual([['x'], ['other'], ['twin', 'near']]);
  });

  it('stand in one group each, the first that names them; a name that no column has is refused', () => {
    const named = columns({ x, other, noise });
    expect(
      groupsOf(named, [
        ['x', 'other'],
        ['other', 'noise'],
      ]),
    ).toEqual([['x', 'other'], ['noise']]);
    expect(() => groupsOf(named, [['x', 'y']])).toThrow(new RangeError('together: there is no column "y"'));
  });

  it('are not looked for in fewer than 30 rows', () => {
    const few = x.slice(0, 29);
    expect(groupsOf(columns({ few, same: few }))).toEqual([['few'], ['same']]);
  });
});
