/**
 * predict --bad-rows skip: rows that can't be scored go into a file of their own, the others are scored as if those
 * weren't there, and a run that fails leaves neither file.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, expectRefusal, start, temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { toCsv, type Customers } from '../../support/customers.ts';
import { members } from '../../support/members.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const [model, strict, nameless] = ['model', 'strict', 'nameless'].map((name) => join(folder, name));
const table = members();
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20', '--balance', 'none', '-q'];

beforeAll(async () => {
  const csv = join(folder, 'members.csv');
  writeFileSync(csv, toCsv(table));
  await Promise.all([
    succeed(['train', csv, ...QUICK, '-o', model!]),
    succeed(['train', csv, ...QUICK, '--unseen', 'refuse', '--missing', 'fill', '-o', strict!]),
    succeed(['train', csv, ...QUICK, '--id', 'none', '--drop', 'id', '-o', nameless!]),
  ]);
});

const GOOD = table.rows.slice(0, 6);
const [id, visits, spend, plan, joined, bought] = GOOD[0]! as [string, string, string, string, string, string];
/** Rows that can't be scored, and why. */
const BAD: [fields: string[], reason: string][] = [
  [[id, visits, spend], 'expected 6 fields, got 3'],
  [[id, visits, spend, plan, joined, bought, 'more'], 'expected 6 fields, got 7'],
  [[id, '12 or so', spend, plan, joined, bought], 'column "visits": "12 or so" is not a number'],
  [[id, visits, '1e999', plan, joined, bought], 'column "spend": "1e999" is out of range (beyond ±1.8e308)'],
  [[id, '1e300', spend, plan, joined, bought], 'column "visits": "1e300" is too far from the training values'],
  [[id, visits, spend, plan, '31.12.2024', bought], 'column "joined": "31.12.2024" is no date such as 2024-12-31'],
  [['two\nlines, "quoted"', 'x', spend, plan, joined, bought], 'column "visits": "x" is not a number'],
];
/** Good and bad rows in turn; of the bad ones the lines where they start. */
const mixed = BAD.flatMap(([fields], i) => [...GOOD.slice(i, i + 1), fields]);
const LINES = ['3', '5', '7', '9', '11', '13', '14'];

/** Scores rows in a folder of their own. */
async function skip(rows: Customers['rows'], words: readonly string[] = ['-m', model!], text?: string) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'new.csv'), text ?? toCsv({ ...table, rows }));
  const given = ['predict', 'new.csv', '--bad-rows', 'skip', '-o', 'scores.csv', ...words];
  return { cwd, at: (name: string) => join(cwd, name), given, go: () => run(given, { cwd }) };
}

const read = (path: string) => readFileSync(path, 'utf8');

describe('--bad-rows skip', () => {
  it('puts 7 bad rows aside with line, reason and fields, and scores the 6 others as a file without those', async () => {
    const { cwd, at, go } = await skip(mixed);
    expect(await go()).toMatchObject({ code: 0, stdout: '' });
    expect(await readFields(read(at('scores.rejects.csv')))).toEqual([
      ['line', 'reason', ...table.names],
      ...BAD.map(([fields, reason], i) => [LINES[i]!, reason, ...fields]),
    ]);
    writeFileSync(at('good.csv'), toCsv({ ...table, rows: GOOD }));
    const good = await succeed(['predict', 'good.csv', '-m', model!], { cwd });
    expect(good.stdout.split('\n')).toHaveLength(1 + 6 + 1);
    expect(read(at('scores.csv'))).toBe(good.stdout);
    expect(readdirSync(cwd).toSorted()).toEqual(['good.csv', 'new.csv', 'scores.csv', 'scores.rejects.csv']);
  });

  it('without it, each of the 7 rows ends the run with exit 3 at its line, and nothing is written', async () => {
    for (const [fields, reason] of BAD) {
      const { cwd } = await skip([GOOD[0]!, fields]);
      const line = expectRefusal(await run(['predict', 'new.csv', '-m', model!, '-o', 'scores.csv'], { cwd }), {
        exit: 3,
        start: 'new.csv:3:',
      });
      expect(line).toContain(reason.replaceAll('\n', String.raw`\n`));
      expect(readdirSync(cwd)).toEqual(['new.csv']);
    }
  });

  it('tells both counts, in words and in --json', async () => {
    const { given, go, cwd } = await skip(mixed);
    const { stderr } = await go();
    expect(stderr).toContain('7 rows could not be scored, written to scores.rejects.csv\n');
    expect(stderr.endsWith('6 rows scored, written to scores.csv\n')).toBe(true);
    expect(await json([...given, '--force'], { cwd })).toMatchObject({
      schema: 'glassnet.predict/1',
      rows: 6,
      written: 6,
      rejected: 7,
      rejects: 'scores.rejects.csv',
    });
  });

  it('puts unseen kinds aside under --unseen refuse, and scores them without', async () => {
    const rows = [GOOD[0]!, GOOD[1]!.with(3, 'brand new'), GOOD[2]!];
    const refused = await skip(rows, ['-m', strict!]);
    await refused.go();
    expect((await readFields(read(refused.at('scores.rejects.csv')))).slice(1)).toEqual([
      ['3', 'column "plan": no training row has "brand new"', ...rows[1]!],
    ]);
    expect((await readFields(read(refused.at('scores.csv')))).map(([first]) => first)).toEqual([
      'id',
      '00001',
      '00003',
    ]);
    const taken = await skip(rows);
    await taken.go();
    expect(await readFields(read(taken.at('scores.rejects.csv')))).toHaveLength(1);
    expect(await readFields(read(taken.at('scores.csv')))).toHaveLength(4);
  });

  it('writes a file of the header alone where no row is bad', async () => {
    const { at, go } = await skip(GOOD);
    expect((await go()).stderr).toContain('0 rows could not be scored');
    expect(read(at('scores.rejects.csv'))).toBe(`line,reason,${table.names.join(',')}\n`);
  });

  it('counts put-aside rows where rows are numbered, over the 512 rows of a batch, too', async () => {
    const many = members({ count: 1300 }).rows.map((fields, i) => (i % 500 === 1 ? fields.with(2, 'x') : fields));
    const { at, go } = await skip(many, ['-m', nameless!]);
    await go();
    const numbers = (await readFields(read(at('scores.csv')))).slice(1).map(([row]) => Number(row));
    expect(numbers).toEqual(many.flatMap((_, i) => (i % 500 === 1 ? [] : [i + 1])));
    const rejects = (await readFields(read(at('scores.rejects.csv')))).slice(1).map(([line]) => Number(line));
    expect(rejects).toEqual([3, 503, 1003]);
  });

  it('writes the rejects with the delimiter of the file', async () => {
    const rows = [GOOD[0]!, GOOD[1]!.with(2, 'a,b')];
    const { at, go } = await skip(
      rows,
      ['-m', model!, '--delimiter', ';'],
      toCsv({ ...table, rows }, { delimiter: ';' }),
    );
    await go();
    const [header, reject] = await readFields(read(at('scores.rejects.csv')), { delimiter: ';' });
    expect(header).toEqual(['line', 'reason', ...table.names]);
    expect(reject).toEqual(['3', 'column "spend": "a,b" is not a number', ...rows[1]!]);
  });

  it.each([
    ['scores', 'scores.rejects.csv'],
    ['scores.CSV', 'scores.rejects.csv'],
    ['scores.csv.txt', 'scores.csv.txt.rejects.csv'],
  ])('beside %s writes %s', async (output, rejects) => {
    const { cwd, given } = await skip(GOOD);
    const words = given.map((word) => (word === 'scores.csv' ? output : word));
    await succeed(words, { cwd });
    expect(readdirSync(cwd).toSorted()).toEqual(['new.csv', output, rejects].toSorted());
  });
});

describe('nothing is written', () => {
  it('when all rows are bad: exit 3 with the first reason', async () => {
    const { cwd, go } = await skip(BAD.map(([fields]) => fields));
    expectRefusal(await go(), { exit: 3, start: 'new.csv:2:4: error E_CSV_FIELDS: expected 6 fields, got 3' });
    expect(readdirSync(cwd)).toEqual(['new.csv']);
  });

  it('when there are no rows, or the file ends in an open quote, which is no bad row', async () => {
    const [empty, open] = [await skip([]), await skip(GOOD, undefined, `${toCsv({ ...table, rows: GOOD })}"open`)];
    expectRefusal(await empty.go(), { exit: 3, start: 'new.csv: error E_CSV_EMPTY: ' });
    expectRefusal(await open.go(), { exit: 3, start: 'new.csv:8:' });
    for (const { cwd } of [empty, open]) expect(readdirSync(cwd)).toEqual(['new.csv']);
  });

  it('without --output: exit 2, before the model is looked for', async () => {
    for (const words of [[], ['-o', '-']]) {
      const result = await run(['predict', 'none.csv', '-m', 'none', '--bad-rows', 'skip', ...words]);
      const line = expectRefusal(result, { exit: 2, start: 'glassnet: error E_USAGE_CONFLICT: --bad-rows skip' });
      expect(line).toContain('--output');
    }
  });

  it.each(['scores.csv', 'scores.rejects.csv'])('when %s exists already: exit 5, unless --force', async (name) => {
    const { cwd, at, go, given } = await skip(mixed);
    writeFileSync(at(name), 'precious');
    expectRefusal(await go(), { exit: 5, start: `${name}: error E_FILE_EXISTS: ` });
    expect(readdirSync(cwd).toSorted()).toEqual(['new.csv', name]);
    expect(read(at(name))).toBe('precious');
    await succeed([...given, '--force'], { cwd });
    expect(read(at(name))).not.toBe('precious');
  });

  it('over the input: rows put aside before, scored again under the same name, are refused with exit 2', async () => {
    const { at, given, cwd } = await skip(mixed);
    writeFileSync(at('scores.rejects.csv'), toCsv(table));
    const words = given.with(1, 'scores.rejects.csv');
    expectRefusal(await run([...words, '--force'], { cwd }), { exit: 2, start: 'scores.rejects.csv: error E_USAGE_' });
    expect(read(at('scores.rejects.csv'))).toBe(toCsv(table));
  });

  /** A run that has begun both files and waits for the rest of stdin. */
  async function begun() {
    const cwd = temporaryFolder();
    const child = start(['predict', '-', '-m', model!, '--bad-rows', 'skip', '-o', 'scores.csv'], { cwd });
    child.stdin.write(toCsv({ ...table, rows: mixed }));
    while (readdirSync(cwd).length < 2) await sleep(5);
    return { cwd, child, result: ended(child) };
  }

  it('when a signal ends the run: exit 143, and no file is left', async () => {
    const { cwd, child, result } = await begun();
    child.kill('SIGTERM');
    expect((await result).code).toBe(143);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('when the rejects can’t take their name: no scores, which would seem complete', async () => {
    const { cwd, child, result } = await begun();
    mkdirSync(join(cwd, 'scores.rejects.csv'));
    child.stdin.end();
    const { code, stderr } = await result;
    expect(code).toBe(5);
    expect(stderr).toContain('scores.rejects.csv: error E_FILE_IS_FOLDER');
    expect(readdirSync(cwd)).toEqual(['scores.rejects.csv']);
    expect(existsSync(join(cwd, 'scores.csv'))).toBe(false);
  });
});
