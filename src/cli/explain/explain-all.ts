/**
 * `glassnet explain FILE`: what a model goes by, over all rows of a file: importance and effects of its columns.
 */
import { explainModel } from '../../explain/explain-model.ts';
import { namesIn } from '../../data/column-name.ts';
import { requireAll } from '../../data/schema.ts';
import type { ModelFile } from '../../node/stores/model-store.ts';
import { inputColumns } from '../../explain/input-columns.ts';
import type { Classifier } from '../../model/classifier.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { arrayKeys, csvOptions, isArrays, requireNoCsvOptions } from '../inputs/input-file.ts';
import { inferenceDocument } from '../inputs/inferences.ts';
import { placingFarRows } from '../inputs/far-row.ts';
import { requireFit } from '../inputs/rows-to-judge.ts';
import { withIds } from '../run-report/example-ids.ts';
import { asExplainedRows, readExplainedRows } from './explained-rows.ts';
import { explanationText } from './explanation-text.ts';

/** Of the columns; rows of arrays have one for each input. */
function namesOf(classifier: Classifier, areArrays: boolean): readonly string[] {
  const { pipeline } = classifier;
  return areArrays && pipeline !== null ? pipeline.inputs.map(({ name }) => name) : inputColumns(classifier).names;
}

export async function explainAll(args: Arguments, model: ModelFile, console: Console): Promise<void> {
  const path = args.positional!;
  const { classifier, config } = model;
  if (isArrays(path)) requireNoCsvOptions(path, args);
  const keys = arrayKeys(path, args);
  const names = namesOf(classifier, isArrays(path));
  const together = args.names('together').map((group) => namesIn([group], names));
  requireAll(names, together.flat(), 'together', model.file);
  const { inferences, lineOf, ...rows } = isArrays(path)
    ? asExplainedRows(await (await import('../../node/stores/prepared-arrays.ts')).readDatasetFile(path, keys))
    : await readExplainedRows(path, args, model, console);
  requireFit({ inputs: rows.inputs, targets: rows.targets ?? new Int32Array(0) }, classifier, path);
  const bare = await placingFarRows(path, lineOf, () => {
    return explainModel({ classifier, ...rows, seed: config.seed, together });
  });
  const explanation = isArrays(path) ? bare : await withIds(bare, path, classifier.pipeline!, csvOptions(args));
  console.document({ ...explanation, inferences: inferenceDocument(inferences) });
  console.result(explanationText(explanation, args.flag('ascii')));
}
