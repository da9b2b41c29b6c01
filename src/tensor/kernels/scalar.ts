/**
 * The kernels for hosts with WebAssembly but without its SIMD, with the same bits as the reference: products in
 * WebAssembly, everything else in JavaScript. Operands that aren't in one memory are copied into one, and the result is
 * copied back. If the host provides no memory for that, the reference's loops are used.
 */
import { canCompile, FunctionBuilder } from './webassembly/assembler.ts';
import { completeKernels } from './complete-kernels.ts';
import { allocateTogether, computeOnCopies } from './host-memory.ts';
import { KernelMemory } from './kernel-memory.ts';
import type { Kernels, MatmulKernel } from './kernels.ts';
import { referenceKernels } from './reference.ts';
import { emitScalarProduct } from './webassembly/scalar-product.ts';

/** True if the host compiles WebAssembly at all. */
export function isWebAssemblySupported(): boolean {
  return canCompile(new FunctionBuilder([]));
}

/**
 * In elements: from one row of a to the next, from one term to the next in a and in b, from one column of b to the
 * next.
 */
type Strides = readonly [aRow: number, aInner: number, bInner: number, bColumn: number];

/** @param reference the same product, used if there is no memory */
function product(
  reference: MatmulKernel,
  stridesOf: (rows: number, inner: number, columns: number) => Strides,
): MatmulKernel {
  return (a, b, out, rows, inner, columns) => {
    const [aRow, aInner, bInner, bColumn] = stridesOf(rows, inner, columns).map((stride) => 4 * stride) as [...Strides];
    const compute = (memory: KernelMemory, [aAt, bAt]: readonly Float32Array[], { byteOffset }: Float32Array) => {
      const kernel = memory.kernel(emitScalarProduct);
      kernel(aAt!.byteOffset, aRow, aInner, bAt!.byteOffset, bInner, bColumn, byteOffset, rows, inner, columns);
    };
    const memory = KernelMemory.of(out);
    if (memory?.holds(a) && memory.holds(b)) compute(memory, [a, b], out);
    else if (!computeOnCopies([a, b], out, compute)) reference(a, b, out, rows, inner, columns);
  };
}

export const scalarKernels: Kernels = {
  ...completeKernels('scalar', {
    ...referenceKernels,
    matmul: product(referenceKernels.matmul, (_, inner, columns) => [inner, 1, columns, 1]),
    matmulTN: product(referenceKernels.matmulTN, (rows, _, columns) => [1, rows, columns, 1]),
    matmulNT: product(referenceKernels.matmulNT, (_, inner) => [inner, 1, 1, inner]),
  }),
  allocate: allocateTogether,
};
