/** What `compare` says of runs on the same rows, and what it refuses to compare. */
import { copyFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/evaluation/comparison/compare-predictions.ts';
import { holmAdjusted } from '../../../src/evaluation/comparison/holm.ts';
import type { Judgement } from '../../../src/evaluation/judgement.ts';
import { expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv, withCell } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { Shell } from '../../hints/typed-hint.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const csv = at('customers.csv');
const SMALL = ['--preset', 'plain', '--batch-size', '20'];
const QUICK = [...SMALL, '--hidden', '8', '--epochs', '6'];
const LONGER = [...SMALL, '--hidden', '8', '--epochs', '40'];

/** Trains or cross-validates in this process, and returns the folder. */
async function make(name: string, ...words: readonly string[]): Promise<string> {
  const [command = 'train', ...others] = words;
  await succeed([command, ...others, '-q', '-o', at(name)]);
  return at(name);
}
const train = (name: string, ...words: readonly string[]) => make(name, 'train', csv, ...QUICK, ...words);

let [plain, longer, spendless] = ['', '', ''];

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  plain = await train('plain');
  longer = await make('longer', 'train', csv, ...LONGER);
  spendless = await train('spendless', '--drop', 'spend');
});

interface Document extends Comparison {
  readonly rows: string;
}
const documentOf = async (...words: readonly string[]) => (await json(['compare', ...words])) as unknown as Document;

describe('compare', () => {
  it('prints the best first, then each figure and one sentence, in lines of at most 80 characters', async () => {
    const { stdout, stderr, code } = await run(['compare', spendless, longer]);
    expect(code).toBe(0);
    expect(stderr).toBe(`compared on the 30 test rows of ${csv}\n`);
    expect(stdout).toMatch(/^1 .*longer +0\.\d{4}/m);
    expect(stdout).toMatch(/^2 .*spendless +0\.\d{4}/m);
    expect(stdout).toMatch(/^log loss +-0\.\d{4} +-0\.\d{4} to -?0\.\d{4} +<?>?\d+% +<?\d+% +<?\d+% +<?0\.\d{3}$/m);
    expect(stdout).toContain('on these rows:\n  log loss lower by 0.');
    const tables = stdout.split('\n').filter((line) => !line.includes(folder));
    expect(Math.max(...tables.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('has the figures that evaluate has for each run, to 12 digits', async () => {
    const { ranking } = await documentOf(plain, longer);
    for (const { name, figures } of ranking) {
      const judged = (await json(['evaluate', csv, '-m', name])) as { figures?: Judgement['figures'] };
      for (const figure of ['logLoss', 'rocAuc', 'accuracy', 'averagePrecision', 'capturedByTop20'] as const) {
        expect(figures[figure], figure).toBeCloseTo(judged.figures![figure].value!, 12);
      }
    }
  });

  it('finds that a run and its copy make the same predictions', async () => {
    cpSync(plain, at('copy'), { recursive: true });
    const { stdout } = await run(['compare', plain, at('copy')]);
    expect(stdout).toContain('the same predictions on these rows');
    expect(stdout).toMatch(/^log loss +0\.0000 +0\.0000 to 0\.0000 +0% +100% +0% +1\.000$/m);
  });

  it('adjusts the p-values of three pairs after Holm, in tables by the number of a run', async () => {
    const words = ['compare', plain, longer, spendless, '--rank-by', 'rocAuc'];
    const { stdout } = await run(words);
    expect(stdout).toMatch(/^ROC AUC +difference/m);
    for (const pair of ['1 minus 2', '1 minus 3', '2 minus 3']) expect(stdout).toContain(`\n${pair} `);
    const { pairs } = await documentOf(...words.slice(1));
    const figures = pairs.map((pair) => pair.figures.rocAuc!);
    expect(figures.map(({ adjustedPValue }) => adjustedPValue)).toEqual(
      holmAdjusted(figures.map(({ pValue }) => pValue)),
    );
  });

  it('takes several networks that answer together, and one, alike', async () => {
    const several = await train('several', '--ensemble', '2', '--members', 'seeds');
    const { stdout } = await run(['compare', plain, several]);
    expect(stdout).toContain('on these rows');
  });

  it('compares models of three classes by the figures that these have', async () => {
    const three = at('three.csv');
    writeFileSync(three, toCsv(customers({ classes: ['a', 'b', 'c'], count: 400 })));
    const runs = [await make('three', 'train', three, ...QUICK), await make('three-longer', 'train', three, ...LONGER)];
    const { stdout } = await run(['compare', ...runs]);
    expect(stdout).toMatch(/^balanced accuracy/m);
    expect(stdout).toMatch(/^ROC AUC/m);
    expect(stdout).not.toContain('found in top');
  });

  it('compares runs on the same arrays, and refuses those whose arrays changed', async () => {
    await make('arrays', 'prepare', csv);
    const arrays = at('arrays/customers_train.npz');
    const runs = [
      await make('of-arrays', 'train', arrays, ...QUICK),
      await make('longer-of-arrays', 'train', arrays, ...LONGER),
    ];
    const { stdout, stderr } = await run(['compare', ...runs]);
    expect(stderr).toContain('compared on the 30 test rows');
    expect(stdout).toContain('on these rows');
    const given = await run(['compare', ...runs, '--data', at('arrays/customers_test.npz')]);
    expect(given.stderr).toContain('compared on all 30 rows');
    expect(given.stdout).toBe(stdout);
    rmSync(arrays);
    copyFileSync(at('arrays/customers_test.npz'), arrays);
    expectRefusal(await run(['compare', ...runs]), {
      exit: 3,
      start: `${arrays}: error E_DATA_ROWS: changed since ${runs[0]} was trained on it`,
    });
  });
});

describe('compare --data', () => {
  it('finds the test rows in the training file where it is now', async () => {
    const moved = at('moved.csv');
    writeFileSync(moved, toCsv(customers({ seed: '5' })));
    const [one, two] = [
      await make('moved-one', 'train', moved, ...QUICK),
      await make('moved-two', 'train', moved, ...LONGER),
    ];
    const before = await run(['compare', one, two]);
    renameSync(moved, at('elsewhere.csv'));
    expectRefusal(await run(['compare', one, two]), {
      exit: 5,
      start: `${moved}: error E_FILE_MISSING: the data is not here any more (hint: --data FILE, where it is now)`,
    });
    const after = await run(['compare', one, two, '--data', at('elsewhere.csv')]);
    expect(after.stdout).toBe(before.stdout);
    expect(after.stderr).toBe(before.stderr.replace(moved, at('elsewhere.csv')));
  });

  it('takes all rows of a file that is new to all runs, whatever these were trained on', async () => {
    const [other, fresh] = [at('other.csv'), at('fresh.csv')];
    writeFileSync(other, toCsv(customers({ seed: '2' })));
    writeFileSync(fresh, toCsv(customers({ seed: '3', count: 120 })));
    const one = await make('other', 'train', other, ...QUICK);
    const { stderr, code } = await run(['compare', plain, one, '--data', fresh]);
    expect(code).toBe(0);
    expect(stderr).toBe(`compared on all 120 rows of ${fresh}; rows that a run was trained on flatter it\n`);
    // Of the training file of one of them it is not known what the other has seen.
    expectRefusal(await run(['compare', plain, one, '--data', csv]), {
      exit: 2,
      start: `${one}: error E_USAGE_RUNS: was not trained on ${csv} as ${plain} was (hint: --data FILE, with rows`,
    });
    expectRefusal(await run(['compare', plain, one, '--data', fresh, '--rows', 'test']), {
      exit: 3,
      start: `${fresh}: error E_DATA_ROWS: is not the file that ${plain} was trained on`,
    });
  });

  it('does not take a file that changed for the one that runs were trained on', async () => {
    const changing = at('changing.csv');
    writeFileSync(changing, toCsv(customers()));
    const one = await make('changing', 'train', changing, ...QUICK);
    writeFileSync(changing, toCsv(withCell(customers(), 0, 'visits', '7')));
    expectRefusal(await run(['compare', one, one]), {
      exit: 3,
      start: `${changing}: error E_DATA_ROWS: changed since ${one} was trained on it, so its test rows are not known`,
    });
  });
});

describe('compare refuses', () => {
  const refuse = async (words: readonly string[], exit: number, start: string) =>
    expectRefusal(await run(['compare', ...words]), { exit, start });

  it.each([
    ['seed', ['--seed', '2'], 'has other test rows than PLAIN: seed 2, not 1'],
    ['split', ['--split', '60/20/20'], 'has other test rows than PLAIN: split 60/20/20, not 80/10/10'],
    ['group', ['--group', 'visits'], 'has other test rows than PLAIN: group visits, not none'],
    ['positive class', ['--positive', '0'], 'counts "0" as positive, PLAIN "1"'],
    ['target', ['--target', 'visits', '--target-bins', '10'], 'predicts "visits", PLAIN "bought"'],
    ['skipped row', ['--skip-footer', '1'], 'has other test rows than PLAIN: skip-footer 1, not none'],
  ])('another %s, naming it', async (name, words, message) => {
    const one = await train(`other-${name}`, ...words);
    await refuse([plain, one], 2, `${one}: error E_USAGE_RUNS: ${message.replace('PLAIN', plain)}`);
  });

  it('other data, and another version of the same file', async () => {
    const other = at('second.csv');
    writeFileSync(other, toCsv(customers({ seed: '9' })));
    const one = await make('second', 'train', other, ...QUICK);
    await refuse([plain, one], 2, `${one}: error E_USAGE_RUNS: was made from ${other}, ${plain} from ${csv}`);
    writeFileSync(other, toCsv(customers({ seed: '10' })));
    const again = await make('second-again', 'train', other, ...QUICK);
    await refuse([one, again], 2, `${again}: error E_USAGE_RUNS: was made from another version of ${other} (hint: `);
  });

  it('other classes', async () => {
    const other = at('classes.csv');
    writeFileSync(other, toCsv(customers({ classes: ['no', 'yes'] })));
    const one = await make('classes', 'train', other, ...QUICK);
    await refuse([plain, one, '--data', csv], 2, `${one}: error E_USAGE_RUNS: has the classes "no", "yes", ${plain}`);
  });

  it('a model without run.json, one run alone, stdin, and options that have no effect', async () => {
    copyFileSync(join(plain, 'model.safetensors'), at('bare.safetensors'));
    const bare = at('bare.safetensors');
    await refuse([bare, plain], 2, `${bare}: error E_USAGE_MISSING: there is no run.json, so its test rows are not`);
    await refuse([plain], 2, `${plain}: error E_USAGE_MISSING: compare: two runs are needed, or more`);
    await refuse([], 2, 'glassnet: error E_USAGE_MISSING: compare: RUN RUN... is needed');
    await refuse([plain, longer, '--data=-'], 2, 'glassnet: error E_USAGE_VALUE: --data: stdin is read once');
    await refuse([plain, longer, '--rope', '-1'], 2, 'glassnet: error E_USAGE_VALUE: --rope');
    await refuse([plain, at('nothing')], 5, `${at('nothing')}: error E_FILE_MISSING`);
  });
});

describe('compare of cross-validations', () => {
  let [five, wide] = ['', ''];
  const cv = (name: string, ...words: readonly string[]) =>
    make(name, 'cv', csv, ...SMALL, '--epochs', '3', '--repeats', '2', ...words);
  beforeAll(async () => {
    five = await cv('five', '--folds', '5', '--hidden', '8');
    wide = await cv('wide', '--folds', '5', '--hidden', '16');
  });
  const refuse = async (words: readonly string[], exit: number, start: string) =>
    expectRefusal(await run(['compare', ...words]), { exit, start });

  it('pairs them fold by fold, with the means that cv.json has', async () => {
    const { over, rows, ranking } = await documentOf(five, wide);
    expect([over, rows]).toEqual(['folds', '5 folds × 2 repeats']);
    for (const { name, figures } of ranking) {
      const { figures: told } = JSON.parse(readFileSync(join(name, 'cv.json'), 'utf8')) as Pick<Judgement, 'figures'>;
      for (const figure of ['logLoss', 'rocAuc', 'accuracy'] as const) {
        expect(figures[figure], figure).toBeCloseTo(told[figure].value!, 12);
      }
    }
    const { stdout } = await run(['compare', five, wide]);
    expect(stdout).toContain('corrected for training rows in common');
    expect(stdout).toContain('on these folds');
  });

  it('says the same when oof.csv was sorted by somebody', async () => {
    const sorted = at('sorted');
    cpSync(wide, sorted, { recursive: true });
    const [header, ...lines] = readFileSync(join(sorted, 'oof.csv'), 'utf8').trimEnd().split('\n');
    writeFileSync(join(sorted, 'oof.csv'), [header, ...lines.toSorted(), ''].join('\n'));
    expect((await run(['compare', wide, sorted])).stdout).toContain('the same predictions on these folds');
  });

  it('refuses other folds, naming what makes them so', async () => {
    const three = await cv('three-folds', '--folds', '3');
    const seed = await cv('folds-of-seed-2', '--folds', '5', '--seed', '2');
    await refuse([five, three], 2, `${three}: error E_USAGE_RUNS: has other folds than ${five}: folds 3, not 5`);
    await refuse([five, seed], 2, `${seed}: error E_USAGE_RUNS: has other folds than ${five}: seed 2, not 1`);
    await refuse([five, plain], 2, `${plain}: error E_USAGE_RUNS: is one training, ${five} a cross-validation`);
    await refuse([five, wide, '--data', csv], 2, `${five}: error E_USAGE_CONFLICT: --data has no effect on cross`);
  });

  it('refuses an oof.csv that was cut, and a cv.json that was edited', async () => {
    const damaged = at('cut');
    cpSync(wide, damaged, { recursive: true });
    const oof = readFileSync(join(wide, 'oof.csv'), 'utf8').split('\n');
    writeFileSync(join(damaged, 'oof.csv'), [...oof.slice(0, 10), ''].join('\n'));
    await refuse([damaged, damaged], 3, `${damaged}: error E_DATA_ROWS: oof.csv has no rows of `);
    const record = readFileSync(join(wide, 'cv.json'), 'utf8');
    writeFileSync(join(damaged, 'cv.json'), record.replace(/"testPerTraining": [\d.]+/, '"testPerTraining": -1'));
    const file = join(damaged, 'cv.json');
    await refuse(
      [damaged, wide],
      4,
      `${file}: error E_RUN_CONFIG: cv.testPerTraining: expected a number of at least 0`,
    );
  });

  it.each([
    ['a probability that is none', (text: string) => text.replace(/,[\d.e-]+$/m, ',1.5'), 'E_CSV_PARSE'],
    ['a fold that there is not', (text: string) => text.replace(/^(\d+,\d+,\d+),\d/m, '$1,9'), 'E_CSV_PARSE'],
    ['another class', (text: string) => text.replace(/^((?:\d+,){4})[01]/m, '$1none'), 'E_CSV_PARSE'],
    ['a column gone', (text: string) => text.replace('probability_1', 'p'), 'E_SCHEMA_COLUMN'],
  ])('refuses an oof.csv with %s, naming the line', async (_, damage, code) => {
    const damaged = at('damaged');
    rmSync(damaged, { recursive: true, force: true });
    cpSync(wide, damaged, { recursive: true });
    const file = join(damaged, 'oof.csv');
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    await refuse([five, damaged], 3, `${file}:${code === 'E_CSV_PARSE' ? 2 : 1}: error ${code}`);
  });
});

describe('the command that a refusal prints', () => {
  const shell = new Shell({ 'f.csv': toCsv(customers({ count: 120 })) });
  const quick = '--preset plain --hidden 2 --epochs 1 -q';
  const typed = async (command: string) => expect(await shell.run(command), command).toMatchObject({ status: 0 });

  it.each([
    ['train', 'other seed', '--seed "a b"'],
    ['train', 'other split, typed by an alias', '--split=60/20/20 --label bought -f'],
    ['train', 'other class that counts', '--positive 0'],
    ['cv', 'other folds', '--folds 3'],
  ])('makes a run of %s with an%s comparable, as it stands', async (command, _, words) => {
    await typed(`glassnet ${command} f.csv ${quick} -o first`);
    await typed(`glassnet ${command} f.csv ${quick} ${words} -o other`);
    const { code, hint } = await shell.run('glassnet compare first other');
    expect(code).toBe('E_USAGE_RUNS');
    expect(hint).toMatch(/^`.* --output other-again`$/);
    // By the name that it was started by: here that of the tests.
    await typed(hint!.slice(1, -1).replace(/^node \S+/, 'glassnet'));
    await typed('glassnet compare first other-again');
    for (const name of ['first', 'other', 'other-again']) rmSync(join(shell.folder, name), { recursive: true });
  });
});
