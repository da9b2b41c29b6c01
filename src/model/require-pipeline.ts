/**
 * The way from columns into a model, which one that was trained on bare arrays lacks.
 */
import { requireProperties } from '../argument-checks.ts';
import { FormatError } from '../errors.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';

/**
 * The pipeline of a model that is to take columns by their names.
 *
 * @param hint the way out
 * @param file what errors call the model
 * @throws FormatError E_MODEL_PIPELINE when it was trained on bare arrays.
 */
export function requirePipeline(model: { readonly pipeline: Pipeline | null }, hint: string, file?: string): Pipeline {
  requireProperties('model', 'the classifier', model, 'pipeline');
  const { pipeline } = model;
  if (pipeline !== null) return pipeline;
  const message = 'the model was trained on bare arrays and does not know columns by their names';
  throw new FormatError('E_MODEL_PIPELINE', message, { file, hint });
}

/** For those who score rows of objects. */
export const ROWS_HINT = 'train it on a table, or score its inputs as a tensor [n, d] with score(inputs)';
