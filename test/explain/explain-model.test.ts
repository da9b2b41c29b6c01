import { beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../src/data/read-table.ts';
import { allRows } from '../../src/data/table.ts';
import { explainModel, type ExplainedModel } from '../../src/explain/explain-model.ts';
import { Classifier } from '../../src/model/classifier.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import { createRandom } from '../../src/random.ts';
import { availableKernels, currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import { fitClassifier } from '../../src/training/train-classifier.ts';

const random = createRandom(6);
/** Spend decides, euros are spend again; noise tells nothing; a plan is one of three, now and then missing. */
const LINES = Array.from({ length: 1200 }, (_, i) => {
  const spend = Math.round(100 * random.next());
  const noise = random.next().toFixed(3);
  const plan = ['basic', 'pro', 'team', ''][random.integer(4)]!;
  const bought = spend / 100 + (plan === 'pro' ? 0.3 : 0) + 0.4 * random.next() > 0.9 ? 'yes' : 'no';
  return [`c${i}`, spend, (1.1 * spend).toFixed(1), noise, plan, bought].join(',');
});
const CSV = ['id,spend,euros,noise,plan,bought', ...LINES].join('\n');

let model: ExplainedModel;

beforeAll(async () => {
  const { table, schema } = await readTable(new TextEncoder().encode(CSV), 'customers.csv', {}, {});
  const data = prepare(table, schema, { piecewiseBins: 4, balance: 'none' }, 'customers.csv');
  const { classifier } = await fitClassifier(data, { hidden: [12], epochs: 30, ensemble: 2 });
  const { inputs, targets } = data.test;
  model = { classifier, table, rows: data.rows.test, inputs, targets, mix: data.heldOutMix, seed: '1' };
});

describe('an explanation', () => {
  it('has each column in one entry of importance, those that go together in the same', () => {
    const { importance, rows } = explainModel(model);
    expect(importance.columns.map(({ columns }) => columns)[0]).toEqual(['spend', 'euros']);
    expect(importance.columns.flatMap(({ columns }) => columns).toSorted()).toEqual([
      'euros',
      'noise',
      'plan',
      'spend',
    ]);
    const { increase, interval } = importance.columns.find(({ columns }) => columns[0] === 'noise')!;
    expect(increase).toBeLessThan(importance.columns[0]!.increase / 10);
    expect(interval!.low).toBeLessThan(0);
    expect(importance.shuffles).toBe(10);
    expect(rows).toBe(120);
  });

  it('has columns together that are asked for', () => {
    const { importance } = explainModel({ ...model, together: [['plan', 'noise']] });
    expect(importance.columns.map(({ columns }) => columns)).toEqual([
      ['spend', 'euros'],
      ['noise', 'plan'],
    ]);
  });

  it('shows the effects of the most important columns first', () => {
    const { effects, importance } = explainModel({ ...model, limits: { effects: 3 } });
    expect(effects.map(({ column }) => column)).toEqual(
      importance.columns.flatMap(({ columns }) => columns).slice(0, 3),
    );
  });

  it('has the likeliest, the middle and the least likely row, whose contributions add up to its log-odds', () => {
    const { examples, background, explained } = explainModel(model);
    expect(explained).toEqual({ scale: 'log-odds', class: 'yes' });
    const probabilities = model.classifier
      .score(model.inputs)
      .natural.toRows()
      .map(([, p]) => p!);
    const ascending = probabilities.toSorted((a, b) => a - b);
    const [first, middle, last] = examples;
    expect(first!.probability).toBeCloseTo(ascending.at(-1)!, 6);
    expect(middle!.probability).toBeCloseTo(ascending[ascending.length >> 1]!, 6);
    expect(last!.probability).toBeCloseTo(ascending[0]!, 6);
    for (const { line, contributions, value, probability } of examples) {
      const cells = LINES[line! - 2]!.split(',').slice(1, 5);
      expect(contributions.map(({ column }) => column)).toEqual(['spend', 'euros', 'noise', 'plan']);
      expect(contributions.map(({ cell }) => (cell === null ? '' : cell))).toEqual(
        cells.map((cell) => (cell === '' || Number.isNaN(Number(cell)) ? cell : String(Number(cell)))),
      );
      const sum = contributions.reduce((total, { effect }) => total + effect, background.base);
      expect(sum).toBeCloseTo(value, 9);
      expect(1 / (1 + Math.exp(-value))).toBeCloseTo(probability, 9);
    }
  });

  it('is the same to the bit on all kernels, and says nothing that JSON cannot hold', () => {
    const before = currentKernels();
    const texts = availableKernels().map((kernels) => {
      useKernels(kernels);
      return JSON.stringify(explainModel(model));
    });
    useKernels(before);
    expect(new Set(texts).size).toBe(1);
    expect(JSON.parse(texts[0]!)).toEqual(explainModel(model));
  });

  it('is refused for a class that there is not, no rows, and a column that there is not', () => {
    expect(() => explainModel({ ...model, label: 2 })).toThrow('explainModel: label is 2, expected 0 to 1');
    expect(() => explainModel({ ...model, inputs: model.inputs.slice(0, 0) })).toThrow('the number of inputs is 0');
    expect(() => explainModel({ ...model, together: [['spend', 'age']] })).toThrow('there is no column "age"');
  });

  it('is of fewer rows where more were too many, and says so', () => {
    const { rows, notes, effects, importance } = explainModel({ ...model, limits: { rows: 40, effectRows: 30 } });
    expect(rows).toBe(40);
    expect(effects[0]!.rows).toBe(30);
    expect(notes).toContain(`Importance was measured on 40 of ${model.inputs.rows} rows, drawn at random.`);
    expect(importance.columns[0]!.columns).toEqual(['spend', 'euros']);
  });
});

describe('what an explanation leaves out, it says', () => {
  it('importance, without the classes of the rows: effects come in the order of the columns', () => {
    const { importance, effects, notes } = explainModel({ ...model, targets: null });
    expect(importance.columns).toEqual([]);
    expect(effects.map(({ column }) => column)).toEqual(['spend', 'euros', 'noise', 'plan']);
    expect(notes).toEqual(['No importance: the classes of the rows are not known.']);
  });

  it('how sure importance of fewer than 100 rows is', () => {
    const few = {
      rows: model.rows.slice(0, 99),
      inputs: model.inputs.slice(0, 99),
      targets: model.targets!.slice(0, 99),
    };
    expect(explainModel({ ...model, ...few }).notes).toEqual([
      'Importance comes from 99 rows: its intervals are rough.',
    ]);
    expect(explainModel(model).notes).toEqual([]);
  });

  it('importance of a single row', () => {
    const one = { rows: model.rows.slice(0, 1), inputs: model.inputs.slice(0, 1), targets: model.targets!.slice(0, 1) };
    const { importance, examples, notes } = explainModel({ ...model, ...one });
    expect(importance.columns).toEqual([]);
    expect(examples).toHaveLength(1);
    expect(notes).toEqual(['No importance: it takes two rows or more.']);
  });

  it('examples, of a model that keeps no background', () => {
    const classifier = new Classifier({ ...model.classifier, background: null });
    const { examples, background, notes } = explainModel({ ...model, classifier });
    expect(examples).toEqual([]);
    expect(background.rows).toBe(0);
    expect(notes).toEqual([expect.stringMatching(/^No examples: the model was trained before/)]);
  });

  it('cells, of arrays: each input is a column', () => {
    const bare = new Classifier({ ...model.classifier, pipeline: null });
    for (const classifier of [bare, model.classifier]) {
      const { importance, effects, examples, notes } = explainModel({
        ...model,
        classifier,
        table: null,
        rows: allRows(0),
      });
      const names = importance.columns.flatMap(({ columns }) => columns);
      expect(names).toHaveLength(model.inputs.columns);
      expect(new Set(names).size).toBe(names.length);
      expect(effects).toHaveLength(6);
      expect(examples).toHaveLength(3);
      expect(examples[0]!.line).toBeNull();
      expect(notes).toEqual([
        'The rows are arrays: each of their inputs stands as a column, on the scale it has there.',
      ]);
    }
  });

  it('classes beyond one, of three: effects and examples are about the most frequent', async () => {
    const lines = LINES.map((line, i) => `${line}${i % 3 === 0 ? ' twice' : ''}`);
    const csv = [CSV.split('\n', 1)[0], ...lines].join('\n');
    const { table, schema } = await readTable(new TextEncoder().encode(csv), 'three.csv', {}, {});
    const data = prepare(table, schema, { balance: 'none' }, 'three.csv');
    const { classifier } = await fitClassifier(data, { hidden: [4], epochs: 2 });
    const rows = { table, rows: data.rows.test, ...data.test, mix: data.heldOutMix, seed: 1 };
    const { explained, notes, examples } = explainModel({ classifier, ...rows });
    const k = data.classes.length;
    const [most] = [...data.priors.natural.keys()].toSorted(
      (a, b) => data.priors.natural[b]! - data.priors.natural[a]!,
    );
    expect(k).toBe(4);
    expect(explained).toEqual({ scale: 'centred logit', class: data.classes[most!]! });
    expect(notes).toContain(`There are 4 classes: effects and examples are about "${explained.class}".`);
    expect(examples).toHaveLength(3);
    expect(explainModel({ classifier, ...rows, label: 2 }).explained.class).toBe(data.classes[2]);
  });
});
