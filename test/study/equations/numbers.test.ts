/** The numbers of a trace put into each equation: they agree with the float64 formula, or the trace says why it has none. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EquationId } from '../../../src/study/equations/equation.ts';
import { equationText } from '../../../src/study/equations/equation-text.ts';
import { EQUATIONS } from '../../../src/study/equations/equations.ts';
import { equationNumbers, type EquationNumbers, type NumberCheck } from '../../../src/study/equations/numbers.ts';
import type { Places } from '../../../src/study/equations/numbers/reader.ts';
import { productLines } from '../../../src/study/equations/numbers/written.ts';
import { GOLDEN_TRACE } from '../../../src/study/trace/golden/golden-trace.ts';
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import { traceRow } from '../../../src/study/trace/trace-row.ts';
import type { TrainingOptions } from '../../../src/training/training-options.ts';
import { freshStudy, setData } from '../../support/studies.ts';

const widthOf = (text: string): number => [...text.replaceAll(/\p{Mn}/gu, '')].length;

interface Case {
  readonly options: Partial<TrainingOptions>;
  readonly steps: number;
  readonly row: number;
  readonly batch: number;
  readonly seed: number;
}

const CASES: fc.Arbitrary<Case> = fc.record({
  options: fc.record({
    hidden: fc.array(fc.constantFrom(1, 3, 7, 20), { maxLength: 3 }),
    dropout: fc.constantFrom(0, 0.25),
    l2: fc.constantFrom(0, 0.01),
    outputActivation: fc.constantFrom('softmax', 'sigmoid'),
    optimizer: fc.constantFrom('adam', 'sgd'),
    weightDecay: fc.constantFrom(0, 0.1),
    momentum: fc.constantFrom(0, 0.9),
  }),
  steps: fc.constantFrom(0, 1, 9),
  row: fc.integer({ min: 0, max: 90 }),
  batch: fc.constantFrom(1, 5),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** A unit and a weight of the trace, drawn by a number. */
function placesBy(seed: number, { network, tensors }: TraceDocument): Places {
  const layer = (seed % network.units.length) + 1;
  const parameters = tensors.filter(({ name }) => /^[Wb]\d+$/.test(name));
  const { name, shape } = parameters[seed % parameters.length]!;
  return {
    neuron: { layer, unit: (seed % network.units[layer - 1]!) + 1 },
    parameter: { name, place: shape.map((length) => (seed % length) + 1) },
  };
}

/** Whether a verdict is what its reason says: a figure and its limit. */
function isAsSaid({ agrees, reason }: NumberCheck): boolean {
  const [, error, word, limit] = /([\d.e-]+|Infinity|NaN)[^,\d]*, (at most|above) ([\d.e-]+)$/.exec(reason) ?? [];
  return agrees === Number(error) <= Number(limit) && (word === 'at most') === agrees;
}

describe('the numbers of a trace', () => {
  it('agree with the formula, at drawn units and weights of 60 drawn networks, and every equation but early-stop has some', async () => {
    const checked = new Map<EquationId, number>();
    const data = await setData('moons');
    await fc.assert(
      fc.asyncProperty(CASES, async ({ options, steps, row, batch, seed }) => {
        const { optimizer } = options;
        const decay = optimizer === 'sgd' ? { weightDecay: 0 } : { momentum: 0.9 };
        const study = await freshStudy(data, { ...options, ...decay }, steps);
        const trace = traceRow(study, { row, batch });
        for (const { id } of EQUATIONS) {
          for (const places of [{}, placesBy(seed, trace)]) {
            const { of, lines, check, note } = equationNumbers(trace, id, places);
            if (of === null) expect(note!.length, id).toBeGreaterThan(10);
            else expect(lines.length, id).toBeGreaterThan(0);
            for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(76);
            if (check === null) continue;
            expect(check, id).toMatchObject({ agrees: true });
            expect(isAsSaid(check), check.reason).toBe(true);
            checked.set(id, (checked.get(id) ?? 0) + 1);
          }
        }
      }),
      { seed: 1, numRuns: 60 },
    );
    const without = EQUATIONS.map(({ id }) => id).filter((id) => !checked.has(id));
    // Of start values there is a limit to compare with, and no number.
    expect(without).toEqual(['glorot', 'he-init', 'early-stop']);
    expect(Math.min(...checked.values())).toBeGreaterThan(5);
  });

  it('are written out with their sum', () => {
    const values: Readonly<Record<string, readonly number[]>> = {
      x: [2, -1],
      W1: [0.5, 4, -0.5, 0.25, 0, 0.125],
      b1: [0.1, 1, -0.2],
      z1: [0.85, 9, -1.325],
      p: [0.25, 0.75],
      dz2: [-0.75, 0.75],
    };
    const tensors = GOLDEN_TRACE.tensors.map((tensor) => {
      return Object.assign(structuredClone(tensor), { values: values[tensor.name] ?? tensor.values });
    });
    const row = { ...GOLDEN_TRACE.row, target: { name: 'lower', number: 0 } };
    const trace = { ...GOLDEN_TRACE, row, tensors };
    expect(equationNumbers(trace, 'dense.z')).toMatchObject({
      of: 'unit 1.1',
      lines: ['z = 2·0.5 + (-1)·0.25 + 0.1', '  = 1 + (-0.25) + 0.1', '  = 0.85'],
      check: { name: 'z1[1,1]', traced: 0.85, formula: 0.85, agrees: true },
      note: null,
    });
    const { lines } = equationNumbers(trace, 'dense.z', { neuron: { layer: 1, unit: 3 } });
    expect(lines).toEqual(['z = 2·(-0.5) + (-1)·0.125 + (-0.2)', '  = -1 + (-0.125) + (-0.2)', '  = -1.325']);
    expect(equationNumbers(trace, 'dce.dz').lines).toEqual(['dz = (0.25 − 1) / 1 = -0.75']);
    expect(equationNumbers(trace, 'dense.z', { neuron: { layer: 1, unit: 2 } }).check).toMatchObject({
      traced: 9,
      formula: 9,
    });
  });

  it('agree where the network is sure: the loss of a p near 1 is taken from the logits, not from the rounded p', async () => {
    const study = await freshStudy('clusters', { learningRate: 0.02 }, 600);
    const sure = study.data.rows.targets.findIndex((_, row) => {
      const { loss } = traceRow(study, { row }).before;
      return loss !== null && loss < 1e-3;
    });
    const trace = traceRow(study, { row: sure });
    const p = trace.tensors.find(({ name }) => name === 'p')!.values![trace.row.target!.number]!;
    const { check } = equationNumbers(trace, 'sparse-ce');
    expect(check).toMatchObject({ name: 'loss', agrees: true });
    expect(Math.abs(-Math.log(p) / check!.traced - 1)).toBeGreaterThan(1e-5);
  });

  it('do not agree where a number of the trace is off by 1e-4', () => {
    for (const { id } of EQUATIONS) {
      const { check } = equationNumbers(GOLDEN_TRACE, id);
      const [, name, place] = /^([^[]+?)(?:\[([\d,]+)\])?$/.exec(check?.name ?? '') ?? [];
      const tensors = GOLDEN_TRACE.tensors.map((tensor) => {
        if (tensor.name !== name) return tensor;
        return Object.assign(structuredClone(tensor), { values: tensor.values!.map((value) => value * 1.0001) });
      });
      if (place === undefined && name !== 'loss') continue;
      const wrong = equationNumbers({ ...GOLDEN_TRACE, tensors }, id).check!;
      expect(wrong, id).toMatchObject({ agrees: false, reason: expect.stringContaining('above 1e-5') });
      expect(isAsSaid(wrong)).toBe(true);
    }
  });

  it('that are not there are said in words: other networks, a row without a class, tensors left out, places beyond the network', () => {
    const why = (trace: TraceDocument, id: EquationId, places?: Places) => equationNumbers(trace, id, places).note;
    expect(why(GOLDEN_TRACE, 'dropout')).toBe('the network has no dropout');
    expect(why(GOLDEN_TRACE, 'sigmoid-ce')).toBe('the network ends in softmax');
    expect(why(GOLDEN_TRACE, 'sgd.step')).toBe('the optimizer is adam');
    expect(why(GOLDEN_TRACE, 'early-stop')).toContain('of one step');
    expect(why(GOLDEN_TRACE, 'relu', { neuron: { layer: 2, unit: 1 } })).toBe('2.1 is a logit');
    expect(why(GOLDEN_TRACE, 'dense.z', { neuron: { layer: 1, unit: 4 } })).toContain('the last is z1[1,3]');
    expect(why(GOLDEN_TRACE, 'dense.dW', { parameter: { name: 'b1', place: [1] } })).toContain('no weights');
    const end = GOLDEN_TRACE.tensors.findIndex(({ name }) => name === 'loss');
    const row = { ...GOLDEN_TRACE.row, target: null };
    const unknown = { ...GOLDEN_TRACE, row, tensors: GOLDEN_TRACE.tensors.slice(0, end), after: null };
    for (const id of ['sparse-ce', 'dce.dz', 'dense.dW', 'adam.step'] as const) {
      expect(why(unknown, id), id).toBe('the row has no class, so there is no loss and no step');
    }
    expect(equationNumbers(unknown, 'dense.z').check).toMatchObject({ agrees: true });
    const large = GOLDEN_TRACE.tensors.map((tensor) => ({ ...tensor, values: null }));
    expect(why({ ...GOLDEN_TRACE, tensors: large }, 'dense.z', { neuron: { layer: 1, unit: 1 } })).toBe(
      'x [1, 2] is too large: the trace leaves it out',
    );
  });

  it('of a first step show both moments grow from 0; later they say that the moment before is worked back', async () => {
    const first = traceRow(await freshStudy('moons'), { row: 0 });
    for (const id of ['adam.m', 'adam.v'] as const) {
      expect(equationNumbers(first, id)).toMatchObject({
        check: { agrees: true },
        note: expect.stringContaining('was 0'),
      });
      expect(equationNumbers(GOLDEN_TRACE, id)).toMatchObject({
        check: null,
        note: expect.stringContaining('worked back'),
      });
    }
  });

  it('of a start say that every weight is within the limit, and of a later step that weights have moved', async () => {
    const first = traceRow(await freshStudy('moons'), { row: 0 });
    expect(equationNumbers(first, 'glorot').note).toContain('as drawn');
    expect(equationNumbers(GOLDEN_TRACE, 'glorot').note).toContain('moved');
    const tensors = first.tensors.map((tensor) =>
      tensor.name === 'W1' ? Object.assign(structuredClone(tensor), { values: tensor.values!.map(() => 9) }) : tensor,
    );
    expect(equationNumbers({ ...first, tensors }, 'glorot').note).toContain('wasn’t drawn so');
  });
});

describe('a long sum', () => {
  it('shows its six largest terms and what the others add up to, on lines of at most 76 columns', () => {
    const pairs = Array.from({ length: 50 }, (_, i) => [i - 20, 0.123456] as const);
    const lines = productLines('z', pairs, [0.5]);
    expect(lines.filter((line) => line.includes('of 45 more'))).toHaveLength(2);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(76);
    expect(lines.at(-1)).toBe(`  = ${Number((pairs.reduce((sum, [a, b]) => sum + a * b, 0) + 0.5).toPrecision(6))}`);
  });
});

describe('the text of an equation', () => {
  let all: (readonly [EquationId, string, EquationNumbers])[];
  beforeAll(() => {
    all = EQUATIONS.map((equation) => {
      const numbers = equationNumbers(GOLDEN_TRACE, equation.id);
      return [equation.id, equationText(equation, numbers, 'row 5 of moons.csv, step 121'), numbers] as const;
    });
  });

  it('is at most 80 columns wide, and has formula, symbols, derivation, code, source and numbers', () => {
    for (const [id, text] of all) {
      for (const line of text.split('\n')) expect(widthOf(line), `${id}: ${line}`).toBeLessThanOrEqual(80);
      const heads = text.split('\n').filter((line) => /^[A-Z]/.test(line));
      expect(heads).toEqual([
        'Symbols',
        'Why',
        'Code',
        'Source',
        'Numbers (row 5 of moons.csv, step 121)',
        expect.stringMatching(/^Course: chapter \d+/),
      ]);
    }
  });

  it('stays so for long names, and escapes what a terminal would obey', () => {
    const classes = GOLDEN_TRACE.network.classes.map((name) => `${name}\u001b[31m${'x'.repeat(90)}`);
    const cells = GOLDEN_TRACE.row.cells.map((cell) => Object.assign(structuredClone(cell), { column: classes[0]! }));
    const row = { ...GOLDEN_TRACE.row, cells };
    const trace = { ...GOLDEN_TRACE, row, network: { ...GOLDEN_TRACE.network, classes } };
    for (const equation of EQUATIONS) {
      const text = equationText(
        equation,
        equationNumbers(trace, equation.id),
        `row 1 of ${'y'.repeat(99)}.csv, step 1`,
      );
      expect(text, equation.id).not.toContain('\u001b');
      for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(80);
    }
  });

  it('says that the numbers agree just where they do', () => {
    for (const [id, text, { check }] of all) {
      expect(text.includes('they agree'), id).toBe(check !== null);
      expect(text.includes('do not agree'), id).toBe(false);
    }
    const numbers = equationNumbers(GOLDEN_TRACE, 'relu');
    const wrong = { ...numbers, check: { ...numbers.check!, agrees: false } };
    expect(
      equationText(
        EQUATIONS.find(({ id }) => id === 'relu')!,
        wrong,
        'here',
      ),
    ).toContain('do not agree');
  });
});
