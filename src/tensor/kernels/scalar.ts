/**
 * The kernels for hosts with WebAssembly but without its SIMD, to the bits of the reference: the products in WebAssembly,
 * everything else in JavaScript. Operands that don't lie in one memory are copied into one, and the result back; a host
 * that gives no memory for that gets the reference's loops.
 */
import { canCompile, FunctionBuilder } from './webassembly/assembler.ts';
import { completeKernels } from './complete-kernels.ts';
import { allocateTogether, computeOnCopies } from './host-memory.ts';
import { KernelMemory } from './kernel-memory.ts';
import type { Kernels, MatmulKernel } from './kernels.ts';
import { referenceKernels } from './reference.ts';
import { emitScalarProduct } from './webassembly/scalar-product.ts';

/** True where the host compiles WebAssembly at all. */
export function isWebAssemblySupported(): boolean {
  return canCompile(new FunctionBuilder([]));
}

/** In elements: from a row of a to the next, from a term to the next in a and in b, from a column of b to the next. */
type Strides = readonly [aRow: number, aInner: number, bInner: number, bColumn: number];

/** @param reference the same product where there is no memory */
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
