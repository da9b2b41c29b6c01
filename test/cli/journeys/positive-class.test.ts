/** The class that counts, from the first line of a training to the list of customers: everything is about the same one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { readAll } from '../../support/csv.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { resealed } from '../../support/models.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const model = join(folder, 'run');
const QUICK = ['--no-report', '--preset', 'plain', '--hidden', '8', '--epochs', '30', '--batch-size', '20'];
const POSITIVE = { positive: 'churned', positiveReason: 'rarer class' };

/** A file with a signal under the names of two classes, the rarer one last. */
function fileOf(name: string, classes: [common: string, rare: string]): string {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, toCsv(customers({ count: 400, classes })));
  return path;
}
const csv = fileOf('customers', ['stayed', 'churned']);
const answers = new Map(
  customers({ count: 400, classes: ['stayed', 'churned'] }).rows.map(([id, , , label]) => [id!, label!]),
);

beforeAll(async () => {
  await succeed(['train', csv, ...QUICK, '-q', '-o', model]);
});

const documentIn = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

describe('of churned and stayed, churned counts', () => {
  it('in predict --top: at least 30 of the likeliest 40 of 400 churned, and the column bears the name', async () => {
    const output = join(folder, 'top.csv');
    const { stderr } = await succeed(['predict', csv, '-m', model, '--top', '10%', '-o', output]);
    expect(stderr).toContain(`400 rows scored, the likeliest 40 "churned" chosen, written to ${output}\n`);
    const [header, ...rows] = (await readAll(readFileSync(output))).records.map(({ fields }) => fields);
    expect(header).toEqual(['id', 'prediction', 'probability_churned', 'probability_balanced_churned']);
    expect(rows.filter(([id]) => answers.get(id!) === 'churned').length).toBeGreaterThanOrEqual(30);
    // The least likely of them is likelier than a tenth of all, who churn at random, would be.
    expect(Math.min(...rows.map((fields) => Number(fields[2])))).toBeGreaterThan(0.3);
  });

  it('in one line of train, prepare and audit, with the option for the other class', async () => {
    const line = /^class that counts: "churned", the rarer \(\d\d\.\d%\); --positive stayed for the other$/m;
    const trained = await succeed(['train', csv, ...QUICK, '-o', join(folder, 'said')]);
    const prepared = await succeed(['prepare', csv, '-o', join(folder, 'said-arrays')]);
    expect(trained.stderr).toMatch(line);
    expect(prepared.stderr).toMatch(line);
    expect((await succeed(['audit', csv])).stdout).toMatch(line);
  });

  it('in every document and table', async () => {
    const arrays = join(folder, 'arrays');
    const output = join(folder, 'again');
    const terms = ['--value-per-conversion', '12', '--cost-per-contact', '1.5'];
    const documents = await Promise.all([
      json(['train', csv, ...QUICK, '-o', output]),
      json(['evaluate', csv, '-m', model]),
      json(['audit', csv]),
      json(['summary', model]),
      json(['prepare', csv, '-o', arrays]),
      json(['predict', csv, '-m', model, '-o', join(folder, 'scores.csv')]),
    ]);
    for (const document of documents) expect(document).toMatchObject(POSITIVE);
    for (const name of ['metrics.json', 'run.json']) expect(documentIn(join(output, name))).toMatchObject(POSITIVE);
    expect(documentIn(join(arrays, 'customers_pipeline.json'))).toMatchObject(POSITIVE);

    const tables = join(folder, 'tables');
    const text = (await succeed(['evaluate', csv, '-m', model, ...terms, '-o', tables])).stdout;
    for (const about of [
      'All three are for "churned"',
      'Average precision is for "churned"',
      'share of all "churned" that is found',
      'probability of "churned" come true',
      'share of all "churned" found',
      'rows, the likeliest "churned"; cost',
    ]) {
      expect(text).toContain(about);
    }
    for (const name of ['gain', 'reliability', 'roc', 'precision_recall']) {
      const [header, first] = readFileSync(join(tables, `${name}.csv`), 'utf8').split('\n');
      expect([header!.split(',')[0], first!.split(',')[0]]).toEqual(['class', 'churned']);
    }
    expect((await succeed(['summary', model])).stdout).toContain(
      '"stayed", "churned"; "churned" is the one that counts',
    );
  });

  it('in arrays that a model is trained on', async () => {
    const [arrays, output] = [join(folder, 'named-arrays'), join(folder, 'from-arrays')];
    await succeed(['prepare', csv, '--positive', 'stayed', '-o', arrays]);
    const train = join(arrays, 'customers_train.npz');
    const named = { positive: 'stayed', positiveReason: 'named' };
    expect((await succeed(['train', train, ...QUICK, '-o', output])).stderr).toMatch(/^class that counts: "stayed"$/m);
    expect(documentIn(join(output, 'metrics.json'))).toMatchObject(named);
    expect(await json(['summary', output])).toMatchObject({ classes: ['churned', 'stayed'], ...named });
    expectRefusal(await run(['train', train, '--positive', 'stayed', '-q', '-o', join(folder, 'never')]), {
      exit: 2,
      start: 'glassnet: error E_USAGE_CONFLICT: --positive has no effect on arrays',
    });
  });
});

describe('--positive', () => {
  it('stayed turns everything round: the other column, the other gain, the same test rows', async () => {
    const output = join(folder, 'stayed');
    const { stderr, stdout } = await succeed(['train', csv, ...QUICK, '--positive', 'stayed', '-o', output]);
    expect(stderr).toMatch(/^class that counts: "stayed", as named \(\d\d\.\d%\)$/m);
    expect(stdout).toMatch(/of the \d+ "stayed" among the test rows/);
    const [header] = (await succeed(['predict', csv, '-m', output, '--top', '3'])).stdout.split('\n');
    expect(header).toBe('id,prediction,probability_stayed,probability_balanced_stayed');
    // Judged on the file of the training: the classes are numbered as the model numbers them.
    const { test } = documentIn(join(output, 'metrics.json')) as { test: Record<string, unknown> };
    expect(await json(['evaluate', csv, '-m', output])).toMatchObject({ positive: 'stayed', ...test });
  });

  it('is what a model of an earlier version says by the order of its classes, whatever would be chosen today', async () => {
    const output = join(folder, 'earlier');
    await succeed(['train', csv, ...QUICK, '--positive', 'stayed', '-q', '-o', output]);
    const { test } = documentIn(join(output, 'metrics.json')) as { test: Record<string, unknown> };
    const file = join(output, 'model.safetensors');
    const withoutPositive = resealed(readFileSync(file), (content) => {
      const { positive: _, positiveReason: __, ...config } = JSON.parse(content.config) as Record<string, unknown>;
      content.config = JSON.stringify(config);
    });
    writeFileSync(file, withoutPositive);
    const record = JSON.parse(readFileSync(join(output, 'run.json'), 'utf8')) as {
      preparation: { options: { positive?: string } };
    };
    delete record.preparation.options.positive;
    writeFileSync(join(output, 'run.json'), JSON.stringify(record));
    const earlier = await json(['evaluate', csv, '-m', output]);
    expect(earlier).toMatchObject({
      classes: ['churned', 'stayed'],
      positive: 'stayed',
      positiveReason: null,
      ...test,
    });
  });

  it.each([
    [
      'chruned',
      `--positive chruned: the classes of the target "bought" are "churned" and "stayed" (hint: --positive churned)`,
    ],
    [
      'Churned',
      `--positive Churned: the classes of the target "bought" are "churned" and "stayed" (hint: --positive churned)`,
    ],
    ['gone', `--positive gone: the classes of the target "bought" are "churned" and "stayed"`],
  ])('%s is refused with exit 2 by train, prepare and audit, naming the classes', async (named, message) => {
    for (const command of ['train', 'prepare', 'audit']) {
      const output = command === 'audit' ? [] : ['-o', join(folder, `never-${command}`)];
      const refused = await run([command, csv, '--positive', named, '-q', ...output]);
      const line = expectRefusal(refused, { exit: 2, start: `${csv}: error E_USAGE_VALUE: ` });
      expect(line).toBe(`${csv}: error E_USAGE_VALUE: ${message}`);
    }
  });

  it('of three classes is refused with exit 2', async () => {
    const three = join(folder, 'three.csv');
    writeFileSync(three, toCsv(customers({ classes: ['basic', 'plus', 'pro'] })));
    const refused = await run(['train', three, '--positive', 'pro', '-q', '-o', join(folder, 'never')]);
    const line = expectRefusal(refused, { exit: 2, start: `${three}: error E_USAGE_VALUE: --positive pro: ` });
    expect(line).toContain('has 3 classes; one counts only where there are two (hint: leave --positive out)');
  });

  it('is written into the schema file, read from there, and the option wins', async () => {
    const schema = join(folder, 'schema.json');
    const train = (name: string, words: readonly string[]) =>
      json(['train', csv, ...QUICK, ...words, '-o', join(folder, `schema-${name}`)]);
    expect(await train('write', ['--write-schema', schema])).toMatchObject(POSITIVE);
    const text = readFileSync(schema, 'utf8');
    expect(text).toContain('{"name":"bought","type":"target","positive":"churned","classes":["churned","stayed"]}');
    writeFileSync(schema, text.replace('"positive":"churned"', '"positive":"stayed"'));
    const named = { positiveReason: 'named' };
    expect(await train('read', ['--schema', schema])).toMatchObject({ positive: 'stayed', ...named });
    expect(await train('both', ['--schema', schema, '--positive', 'churned'])).toMatchObject({
      positive: 'churned',
      ...named,
    });
  });
});

describe('the header of the scores', () => {
  it.each([
    ['a comma and quotes', 'ja, "sehr"'],
    ['a line break', 'two\nlines'],
    ['a blank at the end', 'late '],
    ['the name of the other column', 'balanced_late'],
    ['letters of other scripts', '離脱 ≥ 3'],
  ])('comes back from CSV with %s in it, no name twice', async (name, positive) => {
    const [path, output] = [fileOf(name, ['gut', positive]), join(folder, `header ${name}`)];
    await succeed([
      'train',
      path,
      '--preset',
      'plain',
      '--hidden',
      '4',
      '--epochs',
      '1',
      '--positive',
      positive,
      '-q',
      '-o',
      output,
    ]);
    const { records } = await readAll((await succeed(['predict', path, '-m', output])).stdout);
    const trimmed = records[0]!.fields.map((field) => field.trim());
    const expected = ['id', 'prediction', `probability_${positive}`, `probability_balanced_${positive}`];
    expect(trimmed).toEqual(expected.map((field) => field.trim()));
    expect(new Set(trimmed).size).toBe(4);
  });
});
