/** Small files as people have them: each is taken as its verdict says, and its near miss is not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readColumns } from '../../src/cli/inputs/prepare-csv.ts';
import { commandNamed } from '../../src/cli/command.ts';
import { Console } from '../../src/cli/console.ts';
import { inFlags } from '../../src/cli/flags.ts';
import { parseArguments } from '../../src/cli/options/parse-arguments.ts';
import type { InferenceKind } from '../../src/data/reading-log.ts';
import { schemaColumns } from '../../src/data/schema-config.ts';
import { columnNamed, type Table } from '../../src/data/table.ts';
import { said } from '../../src/setting.ts';
import { expectRefusal, temporaryFolder, ROOT } from '../support/cli.ts';
import { runHere } from '../support/run-here.ts';
import { optionsIn } from './options-in.ts';
import { COLUMNS } from './verdicts/columns.ts';
import { DIALECT } from './verdicts/dialect.ts';
import { HEADER } from './verdicts/header.ts';
import { NUMBERS } from './verdicts/numbers.ts';
import { isRefused, type Refused, type Trained, type WildFile } from './wild-file.ts';

const FILES = [...DIALECT, ...HEADER, ...NUMBERS, ...COLUMNS];
const folder = temporaryFolder();
const pathOf = (file: string) => join(ROOT, 'test/wild', `${file}.csv`);

describe('the wild files', () => {
  it('are at least 60, of at most 40 lines, each with one verdict; near misses name a file that is there', () => {
    const names = FILES.map(({ file }) => file);
    expect(names.toSorted()).toEqual(
      readdirSync(join(ROOT, 'test/wild'))
        .filter((name) => name.endsWith('.csv'))
        .map((name) => name.slice(0, -4))
        .toSorted(),
    );
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(FILES.filter(({ nearMissOf }) => nearMissOf !== undefined && !names.includes(nearMissOf))).toEqual([]);
  });
});

describe.each(FILES)('$file: $shows', (wild) => {
  const { file, words = [], verdict } = wild;

  it(isRefused(verdict) ? 'is refused, and its hints work when typed' : 'trains', async () => {
    await expectVerdict(file, words, verdict);
  });

  it('has a table in its audit', async () => {
    const { stdout, code } = await runHere(['audit', pathOf(file), ...words]);
    expect(code).toBe(isRefused(verdict) ? 3 : 0);
    if (!isUnreadable(wild)) expect(stdout).toMatch(/^column +type +values\n/);
  });
});

/** A file of which no record can be read. */
function isUnreadable({ file }: WildFile): boolean {
  return /^(?:other|near)-|^(?:latin-1|utf-16-near-no-bom|quote-stray)$/.test(file);
}

async function expectVerdict(file: string, words: readonly string[], verdict: Trained | Refused): Promise<void> {
  if (isRefused(verdict)) await expectRefused(file, words, verdict);
  else await expectTrained(file, words, verdict);
}

async function expectTrained(file: string, words: readonly string[], verdict: Trained): Promise<void> {
  const { target = 'bought', id = null, features, leftOut = {}, rows = 24, inferred = {}, cells = {} } = verdict;
  const args = await parseArguments(commandNamed('train'), [pathOf(file), ...words]);
  const quiet = new Console({ json: false, quiet: true, verbose: false });
  const { file: read } = await readColumns(pathOf(file), args, quiet);
  const types = Object.fromEntries(schemaColumns(read).map(({ name, type }) => [name, type]));
  expect(types).toEqual({ ...features, ...leftOut, ...(id !== null && { [id]: 'id' }), [target]: 'target' });
  expect(read.schema).toMatchObject({ target, id });
  expect(read.table.rowCount).toBe(rows);
  for (const [name, values] of Object.entries(cells)) {
    expect(firstCells(read.table, name, values.length), name).toEqual(values);
  }
  const told: Partial<Record<InferenceKind, string>> = {};
  for (const { kind, text } of read.inferences) told[kind] = `${told[kind] ?? ''}${said(text, inFlags)}\n`;
  expect(told).toEqual(
    Object.fromEntries(Object.entries(inferred).map(([kind, says]) => [kind, expect.stringMatching(says)])),
  );

  const output = join(folder, [file, ...words].join(' ').replaceAll(/\W+/g, '-'));
  const { code, stderr } = await runHere(['train', pathOf(file), ...words, '--epochs', '2', '-o', output]);
  expect(code, stderr).toBe(0);
  for (const { text } of read.inferences) expect(stderr).toContain(said(text, inFlags));
  if (verdict.notes !== undefined) expect(stderr).toMatch(verdict.notes);
  if (verdict.positive !== undefined) expect(stderr).toContain(`class that counts: "${verdict.positive}"`);

  await expectUsable(file, words, output, verdict.scored ?? rows);
  await expectStrict(file, words, Object.keys(inferred).length > 0);
}

/**
 * The model scores the file that it was trained on, and is judged on its test rows, with no option given: only a footer
 * has to be named again, since the next file may have none.
 */
async function expectUsable(file: string, words: readonly string[], model: string, rows: number): Promise<void> {
  const scores = `${model}.scores.csv`;
  const at = words.indexOf('--skip-footer');
  const footer = at === -1 ? [] : words.slice(at, at + 2);
  const predicted = await runHere(['predict', pathOf(file), ...footer, '-m', model, '-q', '-o', scores]);
  expect(predicted).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(scores, 'utf8').trimEnd().split('\n')).toHaveLength(1 + rows);
  const judged = await runHere(['evaluate', pathOf(file), '-m', model]);
  expect(judged.code, judged.stderr).toBe(0);
  expect(judged.stderr).toContain('the training file; measured on its');
}

/** Where something was inferred, `--strict` refuses it, and what its hint says, once typed, leads past it. */
async function expectStrict(file: string, words: readonly string[], isInferred: boolean): Promise<void> {
  const output = join(folder, `${[file, ...words].join(' ').replaceAll(/\W+/g, '-')}-strict`);
  const train = (more: readonly string[]) =>
    runHere(['train', pathOf(file), ...words, ...more, '--strict', '--epochs', '2', '-q', '-o', output]);
  const strict = await train([]);
  if (!isInferred) {
    expect(strict).toMatchObject({ code: 0, stderr: '' });
    return;
  }
  const refusal = expectRefusal(strict, { exit: 3, start: `${pathOf(file)}: error E_CSV_INFERRED: ` });
  const [first, ...others] = optionsIn(hintOf(refusal));
  if (first![0] === '--write-schema') {
    const schema = `${output}.json`;
    expect(await runHere(['audit', pathOf(file), ...words, '--write-schema', schema])).toMatchObject({ code: 0 });
    expect(await train(['--schema', schema])).toMatchObject({ code: 0, stderr: '' });
  } else expect(await train([first!, ...others].flat())).toMatchObject({ code: 0, stderr: '' });
}

/** The hint at the end of an error's line. */
function hintOf(refusal: string): string {
  return /\(hint: (.*)\)$/.exec(refusal)?.[1] ?? '';
}

async function expectRefused(file: string, words: readonly string[], verdict: Refused): Promise<void> {
  const { code, line, column, says, ways = [], neverOffers } = verdict;
  const result = await runHere([
    'train',
    pathOf(file),
    ...words,
    '--epochs',
    '2',
    '-q',
    '-o',
    join(folder, `${file}-refused`),
  ]);
  const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  const refusal = expectRefusal(result, { exit: 3, start: `${pathOf(file)}${place}` });
  expect(refusal).toContain(`error ${code}: `);
  if (says !== undefined) expect(refusal).toMatch(says);
  const hint = hintOf(refusal);
  if (neverOffers !== undefined) expect(hint).not.toMatch(neverOffers);
  const offered = optionsIn(hint);
  for (const way of ways) {
    expect(offered).toContainEqual(way.words);
    await expectVerdict(file, [...words, ...way.words], way.gives);
  }
}

function firstCells(table: Table, name: string, count: number): (number | string | null)[] {
  const column = columnNamed(table, name);
  return Array.from({ length: count }, (_, row) => {
    if (column.kind === 'text') return column.levels[column.codes[row]!] ?? null;
    const value = column.values[row]!;
    return Number.isNaN(value) ? null : value;
  });
}
