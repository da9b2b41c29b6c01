/**
 * What predict says of rows unlike the training, counted again from the file; packed input; and models that refuse
 * missing values or unseen kinds, in predict and in evaluate.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDate } from '../../../src/data/cells/date.ts';
import type { Novelty } from '../../../src/preprocessing/novelty.ts';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { toCsv, withCell, type Customers } from '../../support/customers.ts';
import { members } from '../../support/members.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const trained = members();
const QUICK = ['--no-report', '--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20', '-q'];

/** Other members, some of them unlike any of the training. */
const more = members({ count: 700, seed: '2' });
const fresh: Customers = {
  ...more,
  rows: more.rows.map((fields, i) => {
    if (i % 50 === 0) return fields.with(3, ['vip', 'b2b', '__proto__', 'student'][(i / 50) % 4]!);
    if (i % 31 === 0) return fields.with(4, i % 2 === 0 ? '1999-12-31' : '2031-01-01');
    if (i % 29 === 0) return fields.with(2, 'n/a');
    return i % 23 === 0 ? fields.with(1, String(100 + i)) : fields;
  }),
};

beforeAll(async () => {
  writeFileSync(at('members.csv'), toCsv(trained));
  writeFileSync(at('fresh.csv'), toCsv(fresh));
  const complete = {
    ...trained,
    rows: trained.rows.map((fields) => (fields[1] === '' ? fields.with(1, '5') : fields)),
  };
  writeFileSync(at('complete.csv'), toCsv(complete));
  await Promise.all([
    succeed(['train', at('members.csv'), ...QUICK, '-o', at('model')]),
    succeed(['train', at('complete.csv'), ...QUICK, '--missing', 'refuse', '-o', at('needing')]),
    succeed(['train', at('members.csv'), ...QUICK, '--unseen', 'refuse', '--balance', 'none', '-o', at('strict')]),
  ]);
});

interface Encoding {
  readonly name: string;
  readonly kind: string;
  readonly range?: readonly [number, number];
  readonly known?: readonly string[];
  readonly indicator: boolean;
}

/** The counts by column and kind, from the fields of the file and what `summary --json` says of the training. */
function recount(encoding: readonly Encoding[]): string[] {
  return encoding.flatMap(({ name, kind, range, known, indicator }) => {
    const cells = fresh.rows.map((fields) => fields[fresh.names.indexOf(name)]!);
    const gaps = cells.filter((cell) => cell === '' || cell === 'n/a');
    const values = cells.filter((cell) => cell !== '' && cell !== 'n/a');
    const numbers = values.map((cell) => (kind === 'date' ? parseDate(cell) : Number(cell)));
    const counts = {
      unseen: values.filter((cell) => known?.includes(cell) === false).length,
      'out of range': numbers.filter((value) => range !== undefined && (value < range[0] || value > range[1])).length,
      missing: indicator ? 0 : gaps.length,
    };
    return Object.entries(counts).flatMap(([what, rows]) => (rows === 0 ? [] : [`${name} ${what} ${rows}`]));
  });
}

describe('rows unlike the training', () => {
  it('are counted in --json as a plain recount counts them: four columns, all three kinds', async () => {
    const { encoding } = (await json(['summary', at('model')])) as unknown as { encoding: Encoding[] };
    const document = await json(['predict', at('fresh.csv'), '-m', at('model'), '-o', at('counted.csv')]);
    const novelties = document['novelties'] as Novelty[];
    const told = novelties.map(({ column, kind, rows }) => `${column} ${kind} ${rows}`);
    expect(told).toEqual(recount(encoding));
    expect(told.map((line) => line.replace(/ \d+$/, ''))).toEqual([
      'visits out of range',
      'spend out of range',
      'spend missing',
      'plan unseen',
      'joined out of range',
    ]);
    expect(novelties.find(({ column }) => column === 'plan')).toMatchObject({
      examples: ['vip', 'b2b', '__proto__'],
      training: '',
    });
    const joined = novelties.find(({ column }) => column === 'joined')!;
    expect(joined.examples).toEqual(['1999-12-31', '2031-01-01']);
    expect(joined.training).toMatch(/^202\d-\d\d-\d\d to 202\d-\d\d-\d\d$/);
  });

  it('are told a line each, on stderr and before the last line; -q is quiet about them', async () => {
    const { stderr, stdout } = await succeed(['predict', at('fresh.csv'), '-m', at('model')]);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('700 rows scored');
    const told = lines.slice(0, -1);
    expect(told.map((line) => line.split(':')[0])).toEqual(['visits', 'spend', 'spend', 'plan', 'joined']);
    for (const line of told) expect(line).toMatch(/^\w+: \d+ of 700 rows .*[^ ]$/);
    expect(told[3]).toBe(
      'plan: 14 of 700 rows with values that training never saw ("vip", "b2b", "__proto__"), scored like rare ones',
    );
    const quiet = await succeed(['predict', at('fresh.csv'), '-m', at('model'), '-q']);
    expect(quiet).toMatchObject({ stdout, stderr: '' });
  });
});

describe('gzip', () => {
  const packed = gzipSync(toCsv(fresh));

  it('a packed file and packed stdin give the bytes of the plain file, whatever the name', async () => {
    const { stdout } = await succeed(['predict', at('fresh.csv'), '-m', at('model'), '-q']);
    expect(stdout.split('\n')).toHaveLength(702);
    for (const name of ['packed.csv.gz', 'packed.csv']) {
      writeFileSync(at(name), packed);
      expect(await succeed(['predict', at(name), '-m', at('model'), '-q'])).toMatchObject({ stdout, stderr: '' });
    }
    const piped = await succeed(['predict', '-', '-m', at('model'), '-q'], { input: packed });
    expect(piped.stdout).toBe(stdout);
  });

  it('cut off or with a changed byte ends with exit 3, and no file is written', async () => {
    const changed = Uint8Array.from(packed);
    changed[packed.length - 6]! ^= 1;
    for (const [i, bytes] of [packed.subarray(0, -9), changed].entries()) {
      const output = at(`damaged-${i}.csv`);
      const result = await run(['predict', '-', '-m', at('model'), '-o', output], { input: bytes });
      expectRefusal(result, { exit: 3, start: '<stdin>: error E_CSV_GZIP: ' });
      expect(() => readFileSync(output)).toThrow('ENOENT');
    }
  });
});

/** The file with one cell changed, by name. */
function fileWith(name: string, column: string, text: string): string {
  const path = at(name);
  writeFileSync(path, toCsv(withCell({ ...trained, rows: trained.rows.slice(0, 4) }, 2, column, text)));
  return path;
}

describe.each(['predict', 'evaluate'])('a model that refuses, in %s', (command) => {
  // Scores on stdout would begin with their header.
  const words = (path: string, model: string) => {
    return [command, path, '-m', at(model), ...(command === 'predict' ? ['-o', `${path}.${model}`] : [])];
  };

  it.each([
    ['spend', 'n/a', 'E_CSV_MISSING'],
    ['plan', '', 'E_CSV_MISSING'],
  ])('a missing %s ends with exit 3 at its line and column', async (column, text, code) => {
    const path = fileWith(`${command}-gap-${column}.csv`, column, text);
    const place = `${path}:4:${trained.names.indexOf(column) + 1}: error ${code}: column "${column}"`;
    expectRefusal(await run(words(path, 'needing')), { exit: 3, start: place });
    // Control: the model that fills takes the same file.
    await succeed(words(path, 'model'));
  });

  it('an unseen plan ends with exit 3 at its line and column', async () => {
    const path = fileWith(`${command}-unseen.csv`, 'plan', 'vip');
    const line = expectRefusal(await run(words(path, 'strict')), {
      exit: 3,
      start: `${path}:4:4: error E_DATA_LEVEL: column "plan": no training row has "vip"`,
    });
    expect(line).toContain('known are "basic", "plus", "pro"');
    await succeed(words(path, 'model'));
  });
});
