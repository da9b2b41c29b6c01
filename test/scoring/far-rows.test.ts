/** Scores are finite, or refused: the row where it is too far from the training values, the model where it has none. */
import { describe, expect, it } from 'vitest';
import { MISSING_WORDS } from '../../src/data/cells/missing.ts';
import { GlassnetError } from '../../src/errors.ts';
import { decodeModel, encodeModel } from '../../src/formats/model-bytes.ts';
import { evaluateClassifier } from '../../src/model/evaluate.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { Pipeline } from '../../src/preprocessing/pipeline.ts';
import { RowScorer } from '../../src/scoring/row-scorer.ts';
import { scoreFile, type ScoreFileOptions } from '../../src/scoring/score-file.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { errorOf } from '../support/errors.ts';
import { smallClassifier } from '../support/models.ts';
import { onlyNetwork } from '../support/networks.ts';

const feature = (name: string) =>
  ({ name, kind: 'number', mean: 1, scale: 2, fill: 0, indicator: false, range: [-5, 2000] }) as const;
const pipeline = new Pipeline({
  target: 'y',
  id: 'id',
  hasHeader: true,
  missingWords: MISSING_WORDS,
  features: ['age', 'spent'].map(feature),
});

/** Its weights times `factor`. */
function classifierWith(factor: number): Classifier {
  const classifier = smallClassifier({ pipeline });
  for (const { value } of onlyNetwork(classifier).block.parameters) {
    for (let i = 0; i < value.data.length; i++) value.data[i]! *= factor;
  }
  return classifier;
}

const classifier = classifierWith(40);

/** Lines of 60 rows, some of them with other ages. */
const csvWith = (ages: Readonly<Record<number, string>>) =>
  `id,age,spent\n${Array.from({ length: 60 }, (_, i) => `c${i},${ages[i + 2] ?? i % 50},${i}\n`).join('')}`;

async function scored(text: string, options: Partial<ScoreFileOptions> = {}, model = classifier) {
  const bytes = new TextEncoder().encode(text);
  const rejects: GlassnetError[] = [];
  let lines = '';
  try {
    for await (const part of scoreFile(bytes, model, { file: 'new.csv', pageLength: 256, ...options })) {
      lines += new TextDecoder().decode(part.rows.bytes);
      rejects.push(...part.rejects.map(({ error }) => error));
    }
  } catch (error) {
    if (!(error instanceof GlassnetError)) throw error;
    return { lines, rejects, error };
  }
  return { lines, rejects };
}

const place = ({ code, file, line, column, field, exitCode }: GlassnetError) => [
  code,
  file,
  line,
  column,
  field,
  exitCode,
];

describe('a cell so large that no score can be computed', () => {
  it.each(['3e37', '-3e37', '1e38', '6e38'])('of %s ends the scoring of a file at its line', async (cell) => {
    for (const line of [2, 30, 61]) {
      const { error } = await scored(csvWith({ [line]: cell }));
      expect(place(error!)).toEqual(['E_CSV_RANGE', 'new.csv', line, 2, 'age', 3]);
      expect(error!.message).toBe(`column "age": "${cell}" is too far from the training values`);
    }
  });

  it('is put aside where bad rows are, each with its line, in the order of the file, beside other faults', async () => {
    const { lines, rejects, error } = await scored(csvWith({ 5: '3e37', 9: 'x', 20: '1e40', 40: '-3e37' }), {
      skipsBadRows: true,
    });
    expect(error).toBeUndefined();
    expect(rejects.map(({ code, line }) => [code, line])).toEqual([
      ['E_CSV_RANGE', 5],
      ['E_CSV_NUMBER', 9],
      ['E_CSV_RANGE', 20],
      ['E_CSV_RANGE', 40],
    ]);
    const whole = await scored(csvWith({}));
    const kept = whole.lines.split('\n').filter((_, i) => ![3, 7, 18, 38].includes(i));
    expect(lines.split('\n')).toEqual(kept);
    expect(lines).not.toContain('NaN');
  });

  it('of 1e30 is far, but has finite scores: it is scored', async () => {
    const { lines, error } = await scored(csvWith({ 7: '1e30' }));
    expect(error).toBeUndefined();
    expect(lines.match(/\n/g)).toHaveLength(60);
    expect(lines).not.toMatch(/NaN|Infinity/);
  });

  it('is refused in an object with the row’s number', () => {
    const rows = Array.from({ length: 9 }, (_, i) => ({ age: i === 6 ? 3e37 : i, spent: 4 }));
    for (const score of [() => classifier.predict(rows), () => new RowScorer(classifier).score(rows)]) {
      expect(place(errorOf(score))).toEqual(['E_CSV_RANGE', 'rows', 7, undefined, 'age', 3]);
    }
  });

  it('is refused in bare arrays with the row’s number, beyond the first slice, too', () => {
    const inputs = Tensor.zeros(700, 2);
    inputs.data[2 * 600 + 1] = 1e38;
    const targets = new Int32Array(700);
    const bare = smallClassifier({ pipeline: null });
    onlyNetwork(bare).block.values.fill(5);
    const out = Tensor.zeros(700, 2);
    for (const score of [
      () => bare.score(inputs),
      () => bare.probabilities(inputs, 'natural', out),
      () => evaluateClassifier(bare, { inputs, targets }, 'training'),
    ]) {
      const error = errorOf(score);
      expect(place(error)).toEqual(['E_CSV_RANGE', 'rows', 601, undefined, undefined, 3]);
      expect(error.message).toBe('input 1 is too far from the training values to be scored');
    }
  });
});

describe('a model whose scores overflow for ordinary rows', () => {
  it.each([1e20, 1e30, 1e37])('since its weights are %d times as large is refused, exit 4', async (factor) => {
    const opened = decodeModel(encodeModel(classifierWith(factor)), 'huge.safetensors').classifier;
    for (const skipsBadRows of [false, true]) {
      const { error, lines } = await scored(csvWith({}), { skipsBadRows }, opened);
      expect(place(error!)).toEqual(['E_MODEL_TENSOR', 'huge.safetensors', undefined, undefined, undefined, 4]);
      expect(lines).toBe('');
    }
    const rows = [-40, 0, 7, 90].map((age) => ({ age, spent: 20 - age }));
    expect(errorOf(() => opened.predict(rows)).exitCode).toBe(4);
  });

  it('with weights 1,000 times as large is none: its scores are finite', async () => {
    const { error, lines } = await scored(csvWith({}), {}, classifierWith(1000));
    expect(error).toBeUndefined();
    expect(lines).not.toMatch(/NaN|Infinity/);
  });
});
