import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ENCODING, type EncodingOptions } from '../../src/preprocessing/preparation-options.ts';
import { NoveltyCounter, type Novelty } from '../../src/preprocessing/novelty.ts';
import { fitPipeline, type Pipeline } from '../../src/preprocessing/pipeline.ts';
import { allRows, kindColumnOf, numberColumnOf, tableOfColumns } from '../support/tables.ts';

interface Row {
  readonly age: number | null;
  readonly plan: string | null;
}

const tableOfRows = (rows: readonly Row[]) =>
  tableOfColumns([
    numberColumnOf(
      'age',
      rows.map(({ age }) => age),
    ),
    kindColumnOf(
      'plan',
      rows.map(({ plan }) => plan),
    ),
  ]);

function fitted(rows: readonly Row[], options: Partial<EncodingOptions> = {}): Pipeline {
  const roles = { target: 'y', id: null, hasHeader: true, missingWords: [''], features: ['age', 'plan'] };
  return fitPipeline(tableOfRows(rows), roles, allRows(rows.length), 'own.csv', { ...DEFAULT_ENCODING, ...options });
}

/** What the batches hold that the pipeline never saw. */
function noveltiesOf(pipeline: Pipeline, ...batches: readonly (readonly Row[])[]): Novelty[] {
  const counter = new NoveltyCounter(pipeline);
  for (const rows of batches) counter.add(tableOfRows(rows));
  return counter.novelties();
}

const row = fc.record<Row>({
  age: fc.option(fc.integer({ min: -9, max: 9 })),
  plan: fc.option(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor')),
});
const training = fc
  .array(row, { minLength: 1, maxLength: 12 })
  .filter((rows) => rows.some(({ age }) => age !== null) && rows.some(({ plan }) => plan !== null));

/** The same counts, row by row. */
function recount(seen: readonly Row[], rows: readonly Row[]): string[] {
  const ages = seen.map(({ age }) => age).filter((age) => age !== null);
  const plans = new Set(seen.map(({ plan }) => plan));
  const count = (isNew: (one: Row) => boolean, what: string) => {
    const times = rows.filter((one) => isNew(one)).length;
    return times === 0 ? [] : [`${what} ${times}`];
  };
  const isOutside = ({ age }: Row) => age !== null && (age < Math.min(...ages) || age > Math.max(...ages));
  return [
    ...count(isOutside, 'age out of range'),
    ...count(({ age }) => age === null && seen.every((one) => one.age !== null), 'age missing'),
    ...count(({ plan }) => plan !== null && !plans.has(plan), 'plan unseen'),
    ...count(({ plan }) => plan === null && !plans.has(null), 'plan missing'),
  ];
}

describe('NoveltyCounter', () => {
  it('counts what a plain recount counts, however the rows come in batches (1,000 pairs of files)', () => {
    fc.assert(
      fc.property(training, fc.array(row, { maxLength: 40 }), fc.nat(40), (seen, rows, cut) => {
        const novelties = noveltiesOf(fitted(seen), rows.slice(0, cut), rows.slice(cut));
        const told = novelties.map((novelty) => `${novelty.column} ${novelty.kind} ${novelty.rows}`);
        expect(told).toEqual(recount(seen, rows));
        expect(novelties).toEqual(noveltiesOf(fitted(seen), rows));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('finds nothing new in the training rows, gaps among them', () => {
    fc.assert(
      fc.property(training, (seen) => {
        expect(noveltiesOf(fitted(seen), seen)).toEqual([]);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('tells the farthest numbers on both sides, the first three new levels, and what gaps are filled with', () => {
    const pipeline = fitted([
      { age: 20, plan: 'a' },
      { age: 30, plan: 'b' },
      { age: 30, plan: 'b' },
    ]);
    const plans = ['v', 'w', 'v', 'x', 'y', null];
    const ages = [19, 30.5, 1e300, -3, 20, null];
    const rows = plans.map((plan, i): Row => ({ plan, age: ages[i]! }));
    expect(noveltiesOf(pipeline, rows)).toEqual([
      { column: 'age', kind: 'out of range', rows: 4, examples: ['-3', '1e+300'], training: '20 to 30' },
      { column: 'age', kind: 'missing', rows: 1, examples: [], training: '30' },
      { column: 'plan', kind: 'unseen', rows: 5, examples: ['v', 'w', 'x'], training: '' },
      { column: 'plan', kind: 'missing', rows: 1, examples: [], training: 'b' },
    ]);
  });

  it('a level too rare for an input of its own is not unseen; one of a row that did not train is', () => {
    const seen = ['rare', ...Array<string>(9).fill('b')].map((plan): Row => ({ age: 1, plan }));
    expect(noveltiesOf(fitted(seen), [{ age: 1, plan: 'rare' }])).toEqual([]);
    const pipeline = fitPipeline(
      tableOfRows([...seen, { age: 1, plan: 'tested' }]),
      { target: 'y', id: null, hasHeader: true, missingWords: [''], features: ['age', 'plan'] },
      allRows(10),
      'own.csv',
    );
    expect(noveltiesOf(pipeline, [{ age: 1, plan: 'tested' }])).toMatchObject([{ kind: 'unseen', rows: 1 }]);
  });

  it('of a hashed column tells no unseen levels, since it keeps no list, but still missing ones', () => {
    const seen = ['a', 'b', 'c'].map((plan): Row => ({ age: 1, plan }));
    const pipeline = fitted(seen, { minFrequency: 1, maxLevels: 1, highCardinality: 'hash' });
    const rows: Row[] = [
      { age: 1, plan: 'new' },
      { age: 1, plan: null },
    ];
    expect(noveltiesOf(pipeline, rows)).toEqual([
      { column: 'plan', kind: 'missing', rows: 1, examples: [], training: 'a' },
    ]);
    expect(noveltiesOf(fitted(seen), rows)).toHaveLength(2);
  });

  it('shows dates as dates', () => {
    const dates = (values: (number | null)[]) => tableOfColumns([numberColumnOf('joined', values, 'date')]);
    const roles = { target: 'y', id: null, hasHeader: true, missingWords: [''], features: ['joined'] };
    const counter = new NoveltyCounter(fitPipeline(dates([19_723, 20_088.5]), roles, allRows(2), 'own.csv'));
    counter.add(dates([0, 20_089, null]));
    expect(counter.novelties()).toEqual([
      {
        column: 'joined',
        kind: 'out of range',
        rows: 2,
        examples: ['1970-01-01', '2025-01-01'],
        training: '2024-01-01 to 2024-12-31',
      },
      { column: 'joined', kind: 'missing', rows: 1, examples: [], training: '2024-07-01' },
    ]);
  });
});
