/** Every input of the network belongs to one column. */
import { describe, expect, it } from 'vitest';
import { inputColumns } from '../../src/explain/input-columns.ts';
import { fitPipeline } from '../../src/preprocessing/pipeline.ts';
import { DEFAULT_ENCODING } from '../../src/preprocessing/preparation-options.ts';
import { MISSING_WORDS } from '../../src/data/cells/missing.ts';
import { mixedClassifier, smallClassifier } from '../support/models.ts';
import { allRows, kindColumnOf, numberColumnOf, tableOfColumns } from '../support/tables.ts';

describe('inputColumns', () => {
  it('gives a column its number, its pieces, its levels, and what says that it was missing', () => {
    const numbers = Array.from({ length: 40 }, (_, i) => (i % 8 === 3 ? null : i));
    const kinds = Array.from({ length: 40 }, (_, i) => (i % 9 === 4 ? null : ['basic', 'plus', 'pro'][i % 3]!));
    const table = tableOfColumns([
      numberColumnOf('age', numbers),
      kindColumnOf('plan', kinds),
      numberColumnOf(
        'visits',
        numbers.map((value) => (value ?? 5) % 7),
      ),
    ]);
    const roles = { target: 'y', id: null, hasHeader: true, missingWords: MISSING_WORDS };
    const options = { ...DEFAULT_ENCODING, piecewiseBins: 4 };
    const pipeline = fitPipeline(
      table,
      { ...roles, features: ['age', 'plan', 'visits'] },
      allRows(40),
      'own.csv',
      options,
    );
    const { names, starts } = inputColumns({ network: { inputDim: pipeline.inputs.length } as never, pipeline });
    expect(names).toEqual(['age', 'plan', 'visits']);
    expect(starts.at(-1)).toBe(pipeline.inputs.length);
    for (const [c, name] of names.entries()) {
      const inputs = pipeline.inputs.slice(starts[c], starts[c + 1]).map((input) => input.name);
      expect(inputs.length).toBeGreaterThan(2);
      for (const input of inputs) expect(input).toContain(name);
    }
    expect(pipeline.inputs[starts[1]! - 1]!.name).toBe('age missing');
  });

  it('follows the pipeline of a model of one column of each kind', () => {
    expect(inputColumns(mixedClassifier())).toEqual({
      names: ['age', 'member', 'joined', 'plan'],
      starts: [0, 1, 2, 3, 8],
    });
  });

  it('numbers the inputs of a model trained on bare arrays', () => {
    expect(inputColumns(smallClassifier({ pipeline: null }))).toEqual({
      names: ['input 0', 'input 1'],
      starts: [0, 1, 2],
    });
  });
});
