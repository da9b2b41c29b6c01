/**
 * `glassnet evaluate FILE`: measures a model on rows with known answers; `--output` writes its tables to files.
 */
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { requireReplaceableFolder, writeFolder, type FolderOptions } from '../../node/files/atomic-write.ts';
import { loadModel } from '../../node/stores/model-store.ts';
import { baselinePredictions, majorityPredictions } from '../../training/baselines/baselines.ts';
import { csvFiles } from '../../report/csv.ts';
import { evaluationDocument, jsonDocument } from '../../report/document.ts';
import { documentSummary, documentTables } from '../../report/text/describe-document.ts';
import type { Console } from '../console.ts';
import { inFlags } from '../flags.ts';
import type { Arguments } from '../options/arguments.ts';
import { inferenceDocument } from '../inputs/inferences.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { arrayKeys, isArrays, requireNoCsvOptions } from '../inputs/input-file.ts';
import { placingFarRows } from '../inputs/far-row.ts';
import { readCsvRows, requireFit, type RowsToJudge } from '../inputs/rows-to-judge.ts';
import { requireTargetable, targetingTerms } from '../inputs/targeting.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  if (isArrays(path)) requireNoCsvOptions(path, args);
  const keys = arrayKeys(path, args);
  const terms = targetingTerms(args);
  const model = args.text('model');
  const output = await outputFolder(args);
  const { classifier, config, file } = await loadModel(model);
  const {
    dataset,
    mix,
    prepared,
    lineOf,
    inferences = [],
  }: RowsToJudge = isArrays(path)
    ? await (await import('../../node/stores/prepared-arrays.ts')).readDatasetFile(path, keys)
    : await readCsvRows(path, args, { classifier, file }, console);
  requireFit(dataset, classifier, path);
  if (terms !== undefined)
    requireTargetable({ classes: classifier.classes, heldOutMix: mix }, nameOf(path), 'these rows');
  const baselines =
    prepared === undefined
      ? [majorityPredictions(classifier.priors[mix], classifier.classes, dataset.targets.length)]
      : baselinePredictions(prepared);
  const evaluation = await placingFarRows(path, lineOf, () => {
    return evaluationDocument({ classifier, dataset, mix, baselines, terms, seed: config.seed });
  });
  const json = { ...jsonDocument(evaluation), inferences: inferenceDocument(inferences) };
  if (output !== undefined) {
    const metrics = ['metrics.json', `${JSON.stringify(json, null, 2)}\n`] as const;
    await writeFolder(output, new Map([metrics, ...csvFiles(evaluation)]), folderOptions(args));
  }
  console.document(json);
  console.result(`${documentTables(evaluation, inFlags)}\n`);
  if (output !== undefined) console.result(`Tables:   ${join(output, 'metrics.json')}, and as CSV beside it`);
  console.result(documentSummary(evaluation));
}

/** @throws before anything is computed, when `--output` exists and cannot be replaced. */
async function outputFolder(args: Arguments): Promise<string | undefined> {
  const folder = args.optionalText('output');
  if (folder === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: evaluate writes a folder, which stdout is not', {
      field: 'output',
    });
  }
  if (folder !== undefined) await requireReplaceableFolder(folder, folderOptions(args));
  await requireInputsKept(args, { folder });
  return folder;
}

function folderOptions(args: Arguments): FolderOptions {
  return { force: args.flag('force'), kind: 'evaluation' };
}
