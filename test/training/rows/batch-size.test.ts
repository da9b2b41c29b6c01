/** Small files train in small batches unless the batch size is given; the course's file keeps its 200. */
import { describe, expect, it } from 'vitest';
import { evaluateClassifier } from '../../../src/model/evaluate.ts';
import { defaultBatchSize } from '../../../src/training/rows/batch-size.ts';
import { fitClassifier } from '../../../src/training/train-classifier.ts';
import type { GivenTrainingOptions } from '../../../src/training/training-options.ts';
import { makeData } from '../../support/training.ts';

describe('the default batch size', () => {
  it('leaves at least 8 steps an epoch: 8 rows below 128, 16 from there, 200 from 1,600 on', () => {
    const sizes = [2, 100, 127, 128, 255, 256, 511, 512, 799, 800, 1599, 1600, 3579, 1e6].map(defaultBatchSize);
    expect(sizes).toEqual([8, 8, 8, 16, 16, 32, 32, 64, 64, 100, 100, 200, 200, 200]);
  });

  const train = makeData(1, 150);
  const shares = [0.5, 0.5];
  const data = {
    train,
    validation: makeData(2, 60),
    classes: ['a', 'b'],
    priors: { natural: shares, training: shares },
    heldOutMix: 'natural',
    balance: 'none',
    pipeline: null,
  } as const;

  async function batchesAndAccuracy(options: GivenTrainingOptions) {
    let batches = 0;
    const counting = {
      onTrainBegin: ({ batchesPerEpoch }: { batchesPerEpoch: number }) => void (batches = batchesPerEpoch),
    };
    const { classifier } = await fitClassifier(data, options, [counting]);
    return [batches, evaluateClassifier(classifier, makeData(3, 500), 'natural').accuracy] as const;
  }

  it('is 16 for 150 rows, which learn more in 5 epochs than in one step each, and gives way to a batch size that is given', async () => {
    const [batches, accuracy] = await batchesAndAccuracy({ epochs: 5 });
    const [one, accuracyOfOne] = await batchesAndAccuracy({ epochs: 5, batchSize: 200 });
    expect([batches, one]).toEqual([10, 1]);
    expect(accuracy).toBeGreaterThan(accuracyOfOne);
    expect((await batchesAndAccuracy({ batchSize: 50 }))[0]).toBe(3);
  });
});
