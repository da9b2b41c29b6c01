/**
 * Makes the trace of one row: runs the one real step, `trainStep`, on a copy of the network, and writes down what its tap
 * is told.
 */
import { requireArgument } from '../../argument-checks.ts';
import { TrainingError, UsageError } from '../../errors.ts';
import { pureSha256 } from '../../formats/sha256.ts';
import { makeLoss } from '../../model/make-loss.ts';
import type { Batch, Learner } from '../../nn/learner.ts';
import { trainStep } from '../../nn/train-step.ts';
import { firstNonFinite } from '../../tensor/finite.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { FiniteChecks } from '../../training/finite.ts';
import { withoutInputs } from '../../training/rows/constant-inputs.ts';
import { rowWeights } from '../../training/rows/row-weights.ts';
import { denseWidths, type NeuronPlace, type ParameterPlace } from '../session/parameter-place.ts';
import type { Study } from '../session/study.ts';
import { denseBlocks } from './dense-blocks.ts';
import { float64Check } from './float64-check.ts';
import { shortFloat32 } from './float32-text.ts';
import { openNeuron, placesInto, tensorsAround, type Passed } from './open-neuron.ts';
import { blockOf, openParameter } from './open-parameter.ts';
import { tracedCells } from './row-cells.ts';
import { StepRecorder } from './step-recorder.ts';
import { TRACE_SCHEMA, type OpenedParameter, type RowOutcome, type TraceDocument } from './trace-document.ts';

export interface TraceRequest {
  /** The row of the study's data, from 0. */
  readonly row: number;
  /** The class number to assume in place of the row's own. */
  readonly assumed?: number | undefined;
  /** Rows of the batch, default 1: the row, and the first other rows that the network learns from. */
  readonly batch?: number | undefined;
  /** Units and weights to write out. */
  readonly neurons?: readonly NeuronPlace[] | undefined;
  readonly parameters?: readonly ParameterPlace[] | undefined;
}

/**
 * @throws RangeError for a row, a class or a place that isn't there; UsageError E_USAGE_VALUE for more rows than there
 *   are; DataError for a row that can't be encoded; TrainingError E_TRAIN_DIVERGED where a number is not finite.
 */
export function traceRow(study: Study, request: TraceRequest): TraceDocument {
  const { row, assumed, batch = 1 } = request;
  const { data, constant, options } = study;
  const { rows, classes } = data;
  requireArgument(
    Number.isInteger(row) && row >= 0 && row < rows.count,
    'traceRow',
    'row',
    row,
    `0 to ${rows.count - 1}`,
  );
  const target = assumed ?? rows.targets[row]!;
  requireArgument(target < classes.length, 'traceRow', 'assumed', assumed, `a class number below ${classes.length}`);
  const encoded = rows.encode(Int32Array.of(row));
  const inputs = withoutInputs(encoded, constant);
  const learner = study.probe();
  const { network } = learner;
  const recorder = recorderFor(study, request);
  const { record } = recorder;
  for (const { name, value } of network.block.parameters) record(name, value);
  const { values } = network.block;
  const sha256 = pureSha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice());
  const taken = batchOf(study, row, { inputs, target }, batch);
  const before = outcomeOf(learner, inputs, target);
  let after: RowOutcome | null = null;
  if (target >= 0) {
    const checks = new FiniteChecks(learner);
    checks.begin(study.epoch + 1, 1, taken.batch);
    trainStep(learner, taken.batch, { tap: record, checks });
    checks.end();
    after = outcomeOf(learner, inputs, target);
  } else {
    const logits = network.forward(inputs, { training: true, tap: record });
    const p = Tensor.zeros(1, classes.length);
    learner.loss.probabilities(logits, p);
    requireFinite(p);
    record('p', p);
  }
  const cells = tracedCells(study, row, encoded);
  const inputNames = cells.flatMap((cell) => cell.inputs.map(({ name }) => name));
  const passed: Passed = {
    recorder,
    blocks: denseBlocks(network),
    before: denseBlocks(study.network),
    hasStep: target >= 0,
    rows: batch,
    inputNames,
  };
  const hasChecks = passed.hasStep && (request.parameters ?? []).length > 0;
  const check = hasChecks
    ? float64Check(learner, study.network.block.values, taken.batch, options.outputActivation)
    : () => null;
  return {
    schema: TRACE_SCHEMA,
    source: sourceOf(study),
    network: {
      inputs: network.inputDim,
      units: denseWidths(network),
      layers: network.config(),
      output: options.outputActivation,
      classes,
      parameters: network.parameterCount,
      sha256,
    },
    optimizer: { kind: study.optimizer.kind, ...optimizerOptions(study), t: study.step + 1 },
    row: {
      number: row + 1,
      line: rows.table?.lines?.at(row) ?? null,
      id: rows.ids?.[row] ?? null,
      target: target < 0 ? null : { name: classes[target]!, number: target },
      isAssumed: assumed !== undefined,
      cells,
    },
    batch: { rows: batch, numbers: taken.numbers, weights: taken.weights },
    tensors: recorder.tensors,
    before,
    after,
    opened: openedOf(request, passed, check),
  };
}

function sourceOf({ data, origin, options, step, edits }: Study): TraceDocument['source'] {
  const { file, sha256 } = data;
  const model = origin.kind === 'fresh' ? { kind: 'fresh' as const, seed: options.seed } : origin;
  return { data: { file, sha256 }, model, step, edits: [...edits] };
}

/** As the optimizer has them. */
function optimizerOptions({ optimizer }: Study): Readonly<Record<string, unknown>> {
  return (optimizer as typeof optimizer & { readonly options: Readonly<Record<string, unknown>> }).options;
}

function recorderFor({ network }: Study, { neurons = [], parameters = [] }: TraceRequest): StepRecorder {
  const blocks = denseBlocks(network);
  const into = neurons.flatMap(({ layer, unit }) => placesInto(blocks[layer - 1]!, unit));
  const around = [
    ...neurons.map(({ layer }) => layer),
    ...parameters.map((place) => blockOf(blocks, place).number),
  ].flatMap((number) => tensorsAround(blocks[number - 1]!, blocks[number]));
  return new StepRecorder(network, [...into, ...parameters], new Set(around));
}

function openedOf(
  { neurons = [], parameters = [] }: TraceRequest,
  passed: Passed,
  check: (place: ParameterPlace) => OpenedParameter['check'],
): TraceDocument['opened'] {
  return [
    ...neurons.map((place) => openNeuron(place, passed)),
    ...parameters.map((place) => openParameter(place, passed, check(place))),
  ];
}

/** Places among the training rows, from 0. */
function otherRows(numbers: Int32Array | null, count: number, row: number, most = count): number[] {
  const others: number[] = [];
  for (let i = 0; i < count && others.length < most; i++) if (numbers?.[i] !== row) others.push(i);
  return others;
}

export interface TakenRows {
  readonly batch: Batch;
  readonly numbers: readonly (number | null)[];
  readonly weights: readonly number[] | null;
}

/** The row and the first other rows that the network learns from. @throws UsageError if there are too few of them. */
export function batchOf(
  study: Study,
  row: number,
  own: { readonly inputs: Tensor; readonly target: number },
  size: number,
): TakenRows {
  const { data, train, classWeight } = study;
  requireArgument(Number.isInteger(size) && size >= 1, 'traceRow', 'batch', size, 'a whole number of at least 1');
  const others = train === null ? [] : otherRows(data.trainRows, train.targets.length, row, size - 1);
  if (others.length < size - 1) {
    const most = others.length + 1;
    const message = `a batch of ${size} rows: there ${most === 1 ? 'is but the row itself' : `are ${most}`}`;
    const why = train === null ? 'the rows that the model learned from are not at hand' : undefined;
    throw new UsageError('E_USAGE_VALUE', message, { file: data.file, field: 'batch', hint: why });
  }
  const inputs = Tensor.zeros(size, own.inputs.columns);
  inputs.data.set(own.inputs.data);
  for (const [i, other] of others.entries())
    inputs.data.set(train!.inputs.slice(other, other + 1).data, (i + 1) * inputs.columns);
  const targets = Int32Array.of(own.target, ...others.map((other) => train!.targets[other]!));
  const weights = own.target < 0 ? null : rowWeights(targets, classWeight);
  return {
    batch: { inputs, targets, weights },
    numbers: [row + 1, ...others.map((other) => (data.trainRows === null ? null : data.trainRows[other]! + 1))],
    weights: weights && Array.from(weights, shortFloat32),
  };
}

/** Where there is no loss that tells. @throws TrainingError */
function requireFinite({ data }: Tensor): void {
  const index = firstNonFinite(data);
  if (index === -1) return;
  throw new TrainingError('E_TRAIN_DIVERGED', `tensor p holds ${data[index]} at [0, ${index}]`, { field: 'p' });
}

/** The row by itself, dropout off. */
function outcomeOf({ network, loss }: Learner, inputs: Tensor, target: number): RowOutcome {
  const logits = network.forward(inputs);
  const p = Tensor.zeros(1, loss.kind === 'sigmoid' ? 2 : network.outputDim);
  loss.probabilities(logits, p);
  const own = target < 0 ? null : makeLoss(loss.kind).forward(logits, Int32Array.of(target));
  return { loss: own, probabilities: Array.from(p.data, shortFloat32) };
}
