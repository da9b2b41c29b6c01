/**
 * Every function of the library checks what it is given: this table has a row for each export, and an export without a
 * row fails. What is refused is refused by name, before anything is computed, never by a TypeError from within.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import * as glassnet from '../../src/index.ts';
import { GlassnetError } from '../../src/errors.ts';
import { Tensor, type Classifier, type Pipeline, type PreparedData, type Schema, type Table } from '../../src/index.ts';
import { smallClassifier } from '../support/models.ts';
import { makeData, makeNetwork } from '../support/training.ts';

/** Calls that must be refused. They are wrong in type, too, so the compiler is not asked. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Call = (g: any) => unknown;

const rows = Int32Array.of(0, 1, 2, 3);
const targets = Int32Array.of(0, 1, 0, 1);
const [x, y] = [Tensor.zeros(2, 3), Tensor.zeros(3, 2)];
const data = makeData(1, 12, 3);
const csv = `visits,bought\n${Array.from({ length: 40 }, (_, i) => `${i % 9},${i % 2 === 0 ? 'yes' : 'no'}\n`).join('')}`;
const columns = [{ kind: 'number', name: 'a', values: Float64Array.of(1, 2, 3) }] as const;

let table: Table;
let schema: Schema;
let prepared: PreparedData;
let classifier: Classifier;
let pipeline: Pipeline;

beforeAll(async () => {
  ({ table, schema } = await glassnet.readTable(new TextEncoder().encode(csv), 'own.csv'));
  prepared = glassnet.prepare(table, schema, {}, 'own.csv');
  classifier = smallClassifier();
  pipeline = classifier.pipeline!;
});

const network = () => makeNetwork(3, { hidden: [4], outputs: 2 });
const fitOptions = (more: object) => ({
  ...data,
  loss: new glassnet.SparseCategoricalCrossentropy(),
  optimizer: new glassnet.Adam(),
  epochs: 1,
  batchSize: 4,
  seed: 1,
  ...more,
});
const candidate = (more: object) => ({
  name: 'one',
  predictions: targets,
  probabilities: Float64Array.of(1, 0, 0, 1, 1, 0, 0, 1),
  ...more,
});

const pair = (more: object) => [candidate({}), candidate(more)];

const BAD: Readonly<Record<string, readonly Call[]>> = {
  train: [
    (g) => g.train(csv, { batchsize: 8 }),
    (g) => g.train(csv, { optimizer: 'rmsprop' }),
    (g) => g.train(csv, { balance: 'smote' }),
    (g) => g.train(csv, { calibrate: 'isotonic' }),
    (g) => g.train(5),
    (g) => g.train(csv, 5),
    (g) => g.train(csv, { callbacks: 5 }),
  ],
  crossValidate: [
    (g) => g.crossValidate(csv, { fold: 5 }),
    (g) => g.crossValidate(csv, { folds: 1 }),
    (g) => g.crossValidate(csv, { repeats: 0 }),
    (g) => g.crossValidate(csv, { folds: 21 }),
    (g) => g.crossValidate(csv, { onFold: 5 }),
    (g) => g.crossValidate(5),
    (g) => g.crossValidate(csv, 5),
  ],
  MLPClassifier: [
    (g) => new g.MLPClassifier({ hiden: [5] }),
    (g) => new g.MLPClassifier({ optimizer: 'rmsprop' }),
    (g) => new g.MLPClassifier(5),
    (g) => new g.MLPClassifier().fit([[1], [2]], 5),
    (g) => new g.MLPClassifier().fit(5, [1, 2]),
    (g) => new g.MLPClassifier().predict([[1]]),
  ],
  createRandom: [
    (g) => g.createRandom(),
    (g) => g.createRandom(''),
    (g) => g.createRandom(NaN),
    (g) => g.createRandom({}),
  ],
  resumeRandom: [(g) => g.resumeRandom(), (g) => g.resumeRandom({ i: 0, j: 0, S: [1] }), (g) => g.resumeRandom('1')],
  // Of a text of the library's own.
  said: [],
  GlassnetError: [],
  DataError: [],
  FormatError: [],
  MemoryError: [],
  SystemError: [],
  TrainingError: [],
  UsageError: [],
  Tensor: [
    (g) => new g.Tensor([1, 2], [2]),
    (g) => new g.Tensor(new Float32Array(2), [3]),
    (g) => new g.Tensor(new Float32Array(2), 2),
    (g) => g.Tensor.zeros(-1),
    (g) => g.Tensor.from([[1], [1, 2]]),
    (g) => g.Tensor.from('ab'),
  ],
  affine: [(g) => g.affine(x, x, y, x), (g) => g.affine(x, y, 5, x), (g) => g.affine()],
  matmul: [(g) => g.matmul(x, x, x), (g) => g.matmul([[1]], y, x), (g) => g.matmul(x, y)],
  matmulNT: [(g) => g.matmulNT(x, y, x), (g) => g.matmulNT(x)],
  matmulTN: [(g) => g.matmulTN(x, y, x), (g) => g.matmulTN('x', y, x)],
  currentKernels: [],
  useKernels: [(g) => g.useKernels('simd'), (g) => g.useKernels()],
  addRow: [(g) => g.addRow(x, x, x), (g) => g.addRow(x, Tensor.zeros(3)), (g) => g.addRow()],
  argmaxRows: [(g) => g.argmaxRows(x, new Int32Array(3)), (g) => g.argmaxRows(x, [0, 0]), (g) => g.argmaxRows()],
  gatherRows: [(g) => g.gatherRows(x, Int32Array.of(2), Tensor.zeros(1, 3)), (g) => g.gatherRows(x, [0], x)],
  multiply: [(g) => g.multiply(x, y, x), (g) => g.multiply(x, x), (g) => g.multiply(5, x, x)],
  sumRows: [(g) => g.sumRows(x, x), (g) => g.sumRows(x)],
  // Of numbers, one at a time: what is none gives NaN, as Math.exp does.
  exp: [],
  log: [],
  sigmoid: [],
  referenceKernels: [],
  scalarKernels: [],
  simdKernels: [],
  isWebAssemblySupported: [],
  isSimdSupported: [],
  Dense: [(g) => new g.Dense(), (g) => new g.Dense({ units: 0 })],
  Dropout: [(g) => new g.Dropout(), (g) => new g.Dropout({ rate: 1 })],
  ReLU: [],
  glorotUniform: [(g) => g.glorotUniform(5, g.createRandom(1)), (g) => g.glorotUniform(x)],
  heUniform: [(g) => g.heUniform(5, g.createRandom(1)), (g) => g.heUniform(x, 5)],
  zeros: [(g) => g.zeros(5), (g) => g.zeros()],
  softmax: [(g) => g.softmax(x, y), (g) => g.softmax(x), (g) => g.softmax([[1]], x)],
  SparseCategoricalCrossentropy: [
    (g) => new g.SparseCategoricalCrossentropy().forward(x, Int32Array.of(0, 3)),
    (g) => new g.SparseCategoricalCrossentropy().forward(x, Int32Array.of(0)),
    (g) => new g.SparseCategoricalCrossentropy().forward(5, Int32Array.of(0)),
  ],
  BinaryCrossentropy: [
    (g) => new g.BinaryCrossentropy().forward(x, Int32Array.of(0, 1)),
    (g) => new g.BinaryCrossentropy().outputUnits(3),
  ],
  Sequential: [
    (g) => new g.Sequential([], { inputDim: 2, seed: 1 }),
    (g) => new g.Sequential(5, { inputDim: 2, seed: 1 }),
    (g) => new g.Sequential([new g.Dense({ units: 2 })], { inputDim: 0, seed: 1 }),
    (g) => new g.Sequential([new g.Dense({ units: 2 })], { inputDim: 2 }),
    (g) => new g.Sequential([new g.Dense({ units: 2 })]),
    (g) => new g.Sequential([{}], { inputDim: 2, seed: 1 }),
    (g) => network().forward([[1, 2, 3]] as unknown as Tensor) ?? g,
    () => network().backward(Tensor.zeros(1, 2)),
  ],
  Adam: [(g) => new g.Adam({ learningRate: '0.1' })],
  SGD: [(g) => new g.SGD({ nesterov: 1 })],
  Parameter: [(g) => new g.Parameter('w', [2], 'zeros')],
  // One step of many: its parts check each other's shapes; fit checks the parts.
  trainStep: [
    (g) => g.trainStep({ ...fitOptions({}), network: network() }, { ...data, targets }),
    (g) => g.trainStep({ ...fitOptions({}), network: network() }, { ...data, weights: new Float32Array(3) }),
    (g) => g.trainStep({ ...fitOptions({}), network: network() }, { ...data, inputs: [[1, 2, 3]] }),
  ],
  balanceRows: [
    (g) => g.balanceRows(rows, targets, 2, 'smote', { seed: 1 }),
    (g) => g.balanceRows(rows, targets, 1, 'first', { seed: 1 }),
    (g) => g.balanceRows(Int32Array.of(4), targets, 2, 'first', { seed: 1 }),
    (g) => g.balanceRows(rows, targets, 2, 'undersample'),
  ],
  cutRows: [
    (g) => g.cutRows(rows, [80, 20]),
    (g) => g.cutRows(rows, [80, NaN, 10]),
    (g) => g.cutRows(rows, [0, 0, 0]),
    (g) => g.cutRows(5, [80, 10, 10]),
  ],
  groupSplit: [
    (g) => g.groupSplit(rows, [80, 20], { seed: 1 }),
    (g) => g.groupSplit(rows, [80, 10, 10]),
    (g) => g.groupSplit(),
  ],
  stratifiedSplit: [
    (g) => g.stratifiedSplit(targets, 2, [80, 20], { seed: 1 }),
    (g) => g.stratifiedSplit(targets, 2, [80, 10, NaN], { seed: 1 }),
    (g) => g.stratifiedSplit(targets, 2, [80, -10, 10], { seed: 1 }),
    (g) => g.stratifiedSplit(targets, 1, [80, 10, 10], { seed: 1 }),
    (g) => g.stratifiedSplit(targets, 2, [80, 10, 10], 1),
    (g) => g.stratifiedSplit(targets, 2, [80, 10, 10], {}),
  ],
  timeSplit: [
    (g) => g.timeSplit(Float64Array.of(1, NaN), [80, 10, 10]),
    (g) => g.timeSplit(Float64Array.of(1), [80]),
    (g) => g.timeSplit(),
  ],
  duplicateGroups: [
    (g) => g.duplicateGroups(columns, 4),
    (g) => g.duplicateGroups(5, 3),
    (g) => g.duplicateGroups(columns),
    (g) => g.duplicateGroups([null], 3),
  ],
  Sobol: [
    (g) => new g.Sobol(),
    (g) => new g.Sobol({ dimensions: 0 }),
    (g) => new g.Sobol({ dimensions: 41 }),
    (g) => new g.Sobol({ dimensions: 2, seed: '' }),
    (g) => new g.Sobol({ dimensions: 2 }).point(-1),
    (g) => new g.Sobol({ dimensions: 2 }).point(0.5),
    (g) => new g.Sobol({ dimensions: 2 }).point(2 ** 30),
  ],
  StandardScaler: [
    (g) => new g.StandardScaler([1], [1, 2]),
    (g) => new g.StandardScaler([1], [0]),
    (g) => new g.StandardScaler(),
    (g) => g.StandardScaler.fit([Float64Array.of(1, 2)], Int32Array.of(2)),
    (g) => g.StandardScaler.fit([Float64Array.of(1, NaN)], Int32Array.of(0, 1)),
    (g) => g.StandardScaler.fit(5, rows),
    (g) => new g.StandardScaler([1], [1]).transform([Float64Array.of(1)], Int32Array.of(1), Tensor.zeros(1, 1)),
  ],
  Pipeline: [
    (g) => new g.Pipeline({}),
    (g) => new g.Pipeline(),
    () => pipeline.transform(table, Int32Array.of(40)),
    () => pipeline.transform(table, Int32Array.of(-1)),
    () => pipeline.transform(table, [0] as unknown as Int32Array),
    () => pipeline.transform(5 as unknown as Table, Int32Array.of(0)),
  ],
  prepare: [
    (g) => g.prepare(table, schema, { balance: 'smote' }, 'own.csv'),
    (g) => g.prepare(table, schema, { splits: [1, 1, 1] }, 'own.csv'),
    (g) => g.prepare(5, schema, {}, 'own.csv'),
    (g) => g.prepare(table, {}, {}, 'own.csv'),
    (g) => g.prepare(table, { ...schema, target: 'nothing' }, {}, 'own.csv'),
  ],
  fit: [
    (g) => g.fit(network(), fitOptions({ classWeight: [1, -1] })),
    (g) => g.fit(network(), fitOptions({ optimizer: 'rmsprop' })),
    (g) => g.fit(network(), fitOptions({ loss: 'softmax' })),
    (g) => g.fit(network(), fitOptions({ epochs: 0 })),
    (g) => g.fit(network(), fitOptions({ callbacks: {} })),
    (g) => g.fit(network(), fitOptions({ seed: undefined })),
    (g) => g.fit(network()),
    (g) => g.fit(5, fitOptions({})),
  ],
  EarlyStopping: [
    (g) => new g.EarlyStopping({ monitor: 'val_loss' }),
    (g) => new g.EarlyStopping({ mode: 'least' }),
    (g) => new g.EarlyStopping({ patience: -1 }),
  ],
  History: [],
  evaluateLoss: [
    (g) => g.evaluateLoss(network(), new g.SparseCategoricalCrossentropy(), { ...data, targets }),
    (g) => g.evaluateLoss(network(), 'softmax', data),
    (g) => g.evaluateLoss(5, new g.SparseCategoricalCrossentropy(), data),
    (g) => g.evaluateLoss(network(), new g.SparseCategoricalCrossentropy(), data, [1]),
    (g) => g.evaluateLoss(network(), new g.SparseCategoricalCrossentropy()),
  ],
  Classifier: [
    (g) => new g.Classifier({ ...classifier, output: 'tanh' }),
    (g) => new g.Classifier({ ...classifier, calibration: { method: 'isotonic' } }),
    (g) => new g.Classifier({ ...classifier, calibration: { method: 'platt', slope: 1 } }),
    (g) => new g.Classifier({ ...classifier, priors: { natural: [0, 1], training: [0.5, 0.5] } }),
    (g) => new g.Classifier({ ...classifier, network: 5 }),
    (g) => new g.Classifier(),
    () => classifier.logits(Tensor.zeros(1, 2), 'balanced' as 'natural'),
    () => classifier.predict(5 as unknown as []),
    () => classifier.predict([{ age: 5 }]),
  ],
  evaluateClassifier: [
    (g) => g.evaluateClassifier(classifier, { inputs: Tensor.zeros(4, 2), targets }, 'balanced'),
    (g) => g.evaluateClassifier(classifier, { inputs: Tensor.zeros(3, 2), targets }, 'natural'),
    (g) => g.evaluateClassifier(classifier, { inputs: Tensor.zeros(1, 2), targets: Int32Array.of(2) }, 'natural'),
    (g) => g.evaluateClassifier(5, { inputs: Tensor.zeros(4, 2), targets }, 'natural'),
    (g) => g.evaluateClassifier(classifier),
  ],
  trainClassifier: [
    (g) => g.trainClassifier(prepared, { optimizer: 'rmsprop' }),
    (g) => g.trainClassifier(prepared, { calibrate: 'isotonic' }),
    (g) => g.trainClassifier(prepared, { lr: 1 }),
    (g) => g.trainClassifier(prepared, {}, 5),
    (g) => g.trainClassifier({}),
    (g) => g.trainClassifier(5),
  ],
  accuracyScore: [
    (g) => g.accuracyScore(targets, rows.subarray(1)),
    (g) => g.accuracyScore([], []),
    (g) => g.accuracyScore(5, 5),
  ],
  confusionMatrix: [
    (g) => g.confusionMatrix(targets, Int32Array.of(0, 1, 2, 0), 2),
    (g) => g.confusionMatrix(Int32Array.of(0, 1, -1, 0), targets, 2),
    (g) => g.confusionMatrix(targets, targets, 1),
    (g) => g.confusionMatrix(targets, targets, NaN),
    (g) => g.confusionMatrix(targets, targets, 2, [1]),
  ],
  rocAucScore: [
    (g) => g.rocAucScore([0, 1, 2], [0.1, 0.2, 0.3]),
    (g) => g.rocAucScore([0, 1], [0.1, NaN]),
    (g) => g.rocAucScore([0, 1], [0.1]),
    (g) => g.rocAucScore(),
  ],
  auditTable: [
    (g) => g.auditTable(table, schema, { balance: 'smote' }, 'own.csv'),
    (g) => g.auditTable(table, schema, {}, 'own.csv', { about: 'rows' }),
    (g) => g.auditTable(5, schema, {}, 'own.csv'),
    (g) => g.auditTable(table, {}, {}, 'own.csv'),
  ],
  LogisticRegression: [
    (g) => new g.LogisticRegression({ C: 0 }),
    (g) => new g.LogisticRegression({ C: '1' }),
    (g) => new g.LogisticRegression({ c: 1 }),
    (g) => new g.LogisticRegression(5),
    (g) => new g.LogisticRegression().predict([[1]]),
    (g) => new g.LogisticRegression().fit([[1], [2]], ['a']),
    (g) => new g.LogisticRegression().fit([[1], [NaN]], ['a', 'b']),
    (g) => new g.LogisticRegression().fit([[1], [2]], ['a', 'a']),
    (g) => new g.LogisticRegression().fit([[1], [2]], 5),
    (g) => new g.LogisticRegression().fit([[1], [2]], ['a', 'b']).predict([[1, 2]]),
    (g) => new g.LogisticRegression().fit([[1], [2]], ['a', 'b']).score([[1]], ['c']),
  ],
  baselinePredictions: [(g) => g.baselinePredictions({}), (g) => g.baselinePredictions(5)],
  classifierPredictions: [
    (g) => g.classifierPredictions('one', classifier, { inputs: Tensor.zeros(1, 2) }, 'balanced'),
    (g) => g.classifierPredictions('one', classifier, {}, 'natural'),
    (g) => g.classifierPredictions('one', 5, { inputs: Tensor.zeros(1, 2) }, 'natural'),
  ],
  majorityPredictions: [
    (g) => g.majorityPredictions([0.5, NaN], ['a', 'b'], 3),
    (g) => g.majorityPredictions([0.5, 0.5], ['a'], 3),
    (g) => g.majorityPredictions([0.5, 0.5], ['a', 'b'], -1),
    (g) => g.majorityPredictions(),
  ],
  comparePredictions: [
    (g) => g.comparePredictions([candidate({})], targets, { seed: 1 }),
    (g) => g.comparePredictions(5, targets, { seed: 1 }),
    (g) => g.comparePredictions(pair({}), [0, 1, 0, 1], { seed: 1 }),
    (g) => g.comparePredictions(pair({}), Int32Array.of(0, 1, 0, 2), { seed: 1 }),
    (g) => g.comparePredictions(pair({}), Int32Array.of(0, 1, 0), { seed: 1 }),
    (g) => g.comparePredictions(pair({ predictions: rows }), targets, { seed: 1 }),
    (g) => g.comparePredictions(pair({ probabilities: Float64Array.of(1, 0) }), targets, { seed: 1 }),
    (g) => g.comparePredictions(pair({ probabilities: new Float64Array(8).fill(NaN) }), targets, { seed: 1 }),
    (g) => g.comparePredictions(pair({}), targets, { seed: 1, rankBy: 'auc' }),
    (g) => g.comparePredictions(pair({}), targets, { seed: 1, rope: -1 }),
    (g) => g.comparePredictions(pair({}), targets, { seed: 1, folds: {} }),
    (g) => g.comparePredictions(pair({}), targets, { seed: 1, folds: { repeats: targets, folds: [1] } }),
    (g) => g.comparePredictions(pair({}), targets),
  ],
  judge: [
    (g) => g.judge([candidate({})], Int32Array.of(0, 1, 0, 2), [0.5, 0.5], { seed: 1 }),
    (g) => g.judge([candidate({ predictions: rows })], targets, [0.5, 0.5], { seed: 1 }),
    (g) => g.judge([candidate({ probabilities: Float64Array.of(1, 0) })], targets, [0.5, 0.5], { seed: 1 }),
    (g) => g.judge([candidate({ probabilities: new Float64Array(8).fill(NaN) })], targets, [0.5, 0.5], { seed: 1 }),
    (g) => g.judge([candidate({})], targets, [1, 0], { seed: 1 }),
    (g) => g.judge([candidate({})], targets, [0.5, 0.5], { seed: 1 }, -5),
    (g) => g.judge([candidate({})], targets, [0.5, 0.5]),
    (g) => g.judge(5, targets, [0.5, 0.5], { seed: 1 }),
  ],
  evaluationDocument: [
    (g) => g.evaluationDocument({}),
    (g) => g.evaluationDocument(),
    (g) =>
      g.evaluationDocument({
        classifier,
        dataset: { inputs: Tensor.zeros(4, 2), targets },
        mix: 'some',
        baselines: [],
        seed: '1',
      }),
  ],
  decodeNpy: [(g) => g.decodeNpy('text', 'own'), (g) => g.decodeNpy(new Uint8Array(5), 'own'), (g) => g.decodeNpy()],
  encodeNpy: [
    (g) => g.encodeNpy({ dtype: '<f9', shape: [1], data: new Float32Array(1) }),
    (g) => g.encodeNpy({ dtype: '<f4', shape: [2], data: new Float32Array(1) }),
    (g) => g.encodeNpy({ dtype: '<f4', shape: [1], data: [1] }),
    (g) => g.encodeNpy(5),
  ],
  decodeNpz: [(g) => g.decodeNpz('text', 'own'), (g) => g.decodeNpz(new Uint8Array(5), 'own'), (g) => g.decodeNpz()],
  encodeNpz: [(g) => g.encodeNpz(5), (g) => g.encodeNpz([['a', 5]]), (g) => g.encodeNpz([[5, 5]])],
  decodeSafetensors: [
    (g) => g.decodeSafetensors('text', 'own'),
    (g) => g.decodeSafetensors(new Uint8Array(5), 'own'),
    (g) => g.decodeSafetensors(),
  ],
  encodeSafetensors: [
    (g) => g.encodeSafetensors(new Map([['a', { dtype: 'F99', shape: [1], data: new Uint8Array(4) }]])),
    (g) => g.encodeSafetensors(new Map([['a', 5]])),
    (g) => g.encodeSafetensors({}),
  ],
  decodeModel: [(g) => g.decodeModel('text'), (g) => g.decodeModel(new Uint8Array(9)), (g) => g.decodeModel()],
  encodeModel: [(g) => g.encodeModel(5), (g) => g.encodeModel({}), (g) => g.encodeModel()],
  readTable: [
    (g) => g.readTable('a,b\n1,2\n', 'own.csv'),
    (g) => g.readTable(new TextEncoder().encode(csv), 'own.csv', { delimeter: ';' }),
    (g) => g.readTable(new TextEncoder().encode(csv), 'own.csv', { header: 'maybe' }),
    (g) => g.readTable(new TextEncoder().encode(csv), 'own.csv', {}, { target: 'nothing' }),
    (g) => g.readTable(),
  ],
  RowScorer: [
    (g) => new g.RowScorer(5),
    (g) => new g.RowScorer(smallClassifier({ pipeline: null })),
    (g) => new g.RowScorer(classifier).score(5),
    (g) => new g.RowScorer(classifier).score([{}]),
  ],
  scoreFile: [
    (g) => g.scoreFile(new TextEncoder().encode(csv), 5, { file: 'own.csv' }).next(),
    (g) => g.scoreFile(new TextEncoder().encode(csv), classifier, { file: 'own.csv', decimal: ';' }).next(),
    (g) => g.scoreFile(new TextEncoder().encode(csv), classifier).next(),
    (g) => g.scoreFile(5, classifier, { file: 'own.csv' }).next(),
  ],
};

/** What became of a call: the refusal, or what went wrong instead. */
async function refusalOf(call: Call): Promise<RangeError | GlassnetError | string> {
  try {
    await call(glassnet);
  } catch (error) {
    if (error instanceof RangeError || error instanceof GlassnetError) return error;
    return `${String(error)}\n${(error as Error).stack?.split('\n')[1] ?? ''}`;
  }
  return 'nothing was refused';
}

describe('the table', () => {
  it('has a row for each export that can be called, and for nothing else', () => {
    const exported = Object.entries(glassnet).filter(([name, value]) => typeof value === 'function' || name in BAD);
    expect(Object.keys(BAD).toSorted()).toEqual(exported.map(([name]) => name).toSorted());
  });

  it('would show a function that takes anything, and one that fails within', async () => {
    expect(await refusalOf(() => 5)).toBe('nothing was refused');
    expect(await refusalOf(() => (undefined as unknown as { a: number }).a)).toContain('TypeError');
  });
});

describe.each(Object.entries(BAD).filter(([, calls]) => calls.length > 0))('%s', (_, calls) => {
  it.each(calls.map((call) => [String(call).replace(/\s+/g, ' '), call] as const))(
    'refuses %s',
    async (_text, call) => {
      const error = await refusalOf(call);
      if (typeof error === 'string') throw new Error(error);
      expect(error.message).toMatch(/\S/);
    },
  );
});
