/**
 * An export as people have it, from its first audit to an evaluation: what is inferred is said, and can be refused,
 * typed, written down and read again; all faults come at once.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/cli.ts';
import { run, succeed } from '../../support/run-here.ts';

const cwd = temporaryFolder();
const QUICK = ['--no-report', '--preset', 'plain', '--hidden', '4', '--epochs', '2', '--batch-size', '20'];

/** 300 customers: an index, text, an empty column, shops that repeat; labels in two cases, some of them missing. */
const EXPORT = [
  'n;spend;note;fax;shop_id;bought',
  ...Array.from({ length: 300 }, (_, i) => {
    const label = i % 50 === 7 ? 'NA' : i % 3 === 0 ? 'yes' : i % 5 === 0 ? 'NO' : 'no ';
    return `${i + 1};${i % 20},5;call ${i} again;;${100 + (i % 7)};${label}`;
  }),
  '',
].join('\n');

beforeAll(async () => {
  writeFileSync(join(cwd, 'export.csv'), EXPORT);
  await succeed(['train', 'export.csv', ...QUICK, '-o', 'run'], { cwd });
});

describe('a wild export', () => {
  it('trains at the first try, and each inference is one line', async () => {
    const { stderr } = await succeed(['train', 'export.csv', ...QUICK, '-o', 'again'], { cwd });
    for (const line of [
      /^delimiter ';'|^delimiter ";"|^delimiter ;/m,
      /^target "bought": labels that differ in case.*"no" as|"NO" as/m,
      /^target "bought": 6 rows have no label and are left out, of 300$/m,
      /^column "n" counts the rows from 1 and is left out; --numeric "n" takes it in$/m,
      /^column "shop_id" is no ID, since its few values repeat: it is read as kinds$/m,
      /^left out, since nothing can be learned from them: "note" \(text that hardly repeats\); "fax" \(empty\);/m,
    ]) {
      expect(stderr).toMatch(line);
    }
  });

  it('has its inferences in the documents of --json', async () => {
    const kinds = async (words: readonly string[]) => {
      const { stdout } = await succeed([...words, '--json'], { cwd });
      const { inferences } = JSON.parse(stdout) as { inferences: { kind: string; text: string }[] };
      return inferences.map(({ kind }) => kind).toSorted();
    };
    const all = ['decimal', 'delimiter', 'id', 'index', 'labels', 'left out', 'rows without a label'];
    expect(await kinds(['audit', 'export.csv'])).toEqual(all);
    expect(await kinds(['prepare', 'export.csv', '--name', 'inferred'])).toEqual(all);
    // The run knows all but which rows have no label, which is told each time.
    expect(await kinds(['evaluate', 'export.csv', '-m', 'run'])).toEqual(['rows without a label']);
  });

  it('is evaluated on the test rows of its training, which lack no label', async () => {
    const text = await succeed(['evaluate', 'export.csv', '-m', 'run'], { cwd });
    expect(text.stderr).toContain('export.csv: the training file; measured on its 30 test rows');
    const all = await succeed(['evaluate', 'export.csv', '-m', 'run', '--rows', 'all'], { cwd });
    expect(all.stderr).toContain('measured on all 294 rows');
  });

  it('is refused by --strict, passes with the schema that it wrote, and is the same table', async () => {
    const strict = await run(['train', 'export.csv', ...QUICK, '--strict', '-o', 'never'], { cwd });
    expect(strict.code).toBe(3);
    expect(strict.stderr).toMatch(
      /error E_CSV_INFERRED: inferred, which --strict refuses: delimiter .*; and 6 more \(hint: /,
    );
    const written = await run(['audit', 'export.csv', '--write-schema', 'schema.json', '--strict'], { cwd });
    expect(written.stderr).toContain('(hint: all of it is in schema.json: --schema schema.json');
    expect(readFileSync(join(cwd, 'schema.json'), 'utf8')).toContain('"type":"index"');
    await succeed(['train', 'export.csv', ...QUICK, '--schema', 'schema.json', '--strict', '-o', 'by-schema'], { cwd });
    // The schema names the class that counts as well.
    await succeed(['train', 'export.csv', ...QUICK, '--positive', 'yes', '-o', 'named'], { cwd });
    const model = (folder: string) => readFileSync(join(cwd, folder, 'model.safetensors'));
    expect(model('by-schema').equals(model('named'))).toBe(true);
  });
});

describe('faults', () => {
  it('come at once: train counts them and names the audit, the audit lists them, the schema is written', async () => {
    const bad = EXPORT.split('\n').with(5, '5;1;2').with(9, '9;viel;x;;101;yes').with(20, '1').join('\n');
    writeFileSync(join(cwd, 'bad.csv'), bad);
    const trained = await run(['train', 'bad.csv', '--drop', 'fax', '-o', 'never', '--seed', '3'], { cwd });
    expect(trained.code).toBe(3);
    expect(trained.stderr).toMatch(
      /^bad\.csv:6:4: error E_CSV_FIELDS: expected 6 fields, got 3; and 2 more: `.* audit bad\.csv --drop fax --seed 3` lists them\n$/,
    );
    const audit = await run(['audit', 'bad.csv', '--drop', 'fax', '--write-schema', 'bad.json'], { cwd });
    expect(audit.code).toBe(3);
    expect(audit.stdout).toContain('3 faults, to be mended before a training:');
    expect(audit.stdout).toMatch(/^bad\.csv:6:4: .*\nbad\.csv:10:2: .*\nbad\.csv:21:2: /m);
    expect(audit.stderr).toMatch(/^spend +number +line 10: "viel" is not a number$/m);
    expect(audit.stderr.trimEnd().split('\n').at(-1)).toMatch(/^bad\.csv:6:4: error E_CSV_FIELDS: .*; and 2 more$/);
    expect(readFileSync(join(cwd, 'bad.json'), 'utf8')).toContain('{"name":"spend","type":"number"}');
    const json = await run(['audit', 'bad.csv', '--json'], { cwd });
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 'glassnet.audit/1',
      passed: false,
      faults: { count: 3, first: [{ line: 6 }, { line: 10, field: 'spend' }, { line: 21 }] },
    });
  });

  it('leave the line of an error within 500 characters, however many options there are', async () => {
    writeFileSync(join(cwd, 'bad.csv'), `a,b,y\n${'1,2,3\n'.repeat(9)}1,2\n1,2\n`);
    const names = Array.from({ length: 40 }, (_, i) => ['--missing-word', `word_number_${i}`]).flat();
    const { stderr } = await run(['train', 'bad.csv', ...names, '-o', 'never'], { cwd });
    expect(stderr).toBe('bad.csv:11:3: error E_CSV_FIELDS: expected 3 fields, got 2; and 1 more\n');
  });
});

describe('a target of numbers', () => {
  it('is cut into classes, which the model knows when it is evaluated on another file', async () => {
    const houses = (from: number) =>
      `rooms,age,price\n${Array.from({ length: 120 }, (_, i) => `${i % 6},${i % 11},${from + ((i * 37) % 100)}\n`).join('')}`;
    writeFileSync(join(cwd, 'houses.csv'), houses(1));
    writeFileSync(join(cwd, 'more.csv'), houses(51));
    const refused = await run(['train', 'houses.csv', '--target', 'price', '-o', 'never'], { cwd });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(
      /error E_DATA_CLASSES: target "price" holds 100 different numbers.*--target-bins 5\d/,
    );
    await succeed(['train', 'houses.csv', ...QUICK, '--target-bins', '40,80', '-o', 'houses'], { cwd });
    const own = await succeed(['evaluate', 'houses.csv', '-m', 'houses'], { cwd });
    expect(own.stderr).toContain('measured on its 12 test rows');
    const { stdout } = await succeed(['evaluate', 'more.csv', '-m', 'houses', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ classes: ['40..<80', '<40', '>=80'], rows: 120 });
    const never = await run(['train', 'houses.csv', '--target-bins', '80,40', '-o', 'never'], { cwd });
    expect(never).toMatchObject({ code: 2 });
    expect(never.stderr).toContain('--target-bins: "80,40" is not a list of numbers, each above the one before');
  });
});
