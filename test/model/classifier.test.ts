import { describe, expect, it } from 'vitest';
import { Dense } from '../../src/nn/layers/dense.ts';
import { zeros } from '../../src/nn/layers/initializers.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { Classifier } from '../../src/model/classifier.ts';
import { evaluateClassifier } from '../../src/model/evaluate.ts';
import type { Output } from '../../src/model/output.ts';
import { errorOf } from '../support/errors.ts';
import { mixedClassifier, smallClassifier } from '../support/models.ts';
import { uniformNumbers } from '../support/tables.ts';

/** A classifier whose logits are its inputs. */
function identity(output: Output, natural: readonly number[], training: readonly number[]): Classifier {
  const width = output === 'sigmoid' ? 1 : natural.length;
  const network = new Sequential([new Dense({ units: width, useBias: false, kernelInitializer: zeros })], {
    inputDim: width,
    random: createRandom(1),
  });
  for (let i = 0; i < width; i++) network.block.values[i * width + i] = 1;
  const classes = natural.map((_, label) => String(label));
  return new Classifier({ network, output, classes, priors: { natural, training }, pipeline: null });
}

/** Inputs that make the network answer with the given probabilities. */
function inputsFor(output: Output, rows: readonly (readonly number[])[]): Tensor {
  return Tensor.from(
    rows.map((p) => (output === 'sigmoid' ? [Math.log(p[1]! / p[0]!)] : p.map((share) => Math.log(share)))),
  );
}

function probabilities(classifier: Classifier, inputs: Tensor, mix: 'natural' | 'training'): number[] {
  const out = Tensor.zeros(inputs.rows, classifier.classes.length);
  classifier.probabilities(inputs, mix, out);
  return [...out.data];
}

/** Bayes' rule by hand: pₖ · naturalₖ / trainingₖ, normalised. */
function shifted(p: readonly number[], natural: readonly number[], training: readonly number[]): number[] {
  const odds = p.map((share, label) => (share * natural[label]!) / training[label]!);
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((share) => share / sum);
}

/** Logits up to 10 are rounded to float32 before and after the shift: 1e-6 on a probability at most. */
const TOLERANCE = 2e-6;
function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of found.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(TOLERANCE);
}

const NATURAL = [1 - 0.1588, 0.1588];

describe.each(['softmax', 'sigmoid'] as const)('the natural mix of 0.1588, after training on halves (%s)', (output) => {
  const classifier = identity(output, NATURAL, [0.5, 0.5]);

  it.each([
    [0.5, 0.1588, '0.159'],
    [0.9, 0.62949, '0.629'],
    [0.1, 0.02054, '0.021'],
  ])('turns %d into %d', (balanced, natural, shown) => {
    const inputs = inputsFor(output, [[1 - balanced, balanced]]);
    const [, found] = probabilities(classifier, inputs, 'natural');
    expect(found!.toFixed(3)).toBe(shown);
    // `natural` is written with five digits.
    expect(Math.abs(found! - natural)).toBeLessThan(5e-6 + TOLERANCE);
    expectNear(probabilities(classifier, inputs, 'natural'), shifted([1 - balanced, balanced], NATURAL, [0.5, 0.5]));
    expectNear(probabilities(classifier, inputs, 'training'), [1 - balanced, balanced]);
  });

  it('control: the priors the other way round are off by 0.68', () => {
    const wrong = identity(output, [0.5, 0.5], NATURAL);
    const [, found] = probabilities(wrong, inputsFor(output, [[0.5, 0.5]]), 'natural');
    expect(found! - 0.1588).toBeGreaterThan(0.68);
  });

  it('asking twice gives the same: the shift is not added to what is kept', () => {
    const inputs = inputsFor(output, [[0.3, 0.7]]);
    const once = probabilities(classifier, inputs, 'natural');
    expect(probabilities(classifier, inputs, 'natural')).toEqual(once);
    expectNear(probabilities(classifier, inputs, 'training'), [0.3, 0.7]);
  });
});

describe('three classes', () => {
  it('are shifted as Bayes has it, from any training mix', () => {
    const [natural, training] = [
      [0.7, 0.25, 0.05],
      [0.2, 0.3, 0.5],
    ];
    const rows = [
      [0.2, 0.3, 0.5],
      [0.98, 0.01, 0.01],
      [0.1, 0.1, 0.8],
    ];
    const classifier = identity('softmax', natural, training);
    const found = probabilities(classifier, inputsFor('softmax', rows), 'natural');
    expectNear(
      found,
      rows.flatMap((p) => shifted(p, natural, training)),
    );
    // A model that has learned the training mix and nothing else answers with the natural mix.
    expectNear(found.slice(0, 3), natural);
  });

  it('with equal mixes are not shifted by a bit', () => {
    const classifier = identity('softmax', [0.2, 0.3, 0.5], [0.2, 0.3, 0.5]);
    const inputs = inputsFor('softmax', [[0.1, 0.6, 0.3]]);
    expect(probabilities(classifier, inputs, 'natural')).toEqual(probabilities(classifier, inputs, 'training'));
  });
});

describe('probabilities', () => {
  it.each<[string, Partial<ConstructorParameters<typeof Classifier>[0]>]>([
    ['softmax of 2', {}],
    ['sigmoid', { output: 'sigmoid' }],
    [
      'softmax of 4',
      { classes: ['a', 'b', 'c', 'd'], priors: { natural: [0.4, 0.3, 0.2, 0.1], training: [0.25, 0.25, 0.25, 0.25] } },
    ],
  ])('of 1,000 rows are in [0, 1] and sum to 1 in both mixes (%s)', (_, parts) => {
    const classifier = smallClassifier(parts);
    const inputs = new Tensor(Float32Array.from(uniformNumbers(2000, -50, 50)), [1000, 2]);
    for (const mix of ['natural', 'training'] as const) {
      const found = probabilities(classifier, inputs, mix);
      const k = classifier.classes.length;
      for (let i = 0; i < 1000; i++) {
        const row = found.slice(i * k, (i + 1) * k);
        expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
        // Each of at most 4 is rounded to float32: half of 6e-8 apiece.
        expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(2.4e-7);
      }
    }
  });
});

describe('evaluate', () => {
  it('gives loss, accuracy, area and confusion matrix as by hand (5 rows, 2 classes)', () => {
    const classifier = identity('softmax', [0.5, 0.5], [0.5, 0.5]);
    const p = [0.9, 0.6, 0.2, 0.45, 0.7];
    const inputs = inputsFor(
      'softmax',
      p.map((share) => [1 - share, share]),
    );
    const found = evaluateClassifier(classifier, { inputs, targets: Int32Array.of(1, 0, 0, 1, 1) }, 'training');
    // Right: 0.9, 0.2 and 0.7. Of the 6 pairs 0.45 against 0.6 alone is the wrong way round.
    expect(found.rows).toBe(5);
    expect(found.accuracy).toBe(3 / 5);
    expect(found.rocAuc).toBeCloseTo(5 / 6, 12);
    expect(found.confusionMatrix).toEqual([
      [1, 1],
      [1, 2],
    ]);
    const loss = -(Math.log(0.9) + Math.log(0.4) + Math.log(0.8) + Math.log(0.45) + Math.log(0.7)) / 5;
    expect(Math.abs(found.loss - loss)).toBeLessThan(1e-6);
  });

  it('takes the mix it is told: at a natural share of 10 % a balanced 0.8 is no more a yes', () => {
    const classifier = identity('sigmoid', [0.9, 0.1], [0.5, 0.5]);
    const dataset = { inputs: inputsFor('sigmoid', [[0.2, 0.8]]), targets: Int32Array.of(1) };
    expect(evaluateClassifier(classifier, dataset, 'training').accuracy).toBe(1);
    const natural = evaluateClassifier(classifier, dataset, 'natural');
    expect(natural.accuracy).toBe(0);
    // 0.8 · 0.1 / (0.8 · 0.1 + 0.2 · 0.9) = 4/13
    expect(Math.abs(natural.loss - Math.log(13 / 4))).toBeLessThan(1e-6);
  });

  it('of three classes the area is the mean of each against the rest', () => {
    const classifier = identity('softmax', [1 / 3, 1 / 3, 1 / 3], [1 / 3, 1 / 3, 1 / 3]);
    const inputs = inputsFor('softmax', [
      [0.7, 0.2, 0.1],
      [0.5, 0.3, 0.2],
      [0.6, 0.25, 0.15],
      [0.1, 0.1, 0.8],
    ]);
    const found = evaluateClassifier(classifier, { inputs, targets: Int32Array.of(0, 1, 1, 2) }, 'training');
    // Class 0: 0.7 above all three others. Class 1: 0.3 and 0.25 above both others. Class 2: 0.8 above all.
    expect(found.rocAuc).toBe(1);
    expect(found.confusionMatrix).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [0, 0, 1],
    ]);
    const swapped = evaluateClassifier(classifier, { inputs, targets: Int32Array.of(1, 0, 1, 2) }, 'training');
    // Class 0: 0.5 is above 0.1 only, 1/3. Class 1: 0.2 and 0.25 beat 0.1, lose to 0.3, 2/4. Class 2: 1.
    expect(swapped.rocAuc).toBeCloseTo((1 / 3 + 1 / 2 + 1) / 3, 12);
  });

  it('has no area where a class is missing, and refuses no rows', () => {
    const classifier = identity('sigmoid', [0.5, 0.5], [0.5, 0.5]);
    const evaluate = (...labels: number[]) =>
      evaluateClassifier(
        classifier,
        { inputs: Tensor.zeros(labels.length, 1), targets: Int32Array.from(labels) },
        'natural',
      );
    expect(evaluate(1, 1).rocAuc).toBeNull();
    expect(() => evaluate()).toThrow(RangeError);
  });

  it.each([511, 512, 513, 1300])('of %d rows is that of the rows one by one, whatever the slices', (n) => {
    const classifier = smallClassifier();
    const inputs = new Tensor(Float32Array.from(uniformNumbers(2 * n, -3, 3, n)), [n, 2]);
    const targets = Int32Array.from({ length: n }, (_, i) => ((i * 7) % 3) & 1);
    const whole = evaluateClassifier(classifier, { inputs, targets }, 'natural');
    let [loss, correct] = [0, 0];
    for (let i = 0; i < n; i++) {
      const row = evaluateClassifier(
        classifier,
        { inputs: inputs.slice(i, i + 1), targets: targets.subarray(i, i + 1) },
        'natural',
      );
      loss += row.loss;
      correct += row.accuracy;
    }
    expect(whole.accuracy).toBe(correct / n);
    // Float64 sums of at most 1,300 losses.
    expect(Math.abs(whole.loss - loss / n)).toBeLessThan(1e-9);
    expect(whole.confusionMatrix.flat().reduce((a, b) => a + b, 0)).toBe(n);
  });
});

describe('rows of objects', () => {
  const rows = [
    { age: 42, member: true, joined: new Date('2024-02-29'), plan: 'pro' },
    { age: '20', member: 'no', joined: '2020-01-01', plan: null },
    { plan: 'unheard of', age: null, member: 'yes', joined: '2022-06-30', city: 'Kiel' },
  ];

  it('have the classes and probabilities that their inputs have', () => {
    const classifier = mixedClassifier();
    const { inputs } = classifier.pipeline!.encodeObjects(rows);
    const { natural, predictions } = classifier.score(inputs);
    expect(classifier.predictProba(rows)).toEqual(natural.toRows());
    expect(classifier.predict(rows)).toEqual(Array.from(predictions, (label) => classifier.classes[label]));
    expect(classifier.predictProba(rows.slice(1, 2))).toEqual([natural.toRows()[1]]);
    for (const row of classifier.predictProba(rows)) expect(row[0]! + row[1]!).toBeCloseTo(1, 6);
    expect(classifier.predictProba([])).toEqual([]);
  });

  it('are refused with the number of the row', () => {
    const classifier = mixedClassifier({ fills: false });
    expect(errorOf(() => classifier.predict(rows))).toMatchObject({
      code: 'E_CSV_MISSING',
      file: 'rows',
      line: 2,
      column: 4,
      field: 'plan',
    });
    expect(errorOf(() => classifier.predictProba([{ ...rows[0]!, age: 'x' }, [] as never]))).toMatchObject({
      code: 'E_CSV_NUMBER',
      line: 1,
    });
  });

  it('are refused by a model of bare arrays, which says the way out', () => {
    const classifier = smallClassifier({ pipeline: null });
    for (const ask of [() => classifier.predict([]), () => classifier.predictProba([])]) {
      expect(errorOf(ask)).toMatchObject({
        code: 'E_MODEL_PIPELINE',
        message: 'the model was trained on bare arrays and does not know columns by their names',
        hint: expect.stringContaining('score(inputs)') as string,
      });
    }
  });
});
