/**
 * Test rows have no say in a model: whatever their cells hold, the model file is the same to the byte. What splits rows
 * without reading labels keeps that promise for the labels of test rows, too.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../src/formats/model-bytes.ts';
import { chooseRows, type ChosenRows } from '../../src/preprocessing/rows/choose-rows.ts';
import { completePreparation } from '../../src/preprocessing/preparation-options.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import { relatedRows } from '../../src/preprocessing/rows/related-rows.ts';
import { createRandom } from '../../src/random.ts';
import { trainClassifier } from '../../src/training/train-classifier.ts';
import type { GivenTrainingOptions } from '../../src/training/training-options.ts';
import { kindColumnOf, numberColumnOf, tableOfColumns } from '../support/tables.ts';

interface Customer {
  readonly age: number | null;
  readonly newsletter: number | null;
  readonly plan: string | null;
  readonly town: string | null;
  readonly household: string;
  readonly day: number;
  readonly bought: string;
}

const PLANS = ['basic', 'plus', 'pro', 'rare', '__proto__'];

/** 240 customers of 80 households on 60 days; 20 towns are too many for one-hot under the options below. */
const CUSTOMERS: readonly Customer[] = (() => {
  const random = createRandom(1, 'customers');
  const some = <T>(value: T) => (random.next() < 0.1 ? null : value);
  return Array.from({ length: 240 }, (_, i): Customer => {
    const age = 18 + random.integer(60);
    return {
      age: some(age),
      newsletter: some(random.integer(2)),
      plan: some(PLANS[random.integer(3)]!),
      town: some(`town ${random.integer(20)}`),
      household: `h${random.integer(80)}`,
      day: 19_000 + (i % 60),
      bought: age + random.integer(40) > 70 ? 'yes' : 'no',
    };
  });
})();

/** Cells that a feature may have, far from the training values and unseen by it among them. */
const newCells = fc.record({
  age: fc.option(fc.integer({ min: -1000, max: 1000 })),
  newsletter: fc.option(fc.integer({ min: 0, max: 1 })),
  plan: fc.option(fc.constantFrom(...PLANS, 'new')),
  town: fc.option(fc.constantFrom('town 1', 'elsewhere', 'constructor')),
});

const SPLITS = {
  default: {},
  group: { schema: { group: 'household' } },
  time: { schema: { time: 'day' } },
  'group-duplicates': { options: { groupDuplicates: true } },
} as const;
type SplitName = keyof typeof SPLITS;

const OPTIONS = completePreparation({ split: [60, 20, 20], maxLevels: 5 });
const TRAINING = { hidden: [4], epochs: 3, batchSize: 32, learningRate: 0.01, dropout: 0.1 };

function tableFrom(rows: readonly Customer[], name: SplitName) {
  const split: { schema?: object; options?: object } = SPLITS[name];
  const numbers = (key: 'age' | 'newsletter' | 'day') => rows.map((row) => row[key]);
  const kinds = (key: 'plan' | 'town' | 'household' | 'bought') => rows.map((row) => row[key]);
  const table = tableOfColumns([
    numberColumnOf('age', numbers('age')),
    numberColumnOf('newsletter', numbers('newsletter'), 'boolean'),
    kindColumnOf('plan', kinds('plan')),
    kindColumnOf('town', kinds('town')),
    kindColumnOf('household', kinds('household')),
    numberColumnOf('day', numbers('day'), 'date'),
    kindColumnOf('bought', kinds('bought')),
  ]);
  const features = ['age', 'newsletter', 'plan', 'town'];
  const schema = { hasHeader: true, target: 'bought', id: null, features, ...split.schema };
  return { table, schema, options: { ...OPTIONS, ...split.options } };
}

async function train(rows: readonly Customer[], name: SplitName, training: GivenTrainingOptions = {}) {
  const { table, schema, options } = tableFrom(rows, name);
  const data = prepare(table, schema, options, 'own.csv');
  const { classifier, test } = await trainClassifier(data, { ...TRAINING, ...training });
  return { bytes: encodeModel(classifier, { seed: '1', version: '0' }), test };
}

/** The rows of each part, as the customers above are split. */
function partsOf(name: SplitName): ChosenRows {
  const { table, schema, options } = tableFrom(CUSTOMERS, name);
  const targets = Int32Array.from(CUSTOMERS, ({ bought }) => Number(bought === 'yes'));
  return chooseRows(targets, 2, options, undefined, relatedRows(table, schema, options.groupDuplicates));
}

const withChanges = (rows: Int32Array, changes: readonly Partial<Customer>[]): Customer[] => {
  const changed = [...CUSTOMERS];
  for (const [i, row] of rows.entries()) changed[row] = { ...changed[row]!, ...changes[i % changes.length] };
  return changed;
};

const SETTINGS = { seed: 1, numRuns: 40 };

describe.each<SplitName>(['default', 'group', 'time'])('the split %s', (name) => {
  const parts = partsOf(name);

  it('any cells of any test rows changed: the same model to the byte, and other test figures', async () => {
    const { bytes, test } = await train(CUSTOMERS, name);
    expect(parts.test.length).toBeGreaterThan(40);
    let others = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...parts.test], { minLength: 1 }),
        fc.array(newCells, { minLength: 1, maxLength: 50 }),
        async (rows, cells) => {
          const changed = await train(withChanges(Int32Array.from(rows), cells), name);
          expect(changed.bytes).toEqual(bytes);
          others += Number(changed.test.loss !== test.loss);
        },
      ),
      SETTINGS,
    );
    expect(others).toBeGreaterThan(5);
  });

  it('control: each kind of cell of one training row changed gives another model', async () => {
    const { bytes } = await train(CUSTOMERS, name);
    const row = parts.fit.find((candidate) => CUSTOMERS[candidate]!.plan === 'basic')!;
    const { age, newsletter, town } = CUSTOMERS[row]!;
    const changes: Partial<Customer>[] = [
      { age: (age ?? 0) + 1 },
      { age: age === null ? 1 : null },
      { newsletter: newsletter === 1 ? 0 : 1 },
      { plan: 'plus' },
      { plan: null },
      { town: town === 'town 1' ? 'town 2' : 'town 1' },
    ];
    for (const change of changes) {
      const changed = await train(withChanges(Int32Array.of(row), [change]), name);
      expect(changed.bytes, JSON.stringify(change)).not.toEqual(bytes);
    }
  });

  it('cells of validation rows move the epoch to stop at, and nothing where that is fixed', async () => {
    const fixed = { epochs: 1, patience: 1000 };
    const { bytes } = await train(CUSTOMERS, name, fixed);
    await fc.assert(
      fc.asyncProperty(fc.array(newCells, { minLength: 1, maxLength: 50 }), async (cells) => {
        expect((await train(withChanges(parts.validation, cells), name, fixed)).bytes).toEqual(bytes);
      }),
      SETTINGS,
    );
    // Control: what is learned from validation rows by design does follow them.
    const calibrated = { epochs: 20, calibrate: 'temperature' } as const;
    const changed = withChanges(parts.validation, [{ age: 30 }, { age: 50 }]);
    expect((await train(changed, name, calibrated)).bytes).not.toEqual(
      (await train(CUSTOMERS, name, calibrated)).bytes,
    );
  });
});

const flipped = (rows: Int32Array) => {
  const changed = [...CUSTOMERS];
  for (const row of rows) changed[row] = { ...changed[row]!, bought: changed[row]!.bought === 'yes' ? 'no' : 'yes' };
  return changed;
};

// Under group-duplicates other cells would make other duplicates, and so another split: only labels are changed.
describe.each<SplitName>(['group', 'time', 'group-duplicates'])('the split %s, which reads no label', (name) => {
  const parts = partsOf(name);

  it('any labels of any test rows changed: the same model to the byte', async () => {
    const { bytes, test } = await train(CUSTOMERS, name);
    await fc.assert(
      fc.asyncProperty(fc.subarray([...parts.test], { minLength: 1 }), async (rows) => {
        expect((await train(flipped(Int32Array.from(rows)), name)).bytes).toEqual(bytes);
      }),
      SETTINGS,
    );
    expect((await train(flipped(parts.test), name)).test.accuracy).toBeCloseTo(1 - test.accuracy, 12);
  });

  it('control: the label of one training row changed gives another model', async () => {
    const changed = await train(flipped(parts.train.subarray(0, 1)), name);
    expect(changed.bytes).not.toEqual((await train(CUSTOMERS, name)).bytes);
  });
});

describe('the split default, which is stratified', () => {
  it('control: labels of test rows do move it, so the promise for labels is not kept by chance', async () => {
    const changed = await train(flipped(partsOf('default').test.subarray(0, 1)), 'default');
    expect(changed.bytes).not.toEqual((await train(CUSTOMERS, 'default')).bytes);
  });
});
