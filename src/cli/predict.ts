/**
 * `glassnet predict FILE`: scores the rows of a CSV file and writes a CSV file, in bounded memory.
 */
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { FormatError, UsageError, DataError } from '../errors.ts';
import { isBlankLine } from '../data/csv-record.ts';
import { AtomicFile } from '../node/atomic-write.ts';
import { CsvScorer, type ScoredLine } from '../node/csv-scorer.ts';
import { openCsv, readCsv } from '../node/csv-reader.ts';
import { loadModel } from '../node/model-store.ts';
import { readHeader, type CsvOptions } from '../node/read-table.ts';
import type { Pipeline } from '../preprocessing/pipeline.ts';
import { formatDuration } from '../node/progress.ts';
import { groupDigits } from '../text-table.ts';
import type { Classifier } from '../training/classifier.ts';
import type { Console } from './console.ts';
import type { Arguments } from './arguments.ts';
import { csvOptions } from './prepare-csv.ts';
import { choose, readChoice } from './selection.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const output = args.optionalText('output') ?? '-';
  if (output === '-' && console.json) {
    throw new UsageError('E_USAGE_CONFLICT', 'predict: --json and the scores would both go to stdout', {
      hint: 'write the scores to a file with --output',
    });
  }
  const { classifier, file } = await loadModel(args.text('model'));
  if (classifier.pipeline === null) {
    throw new FormatError(
      'E_MODEL_PIPELINE',
      'the model was trained on bare arrays and does not know the columns of a CSV file',
      {
        file,
        hint: 'train it on the CSV file, or on arrays made by prepare',
      },
    );
  }
  const choice = readChoice(args);
  if (choice !== undefined && classifier.classes.length !== 2) {
    const message = `choosing rows needs 2 classes, the model has ${classifier.classes.length}`;
    throw new UsageError('E_USAGE_CONFLICT', message, { file });
  }
  await requireDifferent(path, output);
  const sink = output === '-' ? new StdoutSink() : await AtomicFile.create(output, { force: args.flag('force') });
  try {
    const kept: ScoredLine[] = [];
    const take = async (lines: ScoredLine[]): Promise<void> => {
      if (choice === undefined) await sink.write(lines.map(({ text }) => text).join(''));
      else for (const line of lines) kept.push(line);
    };
    const rows = await scoreFile(path, csvOptions(args), classifier, classifier.pipeline, sink, take, console);
    const chosen = choice === undefined ? undefined : choose(kept, choice);
    if (chosen !== undefined) await sink.write(chosen.map(({ text }) => text).join(''));
    await sink.commit();
    const written = chosen?.length ?? rows;
    console.document({ schema: 'glassnet.predict/1', rows, written, output } as { schema: string });
    const those = chosen === undefined ? '' : `, the likeliest ${groupDigits(written)} chosen`;
    console.note(`${groupDigits(rows)} rows scored${those}${output === '-' ? '' : `, written to ${output}`}`);
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

interface Sink {
  write(text: string): Promise<void>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

class StdoutSink implements Sink {
  async write(text: string): Promise<void> {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }

  async commit(): Promise<void> {}

  async abort(): Promise<void> {}
}

async function scoreFile(
  path: string,
  options: CsvOptions,
  classifier: Classifier,
  pipeline: Pipeline,
  sink: Sink,
  take: (lines: ScoredLine[]) => Promise<void>,
  console: Console,
): Promise<number> {
  const file = path === '-' ? '<stdin>' : path;
  const header = options.header === 'auto' ? (pipeline.hasHeader ? 'yes' : 'no') : options.header;
  const progress = await ByteProgress.of(path, console);
  let scorer: CsvScorer | undefined;
  for await (const batch of readCsv(progress.count(openCsv(path)), { file, delimiter: options.delimiter })) {
    let records = batch;
    if (scorer === undefined) {
      const first = batch.findIndex((record) => !isBlankLine(record, 0));
      if (first === -1) continue;
      const { names, hasHeader } = readHeader(batch[first]!.fields, batch[first]!.line, file, header);
      scorer = new CsvScorer(classifier, pipeline, names, file);
      if (scorer.ignored.length > 0)
        console.note(`${file}: ${scorer.ignored.length} columns the model does not read are ignored`);
      await sink.write(scorer.header());
      records = batch.slice(hasHeader ? first + 1 : first);
    }
    await take(scorer.score(records));
    progress.show(scorer.rowCount);
  }
  console.progress.clear();
  if (scorer === undefined) throw new DataError('E_CSV_EMPTY', 'the file is empty: no header and no rows', { file });
  if (scorer.rowCount === 0) throw new DataError('E_CSV_EMPTY', 'the file has a header, but no data rows', { file });
  return scorer.rowCount;
}

/** Shows how far into the file the reading is. */
class ByteProgress {
  readonly #console: Console;
  readonly #totalBytes: number;
  readonly #startMs = performance.now();
  #bytes = 0;

  private constructor(console: Console, totalBytes: number) {
    this.#console = console;
    this.#totalBytes = totalBytes;
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

  async *count(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const bytes of source) {
      this.#bytes += bytes.length;
      yield bytes;
    }
  }

  show(rows: number): void {
    const seconds = (performance.now() - this.#startMs) / 1000;
    const share = this.#totalBytes > 0 ? Math.min(1, this.#bytes / this.#totalBytes) : 0;
    const left = share > 0 ? `  ${formatDuration((seconds * (1 - share)) / share)} left` : '';
    this.#console.progress.bar(
      share,
      `scoring  ${groupDigits(rows)} rows  ${groupDigits(Math.round(rows / seconds))}/s${left}`,
    );
  }
}

/** Refuses to write over the file that is being read, by whatever name. */
async function requireDifferent(input: string, output: string): Promise<void> {
  if (input === '-' || output === '-') return;
  const [from, to] = await Promise.all([input, output].map((path) => stat(path).catch(() => undefined)));
  if (from !== undefined && to !== undefined && from.dev === to.dev && from.ino === to.ino) {
    throw new UsageError('E_USAGE_CONFLICT', 'input and output are the same file', { file: output });
  }
}
