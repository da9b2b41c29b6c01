/** `explain --row`: one customer's contributions and what would change the answer, held to what `predict` writes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Counterfactual } from '../../../src/explain/counterfactual/counterfactual.ts';
import type { Background, RowExplanation } from '../../../src/explain/explanation-document.ts';
import { Classifier } from '../../../src/model/classifier.ts';
import { loadModel, modelBytes } from '../../../src/node/stores/model-store.ts';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { QUICK, shop, trainShop } from './shops.ts';

const folder = temporaryFolder();
const at = { cwd: folder };
const table = shop();

interface Explained {
  readonly explained: { readonly scale: string; readonly class: string };
  readonly background: Background;
  readonly method: string;
  readonly row: RowExplanation;
  readonly counterfactual: Counterfactual | null;
}

const explain = async (...words: string[]) =>
  (await json(['explain', 'shop.csv', '-m', 'run', ...words], at)) as unknown as Explained;

/** The probability of yes that `predict` writes for one row. */
async function predicted(cells: readonly string[], model = 'run'): Promise<number> {
  writeFileSync(join(folder, 'one.csv'), toCsv({ names: table.names, rows: [cells] }));
  const [names, row] = await readFields((await succeed(['predict', 'one.csv', '-m', model, '-q'], at)).stdout);
  return Number(row![names!.indexOf('probability_yes')]);
}

beforeAll(() => trainShop(folder));

describe('explain --row', () => {
  it('has base + effects = the log-odds of what predict writes', async () => {
    for (const place of [0, 5, 77]) {
      const cells = table.rows[place]!;
      const { row, background, explained, method } = await explain('--row', cells[0]!);
      expect(explained).toEqual({ scale: 'log-odds', class: 'yes' });
      expect(method).toBe('integrated gradients');
      expect(background.rows).toBe(58);
      expect(row).toMatchObject({ id: cells[0], line: place + 2 });
      expect(row.contributions.map(({ column }) => column)).toEqual(['visits', 'spend', 'plan', 'income']);
      expect(row.contributions.map(({ cell }) => cell ?? '')).toEqual(cells.slice(1, 5));
      const sum = row.contributions.reduce((total, { effect }) => total + effect, background.base);
      expect(sum).toBeCloseTo(row.value, 9);
      // Float32 in `predict`, float64 here: 24 bits of the probability.
      expect(row.probability).toBeCloseTo(await predicted(cells), 6);
      expect(1 / (1 + Math.exp(-row.value))).toBeCloseTo(row.probability, 9);
    }
  });

  it('adds up on the probability, and with exact Shapley values', async () => {
    const cells = table.rows[9]!;
    for (const words of [['--scale', 'probability'], ['--exact'], ['--exact', '--scale', 'probability']]) {
      const { row, background, explained, method } = await explain('--row', cells[0]!, ...words);
      expect(explained.scale).toBe(words.includes('--scale') ? 'probability' : 'log-odds');
      expect(method).toBe(words.includes('--exact') ? 'Shapley values' : 'integrated gradients');
      const sum = row.contributions.reduce((total, { effect }) => total + effect, background.base);
      expect(sum).toBeCloseTo(row.value, 9);
      if (explained.scale === 'probability') expect(row.value).toBeCloseTo(await predicted(cells), 6);
    }
  });

  it('prints base, background, scale and the largest effect first, in 80 columns of a table', async () => {
    const { row } = await explain('--row', '00006');
    const { stdout, stderr } = await succeed(['explain', 'shop.csv', '-m', 'run', '--row', '00006'], at);
    expect(stderr).toBe('');
    const [strongest] = row.contributions.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
    const lines = stdout.split('\n');
    const base = lines.findIndex((line) => line.startsWith('base'));
    expect(lines[base + 1]!.startsWith(strongest!.column)).toBe(true);
    expect(stdout).toMatch(/58 training rows/);
    expect(stdout).toMatch(/^Integrated gradients: base and effects add up to the log-odds of "yes"/m);
    expect(stdout).toMatch(/^income +missing /m);
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('takes the row by its number where the model knows no ID, as predict counts', async () => {
    await succeed(['train', 'shop.csv', ...QUICK, '--id', 'none', '--drop', 'id', '-o', 'no-id'], at);
    const { row } = (await json(['explain', 'shop.csv', '-m', 'no-id', '--row', '17'], at)) as unknown as Explained;
    expect(row).toMatchObject({ id: null, line: 18 });
    expect(row.contributions.map(({ cell }) => cell ?? '')).toEqual(table.rows[16]!.slice(1, 5));
    for (const [word, pattern] of [
      ['301', /there is no row 301 \(hint: the rows have the numbers 1 to 300\)/],
      ['anna', /"anna" is not the number of a row; the model knows no ID/],
    ] as const) {
      const result = await run(['explain', 'shop.csv', '-m', 'no-id', '--row', word], at);
      expect(expectRefusal(result, { exit: 2, start: 'shop.csv: error E_USAGE_VALUE' })).toMatch(pattern);
    }
  });

  it('reads a file from stdin, without the target, in another order', async () => {
    const names = ['income', 'plan', 'id', 'spend', 'visits'];
    const rows = table.rows.map((cells) => names.map((name) => cells[table.names.indexOf(name)]!));
    const words = ['explain', '-', '-m', 'run', '--row', '00042', '--json'];
    const { stdout } = await succeed(words, { ...at, input: toCsv({ names, rows }) });
    const { row, background } = JSON.parse(stdout) as Explained;
    const other = await explain('--row', '00042');
    expect({ ...row, line: 0 }).toEqual({ ...other.row, line: 0 });
    expect(background).toEqual(other.background);
  });

  it('of three classes explains the one that is predicted', async () => {
    const classes = ['a', 'b', 'c'];
    const rows = table.rows.map((cells, i) => cells.with(5, classes[Number(cells[1]) % 2 === 0 ? 0 : 1 + (i % 2)]!));
    writeFileSync(join(folder, 'three.csv'), toCsv({ names: table.names, rows }));
    await succeed(['train', 'three.csv', ...QUICK, '-o', 'three'], at);
    const words = ['explain', 'three.csv', '-m', 'three', '--row', '00003'];
    const document = await json(words, at);
    const { explained, background, row } = document as unknown as Explained;
    expect(explained).toEqual({ scale: 'centred logit', class: document['prediction'] });
    const sum = row.contributions.reduce((total, { effect }) => total + effect, background.base);
    expect(sum).toBeCloseTo(row.value, 9);
    for (const more of [
      ['--target', '0.5'],
      ['--scale', 'probability'],
    ]) {
      const line = expectRefusal(await run([...words, ...more], at), {
        exit: 2,
        start: 'three/model.safetensors: error',
      });
      expect(line).toMatch(/E_USAGE_CONFLICT: --\w+( probability)? needs 2 classes, the model has 3/);
    }
  });
});

describe('explain --row --target', () => {
  it('is confirmed by predict on a file with the changed row, and leaves columns to keep alone', async () => {
    let found = 0;
    for (const place of [1, 30, 61]) {
      const cells = table.rows[place]!;
      for (const more of [[], ['--keep', 'visits'], ['--change', 'plan,income']]) {
        for (const target of ['0.2', '0.6']) {
          const { counterfactual } = await explain('--row', cells[0]!, '--target', target, ...more);
          const { before, after, changes, direction, isReached } = counterfactual!;
          expect(Math.fround(await predicted(cells))).toBe(before);
          const changed = cells.map((cell, i) => changes.find(({ column }) => column === table.names[i])?.to ?? cell);
          const confirmed = await predicted(changed);
          expect(Math.fround(confirmed)).toBe(after);
          if (isReached) expect(direction === 'at least' ? confirmed >= +target : confirmed <= +target).toBe(true);
          const columns = changes.map(({ column }) => column);
          if (more[0] === '--keep') expect(columns).not.toContain('visits');
          if (more[0] === '--change') expect(['plan', 'income']).toEqual(expect.arrayContaining(columns));
          found += isReached ? 1 : 0;
        }
      }
    }
    expect(found).toBeGreaterThanOrEqual(6);
  });

  it('takes values of the background for customers of another file', async () => {
    const words = ['--row', '00031', '--target', '0.9'];
    writeFileSync(join(folder, 'new.csv'), toCsv({ names: table.names, rows: table.rows.slice(20, 40) }));
    const { counterfactual } = (await json(['explain', 'new.csv', '-m', 'run', ...words], at)) as unknown as Explained;
    const cells = table.rows[30]!;
    for (const { column, to } of counterfactual!.changes) {
      const place = table.names.indexOf(column);
      expect(
        table.rows.map((row) => (Number.isNaN(Number(row[place])) ? row[place] : Number(row[place]))),
      ).toContainEqual(Number.isNaN(Number(to)) ? to : Number(to));
    }
    const changed = cells.map(
      (cell, i) => counterfactual!.changes.find(({ column }) => column === table.names[i])?.to ?? cell,
    );
    expect(Math.fround(await predicted(changed))).toBe(counterfactual!.after);
  });

  it('says so where no allowed change reaches the target, and that is no error', async () => {
    const words = ['--row', '00002', '--target', '0.999', '--change', 'plan'];
    const { counterfactual } = await explain(...words);
    expect(counterfactual).toMatchObject({ isReached: false, direction: 'at least' });
    expect(counterfactual!.after).toBeGreaterThanOrEqual(counterfactual!.before);
    const { stdout } = await succeed(['explain', 'shop.csv', '-m', 'run', ...words], at);
    expect(stdout).toMatch(/None\s+within\s+the\s+allowed\s+changes\s+reaches\s+it/);
  });

  it('prints the changes, and that a model is not the world', async () => {
    const { stdout } = await succeed(['explain', 'shop.csv', '-m', 'run', '--row', '00002', '--target', '0.9'], at);
    expect(stdout).toMatch(/^What would make the probability of "yes" at least 90.00%\? It is \d+\.\d\d%\./m);
    expect(stdout).toMatch(/^column +now +then$/m);
    expect(stdout).toMatch(/not what would happen/);
  });
});

describe('explain --row refuses', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['an ID that is not there', ['--row', '42'], /no row has the "id" "42" \(hint: did you mean --row 00042\?\)/],
    ['an ID that is like another', ['--row', '0O0042'], /\(hint: did you mean --row 00042\?\)/],
    ['an ID like no other', ['--row', 'anna'], /\(hint: the IDs are such as "00001"\)/],
    ['changes without a target', ['--row', '00042', '--change', 'plan'], /E_USAGE_MISSING: --change needs --target/],
    ['a target that is a column', ['--row', '00042', '--target', 'bought'], /"bought" is not a number above 0, to 1/],
    ['a target without a row', ['--target', '0.5'], /--target is about one customer, and no --row says which/],
    ['what is about all customers', ['--row', '1', '--together', 'visits,spend'], /--together is about all customers/],
    [
      'a column that there is not',
      ['--row', '00042', '--target', '0.5', '--change', 'plam'],
      /did you mean --change "plan"\?/,
    ],
    ['a kept one, too', ['--row', '00042', '--target', '0.5', '--keep', 'Income'], /did you mean --keep "income"\?/],
  ])('%s', async (_, words, message) => {
    const result = await run(['explain', 'shop.csv', '-m', 'run', ...words], at);
    expect(expectRefusal(result, { exit: 2, start: '' })).toMatch(message);
  });

  it('an ID that two rows have, naming their lines', async () => {
    const rows = [...table.rows, table.rows[3]!];
    writeFileSync(join(folder, 'twice.csv'), toCsv({ names: table.names, rows }));
    const result = await run(['explain', 'twice.csv', '-m', 'run', '--row', '00004'], at);
    const line = expectRefusal(result, { exit: 2, start: 'twice.csv: error E_USAGE_VALUE' });
    expect(line).toMatch(/2 rows have the ID "00004", in the lines 5, 302/);
  });

  it('a model of arrays, and arrays', async () => {
    await succeed(['prepare', 'shop.csv', '-o', 'arrays', '-q'], at);
    const bare = await loadModel(join(folder, 'run'));
    const parts = { ...bare.classifier, pipeline: null };
    writeFileSync(join(folder, 'bare.safetensors'), modelBytes(new Classifier(parts), '1'));
    const csv = await run(['explain', 'shop.csv', '-m', 'bare.safetensors', '--row', '1'], at);
    expectRefusal(csv, { exit: 4, start: 'bare.safetensors: error E_MODEL_PIPELINE' });
    const npz = await run(['explain', 'arrays/shop_test.npz', '-m', 'run', '--row', '1'], at);
    expectRefusal(npz, { exit: 2, start: 'arrays/shop_test.npz: error E_USAGE_CONFLICT' });
  });

  it('more than 12 columns for exact values', async () => {
    const names = ['id', ...Array.from({ length: 13 }, (_, i) => `v${i}`), 'bought'];
    const rows = table.rows.map((cells, i) => [
      cells[0]!,
      ...names.slice(2).map((_, j) => String((i * (j + 3)) % 11)),
      cells[5]!,
    ]);
    writeFileSync(join(folder, 'wide.csv'), toCsv({ names, rows }));
    await succeed(['train', 'wide.csv', ...QUICK, '-o', 'wide'], at);
    const words = ['explain', 'wide.csv', '-m', 'wide', '--row', '00007'];
    const line = expectRefusal(await run([...words, '--exact'], at), { exit: 2, start: 'wide/model.safetensors' });
    expect(line).toMatch(/--exact is for at most 12 columns, the model has 13 \(hint: leave it out/);
    await succeed(words, at);
  });
});

describe('a model of an older version, which keeps no background', () => {
  it('is explained with its training file, to the same bits; with another it says what to do', async () => {
    const { classifier, config } = await loadModel(join(folder, 'run'));
    const old = new Classifier({ ...classifier, background: null });
    writeFileSync(join(folder, 'old.safetensors'), modelBytes(old, config.seed));
    const words = ['-m', 'old.safetensors', '--row', '00042'];
    writeFileSync(join(folder, 'run.json'), readFileSync(join(folder, 'run', 'run.json')));
    const { row, background } = (await json(['explain', 'shop.csv', ...words], at)) as unknown as Explained;
    const kept = await explain('--row', '00042');
    expect({ row, background }).toEqual({ row: kept.row, background: kept.background });
    writeFileSync(join(folder, 'other.csv'), toCsv({ names: table.names, rows: table.rows.slice(0, 99) }));
    for (const command of [
      ['explain', 'other.csv', ...words],
      ['predict', 'other.csv', ...words.slice(0, 2), '--explain', '3'],
    ]) {
      const line = expectRefusal(await run(command, at), {
        exit: 4,
        start: 'old.safetensors: error E_MODEL_BACKGROUND',
      });
      expect(line).toMatch(/keeps no training rows/);
    }
  });
});
