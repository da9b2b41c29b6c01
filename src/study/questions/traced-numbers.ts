/**
 * The numbers of a trace as questions need them: of the traced row, by tap name, and only where all of them are there
 * and finite.
 */
import type { TraceDocument } from '../trace/trace-document.ts';

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly at: (row: number, column: number) => number;
}

/** A weight of a kernel, both from 0. */
export interface WeightPlace {
  readonly layer: number;
  readonly input: number;
  readonly unit: number;
}

export class TracedNumbers {
  readonly trace: TraceDocument;
  /** The number of dense layers. */
  readonly layers: number;

  constructor(trace: TraceDocument) {
    this.trace = trace;
    this.layers = trace.network.units.length;
  }

  /** From 1. */
  get layerNumbers(): number[] {
    return Array.from({ length: this.layers }, (_, index) => index + 1);
  }

  has(name: string): boolean {
    return this.trace.tensors.some((tensor) => tensor.name === name);
  }

  /** Null where the tensor isn't in the trace, is left out of it, or holds a number that isn't finite. */
  matrix(name: string): Matrix | null {
    const tensor = this.trace.tensors.find((one) => one.name === name);
    const values = tensor?.values;
    if (tensor === undefined || values == null || !values.every((value) => Number.isFinite(value))) return null;
    const columns = tensor.shape.at(-1)!;
    return { rows: values.length / columns, columns, at: (row, column) => values[row * columns + column]! };
  }

  /** The traced row of a tensor of rows; a bias is one row. */
  row(name: string): readonly number[] | null {
    const matrix = this.matrix(name);
    return matrix && Array.from({ length: matrix.columns }, (_, column) => matrix.at(0, column));
  }

  /** Of a tensor that is laid out as a kernel, such as `dW1` or `adam.m.W1`: `before` is what stands before the W. */
  ofWeight(before: string, { layer, input, unit }: WeightPlace): number {
    const matrix = this.matrix(`${before}W${layer}`);
    if (matrix === null) throw new RangeError(`the trace has no ${before}W${layer}`);
    return matrix.at(input, unit);
  }

  /** What goes into a dense layer, from 1: x, or what ReLU and dropout left of the layer before. */
  inputName(layer: number): string {
    const before = layer - 1;
    if (before === 0) return 'x';
    return [`dropout${before}`, `a${before}`, `z${before}`].find((name) => this.has(name))!;
  }

  /** Whether a dense layer, from 1, has a ReLU behind it. */
  isRectified(layer: number): boolean {
    return this.has(`a${layer}`);
  }

  /** The class of the traced row; null where it isn't known. */
  get target(): number | null {
    return this.trace.row.target?.number ?? null;
  }

  className(index: number): string {
    return this.trace.network.classes[index]!;
  }

  /** Of the optimizer. */
  option(name: string): number {
    return Number(this.trace.optimizer[name] ?? 0);
  }

  /** The name of what goes into a dense layer at a place: an input of the row, or a unit such as 1.7. */
  sourceName(layer: number, index: number): string {
    if (layer > 1) return `unit ${layer - 1}.${index + 1}`;
    const inputs = this.trace.row.cells.flatMap((cell) => cell.inputs);
    return inputs.find((input) => input.index === index + 1)?.name ?? `input ${index + 1}`;
  }

  /** One of several cases: always the same for the same trace, another for the next row or step. */
  pick<T>(cases: readonly T[]): T | undefined {
    return cases[(this.trace.row.number + this.trace.optimizer.t) % cases.length];
  }
}

/** As people write it: W1[3,7]. */
export const placeText = ({ layer, input, unit }: WeightPlace): string => `W${layer}[${input + 1},${unit + 1}]`;
