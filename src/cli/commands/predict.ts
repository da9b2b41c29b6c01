/**
 * `glassnet predict FILE`: scores the rows of a CSV file and writes a CSV file, in bounded memory.
 */
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { Inference } from '../../data/reading-log.ts';
import { DataError, quoted, UsageError } from '../../errors.ts';
import { formatCsvRecord } from '../../data/csv/csv-writer.ts';
import { AtomicFile } from '../../node/files/atomic-write.ts';
import { ScratchFile } from '../../node/files/scratch-file.ts';
import type { CsvScorer } from '../../scoring/csv-scorer.ts';
import type { ScoredRows } from '../../scoring/score-lines.ts';
import { Shortlist } from '../../scoring/selection.ts';
import { nameOf, openCsv } from '../../node/csv/open-csv.ts';
import { requireBackground } from '../../model/require-background.ts';
import { requirePipeline } from '../../model/require-pipeline.ts';
import { loadModel, type ModelFile } from '../../node/stores/model-store.ts';
import type { CsvOptions } from '../../data/table-options.ts';
import { scoreFileInThreads, type ThreadedOptions } from '../../node/csv/score-file.ts';
import { useThreads } from '../../node/threads/threads.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import type { Novelty } from '../../preprocessing/novelty.ts';
import { formatDuration } from '../../node/progress.ts';
import { counted, groupDigits, shorten } from '../../text-table.ts';
import { threadsOf } from '../choose-kernels.ts';
import type { Console } from '../console.ts';
import { inFlags } from '../flags.ts';
import { describeNovelties } from '../../report/text/describe-novelties.ts';
import type { Arguments } from '../options/arguments.ts';
import { inferenceDocument, noteInferences, requireNothingInferred } from '../inputs/inferences.ts';
import { csvOptions } from '../inputs/input-file.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { readSelection } from '../inputs/selection.ts';

/** What is scored and explained at a time, in bytes. */
const EXPLAINED_PAGE = 2 ** 16;

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const output = args.optionalText('output') ?? '-';
  if (output === '-' && console.json) {
    throw new UsageError('E_USAGE_CONFLICT', 'predict: --json and the scores would both go to stdout', {
      hint: 'write the scores to a file with --output',
    });
  }
  const rejectsPath = args.text('bad-rows') === 'skip' ? rejectsBeside(output) : null;
  await requireInputsKept(args, { files: [output, rejectsPath] });
  const model = await loadModel(args.text('model'));
  const { classifier, file } = model;
  requirePipeline(classifier, 'train it on the CSV file, or on arrays made by prepare', file);
  const selection = readSelection(args);
  if (selection !== undefined && classifier.classes.length !== 2) {
    const message = `choosing rows needs 2 classes, the model has ${classifier.classes.length}`;
    throw new UsageError('E_USAGE_CONFLICT', message, { file });
  }
  const explained = await reasonsOf(args, model);
  // The threads score pages instead of computing rows of a product.
  useThreads(1);
  const files: AtomicFile[] = [];
  const scratch = new ScratchFile(output === '-' ? tmpdir() : dirname(output));
  const create = async (name: string): Promise<AtomicFile> => {
    const created = await AtomicFile.create(name, { force: args.flag('force') });
    files.push(created);
    return created;
  };
  try {
    // The scores are renamed last: if they exist, so do the rejects.
    const rejects = rejectsPath === null ? null : await create(rejectsPath);
    const sink = output === '-' ? STDOUT : await create(output);
    const shortlist = selection === undefined ? undefined : new Shortlist(scratch);
    const take = async (rows: ScoredRows): Promise<void> => {
      if (shortlist === undefined) await sink.write(rows.bytes);
      else shortlist.add(rows);
    };
    const options = {
      ...csvOptions(args),
      threads: threadsOf(args),
      keep: args.names('keep'),
      reasons: explained?.reasons,
    };
    const takeInferences = (inferences: readonly Inference[]): void => {
      noteInferences(inferences, console);
      requireNothingInferred(inferences, nameOf(path), args);
    };
    const scored = await score(path, model, options, { sink, rejects, take, takeInferences }, console);
    const chosen = selection && shortlist?.choose(selection);
    if (chosen !== undefined) for (const lines of shortlist!.lines(chosen)) await sink.write(lines);
    await AtomicFile.commitAll(files);
    const { rows, rejected, novelties, inferences } = scored;
    const written = chosen?.length ?? rows;
    console.document({
      schema: 'glassnet.predict/1',
      rows,
      written,
      output,
      ...positiveOf(classifier),
      ...(explained && { reasons: explained.document }),
      ...(rejectsPath !== null && { rejected, rejects: rejectsPath }),
      inferences: inferenceDocument(inferences),
      novelties,
    });
    for (const line of describeNovelties(novelties, rows, inFlags)) console.note(line);
    if (rejectsPath !== null)
      console.note(`${counted(rejected, 'row')} could not be scored, written to ${rejectsPath}`);
    const likeliest = `${groupDigits(written)} ${shorten(quoted(classifier.classes[1]!), 40)}`;
    const those = chosen === undefined ? '' : `, the likeliest ${likeliest} chosen`;
    console.note(`${counted(rows, 'row')} scored${those}${output === '-' ? '' : `, written to ${output}`}`);
  } catch (error) {
    for (const created of files) await created.abort();
    throw error;
  } finally {
    scratch.close();
  }
}

/** Undefined where no reasons are asked for; nothing of them is loaded then. */
async function reasonsOf(args: Arguments, { classifier, file }: ModelFile) {
  const count = args.optionalNumber('explain');
  if (count === undefined) return undefined;
  const { rows } = requireBackground(classifier, 'train it anew', file);
  const { Reasons } = await import('../../explain/contributions/reasons.ts');
  const reasons = new Reasons(classifier, count);
  const { explained, background } = reasons.about ?? { explained: { scale: 'centred logit' }, background: { rows } };
  return { reasons, document: { count, ...explained, background } };
}

/** `scores.rejects.csv` beside `scores.csv`. */
function rejectsBeside(output: string): string {
  if (output !== '-') return `${output.replace(/\.csv$/i, '')}.rejects.csv`;
  throw new UsageError('E_USAGE_CONFLICT', '--bad-rows skip writes a file beside the scores, which go to stdout', {
    hint: 'name a file with --output',
  });
}

interface Sink {
  write(content: Uint8Array | string): Promise<void>;
}

const STDOUT: Sink = {
  async write(content) {
    if (!process.stdout.write(content)) await once(process.stdout, 'drain');
  },
};

interface Scored {
  /** Rows that were scored, and rows that were rejected. */
  readonly rows: number;
  readonly rejected: number;
  readonly novelties: readonly Novelty[];
  readonly inferences: readonly Inference[];
}

interface Outputs {
  readonly sink: Sink;
  readonly rejects: Sink | null;
  readonly take: (rows: ScoredRows) => Promise<void>;
  /** Called once, before anything is written. */
  readonly takeInferences: (inferences: readonly Inference[]) => void;
}

async function score(
  path: string,
  model: ModelFile,
  options: CsvOptions & Pick<ThreadedOptions, 'threads' | 'keep' | 'reasons'>,
  { sink, rejects, take, takeInferences }: Outputs,
  console: Console,
): Promise<Scored> {
  const file = nameOf(path);
  const progress = await ByteProgress.of(path, console);
  const source = openCsv(path, progress.count);
  const { totalBytes: byteLength } = progress;
  const settings: ThreadedOptions = {
    ...options,
    file,
    byteLength,
    skipsBadRows: rejects !== null,
    // A row takes a thousand times as long to explain as to score.
    ...(options.reasons !== undefined && { pageLength: EXPLAINED_PAGE }),
    onThreadLoss: ({ message }) => console.detail(() => `a thread was lost, the others go on: ${message}`),
  };
  let scorer: CsvScorer | undefined;
  let inferences: readonly Inference[] = [];
  let rejected = 0;
  let firstReason: DataError | undefined;
  for await (const part of scoreFileInThreads(source, model, settings)) {
    if (scorer === undefined) {
      ({ scorer, inferences } = part);
      takeInferences(inferences);
      if (scorer.ignored.length > 0) console.note(`${file}: ${ignoredColumns(scorer.ignored.length)}`);
      await sink.write(scorer.header());
      await rejects?.write(formatCsvRecord(['line', 'reason', ...scorer.names], options.delimiter));
    }
    await take(part.rows);
    rejected += part.rejects.length;
    firstReason ??= part.rejects[0]?.error;
    const lines = part.rejects.map(({ record: { line, fields }, error }) => {
      return formatCsvRecord([String(line), error.message, ...fields], options.delimiter);
    });
    await rejects?.write(lines.join(''));
    progress.show(scorer.rowCount);
  }
  console.progress.clear();
  if (scorer === undefined) throw new DataError('E_CSV_EMPTY', 'the file is empty: no header and no rows', { file });
  if (scorer.rowCount > 0) return { rows: scorer.rowCount, rejected, novelties: scorer.novelties(), inferences };
  // Scoring no row is a failure, even if rows may be skipped.
  throw firstReason ?? new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
}

function ignoredColumns(count: number): string {
  return count === 1
    ? '1 column the model does not read is ignored'
    : `${count} columns the model does not read are ignored`;
}

/** Shows how much of the file has been read. */
class ByteProgress {
  readonly #console: Console;
  /** 0 if unknown. */
  readonly totalBytes: number;
  readonly #startMs = performance.now();
  #bytes = 0;

  private constructor(console: Console, totalBytes: number) {
    this.#console = console;
    this.totalBytes = totalBytes;
  }

  static async of(path: string, console: Console): Promise<ByteProgress> {
    const size =
      path === '-'
        ? 0
        : await stat(path).then(
            ({ size: bytes }) => bytes,
            () => 0,
          );
    return new ByteProgress(console, size);
  }

  readonly count = (byteLength: number): void => {
    this.#bytes += byteLength;
  };

  show(rows: number): void {
    const seconds = (performance.now() - this.#startMs) / 1000;
    const share = this.totalBytes > 0 ? Math.min(1, this.#bytes / this.totalBytes) : 0;
    this.#console.progress.bar(share, () => {
      const left = share > 0 ? `  ${formatDuration((seconds * (1 - share)) / share)} left` : '';
      return `scoring  ${counted(rows, 'row')}  ${groupDigits(Math.round(rows / seconds))}/s${left}`;
    });
  }
}
