/** The document of a trace, held to what a tap is told and to the study that it was made of. */
import { describe, expect, it } from 'vitest';
import { pureSha256 } from '../../../src/formats/sha256.ts';
import { trainStep } from '../../../src/nn/train-step.ts';
import { Study } from '../../../src/study/session/study.ts';
import { saveOptimizer } from '../../../src/study/session/optimizer-state.ts';
import { MOST_VALUES } from '../../../src/study/trace/step-recorder.ts';
import { traceRow } from '../../../src/study/trace/trace-row.ts';
import { traceText } from '../../../src/study/trace/trace-text.ts';
import type { TraceDocument } from '../../../src/study/trace/trace-document.ts';
import type { TrainingOptions } from '../../../src/training/training-options.ts';
import { csvData, freshStudy, setData } from '../../support/studies.ts';

const CASES: readonly [name: string, options: Partial<TrainingOptions>, steps: number][] = [
  ['a fresh network', { hidden: [4, 3] }, 0],
  ['a trained network', { hidden: [5] }, 60],
  ['dropout', { hidden: [6, 5], dropout: 0.4 }, 7],
  ['sgd with a penalty', { hidden: [4], optimizer: 'sgd', l2: 0.01 }, 12],
  ['one logit and AdamW', { hidden: [], outputActivation: 'sigmoid', weightDecay: 0.1 }, 12],
];

/** What a tap is told of the step on one row, each tensor a copy; the parameters before it come first. */
function tapped(study: Study, row: number): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  const learner = study.probe();
  for (const { name, value } of learner.network.block.parameters) found.set(name, value.data.slice());
  const inputs = study.data.rows.encode(Int32Array.of(row));
  const targets = Int32Array.of(study.data.rows.targets[row]!);
  trainStep(learner, { inputs, targets }, { tap: (name, { data }) => void found.set(name, data.slice()) });
  return found;
}

/** The names of tensors whose numbers, read back as float32, are not the tapped bits; −0 is written as 0. */
function different(document: TraceDocument, expected: ReadonlyMap<string, Float32Array>): string[] {
  return document.tensors.flatMap(({ name, values }) => {
    const bits = expected.get(name)!;
    const isSame =
      values!.length === bits.length && values!.every((value, i) => Object.is(Math.fround(value), bits[i]! + 0));
    return isSame ? [] : [name];
  });
}

/** All that a study is, in one text. */
function stateOf({ network, optimizer, step, edits, history }: Study): string {
  const { arrays, powers } = saveOptimizer(optimizer);
  const bytes = (values: Float32Array) => pureSha256(new Uint8Array(values.slice().buffer));
  const moments = Array.from(arrays, ([name, values]) => [name, bytes(values)]);
  return JSON.stringify([bytes(network.block.values), moments, powers, step, edits, history]);
}

describe('the document of a trace', () => {
  it.each(CASES)('%s: holds every tensor that the tap is told, in its order, to the bit', async (_, options, steps) => {
    const study = await freshStudy('moons', options, steps);
    const document = traceRow(study, { row: 9 });
    const expected = tapped(study, 9);
    expect(document.tensors.map(({ name }) => name)).toEqual([...expected.keys()]);
    expect(different(document, expected)).toEqual([]);
    const again = JSON.parse(traceText(document)) as TraceDocument;
    expect(different(again, expected)).toEqual([]);
    expect(again).toEqual(document);
  });

  it('another row, and a number that is one step of float32 away, are told apart', async () => {
    const study = await freshStudy('moons', {}, 20);
    expect(different(traceRow(study, { row: 9 }), tapped(study, 10))).toContain('z1');
    const expected = tapped(study, 9);
    const bits = new Int32Array(expected.get('dW1')!.buffer);
    bits[0]! += 1;
    expect(different(traceRow(study, { row: 9 }), expected)).toEqual(['dW1']);
  });

  it.each(CASES)('%s: leaves the study as it was, and its next steps', async (_, options, steps) => {
    const [study, other] = [await freshStudy('moons', options, steps), await freshStudy('moons', options, steps)];
    const before = stateOf(study);
    const first = traceRow(study, {
      row: 3,
      batch: 4,
      neurons: [{ layer: 1, unit: 1 }],
      parameters: [{ name: 'b1', place: [1] }],
    });
    expect(stateOf(study)).toBe(before);
    expect(
      traceRow(study, { row: 3, batch: 4, neurons: [{ layer: 1, unit: 1 }], parameters: [{ name: 'b1', place: [1] }] }),
    ).toEqual(first);
    for (const one of [study, other]) one.goTo(steps + 15);
    expect(stateOf(study)).toBe(stateOf(other));
    expect(stateOf(study)).not.toBe(before);
  });

  it('says what the row, the network and the source are', async () => {
    const study = await freshStudy('moons', { hidden: [3], seed: '5' }, 40);
    study.edit({ name: 'W1', place: [2, 3] }, 0.5);
    const { source, network, optimizer, row, batch, before, after } = traceRow(study, { row: 16 });
    expect(source).toEqual({
      data: { file: 'moons.csv', sha256: study.data.sha256 },
      model: { kind: 'fresh', seed: '5' },
      step: 40,
      edits: [{ name: 'W1', place: [2, 3], value: 0.5, step: 40 }],
    });
    expect(network).toMatchObject({
      inputs: 2,
      units: [3, 2],
      output: 'softmax',
      classes: ['lower', 'upper'],
      parameters: 17,
    });
    expect(optimizer).toMatchObject({ kind: 'adam', learningRate: 0.001, t: 41 });
    expect(row).toMatchObject({
      number: 17,
      line: 18,
      id: null,
      target: { name: 'upper', number: 1 },
      isAssumed: false,
    });
    expect(row.cells.map(({ column, value }) => [column, value])).toEqual([
      ['x1', 0.87],
      ['x2', 0.232],
    ]);
    expect(batch).toEqual({ rows: 1, numbers: [17], weights: null });
    expect(after!.loss).not.toBe(before.loss);
  });

  it('a batch is the row and the first other training rows; balance weights makes rows count by their class', async () => {
    const csv = `v,w,y\n${Array.from({ length: 90 }, (_, i) => `${i % 7},${i % 11},${i % 5 === 0 ? 'yes' : 'no'}`).join('\n')}\n`;
    const data = await csvData(csv, 'rows.csv', { preparation: { balance: 'weights' } });
    const study = await freshStudy(data, { hidden: [3] }, 4);
    const row = data.trainRows![2]!;
    const { batch, tensors } = traceRow(study, { row, batch: 20 });
    const others = [...data.trainRows!].filter((one) => one !== row).slice(0, 19);
    expect(batch.numbers).toEqual([row, ...others].map((one) => one + 1));
    expect(batch.weights).toHaveLength(20);
    expect(new Set(batch.weights).size).toBe(2);
    const p = tensors.find(({ name }) => name === 'p')!.values!;
    const dz = tensors.find(({ name }) => name === 'dz2')!.values!;
    const y = data.rows.targets[row]!;
    expect(dz[y]).toBeCloseTo(((p[y]! - 1) * batch.weights![0]!) / 20, 7);
  });

  it('without a class it ends at p; with one that is assumed there is a step', async () => {
    const study = await freshStudy('moons', {}, 10);
    study.data.rows.targets[7] = -1;
    const open = { neurons: [{ layer: 1, unit: 2 }], parameters: [{ name: 'W1', place: [1, 2] }] };
    const forward = traceRow(study, { row: 7, ...open });
    expect(forward.tensors.map(({ name }) => name)).toEqual(['W1', 'b1', 'W2', 'b2', 'x', 'z1', 'a1', 'z2', 'p']);
    expect(forward).toMatchObject({ row: { target: null }, before: { loss: null }, after: null });
    expect(forward.opened).toMatchObject([
      { delta: null, bias: { step: null } },
      { step: null, rows: [], check: null },
    ]);
    const assumed = traceRow(study, { row: 7, assumed: 1, ...open });
    expect(assumed.row).toMatchObject({ target: { name: 'upper' }, isAssumed: true });
    expect(assumed.after).not.toBeNull();
  });

  it(`a tensor of more than ${MOST_VALUES} numbers is named alone, and its places can be opened`, async () => {
    const study = await freshStudy('moons', { hidden: [MOST_VALUES / 2 + 1] }, 1);
    const { tensors, opened } = traceRow(study, {
      row: 1,
      neurons: [{ layer: 1, unit: 10_001 }],
      parameters: [{ name: 'W1', place: [2, 10_001] }],
    });
    expect(tensors.find(({ name }) => name === 'W1')).toEqual({ name: 'W1', shape: [2, 10_001], values: null });
    expect(tensors.find(({ name }) => name === 'z1')!.values).toHaveLength(10_001);
    const [neuron, weight] = opened;
    if (neuron?.kind !== 'neuron' || weight?.kind !== 'parameter') throw new Error('another order');
    const { data, columns } = study.network.block.parameters[0]!.value;
    expect(Math.fround(weight.before)).toBe(data[2 * columns - 1]! + 0);
    expect(neuron.inputs[1]).toMatchObject({ name: 'W1[2,10001]', before: weight.before, step: weight.step });
    expect(weight.check!.relativeError).toBeLessThanOrEqual(1e-5);
  });

  it('refuses a row, a class and a place that are not there, and numbers that are not finite', async () => {
    const study = await freshStudy('moons', {}, 3);
    expect(() => traceRow(study, { row: 240 })).toThrow('row is 240, expected 0 to 239');
    expect(() => traceRow(study, { row: 0, assumed: 2 })).toThrow('expected a class number below 2');
    expect(() => traceRow(study, { row: 0, batch: 0 })).toThrow('expected a whole number of at least 1');
    const most = study.train!.targets.length;
    expect(() => traceRow(study, { row: 0, batch: most + 2 })).toThrow(/^a batch of \d+ rows: there are \d+$/);
    expect(() => traceRow(study, { row: 0, parameters: [{ name: 'W1', place: [3, 1] }] })).toThrow('W1[3,1]');
    study.edit({ name: 'W1', place: [1, 1] }, 3e38);
    study.edit({ name: 'W2', place: [1, 1] }, 3e38);
    const rows = [...Array(240).keys()].map((row) => () => traceRow(study, { row }));
    expect(rows.some((trace) => isDiverged(trace))).toBe(true);
  });
});

function isDiverged(trace: () => unknown): boolean {
  try {
    trace();
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'E_TRAIN_DIVERGED' });
    return true;
  }
}

describe('opened gradients', () => {
  it.each(CASES)('%s: agree with the float64 difference to 1e-5, or stand at a kink', async (_, options, steps) => {
    const study = await freshStudy('clusters', { ...options, outputActivation: 'softmax' }, steps);
    const { parameters } = study.network.block;
    const places = parameters.map(({ name, shape }) => ({
      name,
      place: shape.map((__, axis) => (axis === 0 ? 1 : 2)),
    }));
    const { opened } = traceRow(study, { row: 20, batch: 6, parameters: places });
    const checks = opened.map((one) => (one.kind === 'parameter' ? one.check! : null));
    expect(checks).toHaveLength(parameters.length);
    for (const check of checks) if (!check!.isKink) expect(check!.relativeError).toBeLessThanOrEqual(1e-5);
    expect(checks.some((check) => check!.numeric !== 0)).toBe(true);
  });

  it('a gradient of another row exceeds the limit', async () => {
    const study = await freshStudy('clusters', { hidden: [4] }, 5);
    const parameters = [
      { name: 'W2', place: [1, 1] },
      { name: 'b2', place: [2] },
    ];
    const [one, other] = [20, 21].map((row) => traceRow(study, { row, parameters }).opened);
    const gradient = one![1]!.kind === 'parameter' ? one![1]!.step!.gradient : 0;
    const numeric = other![1]!.kind === 'parameter' ? other![1]!.check!.numeric : 0;
    expect(Math.abs(gradient - numeric) / Math.abs(numeric)).toBeGreaterThan(1e-3);
  });
});

describe('a trained network under study', () => {
  it('is a copy whose optimizer begins anew, and needs rows to learn from for a batch', async () => {
    const [data, trained] = [await setData('moons'), await freshStudy('moons', { hidden: [4] }, 50)];
    const origin = { kind: 'model', file: 'run', member: 1, members: 1 } as const;
    const study = Study.ofNetwork(data, trained.network, origin, trained.options);
    const { tensors, source, optimizer } = traceRow(study, { row: 5, batch: 8 });
    expect(source.model).toEqual(origin);
    expect(optimizer.t).toBe(1);
    expect(tensors[0]!.values!.map(Math.fround)).toEqual([...trained.network.block.parameters[0]!.value.data]);
    study.goTo(30);
    expect(trained.step).toBe(50);
    const alone = Study.ofNetwork({ ...data, prepared: null }, trained.network, origin, trained.options);
    expect(traceRow(alone, { row: 5 }).tensors[0]).toEqual(tensors[0]);
    expect(() => traceRow(alone, { row: 5, batch: 2 })).toThrow('a batch of 2 rows: there is but the row itself');
    expect(() => alone.trainStep()).toThrow('no training rows');
  });

  it('columns of an input alike in all training rows reach the network as 0', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${i % 7},${i === 0 ? 9 : 5},${i % 3 === 0 ? 'yes' : 'no'}`);
    const csv = `v,same,y\n${lines.join('\n')}\n`;
    const data = await csvData(csv);
    const study = await freshStudy(data, { hidden: [3] }, 2);
    const isTraining = data.trainRows!.includes(0);
    const { row, tensors } = traceRow(study, { row: 0 });
    const [, same] = row.cells;
    expect(same!.inputs[0]!.isConstant).toBe(!isTraining);
    expect(tensors.find(({ name }) => name === 'x')!.values![1] === 0).toBe(!isTraining);
  });
});
