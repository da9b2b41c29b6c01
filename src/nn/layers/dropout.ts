/**
 * Inverted dropout (Srivastava et al. 2014, sec. 10): in training each element is set to 0 with probability `rate`, and
 * the others are multiplied by 1 / (1 − rate). Outside training x passes unchanged.
 *
 * Why 1 / (1 − rate): an element x stays with probability 1 − rate, so on average y is (1 − rate)·x·1 / (1 − rate), which
 * is x. The next layer sees inputs of the same mean in training and afterwards, and needs no correction.
 */
import type { Random } from '../../random.ts';
import { dropout, multiply } from '../../tensor/kernels/dropout.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { FRACTION, requireOptions } from '../rules.ts';
import { RowBuffer } from '../row-buffer.ts';
import type { LayerConfig } from './layer-config.ts';
import type { Layer } from './layer.ts';

export interface DropoutOptions {
  /** Probability of dropping an element, in [0, 1). */
  readonly rate: number;
}

/** Whole numbers of 32 bits: 2³². */
const WORDS = 4_294_967_296;

export const DROPOUT_RULES = { rate: FRACTION };

export class Dropout implements Layer {
  readonly kind = 'dropout';
  readonly rate: number;
  #random!: Random;
  #mask!: RowBuffer;
  #isDropping = false;

  constructor({ rate } = {} as DropoutOptions) {
    requireOptions('Dropout', DROPOUT_RULES, { rate });
    this.rate = rate;
  }

  /**
   * Each training pass draws eight numbers from `random`, from which faster generators make the mask. So the state of
   * `random` is all that later masks depend on.
   */
  build(inputDim: number, random: Random): number {
    this.#random = random;
    this.#mask = new RowBuffer(inputDim);
    return inputDim;
  }

  get buffers(): readonly RowBuffer[] {
    return [this.#mask];
  }

  /** y = x ⊙ mask, where the mask holds 0 or 1 / (1 − rate). */
  forward(x: Tensor, y: Tensor, training: boolean): void {
    this.#isDropping = training && this.rate > 0;
    if (!this.#isDropping) return y.data.set(x.data);
    const starts = Array.from({ length: 8 }, () => 1 + this.#random.integer(WORDS - 1));
    // A share of `rate` of all words, as signed numbers, is below it.
    const bound = Math.min(Math.round(this.rate * WORDS), WORDS - 1) - WORDS / 2;
    dropout(x.data, this.mask(x.rows).data, y.data, { starts, bound, kept: 1 / (1 - this.rate) }); // eq:dropout
  }

  /** dX = dY ⊙ mask, the mask of the forward pass. */
  backward(_x: Tensor, _y: Tensor, dY: Tensor, dX: Tensor | null): void {
    if (dX === null) return;
    if (this.#isDropping) multiply(dY.data, this.mask(dY.rows).data, dX.data);
    else dX.data.set(dY.data);
  }

  /** The mask of the last training pass over n rows. */
  mask(n: number): Tensor {
    return this.#mask.rows(n);
  }

  config(): LayerConfig {
    return { kind: 'dropout', rate: this.rate };
  }
}
