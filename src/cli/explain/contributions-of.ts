/**
 * The contributions of columns to the answers of a model, as the options of the command line ask for them.
 */
import { UsageError } from '../../errors.ts';
import { Contributions, type RowContributions } from '../../explain/contributions/contributions.ts';
import { MOST_COLUMNS } from '../../explain/contributions/shapley.ts';
import { requireBackground } from '../../model/require-background.ts';
import type { ModelFile } from '../../node/stores/model-store.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { drawBackground } from '../../training/rows/background.ts';
import type { Arguments } from '../options/arguments.ts';
import type { TrainingFile } from './training-file.ts';

export interface OneExplained extends RowContributions {
  readonly contributions: Contributions;
  readonly method: 'integrated gradients' | 'Shapley values';
}

/**
 * @param inputs of one row [1, d]
 * @param label of the class that the model predicts
 * @throws UsageError for what can't be asked of this model; FormatError as `backgroundOf` does.
 */
export function explainInputs(
  args: Arguments,
  model: ModelFile,
  training: TrainingFile | null,
  inputs: Tensor,
  label: number,
): OneExplained {
  const { classifier, file } = model;
  const isPair = classifier.positive !== null;
  const scale = args.text('scale') === 'probability' ? 'probability' : 'logit';
  if (scale === 'probability' && !isPair) {
    const message = `--scale probability needs 2 classes, the model has ${classifier.classes.length}`;
    throw new UsageError('E_USAGE_CONFLICT', message, { file, hint: '--scale log-odds' });
  }
  const isExact = args.flag('exact');
  const count = classifier.pipeline!.featureNames.length;
  if (isExact && count > MOST_COLUMNS) {
    const message = `--exact is for at most ${MOST_COLUMNS} columns, the model has ${count}`;
    throw new UsageError('E_USAGE_CONFLICT', message, {
      file,
      hint: 'leave it out: integrated gradients take any number of columns',
    });
  }
  const background = backgroundOf(model, training);
  const contributions = new Contributions(classifier, { scale, background, ...(!isPair && { classIndex: label }) });
  const [row] = isExact ? contributions.shapley(inputs) : contributions.explain(inputs);
  return { ...row!, contributions, method: isExact ? 'Shapley values' : 'integrated gradients' };
}

/**
 * The rows that a model keeps to compare with; of an older model, which keeps none, drawn from its training rows as a
 * training draws them.
 *
 * @throws FormatError E_MODEL_BACKGROUND where neither is there.
 */
function backgroundOf({ classifier, config, file }: ModelFile, training: TrainingFile | null): Tensor {
  if (classifier.background === null && training !== null) {
    return drawBackground({ ...training.data, priors: classifier.priors }, config.seed);
  }
  const hint = 'explain a row of the file that it was trained on, or train it anew';
  return requireBackground(classifier, hint, file);
}
