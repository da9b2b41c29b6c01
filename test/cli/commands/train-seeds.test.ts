/** `train --seeds`: the usual model, and how much of its figures is luck. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SeedsReport } from '../../../src/training/resampling/seeds.ts';
import { contents, expectRefusal, json, succeed, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { run } from '../../support/run-here.ts';

interface Document {
  readonly schema: string;
  readonly seeds?: SeedsReport;
  readonly test: { readonly accuracy: number; readonly rocAuc: number };
}

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const QUICK = ['--preset', 'plain', '--hidden', '4', '--epochs', '3'];
const output = (name: string) => join(folder, name);
const bytesOf = (name: string) => readFileSync(join(folder, name, 'model.safetensors'));
const train = async (name: string, ...words: string[]) =>
  (await json(['train', csv, ...QUICK, '-o', output(name), ...words])) as unknown as Document;

beforeAll(() => writeFileSync(csv, toCsv(customers({ count: 200 }))));

describe('train --seeds', () => {
  it('writes the model of the first seed as always, in one folder, and tells of 6 trainings in its document', async () => {
    const [alone, third, many] = [
      await train('alone'),
      await train('third', '--seed', '3'),
      await train('many', '--seeds', '6'),
    ];
    expect(bytesOf('many').equals(bytesOf('alone'))).toBe(true);
    expect(contents(output('many'))).toEqual(contents(output('alone')));
    expect(alone.seeds).toBeUndefined();
    const { splits, trainings, spread } = many.seeds!;
    expect(splits).toBe(3);
    expect(trainings.map(({ split, start }) => `${split}/${start}`)).toEqual([
      '1/1',
      '1/2',
      '3/3',
      '3/4',
      '5/5',
      '5/6',
    ]);
    // Each second one is what its seed alone would give.
    for (const [index, { test }] of [[0, alone] as const, [2, third] as const]) {
      expect(trainings[index]!.figures).toMatchObject({ accuracy: test.accuracy, rocAuc: test.rocAuc });
    }
    const accuracies = trainings.map(({ figures }) => figures.accuracy!);
    expect(spread.accuracy!.mean).toBe(accuracies.reduce((sum, value) => sum + value, 0) / 6);
    expect(JSON.parse(readFileSync(join(output('many'), 'metrics.json'), 'utf8'))).toMatchObject({ seeds: many.seeds });
  });

  it('gives the same figures with 1, 2 and 4 threads', async () => {
    const [one, ...others] = await Promise.all(
      ['1', '2', '4'].map((threads) => train(`threads-${threads}`, '--seeds', '5', '--threads', threads)),
    );
    for (const other of others) expect(other.seeds).toEqual(one!.seeds);
  });

  it('says it in a table of 80 columns before the usual last line', async () => {
    const { stdout } = await succeed(['train', csv, ...QUICK, '--seeds', '4', '-q', '-o', output('told')]);
    expect(stdout).toContain('Seeds:    4 trainings: 2 splits, two starts each');
    expect(stdout).toMatch(/^ROC AUC( +[01]\.\d{3}){3}( +0\.\d{4}){3} +\d+ % (?:–|\d+–\d+)$/m);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^Test loss: .* Test accuracy: .*%\.$/);
    for (const line of stdout.slice(stdout.indexOf('Seeds:')).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('refuses arrays, whose split stands, and fewer than 4', async () => {
    expectRefusal(await run(['train', 'a_train.npz', '--seeds', '9', '-q', '-o', output('arrays')]), {
      exit: 2,
      start: 'a_train.npz: error E_USAGE_CONFLICT: --seeds: arrays are split already',
    });
    expectRefusal(await run(['train', csv, '--seeds', '3', '-q', '-o', output('few')]), {
      exit: 2,
      start: 'glassnet: error E_USAGE_VALUE: --seeds: "3" is not a whole number from 4 to 1,000',
    });
  });
});
