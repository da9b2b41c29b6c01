/** What `evaluate` shows, prints as JSON and writes into a folder: the same numbers three times. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Judgement } from '../../../src/evaluation/judgement.ts';
import type { JudgementTables } from '../../../src/evaluation/judgement-tables.ts';
import { contents, expectRefusal, temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv } from '../../support/customers.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
const threeCsv = join(folder, 'three.csv');
const three = join(folder, 'three');
// Names of 70 characters, which leave no room for anything else in a line of 80.
const LONG = ['basic', 'plus', 'premium'].map((name) => name.padEnd(70, '.'));
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '6', '--batch-size', '20'];

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  writeFileSync(threeCsv, toCsv(customers({ classes: LONG, count: 400 })));
  await Promise.all([
    succeed(['train', csv, ...QUICK, '-o', model]),
    succeed(['train', threeCsv, ...QUICK, '-o', three]),
  ]);
});

type Document = Omit<JudgementTables, 'roc' | 'precisionRecall'> & {
  readonly rows: number;
  readonly figures: Judgement['figures'];
  readonly curves: Pick<JudgementTables, 'roc' | 'precisionRecall'>;
};
const documentOf = once(async (words) => (await json(words)) as unknown as Document);

/** Asked for the same words again, the same answer: a run of the program takes most of a second. */
function once<T>(ask: (words: readonly string[]) => Promise<T>): (words: readonly string[]) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (words) => {
    const key = words.join('\0');
    const answer = answers.get(key) ?? ask(words);
    answers.set(key, answer);
    return answer;
  };
}

/** A CSV file of numbers as rows by column name; an empty cell is null. */
function readNumbers(path: string): Record<string, number | null>[] {
  const [names, ...rows] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [names![i]!, cell === '' ? null : +cell])));
}

describe('evaluate --output', () => {
  it('writes metrics.json, the very document of --json, and five CSV files with the same numbers', async () => {
    const output = join(folder, 'evaluation');
    const words = ['evaluate', csv, '-m', model, '--rows', 'all'];
    await succeed([...words, '--output', output]);
    const document = await documentOf(words);
    expect(contents(output)).toEqual([
      'gain.csv',
      'metrics.json',
      'per_class.csv',
      'precision_recall.csv',
      'reliability.csv',
      'roc.csv',
    ]);
    expect(JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8'))).toEqual(document);

    expect(readNumbers(join(output, 'gain.csv'))).toEqual(
      document.gain!.map(({ share, positives, lift, gain, interval }) => {
        return { class: 1, share, positives, lift, gain, gain_low: interval!.low, gain_high: interval!.high };
      }),
    );
    expect(readNumbers(join(output, 'reliability.csv'))).toEqual(
      document.reliability!.map(({ from, to, count, meanProbability, observedShare, interval }) => ({
        class: 1,
        from,
        to,
        rows: count,
        mean_probability: meanProbability,
        observed_share: observedShare,
        observed_share_low: interval?.low ?? null,
        observed_share_high: interval?.high ?? null,
      })),
    );
    expect(readNumbers(join(output, 'per_class.csv'))).toEqual(
      document.perClass.map(({ name, rows, precision, recall, f1 }) => ({
        class: Number(name),
        rows,
        precision: precision.value,
        precision_low: precision.interval!.low,
        precision_high: precision.interval!.high,
        recall: recall.value,
        recall_low: recall.interval!.low,
        recall_high: recall.interval!.high,
        f1: f1.value,
        f1_low: f1.interval!.low,
        f1_high: f1.interval!.high,
      })),
    );
    // All 300 rows differ, so the whole curves have 301 points and the document 201 of them.
    const roc = readNumbers(join(output, 'roc.csv'));
    expect(roc.length).toBeGreaterThan(201);
    expect(roc[0]).toEqual({ class: 1, threshold: null, false_positive_rate: 0, true_positive_rate: 0 });
    expect(document.curves.roc).toHaveLength(201);
    const points = new Map(roc.map((point) => [point['threshold'], point]));
    for (const { threshold, falsePositiveRate, truePositiveRate } of document.curves.roc!) {
      expect(points.get(threshold)).toEqual({
        class: 1,
        threshold,
        false_positive_rate: falsePositiveRate,
        true_positive_rate: truePositiveRate,
      });
    }
    const steps = readNumbers(join(output, 'precision_recall.csv'));
    expect(document.curves.precisionRecall).toHaveLength(201);
    expect(steps.at(-1)).toEqual({ class: 1, ...document.curves.precisionRecall!.at(-1) });
    let area = 0;
    for (const [i, { precision, recall }] of steps.entries()) {
      if (i > 0) area += (recall! - steps[i - 1]!['recall']!) * precision!;
    }
    expect(area).toBeCloseTo(document.figures.averagePrecision.value!, 12);
  });

  it('writes the same bytes again with --force, and refuses without, before anything is computed', async () => {
    const output = join(folder, 'twice');
    const words = ['evaluate', csv, '-m', model, '-o', output];
    const read = () => contents(output).map((name) => readFileSync(join(output, name), 'utf8'));
    await succeed(words);
    const first = read();
    await succeed([...words, '--force']);
    expect(read()).toEqual(first);
    // The missing model is not even looked for.
    const refused = await run(['evaluate', csv, '-m', join(folder, 'missing'), '-o', output, '-q']);
    expectRefusal(refused, { exit: 5, start: `${output}: error E_FILE_EXISTS: exists already` });
    expect(read()).toEqual(first);
  });

  it('--force replaces neither the run folder of the model nor any other', async () => {
    const notes = join(folder, 'notes');
    mkdirSync(notes);
    writeFileSync(join(notes, 'metrics.json'), 'mine');
    for (const output of [model, notes]) {
      const before = contents(output);
      const refused = await run(['evaluate', csv, '-m', model, '-o', output, '-f', '-q']);
      expectRefusal(refused, {
        exit: 5,
        start: `${output}: error E_FILE_EXISTS: exists and is no evaluation folder, so --force does not replace it`,
      });
      expect(contents(output)).toEqual(before);
    }
  });

  it('to stdout is refused with exit 2', async () => {
    const refused = await run(['evaluate', csv, '-m', model, '-o', '-', '-q']);
    expect(expectRefusal(refused, { exit: 2, start: 'glassnet: error E_USAGE_VALUE: --output' })).toContain('folder');
  });

  it('of three classes writes metrics.json and per_class.csv alone, in place of the files of two classes, too', async () => {
    const output = join(folder, 'three-evaluation');
    await succeed(['evaluate', csv, '-m', model, '-o', output]);
    await succeed(['evaluate', threeCsv, '-m', three, '-o', output, '--force']);
    expect(contents(output)).toEqual(['metrics.json', 'per_class.csv']);
    const document = await documentOf(['evaluate', threeCsv, '-m', three]);
    expect(JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8'))).toEqual(document);
    expect(document).toMatchObject({ reliability: null, gain: null, curves: { roc: null, precisionRecall: null } });
    const lines = readFileSync(join(output, 'per_class.csv'), 'utf8').trimEnd().split('\n');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual(
      document.perClass.map(({ name, rows }) => [name, String(rows)]),
    );
  });
});

describe('evaluate shows', () => {
  const show = async (words: readonly string[]) => (await succeed(['evaluate', ...words, '-q'])).stdout;
  const shown = once(show);
  const row = (text: string, start: string) => text.split('\n').find((line) => line.trim().startsWith(start))!;

  it('lines of at most 80 characters, for two classes, for three with names of 70, and with a plan', async () => {
    const texts = await Promise.all([
      shown([csv, '-m', model]),
      shown([csv, '-m', model, '--rows', 'all', '--value-per-conversion', '12', '--cost-per-contact', '1.5']),
      shown([threeCsv, '-m', three]),
    ]);
    for (const text of texts) {
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(text.split('\n').length).toBeGreaterThan(30);
    }
  });

  it('the numbers of --json in its tables: balanced set, F1, reliability, gain and lift', async () => {
    const [text, document] = await Promise.all([
      shown([csv, '-m', model, '--rows', 'all']),
      documentOf(['evaluate', csv, '-m', model, '--rows', 'all']),
    ]);
    const fixed = (value: number) => value.toFixed(3);
    const figures = (names: readonly (keyof Document['figures'])[]) =>
      names.map((name) => {
        const { value, interval } = document.figures[name];
        return `${fixed(value!)} ${fixed(interval!.low)}–${fixed(interval!.high)}`;
      });
    expect(text).toContain(figures(['accuracy', 'balancedAccuracy', 'balancedTestAccuracy']).join('  '));
    expect(text).toContain(figures(['precision', 'recall', 'f1']).join('  '));
    const bin = document.reliability!.find(({ count }) => count > 0)!;
    expect(row(text, `${bin.from.toFixed(1)}–${bin.to.toFixed(1)}`)).toMatch(
      new RegExp(
        `\\s${bin.count}  ${fixed(bin.meanProbability!)}  ${fixed(bin.observedShare!)} ` +
          `${fixed(bin.interval!.low)}–${fixed(bin.interval!.high)}$`,
      ),
    );
    const top20 = document.gain![19]!;
    expect(row(text, '20 %')).toContain(`60  ${figures(['capturedByTop20'])[0]}  ${fixed(top20.lift)}`);
    expect(row(text, '50 %')).toContain('150  ');
  });

  it('the same each time', async () => {
    expect(await show([csv, '-m', model])).toBe(await shown([csv, '-m', model]));
    const words = ['evaluate', threeCsv, '-m', three];
    expect(await json(words)).toEqual(await documentOf(words));
  });

  it('of three classes the scores of each, and no reliability or gain', async () => {
    const text = await shown([threeCsv, '-m', three]);
    for (const start of ['"basic.', '"plus..', '"premium']) expect(row(text, start)).toBeDefined();
    expect(text).toContain('means over the 3 classes');
    expect(text).not.toMatch(/Reliability|Gain|ROC AUC {2}/);
  });

  it('rows of one class only without curves, and says so in --json with null', async () => {
    const zeros = join(folder, 'zeros.csv');
    const { names, rows } = customers();
    writeFileSync(zeros, toCsv({ names, rows: rows.filter((fields) => fields[3] === '0') }));
    expect(await shown([zeros, '-m', model])).not.toContain('Gain');
    const document = await documentOf(['evaluate', zeros, '-m', model]);
    expect(document).toMatchObject({ gain: null, curves: { roc: null, precisionRecall: null } });
    const output = join(folder, 'zeros');
    await succeed(['evaluate', zeros, '-m', model, '-o', output]);
    expect(readFileSync(join(output, 'roc.csv'), 'utf8')).toBe(
      'class,threshold,false_positive_rate,true_positive_rate\n',
    );
  });
});

describe('the accuracy on a balanced set', () => {
  it('of a model of the course, in the balanced mix, is its balanced accuracy', async () => {
    const output = join(folder, 'course');
    await succeed(['train', csv, ...QUICK, '--recipe', 'course', '-o', output]);
    const { figures } = await documentOf(['evaluate', csv, '-m', output]);
    expect(figures.balancedTestAccuracy.value).toBe(figures.balancedAccuracy.value);
  });

  it('in the natural mix is the mean recall at probability_balanced > 0.5, as predict writes it', async () => {
    const scores = join(folder, 'scores.csv');
    await succeed(['predict', csv, '-m', model, '-o', scores]);
    const { figures } = await documentOf(['evaluate', csv, '-m', model, '--rows', 'all']);
    const answers = customers().rows.map((fields) => fields[3]);
    const balanced = readNumbers(scores).map((row) => row['probability_balanced_1']!);
    const recalls = ['0', '1'].map((label) => {
      const rows = [...answers.keys()].filter((row) => answers[row] === label);
      const hits = rows.map((row) => Number(balanced[row]! > 0.5 === (label === '1')));
      return hits.reduce((sum, hit) => sum + hit, 0) / hits.length;
    });
    expect(figures.balancedTestAccuracy.value).toBeCloseTo((recalls[0]! + recalls[1]!) / 2, 14);
    expect(figures.balancedTestAccuracy.value).not.toBeCloseTo(figures.balancedAccuracy.value!, 2);
  });
});
