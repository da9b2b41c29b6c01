/**
 * What predict promises of its scores: by column name, whatever the order and the company, with IDs as they stand.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { ROOT, temporaryFolder } from '../../support/cli.ts';
import { readFields } from '../../support/csv.ts';
import { customers, select, toCsv, type Customers } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const model = join(folder, 'run');
const table = customers();
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];
let expected = '';

beforeAll(async () => {
  writeFileSync(join(folder, 'customers.csv'), toCsv(table));
  await succeed(['train', 'customers.csv', ...QUICK, '-o', model], { cwd: folder });
  expected = (await succeed(['predict', 'customers.csv', '-m', model, '-q'], { cwd: folder })).stdout;
});

/** The scores of a table, read from a file or from stdin. */
async function scores(scored: Customers, { stdin = false } = {}): Promise<{ stdout: string; stderr: string }> {
  const text = toCsv(scored);
  if (stdin) return succeed(['predict', '-', '-m', model], { input: text });
  const path = join(folder, `scored-${++files}.csv`);
  writeFileSync(path, text);
  return succeed(['predict', path, '-m', model]);
}
let files = 0;

describe('predict reads records with quotes and without', () => {
  /** Every record plain, and so scanned without the parser; every cell in quotes, and so parsed. */
  const write = (name: string, rows: readonly (readonly string[])[], quote: string) => {
    const path = join(folder, name);
    const line = (fields: readonly string[]) => `${fields.map((field) => quote + field + quote).join(',')}\n`;
    writeFileSync(path, [table.names, ...rows].map(line).join(''));
    return path;
  };

  it('to the same bytes', async () => {
    const path = write('all-quoted.csv', table.rows, '"');
    expect((await succeed(['predict', path, '-m', model, '-q'])).stdout).toBe(expected);
  });

  it('to the same scores and rejects, where 3 of 300 records can not be scored', async () => {
    const rows = table.rows.map((fields) => [...fields]);
    rows[150]![table.names.indexOf('visits')] = 'many';
    rows[151]![table.names.indexOf('spend')] = '1e300';
    rows[250]!.push('one more');
    const [plain, quoted] = [write('plain.csv', rows, ''), write('quoted.csv', rows, '"')];
    const outputs = await Promise.all(
      [plain, quoted].map(async (path) => {
        const output = `${path}.scores.csv`;
        await succeed(['predict', path, '-m', model, '--bad-rows', 'skip', '-o', output]);
        return [output, output.replace(/csv$/, 'rejects.csv')].map((each) => readFileSync(each, 'utf8'));
      }),
    );
    expect(outputs[0]![0]!.split('\n').length).toBe(1 + 297 + 1);
    expect(outputs[0]![1]!.split('\n').map((line) => line.split(',')[0])).toEqual(['line', '152', '153', '252', '']);
    expect(outputs[0]).toEqual(outputs[1]);
    const errors = await Promise.all([plain, quoted].map((path) => run(['predict', path, '-m', model])));
    expect(errors[0]!.stderr).toMatch(/plain\.csv:152:\d: error E_CSV_NUMBER/);
    expect(errors[0]!.stderr).toBe(errors[1]!.stderr.replaceAll('quoted.csv', 'plain.csv'));
  });
});

describe('predict finds columns by name', () => {
  it('gives the same bytes with the columns in reverse', async () => {
    expect((await scores(select(table, ['bought', 'spend', 'visits', 'id']))).stdout).toBe(expected);
  });

  it('gives the same bytes without the target column', async () => {
    const { stdout, stderr } = await scores(select(table, ['id', 'visits', 'spend']));
    expect(stdout).toBe(expected);
    expect(stderr).toMatch(/^spend: 28 of 300 rows outside the training range [^\n]*\n300 rows scored\n$/);
  });

  it('ignores a column more, whatever it holds, with a line that says so', async () => {
    const wider = { names: ['note', ...table.names], rows: table.rows.map((fields) => ['any "text",\n', ...fields]) };
    const { stdout, stderr } = await scores(wider);
    expect(stdout).toBe(expected);
    expect(stderr).toMatch(
      /^[^\n]*: 1 columns? the model does not read (is|are) ignored\nspend: 28 of [^\n]*\n300 rows scored\n$/,
    );
  });

  it('writes the same bytes to --output as to stdout', async () => {
    const output = join(folder, 'scores.csv');
    const path = join(folder, 'customers.csv');
    expect((await succeed(['predict', path, '-m', model, '-o', output, '-q'])).stdout).toBe('');
    expect(readFileSync(output, 'utf8')).toBe(expected);
  });
});

/** The lines of scores by their ID. */
function byId(text: string): Map<string, string> {
  return new Map(
    text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => [line.split(',')[0]!, line]),
  );
}

describe('a score depends on its own row alone', () => {
  const many = customers({ count: 1000, seed: '2' });

  it('5 rows alone, in a file of 1,000, shuffled and streamed from stdin: equal text for each ID', async () => {
    const whole = byId((await scores(many)).stdout);
    expect(whole.size).toBe(1000);
    const shuffled = { ...many, rows: createRandom(3).shuffle([...many.rows]) };
    expect(byId((await scores(shuffled)).stdout)).toEqual(whole);
    expect(byId((await scores(shuffled, { stdin: true })).stdout)).toEqual(whole);
    for (const index of [0, 1, 511, 512, 999]) {
      const alone = byId((await scores({ ...many, rows: [many.rows[index]!] })).stdout);
      expect([...alone]).toEqual([[many.rows[index]![0], whole.get(many.rows[index]![0]!)]]);
    }
    // The comparison would be empty if all scores were the same.
    expect(new Set([...whole.values()].map((line) => line.split(',')[2])).size).toBeGreaterThan(500);
  });

  it('keeps the order of the rows', async () => {
    const reversed = await scores({ ...many, rows: many.rows.toReversed() });
    expect([...byId(reversed.stdout).keys()]).toEqual(many.rows.map(([id]) => id).toReversed());
  });
});

describe('IDs', () => {
  it('come out exactly as they stand: zeros, blanks, quotes, line breaks, formulas, numbers of many spellings', async () => {
    const ids = [
      '00007',
      '7',
      '7.0',
      '0x1F',
      '1e3',
      ' 7 ',
      '',
      'a,b',
      'say "x"',
      'two\nlines',
      '=1+1',
      'İı',
      '9007199254740993',
    ];
    const rows = ids.map((id, i) => [id, ...table.rows[i]!.slice(1)]);
    const fields = await readFields((await scores({ ...table, rows })).stdout);
    expect(fields.slice(1).map(([id]) => id)).toEqual(ids);
  });

  it('are row numbers where the model knows no ID', async () => {
    const output = join(folder, 'without-id');
    const path = join(folder, 'customers.csv');
    await succeed(['train', path, ...QUICK, '--id', 'none', '--drop', 'id', '-o', output]);
    const lines = (await succeed(['predict', path, '-m', output])).stdout.split('\n');
    expect(lines[0]).toBe('row,prediction,probability_1,probability_balanced_1');
    expect(lines.slice(1, 4).map((line) => line.split(',')[0])).toEqual(['1', '2', '3']);
  });
});

/** p(1) on the natural mix by Bayes' rule from p(1) on the training mix. */
function corrected(balanced: number, { natural, training }: Priors): number {
  const [none, one] = [0, 1].map((label) => natural[label]! / training[label]!) as [number, number];
  return (balanced * one) / (balanced * one + (1 - balanced) * none);
}

interface Priors {
  readonly natural: readonly number[];
  readonly training: readonly number[];
}

/**
 * The largest distance between `probability_1` and what the priors in metrics.json make of `probability_balanced_1`, and the
 * largest distance of the two columns themselves.
 */
async function priorErrors(scored: string, runFolder: string): Promise<{ error: number; uncorrected: number }> {
  const { priors } = JSON.parse(readFileSync(join(runFolder, 'metrics.json'), 'utf8')) as { priors: Priors };
  const rows = (await readFields(scored)).slice(1).map((fields) => [Number(fields[2]), Number(fields[3])] as const);
  return {
    error: Math.max(...rows.map(([natural, balanced]) => Math.abs(natural - corrected(balanced, priors)))),
    uncorrected: Math.max(...rows.map(([natural, balanced]) => Math.abs(natural - balanced))),
  };
}

describe('probability', () => {
  // Both columns are float32, and the shift of the logits is one, too: errors of some 1e-7. Without the correction the
  // columns differ by a hundred thousand times as much.
  it.each(['softmax', 'sigmoid'])(
    'is probability_balanced brought to the natural mix to 1e-5, %s',
    async (activation) => {
      const output = join(folder, `priors-${activation}`);
      const path = join(folder, 'customers.csv');
      await succeed(['train', path, ...QUICK, '--output-activation', activation, '-o', output]);
      const { error, uncorrected } = await priorErrors((await succeed(['predict', path, '-m', output])).stdout, output);
      expect(error).toBeLessThan(1e-5);
      expect(uncorrected).toBeGreaterThan(0.1);
    },
  );

  it('has one column a class for three classes with text labels, each sum 1 to 1e-5', async () => {
    const classes = ['basic', 'plus, yearly', 'pro'];
    const three = customers({ classes, count: 400 });
    const path = join(folder, 'three.csv');
    writeFileSync(path, toCsv(three));
    const output = join(folder, 'three');
    const words = ['--preset', 'plain', '--hidden', '8', '--epochs', '30', '--batch-size', '20', '-o', output];
    const trained = await json(['train', path, ...words]);
    expect((trained['test'] as { rocAuc: number }).rocAuc).toBeGreaterThan(0.7);
    const fields = await readFields((await succeed(['predict', path, '-m', output])).stdout);
    const columns = [
      ...classes.map((name) => `probability_${name}`),
      ...classes.map((name) => `probability_balanced_${name}`),
    ];
    expect(fields[0]).toEqual(['id', 'prediction', ...columns]);
    for (const row of fields.slice(1)) {
      const values = row.slice(2).map(Number);
      const [natural, balanced] = [values.slice(0, 3), values.slice(3)];
      // Three float32 that were rounded one by one.
      for (const share of [natural, balanced]) expect(Math.abs(share.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-5);
      expect(row[1]).toBe(classes[natural.indexOf(Math.max(...natural))]);
    }
    expect(new Set(fields.slice(1).map((row) => row[1])).size).toBeGreaterThan(1);
    const { confusionMatrix } = (await json(['evaluate', path, '-m', output])) as { confusionMatrix: number[][] };
    expect(confusionMatrix.map((row) => row.length)).toEqual([3, 3, 3]);
    const refused = await run(['train', path, '--output', 'sigmoid', '-q', '-o', join(folder, 'never')]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('sigmoid tells 2 classes apart, the data has 3');
  });
});

/** Five epochs are enough for the figure; a guess has 0.5. */
async function expectStore(path: string, output: string, idName: string): Promise<void> {
  const trained = await json(['train', path, '--preset', 'plain', '--epochs', '5', '-o', output]);
  const { validation, test } = trained['rows'] as { validation: number; test: number };
  // A tenth of each class, rounded class by class.
  for (const count of [validation, test]) expect(Math.abs(count - 1408.4)).toBeLessThan(2);
  expect((trained['test'] as { rocAuc: number }).rocAuc).toBeGreaterThan(0.85);
  const { stdout } = await succeed(['predict', path, '-m', output]);
  const ids = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',')[0]!);
  const fields = (await readFields(stdout)).map(([id]) => id);
  expect(fields).toEqual([idName, ...ids]);
  expect(ids).toHaveLength(14_084);
  expect((await priorErrors(stdout, output)).error).toBeLessThan(1e-5);
}

describe('the audiobook store', () => {
  it('trains on the 14,084 rows of data/audiobooks.csv, beats 0.85 of ROC AUC, and scores them all', async () => {
    await expectStore(join(ROOT, 'data/audiobooks.csv'), join(folder, 'audiobooks'), 'id');
  });

  const original = join(ROOT, '../shared/data/Audiobooks_data.csv');
  describe.skipIf(!existsSync(original))('the course file (skipped: ../shared/data is not there)', () => {
    it('trains on 14,084 rows without a header, beats 0.85 of ROC AUC, and keeps IDs with their zeros', async () => {
      await expectStore(original, join(folder, 'course'), 'column_1');
    });
  });
});
