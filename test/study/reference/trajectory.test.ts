import { describe, expect, it } from 'vitest';
import { expectClose } from '../../support/reference/check.ts';
import { readTrajectory } from '../../support/reference/golden.ts';
import type { GoldenRun } from '../../support/reference/golden.ts';
import { gradients, loss } from '../../../src/study/reference/network.ts';
import { flatten, withParameters } from '../../../src/study/reference/parameter-vector.ts';
import type { Objective, ReferenceLayer } from '../../../src/study/reference/network.ts';
import { createAdam, createSgd } from '../../../src/study/reference/optimizers.ts';
import type { AdamOptions, ReferenceOptimizer } from '../../../src/study/reference/optimizers.ts';

const golden = readTrajectory();

/**
 * Keras and the reference add the same float64 numbers in different orders. Seen: 9e-16 absolute in the weights, 3e-12
 * relative in losses grown small. The absolute part is for weights passing near 0; another C library's exp costs a few
 * roundings more.
 */
const TOLERANCE = { relative: 1e-10, absolute: 1e-13 };

interface Changes {
  /** Replaces the run's optimizer. */
  optimizer?: ReferenceOptimizer;
  withoutWeights?: boolean;
  withoutL2?: boolean;
}

/** A run's own optimizer, or the same one climbing. */
function createOptimizer(options: GoldenRun['optimizer'], broken: { defect?: 'signFlipped' } = {}): ReferenceOptimizer {
  return options.name === 'adam' ? createAdam({ ...options, ...broken }) : createSgd({ ...options, ...broken });
}

/** The reference's losses and its weights, as vectors, after each of the golden's snapshot steps. */
function train(
  run: GoldenRun,
  { optimizer = createOptimizer(run.optimizer), withoutWeights, withoutL2 }: Changes = {},
) {
  let layers = run.start.map((start, index): ReferenceLayer => ({
    ...start,
    activation: run.layers[index]!.activation,
    l2: withoutL2 === true ? 0 : run.layers[index]!.l2,
  }));
  const losses: number[] = [];
  const snapshots: Record<string, number[]> = {};
  for (const [index, rows] of golden.batches.slice(0, run.steps).entries()) {
    const x = rows.map((row) => golden.inputs[row]!);
    const objective: Objective = {
      loss: run.loss,
      targets: rows.map((row) => golden.targets[row]!),
      ...(run.weighted && withoutWeights !== true ? { weights: rows.map((row) => golden.sampleWeights[row]!) } : {}),
    };
    losses.push(loss(layers, x, objective));
    const weights = flatten(layers);
    optimizer.update(weights, flatten(gradients(layers, x, objective).layers));
    layers = withParameters(layers, weights);
    if (String(index + 1) in run.snapshots) snapshots[index + 1] = weights;
  }
  return { losses, snapshots };
}

const follow = (run: GoldenRun, changes: Changes = {}): void => expectGolden(train(run, changes), run);

function expectGolden(found: ReturnType<typeof train>, run: GoldenRun): void {
  for (const [step, weights] of Object.entries(run.snapshots)) {
    expectClose(found.snapshots[step]!, flatten(weights), { ...TOLERANCE, what: `weights after step ${step}` });
  }
  expectClose(found.losses, run.losses, { ...TOLERANCE, what: 'losses' });
}

const lastWeights = (run: GoldenRun): number[] =>
  flatten(run.snapshots[Math.max(...Object.keys(run.snapshots).map(Number))]!);

const largestDifference = (left: readonly number[], right: readonly number[]): number =>
  Math.max(...left.map((value, i) => Math.abs(value - right[i]!)));

describe('the golden trajectory', () => {
  it('holds 64 rows in 50 epochs of 20, 20, 20 and 4, each epoch every row once', () => {
    expect(golden.batches).toHaveLength(200);
    for (let epoch = 0; epoch < 50; epoch++) {
      const batches = golden.batches.slice(4 * epoch, 4 * epoch + 4);
      expect(batches.map((rows) => rows.length)).toEqual([20, 20, 20, 4]);
      expect(batches.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, row) => row));
    }
  });

  it('starts from data and weights that float32 holds exactly', () => {
    const values = [
      ...golden.inputs.flat(),
      ...golden.sampleWeights,
      ...golden.runs.flatMap((run) => flatten(run.start)),
    ];
    expect(values.filter((value) => Math.fround(value) !== value)).toEqual([]);
  });
});

const adamRuns = golden.runs.flatMap((run) =>
  run.optimizer.name === 'adam' ? [{ ...run, options: run.optimizer }] : [],
);
const sgdRuns = golden.runs.flatMap((run) =>
  run.optimizer.name === 'sgd' ? [{ ...run, options: run.optimizer }] : [],
);

describe.each(golden.runs)('the float64 reference, run $name ($steps steps)', (run) => {
  it('follows Keras to 1e-10', () => {
    follow(run);
  });

  it('moves weights by more than 0.005, a million times the tolerance', () => {
    expect(largestDifference(lastWeights(run), flatten(run.start))).toBeGreaterThan(0.005);
  });

  it('fails when it climbs', () => {
    expect(() => follow(run, { optimizer: createOptimizer(run.optimizer, { defect: 'signFlipped' }) })).toThrow(
      /after step 1\[/,
    );
  });
});

describe.each(adamRuns)('Adam, run $name', ({ options, ...run }) => {
  const broken: Partial<AdamOptions>[] = [
    { defect: 'noBiasCorrection' },
    { defect: 'offByOneStep' },
    { defect: 'stepFromZero' },
    { defect: 'signOfGradient' },
    { form: 'algorithm1' },
    { epsilon: 1e-8 },
  ];
  it.each(broken)('fails with %o, by more than 10 times what float32 is off by', (change) => {
    const wrong = train(run, { optimizer: createAdam({ ...options, ...change }) });
    expect(() => expectGolden(wrong, run)).toThrow(/after step 1\[/);
    for (const [step, drift] of Object.entries(run.float32Drift)) {
      const right = flatten(run.snapshots[step]!);
      // Negated, for NaN is as wrong as can be.
      expect(largestDifference(wrong.snapshots[step]!, right) <= 10 * drift, `step ${step}`).toBe(false);
    }
  });
});

describe.each(sgdRuns)('SGD, run $name', ({ options, ...run }) => {
  const other = options.momentum === 0 ? { momentum: 0.9 } : { nesterov: !options.nesterov };

  it(`fails with ${JSON.stringify(other)}`, () => {
    expect(() => follow(run, { optimizer: createSgd({ ...options, ...other }) })).toThrow(/off by/);
  });
});

it.each(golden.runs.filter(({ weighted }) => weighted))('run $name fails without the row weights', (run) => {
  expect(() => follow(run, { withoutWeights: true })).toThrow(/after step 1\[/);
});

it.each(golden.runs.filter(({ layers }) => layers.some(({ l2 }) => l2 > 0)))('run $name fails without L2', (run) => {
  expect(() => follow(run, { withoutL2: true })).toThrow(/after step 1\[/);
});
