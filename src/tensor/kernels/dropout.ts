/**
 * The two loops of dropout, with the same bits under every set of kernels. They stand beside the sets, so that a page
 * without dropout doesn't load them.
 *
 * Eight generators decide what is dropped, each a whole number of 32 bits and three shifts: xorshift32, s ⊕= s << 13,
 * s ⊕= s >> 17, s ⊕= s << 5 (Marsaglia 2003, "Xorshift RNGs", sec. 3). The first four decide about four elements, then
 * the other four about the next four, and so on. Of the last one to three elements each is decided as if it were the
 * first of four.
 */
import { currentKernels } from './current.ts';
import { KernelMemory } from './kernel-memory.ts';
import { simdKernels } from './simd.ts';
import { emitDropout, emitMultiply } from './webassembly/simd-dropout.ts';

export interface DropoutDraw {
  /** Where the eight generators start: whole numbers of 32 bits, none of them 0, which has no successor but 0. */
  readonly starts: readonly number[];
  /** An element is dropped by a number below it, both signed. */
  readonly bound: number;
  /** What the mask holds for an element that isn't dropped. */
  readonly kept: number;
}

/** mask = 0 or kept, y = x ⊙ mask; `y` may be `x`. */
export function dropout(
  x: Float32Array,
  mask: Float32Array,
  y: Float32Array,
  { starts, bound, kept }: DropoutDraw,
): void {
  const memory = memoryOf(x, mask, y);
  if (memory !== undefined) {
    memory.kernel(emitDropout)(x.byteOffset, mask.byteOffset, y.byteOffset, y.length, bound, kept, ...starts);
    return;
  }
  const states = Int32Array.from(starts);
  // Looked up, for a branch that is taken at random costs more than all the rest.
  const values = Float32Array.of(kept, 0);
  for (let i = 0, fours = 0; i < y.length; fours++) {
    const end = i + 4 <= y.length ? i + 4 : i + 1;
    for (let generator = (fours % 2) * 4; i < end; i++, generator++) {
      let s = states[generator]!;
      s ^= s << 13;
      s ^= s >>> 17;
      s ^= s << 5;
      states[generator] = s;
      mask[i] = values[Number(s < bound)]!; // eq:dropout {
      y[i] = x[i]! * mask[i]!; // eq:dropout }
    }
  }
}

/** out = x ⊙ y, element by element; `out` may be either. */
export function multiply(x: Float32Array, y: Float32Array, out: Float32Array): void {
  const memory = memoryOf(x, y, out);
  if (memory !== undefined) {
    memory.kernel(emitMultiply)(x.byteOffset, y.byteOffset, out.byteOffset, out.length);
    return;
  }
  for (let i = 0; i < out.length; i++) out[i] = x[i]! * y[i]!;
}

/** The memory of all three arrays, if machine code may run on it. */
function memoryOf(x: Float32Array, y: Float32Array, out: Float32Array): KernelMemory | undefined {
  const memory = currentKernels() === simdKernels ? KernelMemory.of(out) : undefined;
  return memory?.holds(x) && memory.holds(y) ? memory : undefined;
}
