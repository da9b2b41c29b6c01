/**
 * What the page and its worker say to each other. A call and its answer are one message each, matched by number; while
 * the network trains by itself, the worker also sends what it looks like now and then.
 */
import type { Setting } from '../setting.ts';
import type { EpochLogs } from '../training/callback.ts';
import type { TrainingOptions } from '../training/training-options.ts';
import type { CheckedOne, GradientCurve } from '../study/gradcheck/check-one.ts';
import type { Opening } from '../study/opening/opening.ts';
import type { Edit, NeuronPlace, ParameterPlace } from '../study/session/parameter-place.ts';
import type { StudyOrigin } from '../study/session/study.ts';
import type { TraceDocument } from '../study/trace/trace-document.ts';

/** What a study is made of; it stays the same while it trains. */
export interface StudyDescription {
  readonly file: string;
  readonly sha256: string;
  readonly origin: StudyOrigin;
  /** The column that holds the classes; null for arrays. */
  readonly target: string | null;
  readonly classes: readonly string[];
  /** The columns of the file that the network reads; of arrays, its inputs. */
  readonly columns: readonly { readonly name: string; readonly kind: string; readonly inputs: readonly string[] }[];
  /** The names of the inputs x. */
  readonly inputs: readonly string[];
  readonly rows: number;
  /** 0 where there is nothing to learn from. */
  readonly trainingRows: number;
  readonly validationRows: number;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** Units of each dense layer; the last are the logits. */
  readonly units: readonly number[];
  /** Where each parameter begins in `values`, `gradients` and `moves` of a snapshot. */
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[]; readonly start: number }[];
  readonly options: TrainingOptions;
  /** What the cells of the file proved, a line each. */
  readonly inferences: readonly string[];
}

/** The network at one step. */
export interface Snapshot {
  /** Steps done. */
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
  /** The loss of the last batch before its step; null at the start. */
  readonly loss: number | null;
  readonly history: readonly EpochLogs[];
  readonly stopping: { readonly bestEpoch: number; readonly stoppedEpoch: number };
  readonly edits: readonly Edit[];
  /** All parameters; their gradients in the last step; what the last step added to them. */
  readonly values: Float32Array;
  readonly gradients: Float32Array;
  readonly moves: Float32Array;
  readonly isRunning: boolean;
  /** The watched row at this step; null where none is watched. */
  readonly watched: WatchedRow | null;
}

/** What a row is to the network, dropout off. */
export interface WatchedRow {
  /** From 1. */
  readonly number: number;
  /** The inputs, the outputs a of each hidden layer, then the logits, one layer after the other. */
  readonly activations: Float32Array;
  /** Of each class. */
  readonly probabilities: Float32Array;
  /** Null where the row's class isn't known. */
  readonly loss: number | null;
}

/** A row to choose by. */
export interface ListedRow {
  /** In the file, from 1. */
  readonly number: number;
  readonly id: string | null;
  readonly target: string | null;
  readonly cells: readonly string[];
}

export interface Traced {
  readonly document: TraceDocument;
  /** The document as `glassnet trace --json` prints it, to the byte. */
  readonly text: string;
}

export interface TraceCall {
  /** From 1. */
  readonly row: number;
  readonly batch?: number | undefined;
  /** The class number to assume. */
  readonly assumed?: number | undefined;
  readonly neuron?: NeuronPlace | undefined;
  readonly parameter?: ParameterPlace | undefined;
}

/** A gradient beside the differences of two losses. */
export interface GradientCheck {
  readonly checked: CheckedOne;
  readonly curve: GradientCurve;
}

export interface SurfaceCall {
  /** Two columns of the description, from 0. */
  readonly x: number;
  readonly y: number;
  /** The row, from 1, whose other cells stay as they are; null for medians and the most frequent levels. */
  readonly row: number | null;
  /** Cells along each axis of numbers, at most. */
  readonly resolution: number;
  readonly classIndex: number;
}

/** What stands along an axis: numbers or days from one value to another, or levels, at 0, 1, 2 … */
export interface SurfaceAxis {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly levels: readonly string[] | null;
  readonly isDate: boolean;
}

export interface SurfacePoint {
  /** In the file, from 1. */
  readonly number: number;
  readonly x: number;
  readonly y: number;
  /** −1 where unknown. */
  readonly target: number;
}

export interface Surface {
  readonly step: number;
  readonly x: SurfaceAxis;
  readonly y: SurfaceAxis;
  readonly columns: number;
  readonly rows: number;
  /** [rows, columns], the smallest y first. */
  readonly probabilities: Float32Array;
  readonly points: readonly SurfacePoint[];
}

export interface Confusion {
  readonly step: number;
  /** Whose rows were asked: those that the network is watched on, learns from, or all of the file. */
  readonly part: 'validation' | 'training' | 'file';
  /** Rows asked, of so many. */
  readonly rows: number;
  readonly total: number;
  /** [k, k]: of each class, how often it was taken for which. */
  readonly counts: readonly number[];
}

export interface ConfusedRow extends ListedRow {
  /** Of the class that it was taken for. */
  readonly probability: number;
}

/** Equal bins between two numbers. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
  /** Numbers that are 0, or of which there is no logarithm; they are in no bin. */
  readonly zeros: number;
  /** Numbers in the bins, and their mean; null for none. */
  readonly count: number;
  readonly mean: number | null;
}

export interface LayerStatistics {
  /** Of dense layers, from 1. */
  readonly layer: number;
  /** a of hidden layers, z of the logits. */
  readonly activation: Histogram;
  /** log₁₀ |dW| */
  readonly gradient: Histogram;
  /** log₁₀ of |step| / |W| */
  readonly ratio: Histogram;
}

/** A unit on the rows of a batch, both numbers from 1. */
export interface UnitHealth {
  readonly layer: number;
  readonly unit: number;
  /** Of hidden units, the share of rows for which it is on; of outputs, for which p(1 − p) is below 1/100. */
  readonly share: number;
  /** Dead: off for all rows. Saturated: an output that is near 0 or 1 for all rows. */
  readonly state: 'dead' | 'always on' | 'saturated' | 'working';
}

export interface Statistics {
  readonly step: number;
  /** Of the batch. */
  readonly rows: number;
  readonly layers: readonly LayerStatistics[];
  readonly units: readonly UnitHealth[];
}

/** The worker's methods: what each takes and gives. All of it can be cloned. */
export interface Methods {
  /** The kernels that compute here; with a name, chooses them. */
  kernels(name?: string): string;
  open(opening: Opening): Promise<StudyDescription>;
  snapshot(): Snapshot;
  /** So many steps. */
  steps(count: number): Snapshot;
  /** To the end of this epoch, or the whole of the next. */
  epoch(): Snapshot;
  /** Trains by itself; each snapshot is sent. At most so many steps a second; null for as many as there can be. */
  run(stepsPerSecond: number | null): Snapshot;
  pause(): Snapshot;
  /** The state after so many steps. */
  goTo(step: number): Snapshot;
  edit(place: ParameterPlace, value: number): Snapshot;
  /** Chooses the row (from 1) whose activations come with each snapshot. */
  watch(row: number): Snapshot;
  trace(call: TraceCall): Traced;
  checkGradient(call: TraceCall, place: ParameterPlace): GradientCheck;
  /** Rows whose ID or number holds the text, at most `count` of them from the `start`-th on (from 0). */
  rows(search: string, start: number, count: number): { readonly found: number; readonly rows: readonly ListedRow[] };
  /** What the network says of a class where two columns vary. */
  surface(call: SurfaceCall): Promise<Surface>;
  confusion(): Promise<Confusion>;
  /** The rows of a cell of the confusion, at most so many, the surest first. */
  confusedRows(actual: number, predicted: number, most: number): Promise<{ found: number; rows: ConfusedRow[] }>;
  statistics(): Statistics;
}

export type MethodName = keyof Methods;

/** A call without its answer. */
export interface Request<M extends MethodName = MethodName> {
  readonly id: number;
  readonly method: M;
  readonly params: Parameters<Methods[M]>;
}

/** A refusal as the command line would say it; `code` is null for a bug of ours. */
export interface Refusal {
  readonly code: string | null;
  readonly message: string;
  readonly hint: string | null;
  /** What the hint says to set. */
  readonly remedies?: readonly Setting[];
  /** Where in the file, if it is about a file. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export type Response =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly refusal: Refusal }
  | { readonly snapshot: Snapshot }
  /** Why the training by itself has ended. */
  | { readonly ended: Refusal };
