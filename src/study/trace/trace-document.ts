/**
 * A trace: every number of one step of learning on one row, as a document. `glassnet trace` prints it and the study page
 * saves it, the same bytes in both. Numbers that are float32 are written with the fewest digits that read back as the
 * same float32 (−0 as 0); arrays are row by row; rows, inputs and units count from 1.
 */
import type { Edit } from '../session/parameter-place.ts';

export const TRACE_SCHEMA = 'glassnet.trace/1';

export interface TraceDocument {
  readonly schema: typeof TRACE_SCHEMA;
  readonly source: TraceSource;
  readonly network: TracedNetwork;
  readonly optimizer: TracedOptimizer;
  readonly row: TracedRow;
  /** The rows of the batch that the step is made on; the traced row is the first. */
  readonly batch: {
    readonly rows: number;
    /** In the file, from 1; null where it isn't known. */
    readonly numbers: readonly (number | null)[];
    /** How often each row counts in the loss; null where all count once. */
    readonly weights: readonly number[] | null;
  };
  /** In the order in which the step computes them; without a class for the row, they end at `p`. */
  readonly tensors: readonly TracedTensor[];
  /** The row by itself, dropout off: before the step and, where there is one, after it. */
  readonly before: RowOutcome;
  readonly after: RowOutcome | null;
  /** Numbers that were asked for by their place, written out. */
  readonly opened: readonly Opened[];
}

/** What it takes to make the same network again. */
interface TraceSource {
  readonly data: { readonly file: string; readonly sha256: string };
  readonly model:
    | { readonly kind: 'fresh'; readonly seed: string }
    | { readonly kind: 'model'; readonly file: string; readonly member: number; readonly members: number };
  /** Steps done before this one. */
  readonly step: number;
  readonly edits: readonly Edit[];
}

interface TracedNetwork {
  readonly inputs: number;
  /** Units of each dense layer; the last are the logits. */
  readonly units: readonly number[];
  readonly layers: readonly { readonly kind: string; readonly [option: string]: unknown }[];
  readonly output: 'softmax' | 'sigmoid';
  readonly classes: readonly string[];
  readonly parameters: number;
  /** The SHA-256 of all parameters before the step, float32, little-endian, in the order W1 b1 W2 b2 … */
  readonly sha256: string;
}

interface TracedOptimizer {
  readonly kind: string;
  readonly [option: string]: unknown;
  /** t of this step: 1 for an optimizer that begins. */
  readonly t: number;
}

interface TracedRow {
  /** In the file, from 1. */
  readonly number: number;
  /** The physical line in the file, where it has lines. */
  readonly line: number | null;
  readonly id: string | null;
  /** The class of the row; null where it isn't known. */
  readonly target: { readonly name: string; readonly number: number } | null;
  /** Whether the row's class was assumed by who asked. */
  readonly isAssumed: boolean;
  readonly cells: readonly TracedCell[];
}

/** A column of the file and the inputs that it becomes; of bare arrays each input is a column. */
export interface TracedCell {
  readonly column: string;
  readonly kind: 'number' | 'boolean' | 'date' | 'category' | 'input';
  /** A date as YYYY-MM-DD; null where the cell says that it is missing. */
  readonly value: number | string | null;
  /** What a missing value became; null where none was missing. */
  readonly filled: number | string | null;
  readonly inputs: readonly TracedInput[];
}

/** value = (number − mean) / scale, cut to [0, 1] for a piece; a level's input is 1 or 0. */
export interface TracedInput {
  /** From 1. */
  readonly index: number;
  readonly name: string;
  readonly mean: number;
  readonly scale: number;
  readonly isPiece: boolean;
  readonly value: number;
  /** Whether the network never sees it: it is alike in all training rows. */
  readonly isConstant: boolean;
}

export interface TracedTensor {
  /** As the tap has it: `x`, `z1`, `dW1`, `adam.m.W1`, `W1'`; parameters before the step are `W1`, `b1`, first of all. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Null where the document would become too large. */
  readonly values: readonly number[] | null;
}

export interface RowOutcome {
  /** −ln of the probability of the row's class; null where that isn't known. */
  readonly loss: number | null;
  /** Of each class, on the mix of the training. */
  readonly probabilities: readonly number[];
}

export type Opened = OpenedNeuron | OpenedParameter;

/** A weight or bias on its way through the step. */
export interface ParameterStep {
  readonly name: string;
  readonly before: number;
  /** Null where the row has no class: then there is no step. */
  readonly step: {
    readonly gradient: number;
    /** By tap name without the parameter: `adam.m`, `adam.v`, `adam.mhat`, `adam.vhat`, `adam.step`. */
    readonly optimizer: Readonly<Record<string, number>>;
    readonly after: number;
  } | null;
}

/** One unit of a dense layer for the traced row. */
export interface OpenedNeuron {
  readonly kind: 'neuron';
  readonly layer: number;
  readonly unit: number;
  readonly inputs: readonly (ParameterStep & {
    readonly input: string;
    readonly x: number;
    readonly product: number;
  })[];
  readonly bias: ParameterStep | null;
  readonly z: number;
  /** What the next layer sees: after ReLU and dropout; z itself for logits. */
  readonly a: number;
  /** δ as two factors; null without a class. */
  readonly delta: {
    /** dL/dz, the unit's error. */
    readonly dz: number;
    /** dL/da, the error that arrives; for logits the same as dz. */
    readonly arriving: number;
    /** da/dz: 1 or 0 for ReLU, times the mask of dropout. */
    readonly slope: number;
    /** Where the error comes from: each unit of the next layer, its δ times the weight between. Empty for logits. */
    readonly from: readonly {
      readonly unit: string;
      readonly dz: number;
      readonly weight: number;
      readonly product: number;
    }[];
  } | null;
}

/** One weight or bias, with what each row of the batch adds to its gradient. */
export interface OpenedParameter extends ParameterStep {
  readonly kind: 'parameter';
  readonly place: readonly number[];
  /** x·dz of each row of the batch, the traced row first. For a bias x is 1. */
  readonly rows: readonly { readonly x: number; readonly dz: number; readonly product: number }[];
  /** 2λw of an L2 penalty; 0 without. */
  readonly penalty: number;
  /**
   * The centred difference of the float64 reference, and how far the gradient is from it; null without a step, and of
   * networks too large for it.
   */
  readonly check: {
    readonly h: number;
    readonly numeric: number;
    readonly relativeError: number;
    /** Whether a ReLU switches between w − h and w + h, so that the difference means nothing. */
    readonly isKink: boolean;
  } | null;
}
