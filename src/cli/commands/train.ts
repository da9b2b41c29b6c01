/**
 * `glassnet train FILE`: from a CSV file or prepared arrays to a run folder with the model and its numbers.
 */
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { dropOption } from '../../data/column-name.ts';
import { UsageError } from '../../errors.ts';
import type { CalibrationMethod } from '../../evaluation/calibration.ts';
import { requireReplaceableFolder, writeFolder } from '../../node/files/atomic-write.ts';
import { makeFolder } from '../../node/files/make-folder.ts';
import { MODEL_FILE, modelBytes, readBytes, sha256 } from '../../node/stores/model-store.ts';
import { countParameters } from '../../nn/layers/dense.ts';
import {
  recordPreparation,
  RUN_FILE,
  RUN_SCHEMA,
  type Preparation,
  type RunRecord,
} from '../../node/stores/run-record.ts';
import { VERSION } from '../../node/version.ts';
import type { PreparedData } from '../../preprocessing/prepare.ts';
import { groupDigits } from '../../text-table.ts';
import type { Output } from '../../model/classifier.ts';
import { trainClassifier, type TrainedClassifier, type TrainingOptions } from '../../training/train-classifier.ts';
import { PREPARE_OPTIONS } from '../command.ts';
import type { Console } from '../console.ts';
import { PROGRAM, shellWord } from '../program.ts';
import { isArrays, stemOf } from '../inputs/input-file.ts';
import { prepareCsv, type PreparedCsv } from '../inputs/prepare-csv.ts';
import type { Arguments } from '../options/arguments.ts';
import { TrainingProgress } from '../training-progress.ts';
import { reportTraining, rowCounts } from '../training-report.ts';

/** Where runs without `--output` go. */
const RUNS = 'runs';

/** Four float32 a parameter (weight, gradient, two moments of Adam) are 2 GiB then. */
const MOST_PARAMETERS = 2 ** 27;

export async function run(args: Arguments, console: Console): Promise<void> {
  const startMs = performance.now();
  const path = args.positional!;
  const force = args.flag('force');
  const options = trainingOptions(args);
  if (args.optionalText('output') === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: train writes a folder, which stdout is not', { field: 'output' });
  }
  const folder = args.optionalText('output') ?? freeRunFolder(path);
  const isFirstRun = args.optionalText('output') === undefined && !existsSync(RUNS);
  await requireReplaceableFolder(isFirstRun ? RUNS : folder, { force });

  const { data, dataSha256, preparation } = await readData(path, args, console);
  if (options.output === 'sigmoid' && data.classes.length !== 2) {
    throw new UsageError(
      'E_USAGE_VALUE',
      `--output-activation sigmoid tells 2 classes apart, the data has ${data.classes.length}`,
      { file: path },
    );
  }
  requireCalibration(options, data, path);
  requireParameters(options.hidden, data.train.inputs.columns, data.classes.length);
  const progress = new TrainingProgress(console, options.epochs);
  const trained = await trainClassifier(data, options, [progress]);
  progress.describeEnd(trained);

  const elapsedMs = Math.round(performance.now() - startMs);
  const documents = runDocuments(options.seed, data, trained, {
    schema: RUN_SCHEMA,
    command: process.argv.slice(2),
    data: { path, sha256: dataSha256 },
    preparation: preparation && recordPreparation(preparation),
    versions: { glassnet: VERSION, node: process.versions.node },
    elapsedMs,
  });
  if (isFirstRun) await makeFolder(RUNS);
  await writeFolder(folder, documents, { force });
  await reportTraining({ folder, data, trained, seed: options.seed, elapsedMs }, console);
}

async function readData(
  path: string,
  args: Arguments,
  console: Console,
): Promise<{ data: PreparedData; dataSha256: string; preparation: Preparation | null }> {
  if (!isArrays(path)) {
    const read = await prepareCsv(path, args, console);
    if (!args.flag('quiet')) await noteAudit(path, args, read, console);
    return read;
  }
  const decided = PREPARE_OPTIONS.find((name) => args.given.has(name));
  if (decided !== undefined) {
    throw new UsageError(
      'E_USAGE_CONFLICT',
      `--${decided} has no effect on arrays: it was decided when they were prepared`,
      {
        hint: 'give it to prepare, or train on the CSV file',
      },
    );
  }
  const { readPrepared } = await import('../../node/stores/prepared-arrays.ts');
  const data = await readPrepared(path);
  console.note(
    `${path}: ${groupDigits(data.train.targets.length)} training rows of ${data.train.inputs.columns} features`,
  );
  return { data, dataSha256: sha256(await readBytes(path)), preparation: null };
}

function trainingOptions(args: Arguments): TrainingOptions {
  return {
    hidden: args.numbers('hidden'),
    output: args.text('output-activation') as Output,
    epochs: args.number('epochs'),
    batchSize: args.number('batch-size'),
    optimizer: args.text('optimizer') as TrainingOptions['optimizer'],
    learningRate: args.number('learning-rate'),
    momentum: args.number('momentum'),
    patience: args.number('patience'),
    l2: args.number('l2'),
    dropout: args.number('dropout'),
    calibrate: args.text('calibrate') as CalibrationMethod,
    seed: args.text('seed'),
  };
}

function requireParameters(hidden: readonly number[], inputDim: number, outputUnits: number): void {
  const widths = [inputDim, ...hidden, outputUnits];
  const count = countParameters(widths);
  if (count <= MOST_PARAMETERS) return;
  const most = groupDigits(MOST_PARAMETERS);
  const bytes = groupDigits(count * Float32Array.BYTES_PER_ELEMENT);
  throw new UsageError(
    'E_USAGE_VALUE',
    `--hidden: widths ${widths.join(', ')} are ${groupDigits(count)} parameters, at most ${most} are possible`,
    { field: 'hidden', hint: `they alone would take ${bytes} bytes` },
  );
}

function requireCalibration({ calibrate }: TrainingOptions, { heldOutMix, classes }: PreparedData, file: string): void {
  const problem =
    calibrate === 'none'
      ? undefined
      : heldOutMix !== 'natural'
        ? 'needs validation rows in their natural mix'
        : calibrate === 'platt' && classes.length !== 2
          ? `is for 2 classes, the data has ${classes.length}`
          : undefined;
  if (problem === undefined) return;
  throw new UsageError('E_USAGE_CONFLICT', `--calibrate ${calibrate} ${problem}`, { file });
}

/** What would make the figures of this training untrustworthy, said before them. */
async function noteAudit(
  path: string,
  args: Arguments,
  { data, table, schema, preparation }: PreparedCsv,
  console: Console,
): Promise<void> {
  const [{ auditTable }, { describeAudit }, { optionWords }] = await Promise.all([
    import('../../audit/audit-table.ts'),
    import('../../report/text/describe-audit.ts'),
    import('../options/option-words.ts'),
  ]);
  const findings = auditTable(table, schema, preparation.options, path, { about: 'training', rows: data.rows });
  const options = optionWords(args, [...PREPARE_OPTIONS.filter((name) => name !== 'write-schema'), 'seed']);
  const audit = [PROGRAM, 'audit', shellWord(path), ...options].join(' ');
  for (const line of describeAudit(findings, { audit, withoutColumns: dropOption })) console.note(line);
}

/** `runs/NAME`, or the first of `runs/NAME-2`, `runs/NAME-3`, … that is free: without --output nothing is replaced. */
function freeRunFolder(path: string): string {
  const stem = stemOf(path).replace(/_train$/, '');
  for (let number = 1; ; number++) {
    const folder = join(RUNS, number === 1 ? stem : `${stem}-${number}`);
    if (!existsSync(folder)) return folder;
  }
}

function runDocuments(
  seed: string,
  data: PreparedData,
  { classifier, history, bestEpoch, validation, test }: TrainedClassifier,
  record: RunRecord,
): Map<string, Uint8Array | string> {
  const metrics = {
    schema: 'glassnet.metrics/1',
    classes: data.classes,
    priors: data.priors,
    heldOutMix: data.heldOutMix,
    rows: rowCounts(data),
    epochs: history.epochs.length,
    bestEpoch,
    validation,
    test,
  };
  return new Map<string, Uint8Array | string>([
    [MODEL_FILE, modelBytes(classifier, seed)],
    [RUN_FILE, `${JSON.stringify(record, null, 2)}\n`],
    ['metrics.json', `${JSON.stringify(metrics, null, 2)}\n`],
    ['history.csv', history.toCsv()],
  ]);
}
