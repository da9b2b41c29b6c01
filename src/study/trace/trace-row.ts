/**
 * Makes the trace of one row: runs the one real step, `trainStep`, on a copy of the network, and writes down what its tap
 * is told.
 */
import { requireArgument } from '../../argument-checks.ts';
import { pureSha256 } from '../../formats/sha256.ts';
import type { Learner } from '../../nn/learner.ts';
import { makeLoss } from '../../model/make-loss.ts';
import { trainStep } from '../../nn/train-step.ts';
import type { PreparedData, PreparedTable } from '../../preprocessing/prepared-data.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { withoutInputs } from '../../training/rows/constant-inputs.ts';
import { denseWidths } from '../session/parameter-place.ts';
import type { Study } from '../session/study.ts';
import { shortFloat32 } from './float32-text.ts';
import { tracedCells } from './row-cells.ts';
import { TRACE_SCHEMA, type RowOutcome, type TraceDocument, type TracedTensor } from './trace-document.ts';

export interface TraceRequest {
  /** The row of the study's data, from 0. */
  readonly row: number;
  /** The class number to assume in place of the row's own. */
  readonly assumed?: number | undefined;
  /** Rows of the batch, default 1: the row, and the first other rows that the network learns from. */
  readonly batch?: number | undefined;
}

/** A tensor with more numbers than this is named in a trace, its numbers left out. */
const MOST_VALUES = 20_000;

/**
 * @throws RangeError for a row or a class that isn't there, or more rows than there are; DataError for a row that can't be
 *   encoded.
 */
export function traceRow(study: Study, { row, assumed, batch = 1 }: TraceRequest): TraceDocument {
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
  const tensors: TracedTensor[] = [];
  const record = (name: string, { data: values, shape }: Tensor): void => {
    const isShown = values.length <= MOST_VALUES;
    tensors.push({ name, shape: [...shape], values: isShown ? Array.from(values, shortFloat32) : null });
  };
  for (const { name, value } of network.block.parameters) record(name, value);
  const { values } = network.block;
  const sha256 = pureSha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice());
  const before = outcomeOf(learner, inputs, target);
  let after: RowOutcome | null = null;
  if (target >= 0) {
    trainStep(learner, batchOf(study, row, { inputs, target }, batch), { tap: record });
    after = outcomeOf(learner, inputs, target);
  } else {
    const logits = network.forward(inputs, { training: true, tap: record });
    const p = Tensor.zeros(1, classes.length);
    learner.loss.probabilities(logits, p);
    record('p', p);
  }
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
      cells: tracedCells(study, row, encoded),
    },
    batch: { rows: batch },
    tensors,
    before,
    after,
    opened: [],
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

/** The row and the first other rows that the network learns from. @throws RangeError if there are too few of them. */
function batchOf(
  { data, train }: Study,
  row: number,
  own: { readonly inputs: Tensor; readonly target: number },
  size: number,
): { readonly inputs: Tensor; readonly targets: Int32Array } {
  requireArgument(Number.isInteger(size) && size >= 1, 'traceRow', 'batch', size, 'a whole number of at least 1');
  if (size === 1) return { inputs: own.inputs, targets: Int32Array.of(own.target) };
  const numbers = rowNumbers(data.prepared);
  const others: number[] = [];
  for (let i = 0; i < (train?.targets.length ?? 0) && others.length < size - 1; i++) {
    if (numbers?.[i] !== row) others.push(i);
  }
  const most = others.length + 1;
  requireArgument(most === size, 'traceRow', 'batch', size, `at most ${most} rows`);
  const inputs = Tensor.zeros(size, own.inputs.columns);
  inputs.data.set(own.inputs.data);
  for (const [i, other] of others.entries())
    inputs.data.set(train!.inputs.slice(other, other + 1).data, (i + 1) * inputs.columns);
  return { inputs, targets: Int32Array.of(own.target, ...others.map((other) => train!.targets[other]!)) };
}

/** Which rows of the table the training rows are; undefined for arrays. */
function rowNumbers(prepared: PreparedData | null): Int32Array | undefined {
  return (prepared as Partial<PreparedTable> | null)?.rows?.train;
}

/** The row by itself, dropout off. */
function outcomeOf({ network, loss }: Learner, inputs: Tensor, target: number): RowOutcome {
  const logits = network.forward(inputs);
  const p = Tensor.zeros(1, loss.kind === 'sigmoid' ? 2 : network.outputDim);
  loss.probabilities(logits, p);
  const own = target < 0 ? null : makeLoss(loss.kind).forward(logits, Int32Array.of(target));
  return { loss: own, probabilities: Array.from(p.data, shortFloat32) };
}
