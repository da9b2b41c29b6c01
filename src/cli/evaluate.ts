/**
 * `glassnet evaluate FILE`: measures a model on rows whose answer is known.
 */
import { createHash } from 'node:crypto';
import { textColumn } from '../data/table.ts';
import { DataError, FormatError, quoted, UsageError } from '../errors.ts';
import { openCsv } from '../node/csv-reader.ts';
import { loadModel } from '../node/model-store.ts';
import { readDatasetFile } from '../node/prepared-arrays.ts';
import { readTable } from '../node/read-table.ts';
import { readRunRecord, type Preparation } from '../node/run-record.ts';
import type { Dataset } from '../preprocessing/dataset.ts';
import { prepare, type PreparedData } from '../preprocessing/prepare.ts';
import { createRandom } from '../random.ts';
import { baselineAnswers, classifierAnswers, majorityAnswers } from '../training/baselines.ts';
import { judge } from '../training/judgement.ts';
import { describeTargeting, planFor, targetingTerms } from './targeting.ts';
import { describeJudgement } from './describe-judgement.ts';
import type { Classifier, Mix } from '../training/classifier.ts';
import { formatPercent, formatTable, groupDigits } from '../text-table.ts';
import { CSV_OPTIONS } from './command.ts';
import type { Console } from './console.ts';
import { describeEvaluation } from './describe.ts';
import type { Arguments } from './arguments.ts';
import { csvOptions, isArrays } from './prepare-csv.ts';

interface RowsToJudge {
  readonly dataset: Dataset;
  /** The mix of classes that the rows come in. */
  readonly mix: Mix;
  /** The data of the training, where the rows are its test rows: baselines learn from the same training rows. */
  readonly prepared?: PreparedData;
}

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const useless = (['rows', ...CSV_OPTIONS] as const).find((name) => args.given.has(name));
  if (isArrays(path) && useless !== undefined) {
    throw new UsageError('E_USAGE_CONFLICT', `--${useless} has no effect on arrays`, { file: path });
  }
  const terms = targetingTerms(args);
  const { classifier, config, file } = await loadModel(args.text('model'));
  const { dataset, mix, prepared }: RowsToJudge = isArrays(path)
    ? await readDatasetFile(path)
    : await readCsvRows(path, args, classifier, file, console);
  requireFit(dataset, classifier, path);
  if (terms !== undefined) requireTargetable(classifier, mix, path);
  const evaluation = classifier.evaluate(dataset, mix);
  const answers = [
    classifierAnswers('this network', classifier, dataset, mix),
    ...(prepared === undefined
      ? [majorityAnswers(classifier.priors[mix], classifier.classes, dataset.targets.length)]
      : await baselineAnswers(prepared, config.seed)),
  ];
  const random = createRandom(config.seed, 'bootstrap');
  const judged = judge(answers, dataset.targets, classifier.classes.length, random);
  const targeting = terms && planFor(answers[0]!, dataset.targets, terms, createRandom(config.seed, 'targeting'));
  const [network, ...baselines] = judged;
  console.document({
    schema: 'glassnet.evaluate/1',
    ...evaluation,
    classes: classifier.classes,
    mix,
    figures: network!.figures,
    baselines,
    ...(targeting && { targeting }),
  } as { schema: string });
  console.result(confusionTable(evaluation.confusionMatrix, classifier.classes));
  console.result(`\n${describeJudgement(judged)}\n`);
  if (targeting !== undefined) console.result(`${describeTargeting(targeting)}\n`);
  console.result(describeEvaluation(evaluation, { classes: classifier.classes, heldOutMix: mix }));
  console.result(`Test loss: ${evaluation.loss.toFixed(2)}. Test accuracy: ${formatPercent(evaluation.accuracy)}.`);
}

/**
 * The rows to measure on: of the very file that the model was trained on only those that training kept apart, because
 * on the others any model looks good; of another file all.
 */
async function readCsvRows(
  path: string,
  args: Arguments,
  classifier: Classifier,
  modelFile: string,
  console: Console,
): Promise<RowsToJudge> {
  const wanted = args.text('rows');
  const preparation = wanted === 'all' ? null : await trainingPreparation(path, modelFile);
  if (preparation !== null) {
    const { table, schema } = await readTable(path, preparation.csv, preparation.columns);
    const prepared = prepare(table, schema, preparation.options, path);
    const { test, heldOutMix } = prepared;
    console.note(
      `${path}: the file of the training; measured on the ${groupDigits(test.targets.length)} test rows it kept apart`,
    );
    return { dataset: test, mix: heldOutMix, prepared };
  }
  if (wanted === 'test') {
    throw new DataError(
      'E_DATA_ROWS',
      'is not the file that the model was trained on, so its test rows are not known',
      {
        file: path,
        hint: 'leave --rows out to measure on all rows',
      },
    );
  }
  const dataset = await readAllRows(path, args, classifier, modelFile);
  console.note(`${path}: measured on all ${groupDigits(dataset.targets.length)} rows`);
  return { dataset, mix: 'natural' };
}

/** How the file was prepared, if the model's run.json says that it was trained on exactly these bytes. */
async function trainingPreparation(path: string, modelFile: string): Promise<Preparation | null> {
  const record = path === '-' ? null : await readRunRecord(modelFile);
  if (record === null) return null;
  const hash = createHash('sha256');
  for await (const bytes of openCsv(path)) hash.update(bytes);
  return hash.digest('hex') === record.sha256 ? record.preparation : null;
}

async function readAllRows(
  path: string,
  args: Arguments,
  { pipeline, classes }: Classifier,
  modelFile: string,
): Promise<Dataset> {
  if (pipeline === null) {
    throw new FormatError(
      'E_MODEL_PIPELINE',
      'the model was trained on bare arrays and does not know the columns of a CSV file',
      { file: modelFile, hint: 'evaluate it on an .npz file' },
    );
  }
  const options = csvOptions(args);
  const header = options.header === 'auto' ? (pipeline.hasHeader ? 'yes' : 'no') : options.header;
  const { table } = await readTable(
    path,
    { ...options, header },
    {
      target: pipeline.target,
      id: 'none',
      only: pipeline.featureNames,
      labels: classes,
      types: pipeline.types,
      missingWords: pipeline.missingWords,
      levels: pipeline.onlyLevels,
      needed: pipeline.refusesMissing,
    },
  );
  const { levels, codes } = textColumn(table, pipeline.target);
  const labels = levels.map((level) => classes.indexOf(level));
  const rows = Int32Array.from(codes.keys());
  return { inputs: pipeline.transform(table, rows, path), targets: codes.map((code) => labels[code]!) };
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

function confusionTable(matrix: readonly (readonly number[])[], classes: readonly string[]): string {
  const rows = matrix.map((counts, label) => [quoted(classes[label]!), ...counts.map(groupDigits)]);
  return formatTable(
    [['is \\ predicted', ...classes.map(quoted)], ...rows],
    ['left', ...classes.map(() => 'right' as const)],
  );
}
