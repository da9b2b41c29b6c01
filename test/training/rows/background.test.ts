/** The rows that a model keeps of its training: which, how many, and that they come back from its file. */
import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../../src/formats/model-bytes.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import { drawBackground } from '../../../src/training/rows/background.ts';
import { fitClassifier } from '../../../src/training/train-classifier.ts';
import { resealed, sha256, smallClassifier } from '../../support/models.ts';
import { makeData } from '../../support/training.ts';
import { errorOf } from '../../support/errors.ts';

/** Row i holds i in both inputs; `counts[c]` rows of class c, class by class. */
function rowsOf(...counts: number[]) {
  const targets = Int32Array.from(counts.flatMap((count, label) => Array<number>(count).fill(label)));
  const inputs = new Tensor(
    Float32Array.from({ length: 2 * targets.length }, (_, i) => i >> 1),
    [targets.length, 2],
  );
  return { inputs, targets };
}

function drawn(counts: readonly number[], natural: readonly number[], seed = 1): number[] {
  const priors = { natural, training: natural.map(() => 1 / natural.length) };
  const { data } = drawBackground({ train: rowsOf(...counts), priors }, seed);
  return [...data].filter((_, i) => i % 2 === 0);
}

describe('drawBackground', () => {
  it('takes 64 different rows in the natural mix from a balanced training: 54 and 10 where 16 % are of class 1', () => {
    const rows = drawn([500, 500], [0.8412, 0.1588]);
    expect(new Set(rows).size).toBe(64);
    expect(rows.filter((row) => row >= 500)).toHaveLength(10);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  });

  it('of 7 classes takes 64, too, and draws others by another seed, the same by the same', () => {
    const rows = drawn(Array(7).fill(30), Array(7).fill(1 / 7));
    expect(rows).toHaveLength(64);
    expect(drawn(Array(7).fill(30), Array(7).fill(1 / 7))).toEqual(rows);
    expect(drawn(Array(7).fill(30), Array(7).fill(1 / 7), 2)).not.toEqual(rows);
  });

  it('takes what there is where a class has fewer', () => {
    expect(drawn([3, 2], [0.5, 0.5])).toEqual([0, 1, 2, 3, 4]);
  });

  it('over 2,000 seeds each row of a class comes equally often: within 5 standard errors', () => {
    const counts = new Map<number, number>();
    for (let seed = 0; seed < 2000; seed++) {
      for (const row of drawn([80, 80], [0.5, 0.5], seed)) counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    const [p, n] = [32 / 80, 2000];
    expect(counts.size).toBe(160);
    for (const count of counts.values()) expect(Math.abs(count - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
  });
});

describe('the background of a trained model', () => {
  it.each([1, 3])('of %d networks comes back from the file, bit for bit', async (ensemble) => {
    const shares = [0.5, 0.5];
    const { classifier } = await fitClassifier(
      {
        train: makeData(1, 150),
        validation: makeData(2, 60),
        classes: ['a', 'b'],
        priors: { natural: shares, training: shares },
        heldOutMix: 'natural',
        balance: 'none',
        pipeline: null,
      },
      { epochs: 1, hidden: [4], ensemble },
    );
    expect(classifier.background!.shape).toEqual([64, 5]);
    const bytes = encodeModel(classifier);
    const { classifier: opened } = decodeModel(bytes);
    expect(opened.background).toEqual(classifier.background);
    expect(encodeModel(opened)).toEqual(bytes);
  });

  it('may be missing, as in files of before', () => {
    expect(decodeModel(encodeModel(smallClassifier())).classifier.background).toBeNull();
  });

  const background = new Tensor(Float32Array.of(1, 2, 3, 4), [2, 2]);
  const bytes = encodeModel(smallClassifier({ background }));

  it.each<[string, 'F32' | 'F64', number[], number[], string]>([
    ['too wide', 'F32', [1, 3], [1, 2, 3], 'tensor "background" is F32 [1, 3], expected rows F32 [b, 2]'],
    ['no matrix', 'F32', [2], [1, 2], 'tensor "background" is F32 [2], expected rows F32 [b, 2]'],
    ['without rows', 'F32', [0, 2], [], 'tensor "background" is F32 [0, 2], expected rows F32 [b, 2]'],
    ['of float64', 'F64', [1, 2], [0, 0, 0, 0], 'tensor "background" is F64 [1, 2], expected rows F32 [b, 2]'],
    ['not finite', 'F32', [1, 2], [1, NaN], 'tensor "background" holds NaN at element 1'],
  ])('in a file is refused when it is %s', (_, dtype, shape, values, message) => {
    const data = new Uint8Array(Float32Array.from(values).buffer);
    const changed = resealed(bytes, ({ tensors }) => void tensors.set('background', { dtype, shape, data }));
    expect(errorOf(() => decodeModel(changed))).toMatchObject({ code: 'E_MODEL_TENSOR', message });
    expect(sha256(changed)).not.toBe(sha256(bytes));
  });

  it('is held to the inputs of the network', () => {
    const wide = Tensor.zeros(2, 3);
    expect(() => smallClassifier({ background: wide })).toThrow('Classifier: background is [2, 3], expected [n, 2]');
  });
});
