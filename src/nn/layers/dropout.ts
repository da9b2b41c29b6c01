/**
 * Inverted dropout (Srivastava et al. 2014, sec. 10): in training each element is set to 0 with probability `rate` and
 * the others are scaled by 1 / (1 − rate), so that evaluation needs no correction. Outside training it passes x on.
 */
import type { Random } from '../../random.ts';
import { multiply } from '../../tensor/operations.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Layer, LayerConfig } from './layer.ts';
import { RowBuffer } from '../row-buffer.ts';

export interface DropoutOptions {
  /** Probability of dropping an element, in [0, 1). */
  readonly rate: number;
}

export class Dropout implements Layer {
  readonly kind = 'dropout';
  readonly parameters = [];
  readonly rate: number;
  #random!: Random;
  #mask!: RowBuffer;
  #y!: RowBuffer;
  #dX!: RowBuffer;
  #dropping = false;

  constructor({ rate }: DropoutOptions) {
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`Dropout: rate must be in [0, 1), got ${rate}`);
    this.rate = rate;
  }

  /** The masks are drawn from `random`, one number an element, as training goes on. */
  build(inputDim: number, random: Random): number {
    this.#random = random;
    this.#mask = new RowBuffer(inputDim);
    this.#y = new RowBuffer(inputDim);
    this.#dX = new RowBuffer(inputDim);
    return inputDim;
  }

  get buffers(): readonly RowBuffer[] {
    return [this.#mask, this.#y, this.#dX];
  }

  /** y = x ⊙ mask, where the mask holds 0 or 1 / (1 − rate). */
  forward(x: Tensor, training: boolean): Tensor {
    this.#dropping = training && this.rate > 0;
    if (!this.#dropping) return x;
    const mask = this.#mask.take(x.rows);
    const kept = 1 / (1 - this.rate);
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = this.#random.next() < this.rate ? 0 : kept;
    const y = this.#y.take(x.rows);
    multiply(x, mask, y);
    return y;
  }

  /** dX = dY ⊙ mask, the mask of the forward pass. */
  backward(dY: Tensor, inputGradientNeeded: boolean): Tensor | null {
    if (!inputGradientNeeded) return null;
    if (!this.#dropping) return dY;
    const dX = this.#dX.take(dY.rows);
    multiply(dY, this.#mask.take(dY.rows), dX);
    return dX;
  }

  /** The mask of the last training pass over `rows` rows. */
  mask(rows: number): Tensor {
    return this.#mask.take(rows);
  }

  penalty(): number {
    return 0;
  }

  config(): LayerConfig {
    return { kind: 'dropout', rate: this.rate };
  }
}
