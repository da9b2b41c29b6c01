import { describe, expect, it } from 'vitest';
import { benchExplaining, Explaining } from '../../../bench/measurements/explaining.ts';
import { Contributions } from '../../../src/explain/contributions/contributions.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { smallClassifier } from '../../support/models.ts';

const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };

describe('benchExplaining', () => {
  it('has four lines a model, and none without contributions that add up', async () => {
    const models = [
      { preset: 'plain', hidden: [8, 7], epochs: 1 },
      { preset: 'plain', hidden: [6], epochs: 1, ensemble: 2, members: 'seeds' },
    ] as const;
    const { rows, unit } = await benchExplaining('data/audiobooks.csv', models, ONCE);
    expect(unit).toBe('rows/s');
    expect(rows.map(({ item, name }) => `${item}: ${name}`)).toEqual([
      '10-8-7-2: 50 midpoints',
      '10-8-7-2: exact',
      '10-8-7-2: on probability',
      '10-8-7-2: Shapley',
      '2 × 10-6-2: 50 midpoints',
      '2 × 10-6-2: exact',
      '2 × 10-6-2: on probability',
      '2 × 10-6-2: Shapley',
    ]);
  });
});

describe('the check of contributions', () => {
  const classifier = smallClassifier({
    background: Tensor.from([
      [0, 1],
      [1, 0],
    ]),
  });
  const inputs = Tensor.from([
    [2, -1],
    [-1, 2],
  ]);
  const contributions = new Contributions(classifier);
  const right = contributions.explain(inputs).map(({ effects }) => effects);
  /** After explaining both rows. */
  const checked = (effects: readonly Float64Array[]) => {
    let call = 0;
    const candidate = new Explaining('one', inputs, contributions, 1e-6, () => effects[call++]!);
    for (const _ of effects) candidate.run();
    return () => candidate.check();
  };

  it('takes those that add up, and refuses a row that is 0.00001 off or holds a NaN, and none at all', () => {
    expect(checked(right)).not.toThrow();
    const changed = (by: number) => [right[0]!, right[1]!.map((effect, j) => effect + (j === 1 ? by : 0))];
    expect(checked(changed(1e-5))).toThrow('one: the contributions of row 1 are off by');
    expect(checked(changed(NaN))).toThrow('row 1');
    expect(checked([])).toThrow('no row was explained');
  });
});
