/** A study's steps, held to those of `fit`; its ways back; and the sets, which are always the same bytes. */
import { describe, expect, it } from 'vitest';
import { pureSha256 } from '../../../src/formats/sha256.ts';
import { makeLoss } from '../../../src/model/make-loss.ts';
import { createRandom } from '../../../src/random.ts';
import { Checkpoints, type Checkpoint } from '../../../src/study/session/checkpoints.ts';
import { saveOptimizer } from '../../../src/study/session/optimizer-state.ts';
import type { Study } from '../../../src/study/session/study.ts';
import { STUDY_SETS, STUDY_SET_NAMES, type StudySetName } from '../../../src/study/sets/sets.ts';
import { makeMember, makeOptimizer } from '../../../src/training/ensemble/member.ts';
import { planMembers } from '../../../src/training/ensemble/member-plans.ts';
import { fit } from '../../../src/training/fit.ts';
import { defaultBatchSize } from '../../../src/training/rows/batch-size.ts';
import { constantInputs, withoutInputs } from '../../../src/training/rows/constant-inputs.ts';
import type { TrainingOptions } from '../../../src/training/training-options.ts';
import { csvData, freshStudy } from '../../support/studies.ts';

const digest = (values: Float32Array) => pureSha256(new Uint8Array(values.slice().buffer));
const weightsOf = ({ network }: Study) => digest(network.block.values);

/** All that training goes on from. */
function stateOf(study: Study): string {
  const { arrays, powers } = saveOptimizer(study.optimizer);
  const moments = Array.from(arrays, ([name, values]) => [name, digest(values)]);
  return JSON.stringify([weightsOf(study), moments, powers, study.step, study.epoch, study.edits, study.history]);
}

/** What `fit` makes of the same rows after so many epochs, without early stopping. */
async function fitted({ data, options }: Study, epochs: number): Promise<string> {
  const { prepared } = data;
  const { train, validation } = prepared!;
  const [plan] = planMembers(prepared!, { ...options, ensemble: 1 });
  const constant = constantInputs(train.inputs);
  const network = makeMember(plan!, train.inputs.columns, constant);
  await fit(network, {
    inputs: withoutInputs(train.inputs, constant),
    targets: train.targets,
    loss: makeLoss(options.outputActivation),
    optimizer: makeOptimizer(options),
    epochs,
    batchSize: options.batchSize ?? defaultBatchSize(train.targets.length),
    random: createRandom(plan!.seed, 'batches'),
    classWeight: plan!.classWeight,
    validationData: validation,
    validationClassWeight: plan!.validationClassWeight,
  });
  return digest(network.block.values);
}

const OPTIONS: readonly [name: string, options: Partial<TrainingOptions>][] = [
  ['adam', { hidden: [5, 4] }],
  ['dropout', { hidden: [6], dropout: 0.3 }],
  ['sgd', { hidden: [4], optimizer: 'sgd' }],
  ['an L2 penalty and AdamW', { hidden: [4], l2: 0.01, weightDecay: 0.1, batchSize: 7 }],
];

describe('the steps of a study', () => {
  const cases = STUDY_SET_NAMES.flatMap((set) => OPTIONS.map(([name, options]) => [set, name, options] as const));

  it.each(cases)('%s, %s: after 3 epochs the weights are those of fit, to the bit', async (set, _, options) => {
    const study = await freshStudy(set, options);
    for (let epoch = 0; epoch < 3; epoch++) study.trainEpoch();
    expect(study.step).toBe(3 * study.stepsPerEpoch);
    expect(weightsOf(study)).toBe(await fitted(study, 3));
  });

  it('one logit: after 4 epochs the weights are those of fit; after 3 they are not', async () => {
    const study = await freshStudy('moons', { outputActivation: 'sigmoid', hidden: [4] });
    for (let epoch = 0; epoch < 3; epoch++) study.trainEpoch();
    const expected = await fitted(study, 4);
    expect(weightsOf(study)).not.toBe(expected);
    study.trainEpoch();
    expect(weightsOf(study)).toBe(expected);
  });

  it('class weights and a column that never changes: after 3 epochs the weights are those of fit', async () => {
    const lines = Array.from({ length: 120 }, (_, i) => `${i % 7},${(i * 3) % 11},5,${i % 5 === 0 ? 'yes' : 'no'}`);
    const data = await csvData(`v,w,same,y\n${lines.join('\n')}\n`, 'r.csv', { preparation: { balance: 'weights' } });
    const study = await freshStudy(data, { hidden: [4] });
    for (let epoch = 0; epoch < 3; epoch++) study.trainEpoch();
    expect(study.constant).toEqual([2]);
    expect(study.classWeight).not.toBeNull();
    expect(weightsOf(study)).toBe(await fitted(study, 3));
  });
});

describe('the ways back', () => {
  it.each(OPTIONS)('%s: a step is the same bits, whichever way it was reached', async (_, options) => {
    const study = await freshStudy('moons', options);
    const states = new Map<number, string>();
    for (const step of [0, 3, 17, 25, 40, 61]) {
      study.goTo(step);
      states.set(step, stateOf(study));
    }
    expect(new Set(states.values()).size).toBe(6);
    for (const step of [25, 3, 61, 0, 40, 17]) {
      study.goTo(step);
      expect(stateOf(study)).toBe(states.get(step));
    }
  });

  it('edits come back with their steps, and those made later are gone', async () => {
    const study = await freshStudy('moons', { hidden: [4] });
    study.goTo(20);
    study.edit({ name: 'W1', place: [1, 2] }, 0.75);
    const edited = stateOf(study);
    study.goTo(33);
    study.edit({ name: 'b2', place: [1] }, -1);
    study.goTo(50);
    const later = stateOf(study);
    study.goTo(33);
    expect(study.edits).toHaveLength(2);
    study.goTo(50);
    expect(stateOf(study)).toBe(later);
    study.goTo(20);
    expect(stateOf(study)).toBe(edited);
    expect(study.edits).toEqual([{ name: 'W1', place: [1, 2], value: 0.75, step: 20 }]);
    study.goTo(19);
    expect(study.edits).toEqual([]);
    study.goTo(50);
    const unedited = await freshStudy('moons', { hidden: [4] }, 50);
    expect(stateOf(study)).toBe(stateOf(unedited));
    expect(stateOf(study)).not.toBe(later);
  });

  it('refuses a step below 0, a place that is not there, and a value that is not finite', async () => {
    const study = await freshStudy('moons');
    expect(() => study.goTo(-1)).toThrow('a whole number of at least 0');
    expect(() => study.edit({ name: 'W1', place: [3, 1] }, 1)).toThrow('there is no parameter W1[3,1]');
    expect(() => study.edit({ name: 'W1', place: [1, 1] }, Number.NaN)).toThrow('a finite number');
  });

  it('what is tried on a probe leaves no mark', async () => {
    const study = await freshStudy('moons', { dropout: 0.3, hidden: [6] }, 11);
    const before = stateOf(study);
    const { network, optimizer } = study.probe();
    network.block.values.fill(1);
    network.block.gradients.fill(1);
    optimizer.step(network.block);
    expect(stateOf(study)).toBe(before);
    study.goTo(30);
    expect(stateOf(study)).toBe(stateOf(await freshStudy('moons', { dropout: 0.3, hidden: [6] }, 30)));
  });
});

describe('checkpoints', () => {
  /** Of 16 MiB each. */
  const checkpoint = (step: number): Checkpoint => ({
    step,
    epoch: step,
    values: new Float32Array(2 ** 22),
    optimizer: { arrays: new Map(), powers: null },
    weights: createRandom(1).state(),
    order: createRandom(1).state(),
    rows: new Int32Array(0),
    edits: [],
  });

  it('beyond 64 MiB the oldest but the first are dropped', () => {
    const kept = new Checkpoints();
    for (let step = 0; step < 8; step++) kept.keep(checkpoint(step));
    // The first, and four of 16 MiB: 3 is not there any more, so the first comes before it.
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((step) => kept.before(step).step)).toEqual([0, 0, 0, 0, 4, 5, 6, 7]);
  });

  it('one that is kept takes the place of all that come later', () => {
    const kept = new Checkpoints();
    for (const step of [0, 10, 20, 30, 10]) kept.keep({ ...checkpoint(step), values: new Float32Array(1) });
    expect([9, 10, 35].map((step) => kept.before(step).step)).toEqual([0, 10, 10]);
  });
});

describe('the built-in sets', () => {
  const DIGESTS: Readonly<Record<StudySetName, string>> = {
    moons: '74701ddb47790554011533a486ad2478805094953665685538421755d9f56fe5',
    spiral: '911a14db7d5d913cc308425331c12214a5213d26e0903d9ee3ad9e94316ea7c4',
    clusters: '81e71afa10287b79022bcb6fcbebb010d6a8f005af5e260828654efa0d757445',
    audiobooks: '638595abab3eae0be2a8c6d0738c3cab94dfb88bd8f61ccf9401e350edd59526',
  };

  it.each(STUDY_SET_NAMES)('%s is always the same bytes', (name) => {
    expect(pureSha256(new TextEncoder().encode(STUDY_SETS[name].csv()))).toBe(DIGESTS[name]);
  });

  it.each(STUDY_SET_NAMES)('%s can be learned: 60 epochs halve the loss, or take a tenth off it', async (name) => {
    const study = await freshStudy(name, { hidden: [8, 6], learningRate: 0.01 });
    for (let epoch = 0; epoch < 60; epoch++) study.trainEpoch();
    const [first, last] = [study.history[0]!.loss, study.history.at(-1)!.loss];
    expect(last / first).toBeLessThan({ moons: 0.5, clusters: 0.5, spiral: 0.9, audiobooks: 0.9 }[name]);
  });
});
