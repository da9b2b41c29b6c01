/** Calibration as part of a classifier, of its training and of its model file. */
import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from '../../src/formats/model-bytes.ts';
import type { Calibration } from '../../src/evaluation/calibration.ts';
import { logLoss } from '../../src/evaluation/probability-scores.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { classifierPredictions } from '../../src/training/baselines/baselines.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { trainClassifier } from '../../src/training/train-classifier.ts';
import { resealed, smallClassifier } from '../support/models.ts';
import { onlyNetwork } from '../support/networks.ts';
import { tableOf, uniformNumbers } from '../support/tables.ts';

const INPUTS = Tensor.from([
  [1, -2],
  [0.5, 3],
  [-1, 0],
]);

function logOdds(classifier: Classifier, mix: 'natural' | 'training'): number[] {
  const logits = classifier.logits(INPUTS, mix).data;
  return [0, 1, 2].map((row) => logits[2 * row + 1]! - logits[2 * row]!);
}

describe('a calibrated classifier', () => {
  it.each<[Calibration, (z: number) => number]>([
    [{ method: 'temperature', temperature: 2 }, (z) => z / 2],
    [{ method: 'platt', slope: 0.5, intercept: -1 }, (z) => 0.5 * z - 1],
  ])('has %j on logits of the natural mix, and leaves those of the training alone', (calibration, change) => {
    const [plain, calibrated] = [smallClassifier(), smallClassifier({ calibration })];
    const expected = logOdds(plain, 'natural').map(change);
    // Two roundings to float32 of numbers below 8.
    for (const [row, z] of logOdds(calibrated, 'natural').entries()) expect(z).toBeCloseTo(expected[row]!, 5);
    expect(logOdds(calibrated, 'training')).toEqual(logOdds(plain, 'training'));
  });

  it.each<Calibration>([
    { method: 'temperature', temperature: 0.1234567890123456 },
    { method: 'platt', slope: 1.5, intercept: -0.1 },
  ])('comes back from its model file with %j and the same bits', (calibration) => {
    const classifier = smallClassifier({ calibration });
    const bytes = encodeModel(classifier, { seed: '1', version: '0.1.0' });
    const back = decodeModel(bytes, 'own.safetensors').classifier;
    expect(back.calibration).toEqual(calibration);
    expect(logOdds(back, 'natural')).toEqual(logOdds(classifier, 'natural'));
    expect(encodeModel(back, { seed: '1', version: '0.1.0' })).toEqual(bytes);
  });

  it.each<[string, unknown, string]>([
    ['a temperature of 0', { method: 'temperature', temperature: 0 }, 'temperature: expected a number above 0'],
    ['a negative slope', { method: 'platt', slope: -1, intercept: 0 }, 'slope: expected a number of at least 0'],
    ['an unknown method', { method: 'isotonic' }, 'method: expected one of temperature, platt'],
    ['a field too many', { method: 'temperature', temperature: 1, slope: 1 }, 'expected no field "slope"'],
  ])('is refused with %s', (_, calibration, message) => {
    const file = encodeModel(smallClassifier(), { seed: '1', version: '0.1.0' });
    const changed = resealed(file, (content) => {
      content.config = JSON.stringify({ ...(JSON.parse(content.config) as object), calibration });
    });
    expect(() => decodeModel(changed, 'own.safetensors')).toThrow(message);
  });
});

describe('training with calibration', () => {
  const rows = 1500;
  const spend = uniformNumbers(rows, 0, 10);
  const chance = uniformNumbers(rows, 0, 1, 2);
  const { table, schema } = tableOf(
    { spend, noise: uniformNumbers(rows, 0, 1, 3) },
    spend.map((value, row) => (chance[row]! < value / 20 ? 'yes' : 'no')),
  );
  const options = { split: [60, 20, 20] } as const;
  const training = { hidden: [8], epochs: 40, batchSize: 50, learningRate: 0.01, patience: 40 };
  const data = prepare(table, schema, options, 'own.csv');

  it.each(['temperature', 'platt'] as const)('by %s lowers the log loss of the validation rows', async (calibrate) => {
    const plain = (await trainClassifier(data, training)).classifier;
    const calibrated = (await trainClassifier(data, { ...training, calibrate })).classifier;
    expect(calibrated.calibration?.method).toBe(calibrate);
    expect(onlyNetwork(calibrated).block.values).toEqual(onlyNetwork(plain).block.values);
    const loss = (classifier: Classifier) =>
      logLoss(
        data.validation.targets,
        classifierPredictions('', classifier, data.validation, 'natural').probabilities,
        2,
      );
    expect(loss(calibrated)).toBeLessThan(loss(plain));
  });

  it('is refused where the validation rows do not come in the natural mix', async () => {
    const course = prepare(table, schema, { ...options, recipe: 'course', balance: 'first' }, 'own.csv');
    await expect(trainClassifier(course, { ...training, epochs: 1, calibrate: 'platt' })).rejects.toThrow(
      'natural mix',
    );
  });

  it('draws nothing: the seed gives the same calibration twice', async () => {
    const [one, two] = [
      await trainClassifier(data, { ...training, epochs: 3, calibrate: 'platt' }),
      await trainClassifier(data, { ...training, epochs: 3, calibrate: 'platt' }),
    ];
    expect(one.classifier.calibration).toEqual(two.classifier.calibration);
  });
});
