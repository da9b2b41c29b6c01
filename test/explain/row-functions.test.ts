import { describe, expect, it } from 'vitest';
import { classProbability, rowLoss } from '../../src/explain/row-functions.ts';
import { evaluateClassifier } from '../../src/model/evaluate.ts';
import { createRandom } from '../../src/random.ts';
import { smallClassifier, smallEnsemble } from '../support/models.ts';
import { randomTensor } from '../support/tensors.ts';

const THREE = { classes: ['a', 'b', 'c'], priors: { natural: [0.2, 0.3, 0.5], training: [1 / 3, 1 / 3, 1 / 3] } };

describe.each([
  ['softmax', smallClassifier()],
  ['sigmoid', smallClassifier({ output: 'sigmoid' })],
  ['three classes', smallClassifier(THREE)],
  ['several networks', smallEnsemble()],
])('of rows, with %s', (_, classifier) => {
  // More rows than go through the network at once.
  const inputs = randomTensor(createRandom(4), 700, 2);
  const targets = Int32Array.from({ length: 700 }, (__, i) => i % classifier.classes.length);

  it.each(['natural', 'training'] as const)('the mean loss on the %s mix is that of an evaluation', (mix) => {
    const losses = rowLoss(classifier, targets, mix)(inputs);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 700;
    // The evaluation adds up float32.
    expect(mean).toBeCloseTo(evaluateClassifier(classifier, { inputs, targets }, mix).loss, 5);
  });

  it('the loss is −ln of the probability', () => {
    const losses = rowLoss(classifier, targets, 'natural')(inputs);
    for (const label of classifier.classes.keys()) {
      const probabilities = classProbability(classifier, label)(inputs);
      for (let row = label; row < 700; row += classifier.classes.length) {
        // A float32 probability has a relative error of about 1e-6 by way of float32 logits.
        expect(losses[row]).toBeCloseTo(-Math.log(probabilities[row]!), 5);
      }
    }
  });
});

it('of a row whose probability is 0 in float32, the loss is the distance of the logits, not clipped', () => {
  const classifier = smallClassifier({ priors: { natural: [0.5, 0.5], training: [0.5, 0.5] } });
  const inputs = randomTensor(createRandom(5), 40, 2);
  for (let i = 0; i < inputs.data.length; i++) inputs.data[i]! *= 5000;
  const logits = Float64Array.from(classifier.logits(inputs, 'natural').data);
  const against = Array.from({ length: 40 }, (_, row) => logits[2 * row + 1]! - logits[2 * row]!);
  const losses = rowLoss(classifier, new Int32Array(40), 'natural')(inputs);
  const [largest] = [...against.keys()].toSorted((a, b) => against[b]! - against[a]!);
  expect(against[largest!]).toBeGreaterThan(500);
  expect(losses[largest!]).toBe(against[largest!]);
  expect(Math.min(...losses)).toBe(0);
});
