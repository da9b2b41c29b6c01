/** Small files as people have them: each is taken as its verdict says, and its near miss is not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readColumns } from '../../src/cli/inputs/prepare-csv.ts';
import { readCsvRows } from '../../src/cli/inputs/rows-to-judge.ts';
import { commandNamed } from '../../src/cli/command.ts';
import { Console } from '../../src/cli/console.ts';
import { inFlags } from '../../src/cli/flags.ts';
import { parseArguments } from '../../src/cli/options/parse-arguments.ts';
import type { InferenceKind } from '../../src/data/reading-log.ts';
import { schemaColumns } from '../../src/data/schema-config.ts';
import { columnNamed, type Table } from '../../src/data/table.ts';
import { loadModel } from '../../src/node/stores/model-store.ts';
import { said } from '../../src/setting.ts';
import { expectRefusal, temporaryFolder, ROOT } from '../support/cli.ts';
import { run } from '../support/run-here.ts';
import { optionsIn } from './options-in.ts';
import { COLUMNS } from './verdicts/columns.ts';
import { DIALECT } from './verdicts/dialect.ts';
import { HEADER } from './verdicts/header.ts';
import { NUMBERS } from './verdicts/numbers.ts';
import { isRefused, type Refused, type Trained, type WildFile } from './wild-file.ts';

const FILES = [...DIALECT, ...HEADER, ...NUMBERS, ...COLUMNS];
const folder = temporaryFolder();
const QUICK = ['--preset', 'plain', '--epochs', '2'];
const quiet = new Console({ json: false, quiet: true, verbose: false });
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
    const { stdout, code } = await run(['audit', pathOf(file), ...words]);
    expect(code).toBe(isRefused(verdict) ? 3 : 0);
    const isTwofold = isRefused(verdict) && TWO_READINGS.has(verdict.code);
    const table = isTwofold ? /^(?:with --.*\ncolumn +type +values\n[^]*){2}/ : /^column +type +values\n/;
    if (!isUnreadable(wild)) expect(stdout).toMatch(table);
  });
});

/** Of these no table can be drawn: nobody knows where their fields are. */
const UNREADABLE: ReadonlySet<string> = new Set(['E_CSV_EMPTY', 'E_CSV_ENCODING', 'E_CSV_FORMAT', 'E_CSV_QUOTE']);
/** Of these there may be a table for each reading. */
const TWO_READINGS: ReadonlySet<string> = new Set(['E_CSV_DELIMITER', 'E_CSV_HEADER']);

function isUnreadable({ verdict }: WildFile): boolean {
  // A header that lost its delimiter has no names to draw a table with.
  const isHeader = isRefused(verdict) && verdict.code === 'E_CSV_FIELDS' && verdict.line === 1;
  return isRefused(verdict) && (isHeader || UNREADABLE.has(verdict.code));
}

async function expectVerdict(file: string, words: readonly string[], verdict: Trained | Refused): Promise<void> {
  if (isRefused(verdict)) await expectRefused(file, words, verdict);
  else await expectTrained(file, words, verdict);
}

async function expectTrained(file: string, words: readonly string[], verdict: Trained): Promise<void> {
  const { target = 'bought', id = null, features, leftOut = {}, rows = 24, inferred = {}, cells = {} } = verdict;
  const args = await parseArguments(commandNamed('train'), [pathOf(file), ...words]);
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
  const { code, stderr } = await run(['train', pathOf(file), ...words, ...QUICK, '-o', output]);
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
  const predicted = await run(['predict', pathOf(file), ...footer, '-m', model, '-q', '-o', scores]);
  expect(predicted).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(scores, 'utf8').trimEnd().split('\n')).toHaveLength(1 + rows);
  // As evaluate finds them, without the thousand draws of its intervals.
  const args = await parseArguments(commandNamed('evaluate'), [pathOf(file), '-m', model]);
  const { prepared } = await readCsvRows(pathOf(file), args, await loadModel(model), quiet);
  expect(prepared!.test.targets.length).toBeGreaterThan(0);
}

/** Where something was inferred, `--strict` refuses it, and what its hint says, once typed, leads past it. */
async function expectStrict(file: string, words: readonly string[], isInferred: boolean): Promise<void> {
  const output = join(folder, `${[file, ...words].join(' ').replaceAll(/\W+/g, '-')}-strict`);
  const train = (more: readonly string[]) =>
    run(['train', pathOf(file), ...words, ...more, ...QUICK, '--no-report', '--strict', '-q', '-o', output]);
  const strict = await train([]);
  if (!isInferred) {
    expect(strict).toMatchObject({ code: 0, stderr: '' });
    return;
  }
  const refusal = expectRefusal(strict, { exit: 3, start: `${pathOf(file)}: error E_CSV_INFERRED: ` });
  const [first, ...others] = optionsIn(hintOf(refusal));
  if (first![0] === '--write-schema') {
    const schema = `${output}.json`;
    expect(await run(['audit', pathOf(file), ...words, '--write-schema', schema])).toMatchObject({ code: 0 });
    expect(await train(['--schema', schema])).toMatchObject({ code: 0, stderr: '' });
  } else expect(await train([first!, ...others].flat())).toMatchObject({ code: 0, stderr: '' });
}

/** The hint at the end of an error's line. */
function hintOf(refusal: string): string {
  return /\(hint: (.*)\)$/.exec(refusal)?.[1] ?? '';
}

async function expectRefused(file: string, words: readonly string[], verdict: Refused): Promise<void> {
  const { code, line, column, says, ways = [], neverOffers } = verdict;
  const result = await run(['train', pathOf(file), ...words, ...QUICK, '-q', '-o', join(folder, `${file}-refused`)]);
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

describe('the checkers of verdicts', () => {
  const thousands = FILES.find(({ file }) => file === 'thousands')!.verdict as Trained;
  const stray = FILES.find(({ file }) => file === 'decimal-near-stray')!.verdict as Refused;

  it.each<[string, string, Trained | Refused]>([
    ['a cell read as another number', 'thousands', { ...thousands, cells: { income: [45, 1.2, 950] } }],
    ['an inference that nobody expects', 'thousands', { ...thousands, inferred: {} }],
    ['another type', 'thousands', { ...thousands, features: { visits: 'number', income: 'category' } }],
    ['a file that is refused', 'decimal-near-stray', { features: { visits: 'number', spend: 'number' } }],
    ['a file that trains', 'thousands', { code: 'E_CSV_NUMBER' }],
    ['another line', 'decimal-near-stray', { ...stray, line: 11 }],
    ['a way that the hint does not offer', 'decimal-near-stray', { ...stray, ways: [{ words: ['-x'], gives: stray }] }],
  ])('notice %s', async (_, file, verdict) => {
    await expect(expectVerdict(file, [], verdict)).rejects.toThrow();
  });

  it('find the options in a hint as a shell would', () => {
    expect(
      optionsIn(`--delimiter ',' or --delimiter ';'; --drop "a \\"b\\"", --thousands , or --target-bins=-1.5`),
    ).toEqual([
      ['--delimiter', ','],
      ['--delimiter', ';'],
      ['--drop', 'a "b"'],
      ['--thousands', ','],
      ['--target-bins', '-1.5'],
    ]);
    expect(optionsIn('--missing-word unknown if that stands for no value; or --strict')).toEqual([
      ['--missing-word', 'unknown'],
      ['--strict'],
    ]);
  });
});
