/** What would change an answer: found in the network's inputs, held to what the whole way from cells to a score says. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRows } from '../../../src/data/table.ts';
import { counterfactual, type Counterfactual } from '../../../src/explain/counterfactual/counterfactual.ts';
import { valuesOfModel, valuesOfTable } from '../../../src/explain/counterfactual/training-values.ts';
import { RecordEncoder } from '../../../src/preprocessing/record-encoder.ts';
import type { Classifier } from '../../../src/model/classifier.ts';
import { mixedClassifier, smallClassifier } from '../../support/models.ts';

const classifier = mixedClassifier();
const pipeline = classifier.pipeline!;

/** A customer of these cells: age, member, joined, plan. */
function customer(cells: readonly string[], of: Classifier = classifier) {
  const names = of.pipeline!.featureNames;
  const encoder = new RecordEncoder(of.pipeline!, names, 'f.csv');
  const encode = (fields: readonly string[]) => encoder.encode([{ line: 2, fields: [...fields] }], false);
  return {
    cells,
    table: encode(cells).table,
    format: of.pipeline!.format,
    encode: (fields: readonly string[]) => encode(fields).inputs,
  };
}

/** The probability of class 1 for cells, by the rows of objects that a server would be sent. */
function probability(cells: readonly string[]): number {
  const row = Object.fromEntries(pipeline.featureNames.map((name, place) => [name, cells[place]!]));
  return classifier.predictProba([row])[0]![1]!;
}

const training = customer(['18', 'no', '2020-01-01', 'pro']);
const rows = [
  ['18', 'no', '2019-05-06', 'pro'],
  ['25', 'yes', '2020-02-03', '1'],
  ['33.5', 'no', '2021-04-05', 'true'],
  ['47', 'yes', '2022-06-07', 'rare'],
  ['90', 'no', '2024-08-09', 'pro'],
];
const table = new RecordEncoder(pipeline, pipeline.featureNames, 'f.csv').encode(
  rows.map((fields, i) => ({ line: i + 2, fields })),
  false,
).table;
const values = valuesOfTable(pipeline, table, allRows(rows.length));

/** The cells after the changes. */
function changed(cells: readonly string[], { changes }: Counterfactual): string[] {
  return cells.map((cell, place) => {
    return changes.find(({ column }) => column === pipeline.featureNames[place])?.to ?? cell;
  });
}

/** All values that occur, column by column, and the customer's own. */
function everyChange(cells: readonly string[]): string[][] {
  return cells.reduce<string[][]>(
    (found, cell, place) => {
      const occurring = new Set([cell, ...rows.map((row) => row[place]!)]);
      return found.flatMap((start) => Array.from(occurring, (text) => [...start, text]));
    },
    [[]],
  );
}

const aCustomer = fc.tuple(
  fc.oneof(fc.integer({ min: 18, max: 90 }).map(String), fc.constant('')),
  fc.constantFrom('yes', 'no'),
  fc.constantFrom('2019-12-31', '2022-02-28'),
  fc.constantFrom('1', 'pro', 'true', 'rare', 'new', ''),
);

describe('what would change an answer', () => {
  it('is confirmed by a score of the changed row, to the bit, wherever the target is', () => {
    fc.assert(
      fc.property(aCustomer, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (cells, target) => {
        const found = counterfactual(classifier, customer(cells), values, { target });
        expect(found.before).toBe(probability(cells));
        expect(found.after).toBe(probability(changed(cells, found)));
        const isThere = found.direction === 'at least' ? found.after >= target : found.after <= target;
        expect(found.isReached).toBe(isThere);
        expect(found.direction).toBe(target >= found.before ? 'at least' : 'at most');
        expect(found.changes.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('has as few changes as any set of values that occur, tried one and all', () => {
    fc.assert(
      fc.property(aCustomer, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (cells, target) => {
        const found = counterfactual(classifier, customer(cells), values, { target });
        const sizes = everyChange(cells).flatMap((other) => {
          const after = probability(other);
          const size = other.filter((cell, place) => cell !== cells[place]).length;
          const isReached = found.direction === 'at least' ? after >= target : after <= target;
          return isReached && size <= 3 ? [size] : [];
        });
        expect(found.isReached).toBe(sizes.length > 0);
        if (found.isReached) expect(found.changes).toHaveLength(Math.min(...sizes));
      }),
      { numRuns: 25 },
    );
  });

  it('takes only values that occur in the training rows', () => {
    fc.assert(
      fc.property(aCustomer, (cells) => {
        const { changes } = counterfactual(classifier, customer(cells), values, { target: 0.999 });
        for (const { column, to } of changes) {
          const place = pipeline.featureNames.indexOf(column);
          expect(rows.map((row) => row[place])).toContain(to);
        }
      }),
    );
  });

  it('never touches a column that is to stay, or one that is not to change', () => {
    const names = fc.subarray([...pipeline.featureNames]);
    fc.assert(
      fc.property(aCustomer, names, names, fc.constantFrom(0.001, 0.999), (cells, change, keep, target) => {
        const found = counterfactual(classifier, customer(cells), values, { target, change, keep });
        for (const { column } of found.changes) {
          expect(change).toContain(column);
          expect(keep).not.toContain(column);
        }
      }),
    );
  });

  it('takes the smallest step of a number that does', () => {
    // The only column: the probability rises with age or falls, so the nearest age that does is the right one.
    const cells = ['18', 'no', '2020-01-01', 'pro'];
    const ages = rows.map(([age]) => age!);
    const scores = ages.map((age) => probability(cells.with(0, age)));
    for (const [place, target] of scores.entries()) {
      const { changes, direction } = counterfactual(classifier, customer(cells), values, { target, change: ['age'] });
      const reaching = ages.find((_, i) => (direction === 'at least' ? scores[i]! >= target : scores[i]! <= target));
      expect(changes[0]?.to ?? '18', ages[place]).toBe(reaching);
    }
  });

  it('is nothing where the target is where the customer stands', () => {
    const cells = ['40', 'yes', '2020-01-01', 'pro'];
    const target = probability(cells);
    expect(counterfactual(classifier, customer(cells), values, { target })).toEqual({
      target,
      direction: 'at least',
      before: target,
      after: target,
      isReached: true,
      changes: [],
    });
  });

  it('comes as near as it can where the target is out of reach', () => {
    const cells = ['40', 'yes', '2020-01-01', 'pro'];
    const found = counterfactual(classifier, customer(cells), values, { target: 1 });
    expect(found.isReached).toBe(false);
    const best = Math.max(
      ...everyChange(cells)
        .filter((other) => other.filter((cell, place) => cell !== cells[place]).length <= 3)
        .map(probability),
    );
    expect(found.after).toBe(best);
  });

  it('costs at most 1 a change, and a number the share of rows that it passes', () => {
    const cells = ['25', 'no', '2020-01-01', 'pro'];
    const { changes } = counterfactual(classifier, customer(cells), values, { target: 0.999, change: ['age'] });
    // From the second of five rows to the first or the last: one row or three in five.
    expect([0.2, 0.4, 0.6]).toContainEqual(Number(changes[0]!.cost.toFixed(6)));
  });

  it('is written with the decimal mark of the file', () => {
    const cells = ['25', 'no', '2020-01-01', 'pro'];
    const encoder = new RecordEncoder(pipeline, pipeline.featureNames, 'f.csv', { decimal: ',' });
    const one = { ...customer(cells), format: { decimal: ',' } as const };
    const encode = (fields: readonly string[]) => encoder.encode([{ line: 2, fields: [...fields] }], false).inputs;
    const target = probability(cells.with(0, '33.5'));
    const found = counterfactual(classifier, { ...one, encode }, values, { target, change: ['age'] });
    expect(found).toMatchObject({ isReached: true, changes: [{ column: 'age', from: '25', to: '33,5' }] });
  });

  it('of a model alone takes values of its background', () => {
    const background = pipeline.encode(table, allRows(rows.length));
    const known = valuesOfModel(pipeline, background).get('age');
    // 18 and 90 are the ends of the range as well.
    expect(known).toEqual({ kind: 'number', values: Float64Array.of(18, 18, 25, 33.5, 47, 90, 90) });
    expect(valuesOfModel(pipeline, null).get('age')).toEqual({ kind: 'number', values: Float64Array.of(18, 90) });
    expect(valuesOfModel(pipeline, null).get('plan')).toEqual({
      kind: 'category',
      levels: ['1', 'pro', 'rare', 'true'],
    });
  });

  it.each([
    [{ target: 0.5, change: ['agee'] }, /change: there is no column "agee"/],
    [{ target: 0.5, keep: ['y'] }, /keep: there is no column "y"/],
    [{ target: 0 }, /target is 0, expected a probability above 0/],
    [{ target: Number.NaN }, /target is NaN/],
  ])('refuses %j', (options, message) => {
    expect(() => counterfactual(classifier, training, values, options)).toThrow(message);
  });

  it('refuses three classes, and a model of arrays', () => {
    const three = mixedClassifier({ classes: ['a', 'b', 'c'] });
    expect(() => counterfactual(three, training, values, { target: 0.5 })).toThrow(/expected two classes/);
    const bare = smallClassifier({ pipeline: null });
    expect(() => counterfactual(bare, training, values, { target: 0.5 })).toThrow(/trained on bare arrays/);
  });
});
