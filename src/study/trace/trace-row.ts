/**
 * Makes the trace of one row: runs the one real step, `trainStep`, on a copy of the network, and writes down what its tap
 * is told.
 */
import { requireArgument } from '../../argument-checks.ts';
import { TrainingError } from '../../errors.ts';
import { pureSha256 } from '../../formats/sha256.ts';
import type { Batch, Learner } from '../../nn/learner.ts';
import { trainStep } from '../../nn/train-step.ts';
import { firstNonFinite } from '../../tensor/finite.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { FiniteChecks } from '../../training/finite.ts';
import { withoutInputs } from '../../training/rows/constant-inputs.ts';
import { denseWidths, type NeuronPlace, type ParameterPlace } from '../session/parameter-place.ts';
import { rowAnswer } from '../session/row-answer.ts';
import type { Study } from '../session/study.ts';
import { denseBlocks } from './dense-blocks.ts';
import { float64Check } from './float64-check.ts';
import { shortFloat32 } from './float32-text.ts';
import { openNeuron, placesInto, tensorsAround, type Passed } from './open-neuron.ts';
import { blockOf, openParameter } from './open-parameter.ts';
import { tracedCells } from './row-cells.ts';
import { StepRecorder } from './step-recorder.ts';
import { batchOf, type OwnRow, type TakenRows } from './taken-rows.ts';
import { TRACE_SCHEMA, type RowOutcome, type TraceDocument } from './trace-document.ts';

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
  const { data, constant, network, options } = study;
  const { rows, classes } = data;
  const isThere = Number.isInteger(row) && row >= 0 && row < rows.count;
  requireArgument(isThere, 'traceRow', 'row', row, `0 to ${rows.count - 1}`);
  const target = assumed ?? rows.targets[row]!;
  requireArgument(target < classes.length, 'traceRow', 'assumed', assumed, `a class number below ${classes.length}`);
  const encoded = rows.encode(Int32Array.of(row));
  const taken = batchOf(study, row, { inputs: withoutInputs(encoded, constant), target }, batch);
  const cells = tracedCells(study, row, encoded);
  const learner = study.probe();
  const recorder = recorderFor(study, request);
  const outcomes = recordStep(learner, taken, recorder, study.epoch + 1);
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
      sha256: digestOf(network.block.values),
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
    ...outcomes,
    opened: openedOf(request, study, taken.batch, {
      learner,
      recorder,
      hasStep: target >= 0,
      inputNames: cells.flatMap(({ inputs }) => inputs.map(({ name }) => name)),
    }),
  };
}

/** The parameters, then all that the step on these rows taps; forward alone where the row's class isn't known. */
function recordStep(
  learner: Learner,
  { batch, own }: TakenRows,
  { record }: StepRecorder,
  epoch: number,
): Pick<TraceDocument, 'before' | 'after'> {
  const { network, loss } = learner;
  for (const { name, value } of network.block.parameters) record(name, value);
  const before = outcomeOf(learner, own);
  if (own.target < 0) {
    const p = Tensor.zeros(1, before.probabilities.length);
    loss.probabilities(network.forward(own.inputs, { training: true, tap: record }), p);
    requireFinite(p);
    record('p', p);
    return { before, after: null };
  }
  const checks = new FiniteChecks(learner);
  checks.begin(epoch, 1, batch);
  trainStep(learner, batch, { tap: record, checks });
  checks.end();
  return { before, after: outcomeOf(learner, own) };
}

function digestOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return pureSha256(new Uint8Array(buffer, byteOffset, byteLength).slice());
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
  { network, options }: Study,
  batch: Batch,
  { learner, ...rest }: Omit<Passed, 'blocks' | 'before' | 'rows'> & { readonly learner: Learner },
): TraceDocument['opened'] {
  const [blocks, before] = [denseBlocks(learner.network), denseBlocks(network)];
  const passed: Passed = { ...rest, blocks, before, rows: batch.targets.length };
  const units = neurons.map((place) => openNeuron(place, passed));
  if (parameters.length === 0) return units;
  const check = rest.hasStep
    ? float64Check(learner, network.block.values, batch, options.outputActivation)
    : () => null;
  return [...units, ...parameters.map((place) => openParameter(place, passed, check(place)))];
}

/** Where there is no loss that tells. @throws TrainingError */
function requireFinite({ data }: Tensor): void {
  const index = firstNonFinite(data);
  if (index === -1) return;
  throw new TrainingError('E_TRAIN_DIVERGED', `tensor p holds ${data[index]} at [0, ${index}]`, { field: 'p' });
}

/** The row by itself, dropout off. */
function outcomeOf({ network, loss }: Learner, { inputs, target }: OwnRow): RowOutcome {
  const answer = rowAnswer(network.forward(inputs), loss, target);
  return { loss: answer.loss, probabilities: Array.from(answer.probabilities, shortFloat32) };
}
