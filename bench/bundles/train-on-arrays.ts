/**
 * A page that trains on arrays and asks for probabilities.
 */
import {
  createRandom,
  stratifiedSplit,
  Tensor,
  trainClassifier,
  type Classifier,
  type Dataset,
} from '../../src/index.ts';

/**
 * @param inputs numbers [n][d]
 * @param targets class numbers [n], in [0, k)
 */
export async function train(
  inputs: readonly (readonly number[])[],
  targets: readonly number[],
  classes: readonly string[],
): Promise<Classifier> {
  const shares = classes.map((_, label) => targets.filter((target) => target === label).length / targets.length);
  const {
    train: rows,
    validation,
    test,
  } = stratifiedSplit(Int32Array.from(targets), classes.length, [80, 10, 10], createRandom(1, 'split'));
  const dataset = (chosen: Int32Array): Dataset => ({
    inputs: Tensor.from(Array.from(chosen, (row) => inputs[row]!)),
    targets: chosen.map((row) => targets[row]!),
  });
  const { classifier } = await trainClassifier(
    {
      train: dataset(rows),
      validation: dataset(validation),
      test: dataset(test),
      classes,
      priors: { natural: shares, training: shares },
      heldOutMix: 'natural',
      balance: 'none',
      pipeline: null,
    },
    { seed: '1' },
  );
  return classifier;
}

/** Class probabilities [n][k]. */
export function predictProba(classifier: Classifier, inputs: readonly (readonly number[])[]): number[][] {
  return classifier.score(Tensor.from(inputs)).natural.toRows();
}
