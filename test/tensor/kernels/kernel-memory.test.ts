import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { KernelMemory, scratchStart } from '../../../src/tensor/kernels/kernel-memory.ts';
import { referenceKernels } from '../../../src/tensor/kernels/reference.ts';
import { emitFiniteCheck } from '../../../src/tensor/kernels/webassembly/simd-elements.ts';
import { simdKernels } from '../../../src/tensor/kernels/simd.ts';
import { OPERATIONS } from '../../support/kernels.ts';
import { expectSameBits } from '../../support/tensors.ts';

describe('KernelMemory', () => {
  it('gives the lengths asked for, at multiples of 64 bytes, apart from each other and from the scratch memory', () => {
    const lengths = [1, 16, 17, 0, 5];
    // 64, 64, 128, 0 and 64 bytes.
    expect(KernelMemory.bytesOfAll(lengths)).toBe(320);
    const memory = new KernelMemory(320);
    const arrays = lengths.map((length) => memory.float32(length));
    expect(arrays.map(({ length }) => length)).toEqual(lengths);
    const starts = arrays.map(({ byteOffset }) => byteOffset);
    expect(starts.map((start) => start % 64)).toEqual([0, 0, 0, 0, 0]);
    expect(starts.map((start) => start - starts[0]!)).toEqual([0, 64, 128, 256, 256]);
    // A panel of 8 columns and 512 + 3 terms.
    expect(starts[0]).toBeGreaterThanOrEqual(scratchStart(0) + 515 * 32);
    // Kernels read up to 60 bytes past an array.
    expect(arrays[0]!.buffer.byteLength).toBeGreaterThanOrEqual(starts[4]! + 64 + 60);
  });

  it('refuses more than was asked for, by one number, and gives it out again after a reset', () => {
    const memory = new KernelMemory(KernelMemory.bytesOfAll([16]));
    const first = memory.float32(16);
    expect(() => memory.float32(1)).toThrow(new RangeError('KernelMemory: no room for 1 numbers more'));
    expect(() => new KernelMemory(64).float32(17)).toThrow('no room for 17 numbers more');
    memory.reset();
    expect(memory.float32(16).byteOffset).toBe(first.byteOffset);
  });

  it.each([2 ** 32, 2 ** 40, 2 ** 60, Infinity, NaN])('refuses %d bytes and names them', (bytes) => {
    expect(() => new KernelMemory(bytes)).toThrow(new RangeError(`KernelMemory: ${bytes} bytes, more than 4 GiB`));
  });

  it('knows the arrays that were taken from it, their views too, and no others', () => {
    const [one, two] = [new KernelMemory(64), new KernelMemory(64)];
    const array = one.float32(8);
    expect(KernelMemory.of(array)).toBe(one);
    expect(KernelMemory.of(array.subarray(3, 5))).toBe(one);
    expect(KernelMemory.of(array.slice())).toBeUndefined();
    expect([one.holds(array), two.holds(array)]).toEqual([true, false]);
  });

  it('makes a kernel once for a shape, bound to its own memory', () => {
    const [one, two] = [new KernelMemory(64), new KernelMemory(64)];
    const kernel = one.kernel(emitFiniteCheck);
    expect(one.kernel(emitFiniteCheck)).toBe(kernel);
    one.float32(4).fill(NaN);
    const { byteOffset } = two.float32(4);
    expect(kernel(byteOffset, 4)).toBeNaN();
    expect(two.kernel(emitFiniteCheck)(byteOffset, 4)).toBe(0);
  });

  it('makes 2500 kernels in 40 memories, more than are kept, and each gives the right product', () => {
    const memories = Array.from({ length: 40 }, () => simdKernels.allocate([500, 2501]));
    for (let columns = 1; columns <= 500; columns++) {
      for (const inner of [1, 2, 3, 4, 5]) {
        const [a, out] = memories[columns % 40]! as [Float32Array, Float32Array];
        a.fill(1);
        out.fill(0);
        simdKernels.matmulTN(a.subarray(0, inner), a.subarray(0, columns), out, inner, 1, columns);
        expect([out[inner * columns - 1], out[inner * columns]]).toEqual([1, 0]);
      }
    }
  });
});

describe('products of arrays that lie apart', () => {
  it('of 72 MiB, more than is kept for copies, and of a few bytes after it, are the reference’s to the bit', () => {
    const length = 9 * 2 ** 20;
    const random = createRandom(1, 'large');
    const [a, b] = [0, 1].map(() => Float32Array.from({ length }, () => random.next() - 0.5)) as [
      Float32Array,
      Float32Array,
    ];
    for (const inner of [length, 3, length]) {
      const [found, expected] = [new Float32Array(1), new Float32Array(1)];
      const operands = [a.subarray(0, inner), b.subarray(0, inner)] as const;
      simdKernels.matmul(...operands, found, 1, inner, 1);
      referenceKernels.matmul(...operands, expected, 1, inner, 1);
      expectSameBits(found, expected, `sum of ${inner} products`);
    }
  });
});

describe('every operation', () => {
  it.each(OPERATIONS)(
    '$name reads nothing past the memory, whichever array is the last, with 0 or 64 bytes left of a page',
    (operation) => {
      // With 65 columns, rows of a are packed four by four.
      const shapes = [...Array.from({ length: 17 }, (_, index) => [16, 16, index + 1] as const), [13, 16, 65] as const];
      for (const sizes of shapes) {
        const lengths = operation.lengths(sizes);
        for (const [last, spare] of [...lengths.keys()].flatMap((index) => [
          [index, 0] as const,
          [index, 64] as const,
        ])) {
          const start = new KernelMemory(64).float32(0).byteOffset;
          const memory = new KernelMemory(8 * 65_536 - start - spare);
          const others = lengths.map((length, index) => (index === last ? null : memory.float32(length)));
          const taken = KernelMemory.bytesOfAll(lengths.filter((_, index) => index !== last));
          const rest = memory.byteLength - taken - KernelMemory.bytesOfAll([lengths[last]!]);
          memory.float32(rest / 4);
          const arrays = others.map((array, index) => array ?? memory.float32(lengths[index]!));
          expect(() => memory.float32(1)).toThrow('no room');
          for (const [index, array] of arrays.entries()) {
            array.fill(operation.written.includes(index) && operation.readsWritten !== true ? NaN : 0.5);
          }
          operation.run(simdKernels, arrays, sizes);
          for (const index of operation.written) expect(arrays[index]!.some(Number.isNaN)).toBe(false);
        }
      }
    },
  );
});
