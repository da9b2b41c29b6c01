/**
 * `glassnet cv FILE`: cross-validates a way to train; its figures, and what each row got from the model that had not seen
 * it, become a folder.
 */
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { requireReplaceableFolder, writeFolder, type FolderOptions } from '../../node/files/atomic-write.ts';
import { CV_FILE, OOF_FILE } from '../../node/stores/cv-folder.ts';
import { recordPreparation } from '../../node/stores/run-record.ts';
import { taskThreads } from '../../node/threads/pool/task-threads.ts';
import { predictFolds } from '../../node/threads/predict-folds.ts';
import { foldTable, type FoldedTable } from '../../preprocessing/prepare-folds.ts';
import { crossValidationDocument } from '../../report/cross-validation-document.ts';
import { outOfFoldHeader, outOfFoldLines, type RowIds } from '../../report/out-of-fold-csv.ts';
import { describeCrossValidation, describeFold, describeFolds } from '../../report/text/describe-cross-validation.ts';
import { describePositive } from '../../report/text/describe.ts';
import { CROSS_VALIDATION_OPTIONS } from '../../training/resampling/cross-validation-options.ts';
import { crossValidation, foldResult, type FoldResult } from '../../training/resampling/cross-validation.ts';
import { outOfFoldRows } from '../../training/resampling/out-of-fold.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import { VERSION } from '../../version.ts';
import { threadsOf } from '../choose-kernels.ts';
import type { Console } from '../console.ts';
import { inFlags } from '../flags.ts';
import { TasksProgress } from '../progress/tasks-progress.ts';
import { inferenceDocument } from '../inputs/inferences.ts';
import { isArrays } from '../inputs/input-file.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { noteAudit } from '../inputs/note-audit.ts';
import { noteLeak, readFaultless, type ReadFile } from '../inputs/prepare-csv.ts';
import { readRowIds } from '../inputs/row-ids.ts';
import { freeRunFolder } from '../inputs/run-folder.ts';
import type { Arguments } from '../options/arguments.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const startMs = performance.now();
  const path = args.positional!;
  if (isArrays(path)) {
    const message = 'arrays were split and scaled before, so no fold would be judged by rows that had no say';
    throw new UsageError('E_USAGE_CONFLICT', message, { file: path, hint: 'give the CSV file that they come from' });
  }
  const folder = await outputFolder(path, args);
  const training = args.valuesOf(TRAINING_OPTIONS);
  const { folds, repeats } = args.valuesOf(CROSS_VALIDATION_OPTIONS);
  // They start while this one reads.
  taskThreads(Math.min(threadsOf(args), folds * repeats));
  const read = await readFaultless(path, args, console);
  const folded = fold(read, args, console);
  const ids = await readRowIds(path, read.file, read.preparation);
  const audit = async () => {
    await noteAudit(path, args, { ...read.file, preparation: read.preparation }, console);
  };
  const { results, lines } = await judged({ folded, training, threads: threadsOf(args), ids, audit }, console);
  const validated = crossValidation(folded, results);
  const told = crossValidationDocument(validated, {
    command: process.argv.slice(2),
    data: { path, sha256: read.file.sha256 },
    target: read.file.schema.target,
    preparation: recordPreparation(read.preparation),
    training,
    seed: training.seed,
    versions: { glassnet: VERSION, node: process.versions.node },
    elapsedMs: Math.round(performance.now() - startMs),
    inferences: inferenceDocument(read.file.inferences),
  });
  const files = new Map([
    [CV_FILE, `${JSON.stringify(told, null, 2)}\n`],
    [OOF_FILE, [outOfFoldHeader(validated.classes, ids), ...lines].join('')],
  ]);
  await writeFolder(folder, files, folderOptions(args));
  console.document(told);
  console.result(`Figures:  ${join(folder, CV_FILE)}, and what each row got in oof.csv beside it\n`);
  console.result(`${describeFolds(validated)}\n\n${describeCrossValidation(validated)}`);
}

/** @throws before anything is read, when the folder exists and cannot be replaced. */
async function outputFolder(path: string, args: Arguments): Promise<string> {
  if (args.optionalText('output') === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: cv writes a folder, which stdout is not', { field: 'output' });
  }
  const folder = args.optionalText('output') ?? freeRunFolder(path, '-cv');
  await requireInputsKept(args, { files: [args.optionalText('write-schema')], folder });
  await requireReplaceableFolder(folder, folderOptions(args));
  return folder;
}

function folderOptions(args: Arguments): FolderOptions {
  return { force: args.flag('force'), kind: 'cross-validation' };
}

/** The plan of all folds; everything about rows and classes is refused here, before a model is trained. */
function fold({ file, preparation, shown }: ReadFile, args: Arguments, console: Console): FoldedTable {
  const counts = args.valuesOf(CROSS_VALIDATION_OPTIONS);
  const folded = foldTable(file.table, file.schema, preparation.options, counts, shown);
  console.notes(() => describePositive(folded.labels, inFlags));
  noteLeak(folded.options, console);
  return folded;
}

interface Job {
  readonly folded: FoldedTable;
  readonly training: TrainingOptions;
  readonly threads: number;
  readonly ids: RowIds | null;
  /** Goes on in this thread while others train; what it says still comes first. */
  readonly audit: () => Promise<void>;
}

/** The results of all folds, and the lines of out-of-fold predictions, repeat by repeat. */
async function judged(
  { folded, training, threads, ids, audit }: Job,
  console: Console,
): Promise<{ results: FoldResult[]; lines: string[] }> {
  const progress = new TasksProgress(console, folded.plan.length, 'folds', true);
  const results: FoldResult[] = [];
  const lines: string[] = [];
  let probabilities: Float64Array[] = [];
  try {
    const predicted = predictFolds(folded, training, threads, (index, predictions) => {
      const result = foldResult(folded, index, predictions);
      results.push(result);
      progress.onDone(() => describeFold(result, folded));
      probabilities.push(predictions.probabilities);
      if (result.fold < folded.folds) return;
      lines.push(outOfFoldLines(outOfFoldRows(folded, result.repeat, probabilities), ids));
      probabilities = [];
    });
    const audited = console.progress.quiet ? undefined : audit();
    await Promise.all([predicted, Promise.resolve(audited).then(() => progress.show())]);
    return { results, lines };
  } finally {
    progress.end();
  }
}
