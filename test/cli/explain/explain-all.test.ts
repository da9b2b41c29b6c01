/** `explain FILE`: importance and effects of all rows, from CSV with and without the target, and from arrays. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExplanationDocument } from '../../../src/explain/explanation-document.ts';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { select, toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { QUICK, shop, trainShop } from './shops.ts';

const folder = temporaryFolder();
const at = { cwd: folder };
const COLUMNS = ['visits', 'spend', 'plan', 'income'];

const explain = async (file: string, ...words: string[]) =>
  (await json(['explain', file, '-m', 'run', ...words], at)) as unknown as ExplanationDocument;

beforeAll(() => trainShop(folder));

describe('explain FILE', () => {
  it('measures importance on the test rows of the training file, and shows effects of all columns', async () => {
    const { schema, rows, importance, effects, explained } = await explain('shop.csv');
    expect(schema).toBe('glassnet.explanation/1');
    expect(explained).toEqual({ scale: 'log-odds', class: 'yes' });
    expect(rows).toBe(30);
    expect(importance.columns.flatMap(({ columns }) => columns).toSorted()).toEqual(COLUMNS.toSorted());
    expect(effects.map(({ column }) => column).toSorted()).toEqual(COLUMNS.toSorted());
    expect((await explain('shop.csv', '--rows', 'all')).rows).toBe(300);
  });

  it('prints the tables of the document in a pipe, without an escape sequence, the same bytes each time', async () => {
    const { importance, effects } = await explain('shop.csv');
    const { stdout, stderr } = await succeed(['explain', 'shop.csv', '-m', 'run'], at);
    expect(stderr).toMatch(/^shop.csv: the training file; measured on its 30 test rows$/m);
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    for (const { columns } of importance.columns) expect(stdout).toMatch(new RegExp(`^${columns.join(' \\+ ')} `, 'm'));
    for (const { column, points } of effects) {
      const start = stdout.indexOf(`\nEffect of ${column} `);
      const table = stdout.slice(start).split('─\n')[1]!.split('\n\n')[0]!.trimEnd();
      expect(table.split('\n')).toHaveLength(points.length);
    }
    expect((await succeed(['explain', 'shop.csv', '-m', 'run'], at)).stdout).toBe(stdout);
    const ascii = (await succeed(['explain', 'shop.csv', '-m', 'run', '--ascii'], at)).stdout;
    // oxlint-disable-next-line no-control-regex
    expect(ascii).toMatch(/^[\u000a\u0020-\u007e]*$/);
  });

  it('has the likeliest, the middle and the least likely of the rows as examples, by ID and line', async () => {
    const { examples } = await explain('shop.csv');
    expect(examples.map(({ line }) => shop().rows[line! - 2]![0])).toEqual(examples.map(({ id }) => id));
    const probabilities = examples.map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
    expect(examples).toHaveLength(3);
  });

  it('permutes together what is asked for', async () => {
    const { importance } = await explain('shop.csv', '--together', 'plan,income', '--together', 'spend,visits');
    const groups = importance.columns.map(({ columns }) => columns.toSorted().join());
    expect(groups.toSorted()).toEqual(['income,plan', 'spend,visits']);
    const line = expectRefusal(await run(['explain', 'shop.csv', '-m', 'run', '--together', 'plan,incom'], at), {
      exit: 2,
      start: 'run/model.safetensors: error E_USAGE_COLUMN',
    });
    expect(line).toMatch(/did you mean --together "income"\?/);
  });

  it('without the target has effects and no importance, and says so', async () => {
    writeFileSync(join(folder, 'new.csv'), toCsv(select(shop(), ['plan', 'id', ...COLUMNS.toSpliced(2, 1)])));
    const { importance, effects, notes } = await explain('new.csv');
    expect(importance.columns).toEqual([]);
    expect(effects).toHaveLength(4);
    expect(notes.join(' ')).toMatch(/No importance/);
    const { stderr } = await succeed(['explain', 'new.csv', '-m', 'run'], at);
    expect(stderr).toMatch(/^new.csv: 300 rows without a target, so importance can't be measured$/m);
    const line = expectRefusal(await run(['explain', 'new.csv', '-m', 'run', '--rows', 'test'], at), {
      exit: 3,
      start: 'new.csv: error E_DATA_ROWS',
    });
    expect(line).toMatch(/leave --rows out/);
  });

  it('reads stdin, with the target or without', async () => {
    const file = await explain('shop.csv', '--rows', 'all');
    const { stdout } = await succeed(['explain', '-', '-m', 'run', '--json'], { ...at, input: toCsv(shop()) });
    // Stdin can't be read again for the IDs.
    const examples = file.examples.map((one) => ({ ...one, id: null }));
    expect(JSON.parse(stdout)).toEqual({ ...file, examples });
    const bare = await succeed(['explain', '-', '-m', 'run', '--json'], {
      ...at,
      input: toCsv(select(shop(), ['id', ...COLUMNS])),
    });
    expect((JSON.parse(bare.stdout) as ExplanationDocument).effects).toHaveLength(4);
  });

  it('explains a model of arrays on arrays, by the number of the input', async () => {
    await succeed(['prepare', 'shop.csv', '-o', 'arrays', '-q'], at);
    const words = ['train', 'arrays/shop_train.npz', '-o', 'from-arrays', ...QUICK];
    await succeed(words, at);
    const document = (await json(
      ['explain', 'arrays/shop_test.npz', '-m', 'from-arrays'],
      at,
    )) as unknown as ExplanationDocument;
    expect(document.importance.columns.length).toBeGreaterThan(0);
    const line = expectRefusal(await run(['explain', 'arrays/shop_test.npz', '-m', 'run', '--rows', 'all'], at), {
      exit: 2,
      start: 'arrays/shop_test.npz: error E_USAGE_CONFLICT',
    });
    expect(line).toMatch(/--rows has no effect on arrays/);
  });

  it.each([['--target', '0.5'], ['--keep', 'plan'], ['--exact'], ['--scale', 'probability']])(
    'refuses %s, which is about one customer',
    async (...words) => {
      const result = await run(['explain', 'shop.csv', '-m', 'run', ...words], at);
      expect(expectRefusal(result, { exit: 2, start: 'glassnet: error E_USAGE_MISSING' })).toMatch(
        /no --row says which/,
      );
    },
  );
});

describe('names that are no words', () => {
  const hostile = ['<script>alert(1)</script>', 'say "hi", it\'s', '\u202eevil', 'x'.repeat(1024)];

  it('are shown as text, escaped and cut, by explain and in the reasons of predict', async () => {
    const { rows } = shop();
    const names = ['id', ...hostile, 'bought'];
    const kinds = rows.map((cells, i) => cells.with(3, ['<b>', '\u202ex', 'a\tb'][i % 3]!));
    writeFileSync(join(folder, 'hostile.csv'), toCsv({ names, rows: kinds }));
    await succeed(['train', 'hostile.csv', ...QUICK, '-o', 'hostile'], at);
    const commands = [
      ['explain', 'hostile.csv', '-m', 'hostile'],
      ['explain', 'hostile.csv', '-m', 'hostile', '--row', '00003', '--target', '0.9'],
      ['predict', 'hostile.csv', '-m', 'hostile', '--explain', '4'],
    ];
    for (const words of commands) {
      const { stdout } = await succeed(words, at);
      expect(stdout).toContain('<script>');
      // oxlint-disable-next-line no-control-regex
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|x{200}/);
    }
  });
});
