/**
 * `--json`: exactly one document on stdout with exactly these keys, and nothing else.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, type Result } from '../../support/cli.ts';
import { customers, toCsv, withCell } from '../../support/customers.ts';
import { run, succeed } from '../../support/run-here.ts';

const folder = temporaryFolder();
const csv = join(folder, 'customers.csv');
const model = join(folder, 'run');
const QUICK = ['--preset', 'plain', '--hidden', '8', '--epochs', '4', '--batch-size', '20'];

beforeAll(async () => {
  writeFileSync(csv, toCsv(customers()));
  await succeed(['train', csv, ...QUICK, '-o', model]);
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The one document, which must be all there is on stdout, line end included. */
function onlyDocument({ stdout }: Result): { [key: string]: Json } {
  expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
  return JSON.parse(stdout) as { [key: string]: Json };
}

/** The kinds of the values in a document, key by key, in order. */
function kinds(value: Json): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [kinds(value[0]!)];
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, kinds(inner)]));
}

const INTERVAL = { low: 'number', high: 'number' };
const FIGURE = { value: 'number', interval: INTERVAL };
const JUDGED = {
  accuracy: FIGURE,
  balancedAccuracy: FIGURE,
  balancedTestAccuracy: FIGURE,
  precision: FIGURE,
  recall: FIGURE,
  f1: FIGURE,
  rocAuc: FIGURE,
  averagePrecision: FIGURE,
  logLoss: FIGURE,
  brierScore: FIGURE,
  calibrationError: FIGURE,
  capturedByTop10: FIGURE,
  capturedByTop20: FIGURE,
};
const FIGURES = { loss: 'number', accuracy: 'number', rocAuc: 'number' };

describe('--json prints one document with exactly the keys of its schema', () => {
  it('train', async () => {
    const output = join(folder, 'json-run');
    const document = onlyDocument(await succeed(['train', csv, ...QUICK, '-o', output, '--seed', '007', '--json']));
    expect(kinds(document)).toEqual({
      schema: 'string',
      model: 'string',
      seed: 'string',
      positive: 'string',
      positiveReason: 'string',
      rows: { train: 'number', validation: 'number', test: 'number' },
      epochs: 'number',
      bestEpoch: 'number',
      validation: FIGURES,
      test: FIGURES,
      elapsedMs: 'number',
      report: 'string',
      inferences: [],
    });
    expect(document).toMatchObject({
      schema: 'glassnet.train/1',
      model: join(output, 'model.safetensors'),
      seed: '007',
      epochs: 4,
    });
  });

  it('evaluate', async () => {
    const document = onlyDocument(await succeed(['evaluate', csv, '-m', model, '--json']));
    expect(kinds(document)).toEqual({
      schema: 'string',
      rows: 'number',
      ...FIGURES,
      confusionMatrix: [['number']],
      classes: ['string'],
      positive: 'string',
      positiveReason: 'string',
      mix: 'string',
      figures: JUDGED,
      baselines: [{ name: 'string', figures: JUDGED }],
      perClass: [{ name: 'string', rows: 'number', precision: FIGURE, recall: FIGURE, f1: FIGURE }],
      // The first of the ten bins is an empty one here.
      reliability: [
        {
          from: 'number',
          to: 'number',
          count: 'number',
          meanProbability: 'null',
          observedShare: 'null',
          interval: 'null',
        },
      ],
      gain: [{ share: 'number', positives: 'number', gain: 'number', lift: 'number', interval: INTERVAL }],
      curves: {
        // The first threshold is Infinity, which JSON has not.
        roc: [{ threshold: 'null', falsePositiveRate: 'number', truePositiveRate: 'number' }],
        precisionRecall: [{ threshold: 'null', precision: 'number', recall: 'number' }],
      },
      inferences: [],
    });
    expect(document).toMatchObject({ schema: 'glassnet.evaluate/1', classes: ['0', '1'], positive: '1', rows: 30 });
  });

  it('evaluate with what a conversion is worth', async () => {
    const terms = ['--value-per-conversion', '12', '--cost-per-contact', '1.5', '--budget', '9'];
    const document = onlyDocument(await succeed(['evaluate', csv, '-m', model, ...terms, '--json']));
    expect(document['targeting']).toMatchObject({
      // 9 / 1.5: the budget is what limits.
      contacts: 6,
      cost: 9,
      breakEven: 0.125,
      rows: 30,
      terms: { valuePerConversion: 12, costPerContact: 1.5, budget: 9 },
    });
    const { conversions, profit } = document['targeting'] as { conversions: number; profit: number };
    expect(profit).toBe(12 * conversions - 9);
  });

  it('audit', async () => {
    const document = onlyDocument(await succeed(['audit', csv, '--json']));
    expect(kinds(document)).toMatchObject({
      schema: 'string',
      file: 'string',
      sha256: 'string',
      rows: 'number',
      counts: { error: 'number', warning: 'number', info: 'number' },
      passed: 'boolean',
    });
    expect(document).toMatchObject({ schema: 'glassnet.audit/1', rows: 300, positive: '1', passed: true });
  });

  it('prepare', async () => {
    const arrays = join(folder, 'arrays');
    mkdirSync(arrays);
    const document = onlyDocument(await succeed(['prepare', csv, '-o', arrays, '--name', 'x', '--json']));
    expect(kinds(document)).toEqual({
      schema: 'string',
      files: ['string'],
      seed: 'string',
      rows: { train: 'number', validation: 'number', test: 'number' },
      features: ['string'],
      classes: ['string'],
      inferences: [],
      positive: 'string',
      positiveReason: 'string',
    });
    expect(document).toMatchObject({
      schema: 'glassnet.prepare/1',
      files: ['train.npz', 'validation.npz', 'test.npz', 'pipeline.json'].map((name) => join(arrays, `x_${name}`)),
      features: ['visits', 'spend'],
    });
  });

  it('predict', async () => {
    const output = join(folder, 'scores.csv');
    const document = onlyDocument(await succeed(['predict', csv, '-m', model, '-o', output, '--json']));
    expect(document).toEqual({
      schema: 'glassnet.predict/1',
      rows: 300,
      written: 300,
      output,
      positive: '1',
      positiveReason: 'known word',
      inferences: [],
      novelties: [
        {
          column: 'spend',
          kind: 'out of range',
          rows: 28,
          examples: expect.toSatisfy((ends: string[]) => ends.every((end) => Number.isFinite(Number(end)))),
          training: expect.stringMatching(/^-?[\d.]+ to -?[\d.]+$/),
        },
      ],
    });
  });

  it('summary', async () => {
    const document = onlyDocument(await succeed(['summary', model, '--json']));
    expect(kinds(document)).toEqual({
      schema: 'string',
      parameters: 'number',
      members: 'number',
      inputDim: 'number',
      layers: [{ kind: 'string', units: 'number', useBias: 'boolean', l2: 'number', outputDim: 'number' }],
      output: 'string',
      classes: ['string'],
      positive: 'string',
      positiveReason: 'string',
      features: ['string'],
      encoding: [
        {
          name: 'string',
          kind: 'string',
          mean: 'number',
          scale: 'number',
          fill: 'number',
          indicator: 'boolean',
          range: ['number'],
        },
      ],
      target: 'string',
      id: 'string',
      calibration: 'null',
      seed: 'string',
      version: 'string',
    });
    expect(document).toMatchObject({ schema: 'glassnet.summary/1', parameters: 42, members: 1, inputDim: 2 });
  });
});

describe('an error with --json is one document with 8 keys, beside the line on stderr', () => {
  const KEYS = ['schema', 'code', 'file', 'line', 'column', 'field', 'message', 'hint'];

  it('names file, line, column and field of a bad cell', async () => {
    const path = join(folder, 'comma.csv');
    writeFileSync(path, toCsv(withCell(customers(), 15, 'spend', '12,5')));
    const result = await run(['train', path, '-q', '--json', '-o', join(folder, 'never')]);
    const document = onlyDocument(result);
    expect(Object.keys(document)).toEqual(KEYS);
    expect(document).toEqual({
      schema: 'glassnet.error/1',
      code: 'E_CSV_NUMBER',
      file: path,
      line: 17,
      column: 3,
      field: 'spend',
      message: expect.stringContaining('column "spend": "12,5" is not a number') as string,
      hint: expect.stringContaining('--categorical "spend"') as string,
    });
    expect(result.code).toBe(3);
    const { message, hint } = document as { message: string; hint: string };
    expect(result.stderr).toBe(`${path}:17:3: error E_CSV_NUMBER: ${message} (hint: ${hint})\n`);
  });

  it('has null for what is not known', async () => {
    const result = await run(['trian', csv, '--json']);
    expect(result.code).toBe(2);
    const document = onlyDocument(result);
    expect(Object.keys(document)).toEqual(KEYS);
    expect(document).toMatchObject({ code: 'E_USAGE_COMMAND', file: null, line: null, column: null, field: null });
  });

  it('is refused for predict to stdout, where the scores would be', async () => {
    const result = await run(['predict', csv, '-m', model, '--json']);
    expect(result.code).toBe(2);
    expect(onlyDocument(result)).toMatchObject({ schema: 'glassnet.error/1', code: 'E_USAGE_CONFLICT' });
  });
});
