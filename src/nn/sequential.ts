/**
 * A network of layers, one after the other: x [n, d] goes in, logits [n, u] come out.
 */
import { randomFrom, type RandomOptions } from '../random.ts';
import { requireMatrix, formatShape, type Tensor } from '../tensor/tensor.ts';
import { Dense } from './layers/dense.ts';
import type { Layer, LayerConfig } from './layers/layer.ts';
import { ParameterBlock } from './parameter.ts';
import { ReLU } from './layers/relu.ts';
import { RowBuffer } from './row-buffer.ts';
import { formatSummary } from './summary.ts';
import type { Tap } from './tap.ts';

export class Sequential {
  readonly layers: readonly Layer[];
  readonly inputDim: number;
  /** The width of each layer's output; the last one is that of the logits. */
  readonly outputDims: readonly number[];
  readonly block: ParameterBlock;
  /** Where a batch lies when it needs no copy: as long as `settle` said, rows are taken from here. */
  readonly input: RowBuffer;
  /** The most rows that the network's memory was settled for; 0 before. */
  settledRows = 0;
  /** The tap name of each layer's output: `z1` for the first dense layer, `a1` for the ReLU behind it, … */
  readonly #outputNames: readonly string[];
  /** The lowest layer with parameters: below it no gradient is needed; −1 where there is none. */
  readonly #firstTrainable: number;

  /**
   * Builds the layers for inputs of width `inputDim` and draws the start values of all parameters from `random` or `seed`.
   *
   * @throws RangeError when there are no layers or the width isn't a whole number of at least 1.
   */
  constructor(layers: readonly Layer[], { inputDim, ...source }: { readonly inputDim: number } & RandomOptions) {
    const random = randomFrom(source, 'weights');
    if (layers.length === 0) throw new RangeError('Sequential: at least one layer is needed');
    if (!Number.isSafeInteger(inputDim) || inputDim < 1) {
      throw new RangeError(`Sequential: inputDim must be a whole number of at least 1, got ${inputDim}`);
    }
    this.layers = layers;
    this.inputDim = inputDim;
    this.input = new RowBuffer(inputDim);
    let width = inputDim;
    this.outputDims = layers.map((layer) => (width = layer.build(width, random)));
    this.#outputNames = nameOutputs(layers);
    this.#firstTrainable = layers.findIndex((layer) => layer.parameters.length > 0);
    this.block = new ParameterBlock(
      layers.flatMap((layer) => layer.parameters),
      random,
    );
  }

  /** The memory of all rows: of the batch and of each layer. */
  get buffers(): readonly RowBuffer[] {
    return [this.input, ...this.layers.flatMap((layer) => layer.buffers)];
  }

  get parameterCount(): number {
    return this.block.values.length;
  }

  /** Logits [n, u] of x [n, d], in memory that the next call uses again. */
  forward(x: Tensor, { training = false, tap }: { training?: boolean; tap?: Tap | undefined } = {}): Tensor {
    requireMatrix('Sequential', 'x', x);
    if (x.columns !== this.inputDim) {
      throw new RangeError(`Sequential: x is ${formatShape(x.shape)}, the network takes [n, ${this.inputDim}]`);
    }
    tap?.('x', x);
    let y = this.atHome(x);
    for (let index = 0; index < this.layers.length; index++) {
      const layer = this.layers[index]!;
      const next = this.layers[index + 1];
      // While nobody watches z, a dense layer and the ReLU behind it are one pass over the memory.
      if (tap === undefined && layer instanceof Dense && next instanceof ReLU) {
        y = layer.forwardRelu(y, next.output(y.rows));
        index++;
        continue;
      }
      y = layer.forward(y, training);
      tap?.(this.#outputNames[index]!, y);
    }
    return y;
  }

  /** The rows in the network's own memory, where that was settled for so many. */
  private atHome(x: Tensor): Tensor {
    if (x.rows > this.settledRows || x.data.buffer === this.block.values.buffer) return x;
    const own = this.input.take(x.rows);
    if (own.data !== x.data) own.data.set(x.data);
    return own;
  }

  /**
   * From the gradient of the loss by the logits, of the `forward` just before, the gradients of all parameters (in
   * `block.gradients`) and, where `inputGradient` asks for it, dX [n, d].
   */
  backward(
    dLogits: Tensor,
    { inputGradient = false, tap }: { inputGradient?: boolean; tap?: Tap | undefined } = {},
  ): Tensor | null {
    let dY: Tensor | null = dLogits;
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const layer: Layer = this.layers[index]!;
      if (dY === null) break;
      const needed = inputGradient || this.#firstTrainable < index;
      if (tap === undefined && layer instanceof Dense && this.layers[index - 1] instanceof ReLU) {
        dY = layer.backward(dY, needed, true);
        index--;
        continue;
      }
      tap?.(`d${this.#outputNames[index]!}`, dY);
      dY = layer.backward(dY, needed);
      if (tap !== undefined) for (const { name, gradient } of layer.parameters) tap(`d${name}`, gradient);
    }
    if (dY !== null && inputGradient) tap?.('dx', dY);
    return inputGradient ? dY : null;
  }

  /** What the layers add to the training loss (L2), in float64. */
  penalty(): number {
    let sum = 0;
    for (const layer of this.layers) sum += layer.penalty();
    return sum;
  }

  /** A table of layers, output shapes and parameter counts, at most 80 columns wide. */
  summary(): string {
    return formatSummary(this.inputDim, this.layers, this.outputDims);
  }

  config(): LayerConfig[] {
    return this.layers.map((layer) => layer.config());
  }
}

/** Names outputs by the dense layer they follow and, on the way, the parameters: W1, b1, W2, … */
function nameOutputs(layers: readonly Layer[]): string[] {
  let dense = 0;
  return layers.map((layer) => {
    if (layer.kind === 'dense') dense++;
    for (const parameter of layer.parameters) parameter.name = (parameter.role === 'kernel' ? 'W' : 'b') + dense;
    return (layer.kind === 'dense' ? 'z' : layer.kind === 'relu' ? 'a' : 'dropout') + dense;
  });
}
