/** What `cv` prints, keeps and refuses; the figures themselves are tested with the library. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldFigures, type FoldFigures } from '../../../src/evaluation/resampling/fold-figures.ts';
import { crossValidate } from '../../../src/facade/cross-validate.ts';
import type { CrossValidation } from '../../../src/training/resampling/cross-validation.ts';
import * as program from '../../support/cli.ts';
import { contents, ended, expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';

type Document = Omit<CrossValidation, 'kind'> & {
  readonly schema: string;
  readonly by: string;
  readonly intervalOf: string;
  readonly data: { readonly sha256: string };
};

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const TEXT = toCsv(customers({ count: 200 }));
const QUICK = ['--preset', 'plain', '--hidden', '4', '--epochs', '3', '--folds', '4'];
const LIKEWISE = { preset: 'plain', hidden: [4], epochs: 3, folds: 4 } as const;

beforeAll(() => writeFileSync(csv, TEXT));

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Document;
const readOof = (path: string) => {
  const [names, ...rows] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return { names: names!, rows };
};

describe('cv', () => {
  it('with 1, 2 and 4 threads writes the same bytes of out-of-fold predictions, those of the library', async () => {
    const outputs = ['1', '2', '4'].map((threads) => ({ threads, output: join(folder, `threads-${threads}`) }));
    // Threads need the program itself.
    for (const { threads, output } of outputs)
      await program.succeed(['cv', csv, ...QUICK, '--threads', threads, '-o', output]);
    const [one, ...others] = outputs.map(({ output }) => readFileSync(join(output, 'oof.csv'), 'utf8'));
    for (const other of others) expect(other).toBe(one);
    const { outOfFold, figures } = await crossValidate(TEXT, LIKEWISE);
    const { rows } = readOof(join(folder, 'threads-2/oof.csv'));
    expect(rows.map((cells) => cells.slice(5).map(Number))).toEqual(
      outOfFold.map(({ probabilities }) => Array.from(probabilities)),
    );
    expect(readJson(join(folder, 'threads-2/cv.json')).figures).toEqual(figures);
  });

  it('keeps predictions from which every printed figure follows to the bit, with line and ID of each row', async () => {
    const output = join(folder, 'kept');
    const document = (await json(['cv', csv, ...QUICK, '--repeats', '2', '-o', output])) as unknown as Document;
    expect(contents(output)).toEqual(['cv.json', 'oof.csv']);
    expect(readJson(join(output, 'cv.json'))).toEqual(document);
    expect(document).toMatchObject({
      schema: 'glassnet.cv/1',
      by: 'stratified',
      folds: 4,
      repeats: 2,
      target: 'bought',
    });
    const { names, rows } = readOof(join(output, 'oof.csv'));
    expect(names).toEqual(['row', 'id', 'repeat', 'fold', 'target', 'probability_0', 'probability_1']);
    expect(rows.map(([row, id]) => [Number(row) - 1, Number(id)])).toEqual(
      Array.from({ length: 400 }, (_, i) => [(i % 200) + 1, (i % 200) + 1]),
    );
    const recomputed = document.results.map(({ repeat, fold }): FoldFigures => {
      const ofFold = rows.filter((cells) => cells[2] === String(repeat) && cells[3] === String(fold));
      const targets = Int32Array.from(ofFold, (cells) => Number(cells[4]));
      return foldFigures(targets, Float64Array.from(ofFold.flatMap((cells) => cells.slice(5).map(Number))), 2);
    });
    expect(recomputed).toEqual(document.results.map(({ figures }) => figures));
    const accuracies = recomputed.map(({ accuracy }) => accuracy!);
    expect(document.figures.accuracy.value).toBe(accuracies.reduce((sum, value) => sum + value, 0) / 8);
  });

  it('says in 80 columns what was done, each figure with interval and spread, and what the interval is of', async () => {
    const output = join(folder, 'told');
    const { stdout, stderr, code } = await run(['cv', csv, ...QUICK, '-o', output]);
    expect(code).toBe(0);
    const { figures } = readJson(join(output, 'cv.json'));
    const { value, interval, deviation, lowest, highest } = figures.rocAuc;
    const [low, high] = [interval!.low, interval!.high];
    const cells = [value!, low, high, deviation!, lowest!, highest!].map((number) => number.toFixed(3));
    const [mean, from, to, spread, least, most] = cells;
    expect(stdout.replaceAll(/ +/g, ' ')).toContain(`ROC AUC ${mean} ${from}–${to} ± ${spread} ${least} ${most}`);
    expect(stdout).toContain('4 folds of 200 rows, stratified; each learned from about 150');
    expect(stdout.replaceAll('\n', ' ')).toContain(
      'The interval is one of the expected figure of a model trained this way on other samples of 150 rows; not of one model',
    );
    for (const line of stdout.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(80);
    expect(
      stderr.match(/^Fold \d\/4 {2}accuracy: 0\.\d{4} - ROC AUC: [01]\.\d{4} - log loss: \d\.\d{4}$/gm),
    ).toHaveLength(4);
  });

  it('takes stdin, a file without an ID, an ID by the name of a column of its own, and classes that need quotes', async () => {
    const output = join(folder, 'stdin');
    await succeed(['cv', '-', ...QUICK, '-q', '-o', output], { input: TEXT });
    expect(readOof(join(output, 'oof.csv')).names[1]).toBe('repeat');
    const odd = join(folder, 'odd.csv');
    writeFileSync(odd, TEXT.replace('id,', 'fold,').replaceAll(/,1$/gm, ',"a, ""b"""').replaceAll(/,0$/gm, ',no'));
    await succeed(['cv', odd, ...QUICK, '-q', '--id', 'fold', '-o', output, '-f']);
    const [names, first] = readFileSync(join(output, 'oof.csv'), 'utf8').split('\n');
    expect(names).toBe('row,id_fold,repeat,fold,target,probability_no,"probability_a, ""b"""');
    expect(first).toMatch(/^2,00001,1,[1-4],(?:no|"a, ""b"""),/);
  });
});

describe('cv refuses', () => {
  const three = join(folder, 'three.csv');
  it.each<[string, string[], number, string]>([
    ['arrays', ['a_train.npz'], 2, 'a_train.npz: error E_USAGE_CONFLICT: arrays were split and scaled before'],
    ['stdout', [csv, '-o', '-'], 2, 'glassnet: error E_USAGE_VALUE: --output: cv writes a folder, which stdout is not'],
    [
      'one fold',
      [csv, '--folds', '1'],
      2,
      'glassnet: error E_USAGE_VALUE: --folds: "1" is not a whole number from 2 to 1,000',
    ],
    ['more folds than a class has rows', [csv, '--folds', '150'], 3, `${csv}: error E_DATA_CLASSES: class "1" has`],
    ['one output unit for three classes', [three, '--folds', '3', '--output', 'sigmoid'], 2, `${three}: error E_USAGE`],
    ['a folder that is no cross-validation’s', [csv, '-o', join(folder, 'other'), '-f'], 5, join(folder, 'other')],
    ['its own input', [csv, '-o', folder, '-f'], 2, `${csv}: error E_USAGE_CONFLICT: is read by this command`],
    ['a place below a file', [csv, '-o', join(csv, 'cv')], 5, join(csv, 'cv')],
  ])('%s', async (_, words, exit, start) => {
    writeFileSync(three, toCsv(customers({ classes: ['a', 'b', 'c'] })));
    mkdirSync(join(folder, 'other/sub'), { recursive: true });
    const result = await run(['cv', ...words, '--preset', 'plain', '--hidden', '4', '--epochs', '1', '-q']);
    expectRefusal(result, { exit, start });
  });

  it('to replace a folder without --force, before anything is read', async () => {
    const output = join(folder, 'taken');
    mkdirSync(output);
    const result = await run(['cv', join(folder, 'missing.csv'), '-q', '-o', output]);
    expectRefusal(result, { exit: 5, start: `${output}: error E_FILE_EXISTS` });
  });

  it.each(['1', '2'])('to go on after Ctrl-C: with %s threads it ends with 130 and leaves nothing', async (threads) => {
    const output = join(folder, `stopped-${threads}`);
    const long = ['--preset', 'plain', '--epochs', '1000000', '--patience', '1000000'];
    const child = program.start(['cv', csv, ...long, '--threads', threads, '-o', output]);
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (bytes: Buffer) => {
        // The last line before training begins; then it takes a moment.
        if (String(bytes).includes('audit')) setTimeout(resolve, 500);
      });
    });
    child.kill('SIGINT');
    expect((await ended(child)).code).toBe(130);
    expect(contents(folder).filter((name) => name.startsWith('stopped') || name.startsWith('.'))).toEqual([]);
  });
});
