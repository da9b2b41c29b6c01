/** Validation figures of networks on folds: each row is told of by the one network that did not learn from it. */
import { expect, it } from 'vitest';
import { membersOf } from '../../../src/nn/ensemble.ts';
import { Classifier } from '../../../src/model/classifier.ts';
import { completeOptions } from '../../../src/options/check-options.ts';
import { memberPool } from '../../../src/training/ensemble/members.ts';
import { trainClassifier } from '../../../src/training/train-classifier.ts';
import { TRAINING_OPTIONS } from '../../../src/training/training-options.ts';
import { accuracyScore, rocAucScore } from '../../../src/evaluation/metrics.ts';
import { makeData } from '../../support/training.ts';

const data = {
  classes: ['no', 'yes'],
  heldOutMix: 'natural',
  balance: 'none',
  pipeline: null,
  priors: { natural: [0.6, 0.4], training: [0.6, 0.4] },
  train: makeData(1, 90),
  validation: makeData(2, 31),
  test: makeData(3, 40),
} as const;
const OPTIONS = { hidden: [6], epochs: 8, batchSize: 10, ensemble: 4, members: 'folds' } as const;

it('are those of each row by its own network, recomputed row by row: loss to 1e-6, accuracy, ROC AUC and matrix exactly', async () => {
  const { classifier, validation, held } = await trainClassifier(data, OPTIONS);
  const { folds } = memberPool(data, completeOptions(TRAINING_OPTIONS, OPTIONS, 'train'));
  const networks = membersOf(classifier.network).map(
    (network) => new Classifier({ ...data, network, output: 'softmax' }),
  );
  const parts = [data.train, data.validation];
  const rows = parts.flatMap(({ inputs, targets }) =>
    Array.from(targets, (target, i) => ({ x: inputs.slice(i, i + 1), target })),
  );
  const answers = rows.map(({ x, target }, row) => {
    const [no, yes] = networks[folds![row]!]!.score(x).natural.data;
    return { target, yes: yes!, prediction: yes! > no! ? 1 : 0 };
  });
  const targets = Int32Array.from(answers, ({ target }) => target);
  const predictions = Int32Array.from(answers, ({ prediction }) => prediction);
  const loss = answers.reduce((sum, { target, yes }) => sum - Math.log(target === 1 ? yes : 1 - yes), 0) / 121;
  expect(validation.rows).toBe(121);
  // Probabilities are float32.
  expect(Math.abs(validation.loss - loss)).toBeLessThan(1e-6);
  expect(validation.accuracy).toBe(accuracyScore(targets, predictions));
  expect(validation.rocAuc).toBe(
    rocAucScore(
      targets,
      Float32Array.from(answers, ({ yes }) => yes),
    ),
  );
  expect(held!.targets.toSorted()).toEqual(targets.toSorted());
  const count = (target: number, prediction: number) =>
    answers.filter((answer) => answer.target === target && answer.prediction === prediction).length;
  expect(validation.confusionMatrix).toEqual([0, 1].map((target) => [count(target, 0), count(target, 1)]));
});

it('differ from those of networks that have seen the rows, which flatter', async () => {
  const { classifier, validation } = await trainClassifier(data, { ...OPTIONS, epochs: 60, patience: 60 });
  const { natural } = classifier.score(data.train.inputs);
  const seen = data.train.targets.reduce((sum, target, row) => sum - Math.log(natural.data[2 * row + target]!), 0) / 90;
  expect(seen).toBeLessThan(validation.loss);
});

it('are there for folds alone: networks by seed are measured together on the validation rows', async () => {
  const { held, validation } = await trainClassifier(data, { ...OPTIONS, members: 'seeds' });
  expect([held, validation.rows]).toEqual([null, 31]);
});
