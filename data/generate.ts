/**
 * Writes the synthetic audiobook store, to stdout or a file, or the table of its defects:
 * `node dist/data/generate.js [--seed 1] [--rows 14084] [--output FILE] [--force] [--demographics]
 * [--describe]`.
 */
import { parseArgs } from 'node:util';
import { GlassnetError, UsageError } from '../src/errors.ts';
import { AtomicFile } from '../src/node/files/atomic-write.ts';
import { DEFAULT_ROWS, DEFAULT_SEED, generateAudiobooks } from './audiobooks.ts';
import { describeAudiobooks } from './describe.ts';
import { describeDemographics } from './describe-demographics.ts';

const LINES_PER_WRITE = 5000;

async function main(): Promise<void> {
  const { output, force, describe, ...options } = readArguments();
  const lines = generateAudiobooks(options);
  if (describe) {
    process.stdout.write(`${describeAudiobooks(lines)}\n`);
    if (options.demographics) process.stdout.write(`\n${describeDemographics(generateAudiobooks(options))}\n`);
  } else if (output === undefined) {
    for (const text of chunks(lines)) await writeToStdout(text);
  } else {
    const file = await AtomicFile.create(output, { force });
    try {
      for (const text of chunks(lines)) await file.write(text);
      await file.commit();
    } finally {
      await file.abort();
    }
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: 'string', default: DEFAULT_SEED },
        rows: { type: 'string', default: String(DEFAULT_ROWS) },
        output: { type: 'string', short: 'o' },
        force: { type: 'boolean', short: 'f', default: false },
        demographics: { type: 'boolean', default: false },
        describe: { type: 'boolean', default: false },
      },
    });
    if (values.seed === '') throw new UsageError('E_USAGE_VALUE', '--seed must not be empty');
    if (!/^[1-9]\d{0,6}$/.test(values.rows)) {
      const given = JSON.stringify(values.rows.slice(0, 60));
      throw new UsageError('E_USAGE_VALUE', `--rows must be a whole number from 1 to 9999999, got ${given}`);
    }
    return { ...values, rows: Number(values.rows) };
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError('E_USAGE_OPTION', error.message.slice(0, 200));
    throw error;
  }
}

function* chunks(lines: Iterable<string>): Generator<string> {
  let waiting: string[] = [];
  for (const line of lines) {
    waiting.push(line, '\n');
    if (waiting.length < 2 * LINES_PER_WRITE) continue;
    yield waiting.join('');
    waiting = [];
  }
  yield waiting.join('');
}

function writeToStdout(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 141 : 5);
});
try {
  await main();
} catch (error) {
  if (!(error instanceof GlassnetError)) throw error;
  const place = error.file === undefined ? '' : `${error.file}: `;
  const hint = error.hint === undefined ? '' : ` (hint: ${error.hint})`;
  process.stderr.write(`${place}error ${error.code}: ${error.message}${hint}\n`);
  process.exitCode = error.exitCode;
}
