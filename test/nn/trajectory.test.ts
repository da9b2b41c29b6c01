import { describe, expect, it } from 'vitest';
import { Adam } from '../../src/nn/optimizers/adam.ts';
import { Dense } from '../../src/nn/layers/dense.ts';
import type { Optimizer } from '../../src/nn/optimizers/optimizer.ts';
import { ReLU } from '../../src/nn/layers/relu.ts';
import { Sequential } from '../../src/nn/sequential.ts';
import { SGD } from '../../src/nn/optimizers/sgd.ts';
import { BinaryCrossentropy } from '../../src/nn/losses/sigmoid-crossentropy.ts';
import { SparseCategoricalCrossentropy } from '../../src/nn/losses/softmax-crossentropy.ts';
import { trainStep } from '../../src/nn/train-step.ts';
import { createRandom } from '../../src/random.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { expectClose } from '../support/reference/check.ts';
import type { GoldenRun } from '../support/reference/golden.ts';
import { readTrajectory } from '../support/reference/golden.ts';
import { gradients } from '../../src/study/reference/network.ts';
import { flatten, withParameters } from '../../src/study/reference/parameter-vector.ts';
import type { ReferenceLayer } from '../../src/study/reference/network.ts';
import { createAdam, createSgd } from '../../src/study/reference/optimizers.ts';
import type { AdamOptions, DecayDefect, ReferenceOptimizer } from '../../src/study/reference/optimizers.ts';

const golden = readTrajectory();

/**
 * 1e-5 of the weight, or of 0.1 where the weight is smaller. A float32 weight rounds by up to 3e-8 a step, and Adam
 * turns a gradient's rounding into a share of its step. Seen after up to 200 steps: 8.4e-7 absolute; Keras in float32 is
 * off by up to 1.3e-6 (`float32Drift`).
 */
const TOLERANCE = { relative: 1e-5, absolute: 1e-6 };

interface Trained {
  /** The weights after each step, as one vector. */
  readonly weights: number[][];
  readonly losses: number[];
}

const makeOptimizer = ({ optimizer }: GoldenRun): Optimizer =>
  optimizer.name === 'adam' ? new Adam(optimizer) : new SGD(optimizer);

const inputsOf = (rows: readonly number[]): number[][] => rows.map((row) => golden.inputs[row]!);
const targetsOf = (rows: readonly number[]): number[] => rows.map((row) => golden.targets[row]!);
const weightsOf = (run: GoldenRun, rows: readonly number[]): number[] | null =>
  run.weighted ? rows.map((row) => golden.sampleWeights[row]!) : null;

/** Our network, from the run's start weights over its batches. */
function train(run: GoldenRun, optimizer = makeOptimizer(run)): Trained {
  const layers = run.layers.flatMap(({ units, l2, activation }) => [
    new Dense({ units, l2 }),
    ...(activation === 'relu' ? [new ReLU()] : []),
  ]);
  const network = new Sequential(layers, { inputDim: 10, random: createRandom(1) });
  network.block.values.set(flatten(run.start));
  const loss = run.loss === 'binaryCrossentropy' ? new BinaryCrossentropy() : new SparseCategoricalCrossentropy();
  const trained: Trained = { weights: [], losses: [] };
  for (const rows of golden.batches.slice(0, run.steps)) {
    const weights = weightsOf(run, rows);
    const batch = {
      inputs: Tensor.from(inputsOf(rows)),
      targets: Int32Array.from(targetsOf(rows)),
      weights: weights === null ? null : Float32Array.from(weights),
    };
    trained.losses.push(trainStep({ network, loss, optimizer }, batch).loss);
    trained.weights.push([...network.block.values]);
  }
  return trained;
}

/** The float64 reference over the same batches. */
function trainReference(run: GoldenRun): number[][] {
  const { optimizer: options } = run;
  const optimizer = options.name === 'adam' ? createAdam(options) : createSgd(options);
  let layers = run.start.map((start, index): ReferenceLayer => ({ ...start, ...run.layers[index]! }));
  return golden.batches.slice(0, run.steps).map((rows) => {
    const weights = weightsOf(run, rows);
    const objective = { loss: run.loss, targets: targetsOf(rows), ...(weights === null ? {} : { weights }) };
    const vector = flatten(layers);
    optimizer.update(vector, flatten(gradients(layers, inputsOf(rows), objective).layers));
    layers = withParameters(layers, vector);
    return vector;
  });
}

/** A float64 optimizer in place of ours, its weights rounded to float32 after each step. */
function inPlaceOfOurs(reference: ReferenceOptimizer): Optimizer {
  return {
    kind: 'reference',
    state: new Map(),
    stateNames: [],
    step: ({ values, gradients: found }) => {
      const weights = [...values];
      reference.update(weights, [...found]);
      values.set(weights);
    },
  };
}

function expectKeras({ weights, losses }: Trained, run: GoldenRun): void {
  for (const [step, snapshot] of Object.entries(run.snapshots)) {
    expectClose(weights[Number(step) - 1]!, flatten(snapshot), { ...TOLERANCE, what: `weights after step ${step}` });
  }
  expectClose(losses, run.losses, { ...TOLERANCE, what: 'losses' });
}

const lastSnapshot = (run: GoldenRun): number[] => flatten(run.snapshots[run.steps]!);

describe.each(golden.runs)('run $name, $steps steps from Keras’s start weights', (run) => {
  it('follows Keras to 1e-5 at every snapshot, losses too', () => {
    expectKeras(train(run), run);
  });

  it('follows the float64 reference to 1e-5 after every step', () => {
    const { weights } = train(run);
    expectClose(weights, trainReference(run), { ...TOLERANCE, what: 'weights' });
  });

  it('moves at least half of its weights by more than 0.005, 500 times what 1e-5 allows a weight of 1', () => {
    const start = flatten(run.start);
    const moved = lastSnapshot(run).map((value, i) => Math.abs(value - start[i]!));
    expect(moved.filter((distance) => distance > 0.005).length).toBeGreaterThan(moved.length / 2);
  });
});

const adamRuns = golden.runs.flatMap((run) => (run.optimizer.name === 'adam' ? [{ run, ...run.optimizer }] : []));
const sgdRuns = golden.runs.flatMap((run) => (run.optimizer.name === 'sgd' ? [{ run, ...run.optimizer }] : []));

describe.each(adamRuns)('Adam on run $run.name', ({ run, ...options }) => {
  const follow = (change: Partial<AdamOptions>): void =>
    expectKeras(train(run, inPlaceOfOurs(createAdam({ ...options, ...change }))), run);

  it('passes when a right float64 optimizer takes the place of ours', () => {
    follow({});
  });

  it.each<Partial<AdamOptions>>([
    { defect: 'signFlipped' },
    { defect: 'noBiasCorrection' },
    { defect: 'offByOneStep' },
    { defect: 'stepFromZero' },
    { defect: 'signOfGradient' },
    { form: 'algorithm1' },
  ])('fails at step 1 with %o', (change) => {
    expect(() => follow(change)).toThrow(/after step 1\[/);
  });

  it.each<Partial<AdamOptions>>([{ beta1: 0.95 }, { beta2: 0.9 }])('fails with %o', (change) => {
    expect(() => follow(change)).toThrow(/off by/);
  });
});

describe.each(adamRuns.filter(({ weightDecay = 0 }) => weightDecay > 0))(
  'AdamW on run $run.name',
  ({ run, ...options }) => {
    it.each<DecayDefect>(['coupledDecay', 'decayGrows', 'decayAfter', 'correctedDecay'])(
      'fails at step 1 with %s',
      (defect) => {
        const wrong = inPlaceOfOurs(createAdam({ ...options, defect }));
        expect(() => expectKeras(train(run, wrong), run)).toThrow(/after step 1\[/);
      },
    );

    it('fails at step 1 without its decay', () => {
      expect(() => expectKeras(train(run, new Adam({ ...options, weightDecay: 0 })), run)).toThrow(/after step 1\[/);
    });
  },
);

describe.each(sgdRuns)('SGD on run $run.name', ({ run, ...options }) => {
  it.each([{ defect: 'signFlipped' as const }, { momentum: 0.5 }, { nesterov: !options.nesterov, momentum: 0.9 }])(
    'fails with %o',
    (change) => {
      const wrong = inPlaceOfOurs(createSgd({ ...options, ...change }));
      expect(() => expectKeras(train(run, wrong), run)).toThrow(/off by/);
    },
  );

  it('passes when a right float64 optimizer takes the place of ours', () => {
    expectKeras(train(run, inPlaceOfOurs(createSgd(options))), run);
  });
});
