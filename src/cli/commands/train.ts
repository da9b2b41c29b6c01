/**
 * `glassnet train FILE`: from a CSV file or prepared arrays to a run folder with the model and its numbers.
 */
import type { Finding } from '../../audit/finding.ts';
import type { Inference } from '../../data/reading-log.ts';
import { quoted, UsageError } from '../../errors.ts';
import { requireReplaceableFolder, writeFolder } from '../../node/files/atomic-write.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { readBytes, sha256 } from '../../node/stores/model-store.ts';
import { runDocuments } from '../../node/stores/run-documents.ts';
import { recordPreparation, RUN_SCHEMA, type Preparation } from '../../node/stores/run-record.ts';
import { VERSION } from '../../version.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import { counted } from '../../text-table.ts';
import { requireTrainable } from '../../training/trainable.ts';
import { trainClassifier, type TrainedClassifier } from '../../training/train-classifier.ts';
import { cannotFold } from '../../training/ensemble/members.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import { PREPARE_OPTIONS } from '../options/option-groups.ts';
import type { Console } from '../console.ts';
import type { TestRowsJudge } from '../../node/threads/judge-test-rows.ts';
import type { SeedsReport } from '../../training/resampling/seeds.ts';
import type { SeedsJob } from '../train-seeds.ts';
import { placingFarRows } from '../inputs/far-row.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { arrayKeys, isArrays } from '../inputs/input-file.ts';
import { noteAudit } from '../inputs/note-audit.ts';
import { prepareCsv, type PreparedCsv } from '../inputs/prepare-csv.ts';
import { requireTargetable, targetingTerms } from '../inputs/targeting.ts';
import { freeRunFolder } from '../inputs/run-folder.ts';
import type { Arguments } from '../options/arguments.ts';
import { MembersProgress } from '../progress/members-progress.ts';
import { threadsOf } from '../choose-kernels.ts';
import { TrainingProgress } from '../progress/training-progress.ts';
import { describeBatches } from '../training-warnings.ts';
import { reportTraining } from '../training-report.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const startMs = performance.now();
  const path = args.positional!;
  const force = args.flag('force');
  const options = args.valuesOf(TRAINING_OPTIONS);
  if (args.optionalText('output') === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: train writes a folder, which stdout is not', { field: 'output' });
  }
  const folder = args.optionalText('output') ?? freeRunFolder(path);
  await requireInputsKept(args, { files: [args.optionalText('write-schema')], folder });
  await requireReplaceableFolder(folder, { force });

  const terms = targetingTerms(args);
  const report = args.flag('no-report') ? null : await import('../run-report/training-files.ts');
  if (report === null && terms !== undefined) throw termsWithoutReport();
  const count = args.optionalNumber('seeds');
  if (count !== undefined && isArrays(path)) throw seedsOfArrays(path);
  const threads = threadsOf(args);
  // One for each network; one network is trained in this thread, and its test rows need no more than two others.
  const beside = Math.min(threads, Math.max(options.ensemble, 2));
  if (report !== null || options.ensemble > 1) {
    const { taskThreads } = await import('../../node/threads/pool/task-threads.ts');
    // They start while this one reads.
    taskThreads(beside);
  }
  const { data, dataSha256, preparation, lineOf, inferences, audit, csv } = await readData(path, args, console);
  requireTrainable(data, options, nameOf(path));
  if (terms !== undefined) requireTargetable(data, nameOf(path));
  console.notes(() => describeBatches(data.train.targets.length, options.batchSize));
  const judge = report && (() => new report.TestRowsJudge(data, options.seed, beside));
  const job = { data, options, threads, audit, judge, idle: report?.loadViews ?? nothing };
  const { trained, findings, judging } = await placingFarRows(path, lineOf, () =>
    options.ensemble === 1 ? trainOne(job, console) : trainMany(job, console),
  );

  const { classifier } = trained;
  const ended = { path, data, classifier, seed: options.seed, terms, csv, findings };
  const measured = await report?.measureRun({ ...ended, judge: judging! });
  const seeded = { path, read: csv!, training: options, trained, threads };
  const seeds = count === undefined ? undefined : await trainWithSeeds({ ...seeded, count }, console);

  const elapsedMs = Math.round(performance.now() - startMs);
  const documents = runDocuments(
    options.seed,
    data,
    trained,
    {
      schema: RUN_SCHEMA,
      command: process.argv.slice(2),
      data: { path, sha256: dataSha256 },
      ...positiveOf(data),
      preparation: preparation && recordPreparation(preparation),
      training: options,
      versions: { glassnet: VERSION, node: process.versions.node },
      elapsedMs,
    },
    { seeds, measured },
  );
  await writeFolder(folder, (await report?.withViews(folder, documents, classifier)) ?? documents, { force });
  const finished = { folder, data, trained, seed: options.seed, elapsedMs, inferences, seeds };
  await reportTraining({ ...finished, hasReport: report !== null }, console);
}

async function trainWithSeeds(job: SeedsJob, console: Console): Promise<SeedsReport> {
  const { reportSeeds } = await import('../train-seeds.ts');
  return reportSeeds(job, console);
}

/** Nothing where nobody reads what it finds, and of arrays. */
type Audit = () => Promise<readonly Finding[]>;

interface TrainingJob {
  readonly data: PreparedData;
  readonly options: TrainingOptions;
  readonly threads: number;
  readonly audit: Audit;
  /** Begins to judge the test rows on a thread that is free; null without a report. */
  readonly judge: (() => TestRowsJudge) | null;
  /** What else to do while others train. */
  readonly idle: () => Promise<unknown>;
}

interface TrainedBeside {
  readonly trained: TrainedClassifier;
  readonly findings: readonly Finding[];
  readonly judging: TestRowsJudge | null;
}

/** The audit comes first, for this thread does one thing at a time. */
async function trainOne({ data, options, audit, judge }: TrainingJob, console: Console): Promise<TrainedBeside> {
  const judging = judge && judge();
  const findings = await audit();
  const progress = new TrainingProgress(console, options.epochs);
  const trained = await trainClassifier(data, options, [progress]);
  progress.describeEnd(trained);
  return { trained, findings, judging };
}

/** The audit goes on in this thread while others train; what it says still comes first. */
async function trainMany(job: TrainingJob, console: Console): Promise<TrainedBeside> {
  const { data, options, threads, audit, judge, idle } = job;
  const reason = cannotFold(data, options);
  if (reason !== null && options.members === 'folds') console.note(`networks differ by seed: ${reason}`);
  const { sideBySide } = await import('../../node/threads/train-members.ts');
  const progress = new MembersProgress(console, options.epochs);
  try {
    const training = trainClassifier(data, options, [], sideBySide(threads, progress));
    // After the networks, so that they come first.
    const judging = judge && judge();
    const audited = audit().then((findings) => {
      progress.show();
      return findings;
    });
    const [trained, findings] = await Promise.all([training, audited, audited.then(idle)]);
    return { trained, findings, judging };
  } finally {
    progress.end();
  }
}

interface ReadData {
  readonly data: PreparedData;
  readonly dataSha256: string;
  /** Null for arrays. */
  readonly preparation: Preparation | null;
  /** All that was read; arrays have nothing more. */
  readonly csv?: PreparedCsv;
  readonly inferences: readonly Inference[];
  /** Says what would make the figures untrustworthy. */
  readonly audit: Audit;
  /** The line of a test row in its file; arrays have none. */
  readonly lineOf?: (row: number) => number | undefined;
}

function seedsOfArrays(file: string): UsageError {
  const message = '--seeds: arrays are split already, so no seed would change the split';
  return new UsageError('E_USAGE_CONFLICT', message, { file, hint: 'train on the CSV file that they come from' });
}

async function readData(path: string, args: Arguments, console: Console): Promise<ReadData> {
  const keys = arrayKeys(path, args);
  if (!isArrays(path)) {
    const read = await prepareCsv(path, args, console);
    const audit = () => noteAudit(path, args, { ...read, rows: read.data.rows }, console);
    return {
      ...read,
      csv: read,
      audit: args.flag('quiet') && args.flag('no-report') ? nothing : audit,
      lineOf: (row) => read.table.lines?.at(read.data.rows.test[row]!),
    };
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
  const data = await readPrepared(path, keys);
  console.note(
    `${path}: ${counted(data.train.targets.length, 'training row')} of ${counted(data.train.inputs.columns, 'feature')}`,
  );
  const { positive } = positiveOf(data);
  if (positive !== null) console.note(`class that counts: ${quoted(positive)}`);
  return { data, dataSha256: sha256(await readBytes(path)), preparation: null, inferences: [], audit: nothing };
}

async function nothing(): Promise<[]> {
  return [];
}

function termsWithoutReport(): UsageError {
  const message = '--value-per-conversion: whom to contact is part of the report, which --no-report leaves out';
  return new UsageError('E_USAGE_CONFLICT', message, { hint: 'leave one of them out' });
}
