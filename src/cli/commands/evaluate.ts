/**
 * `glassnet evaluate FILE`: measures a model on rows whose answer is known; `--output` keeps its tables as files.
 */
import { join } from 'node:path';
import { FormatError, UsageError } from '../../errors.ts';
import { requireReplaceableFolder, writeFolder, type FolderOptions } from '../../node/files/atomic-write.ts';
import { loadModel } from '../../node/stores/model-store.ts';
import type { Dataset } from '../../preprocessing/dataset.ts';
import { createRandom } from '../../random.ts';
import { baselineAnswers, classifierAnswers, majorityAnswers } from '../../training/baselines.ts';
import type { Answers } from '../../evaluation/judgement.ts';
import { judgeAndTabulate, thin } from '../../evaluation/judgement-tables.ts';
import { describeTargeting, planFor, targetingTerms } from '../inputs/targeting.ts';
import { describeJudgement } from '../../report/text/describe-judgement.ts';
import { confusionTable, describeClasses, describeTables } from '../../report/text/describe-tables.ts';
import { evaluationFiles } from '../../report/evaluation-files.ts';
import type { Classifier, Mix } from '../../model/classifier.ts';
import { formatPercent } from '../../text-table.ts';
import { CSV_OPTIONS } from '../command.ts';
import type { Console } from '../console.ts';
import { describeEvaluation } from '../../report/text/describe.ts';
import type { Arguments } from '../options/arguments.ts';
import { isArrays } from '../inputs/input-file.ts';
import { readCsvRows, type RowsToJudge } from '../inputs/rows-to-judge.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const useless = (['rows', ...CSV_OPTIONS] as const).find((name) => args.given.has(name));
  if (isArrays(path) && useless !== undefined) {
    throw new UsageError('E_USAGE_CONFLICT', `--${useless} has no effect on arrays`, { file: path });
  }
  const terms = targetingTerms(args);
  const model = args.text('model');
  const output = await outputFolder(args);
  const { classifier, config, file } = await loadModel(model);
  const { dataset, mix, prepared }: RowsToJudge = isArrays(path)
    ? await (await import('../../node/stores/prepared-arrays.ts')).readDatasetFile(path)
    : await readCsvRows(path, args, { classifier, file }, console);
  requireFit(dataset, classifier, path);
  if (terms !== undefined) requireTargetable(classifier, mix, path);
  const evaluation = classifier.evaluate(dataset, mix);
  const answers: [Answers, ...Answers[]] = [
    classifierAnswers('this network', classifier, dataset, mix),
    ...(prepared === undefined
      ? [majorityAnswers(classifier.priors[mix], classifier.classes, dataset.targets.length)]
      : await baselineAnswers(prepared, config.seed)),
  ];
  const { classes } = classifier;
  const { targets } = dataset;
  const shares = classifier.priors[mix];
  const { judged, tables } = judgeAndTabulate(
    answers,
    targets,
    classes,
    shares,
    createRandom(config.seed, 'bootstrap'),
  );
  const targeting = terms && planFor(answers[0], targets, terms, createRandom(config.seed, 'targeting'));
  const [network, ...baselines] = judged;
  const metrics = {
    schema: 'glassnet.evaluate/1',
    ...evaluation,
    classes,
    mix,
    figures: network!.figures,
    baselines,
    perClass: tables.perClass,
    reliability: tables.reliability,
    gain: tables.gain,
    // The threshold Infinity becomes null in JSON.
    curves: {
      roc: tables.roc && thin(tables.roc),
      precisionRecall: tables.precisionRecall && thin(tables.precisionRecall),
    },
    ...(targeting && { targeting }),
  };
  if (output !== undefined) await writeFolder(output, evaluationFiles(metrics, tables), folderOptions(args));
  console.document(metrics);
  const parts = [
    confusionTable(evaluation.confusionMatrix, classes),
    describeClasses(tables),
    ...describeJudgement(judged, classes),
    ...describeTables(tables, evaluation.rows),
    ...(targeting === undefined ? [] : [describeTargeting(targeting)]),
  ];
  console.result(`${parts.join('\n\n')}\n`);
  if (output !== undefined) console.result(`Tables:   ${join(output, 'metrics.json')}, and as CSV beside it`);
  console.result(describeEvaluation(evaluation, { classes, heldOutMix: mix }));
  console.result(`Test loss: ${evaluation.loss.toFixed(2)}. Test accuracy: ${formatPercent(evaluation.accuracy)}.`);
}

/** @throws before anything is computed, when there is something at `--output` that stays. */
async function outputFolder(args: Arguments): Promise<string | undefined> {
  const folder = args.optionalText('output');
  if (folder === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: evaluate writes a folder, which stdout is not', {
      field: 'output',
    });
  }
  if (folder !== undefined) await requireReplaceableFolder(folder, folderOptions(args));
  return folder;
}

function folderOptions(args: Arguments): FolderOptions {
  return { force: args.flag('force'), kind: 'evaluation' };
}

function requireTargetable({ classes }: Classifier, mix: Mix, file: string): void {
  if (classes.length === 2 && mix === 'natural') return;
  const problem = classes.length === 2 ? 'these rows come in the mix of the training' : `${classes.length} classes`;
  throw new UsageError('E_USAGE_CONFLICT', `--value-per-conversion: ${problem}`, {
    file,
    hint: 'it needs two classes, and rows in their natural mix',
  });
}

function requireFit({ inputs, targets }: Dataset, { network, classes }: Classifier, file: string): void {
  if (inputs.columns !== network.inputDim) {
    throw new FormatError('E_NPZ_SHAPE', `inputs have ${inputs.columns} columns, the model takes ${network.inputDim}`, {
      file,
    });
  }
  const row = targets.findIndex((target) => target >= classes.length);
  if (row !== -1) {
    throw new FormatError(
      'E_NPZ_VALUE',
      `targets hold ${targets[row]} at [${row}], the model has ${classes.length} classes`,
      { file },
    );
  }
}
