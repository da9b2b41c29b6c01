/**
 * The kernels in WebAssembly SIMD128, with the same bits as the reference. Arrays that were allocated together are in
 * one memory and are used in place. Other operands of a product are copied into the kernels' own memory, and the result
 * back. For operations that touch each element once, copying would cost as much, so the reference is called.
 *
 * If the host provides too little memory for that, plain arrays and the reference give the same bits.
 */
import { canCompile, f32x4, FunctionBuilder, v128 } from './webassembly/assembler.ts';
import { allocateTogether, computeOnCopies } from './host-memory.ts';
import { KernelMemory, scratchStart } from './kernel-memory.ts';
import type { Kernels } from './kernels.ts';
import { runProduct, type ProductJob, type ProductName } from './product-job.ts';
import { referenceKernels } from './reference.ts';
import { emitAdam, emitFiniteCheck, emitRelu, emitReluGradient, emitSumRows } from './webassembly/simd-elements.ts';
import { LONGEST_ROW } from './webassembly/simd-product.ts';
import { emitSoftmaxCrossentropy, MOST_CLASSES } from './webassembly/simd-softmax.ts';
import { currentThreadPool, type ThreadPool } from './thread-pool.ts';

/** True if the host compiles 128-bit SIMD. */
export function isSimdSupported(): boolean {
  const probe = new FunctionBuilder([]);
  probe.set(probe.local('v128'), f32x4.add(v128.zero(), v128.zero()));
  return canCompile(probe);
}

function product(
  name: ProductName,
  a: Float32Array,
  b: Float32Array,
  operand: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  if (rows === 0 || columns === 0) return;
  const memory = KernelMemory.of(out);
  const isAtHome = memory?.holds(a) && memory.holds(b) && (operand === null || memory.holds(operand));
  if (Math.max(inner, columns) > LONGEST_ROW) runReference(name, a, b, operand, out, rows, inner, columns);
  else if (isAtHome) run(memory!, name, a, b, operand, out, rows, inner, columns);
  else runOnCopies(name, a, b, operand, out, rows, inner, columns);
}

function run(
  memory: KernelMemory,
  name: ProductName,
  a: Float32Array,
  b: Float32Array,
  operand: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const [aStart, bStart, outStart] = [a.byteOffset, b.byteOffset, out.byteOffset];
  const job = { name, a: aStart, b: bStart, operand: operand?.byteOffset ?? 0, out: outStart, rows, inner, columns };
  const pool = currentThreadPool();
  const { size = Infinity, fewestOperations = Infinity } = pool ?? {};
  const isShared = size <= memory.threads && 2 * rows * inner * columns >= fewestOperations;
  if (pool !== null && isShared) runShared(pool, memory, job);
  else runProduct(memory.kernels, scratchStart(0), job, 0, rows);
}

function runShared(pool: ThreadPool, { kernels }: KernelMemory, job: ProductJob): void {
  const own = pool.share(kernels.memory, job);
  try {
    runProduct(kernels, scratchStart(0), job, 0, own);
  } finally {
    if (!pool.join()) runProduct(kernels, scratchStart(0), job, own, job.rows);
  }
}

function runOnCopies(
  name: ProductName,
  a: Float32Array,
  b: Float32Array,
  operand: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const isComputed = computeOnCopies(
    operand === null ? [a, b] : [a, b, operand],
    out,
    (memory, [aCopy, bCopy, operandCopy], result) =>
      run(memory, name, aCopy!, bCopy!, operandCopy ?? null, result, rows, inner, columns),
  );
  if (!isComputed) runReference(name, a, b, operand, out, rows, inner, columns);
}

function runReference(
  name: ProductName,
  a: Float32Array,
  b: Float32Array,
  operand: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  if (name === 'matmul' || name === 'matmulTN' || name === 'matmulNT')
    referenceKernels[name](a, b, out, rows, inner, columns);
  else referenceKernels[name](a, b, operand!, out, rows, inner, columns);
}

export const simdKernels: Kernels = {
  name: 'simd',
  matmul: (a, b, out, rows, inner, columns) => product('matmul', a, b, null, out, rows, inner, columns),
  matmulTN: (a, b, out, rows, inner, columns) => product('matmulTN', a, b, null, out, rows, inner, columns),
  matmulNT: (a, b, out, rows, inner, columns) => product('matmulNT', a, b, null, out, rows, inner, columns),
  affine: (a, b, bias, out, rows, inner, columns) => product('affine', a, b, bias, out, rows, inner, columns),
  affineRelu: (a, b, bias, out, rows, inner, columns) => product('affineRelu', a, b, bias, out, rows, inner, columns),
  matmulNTRelu: (a, b, x, dZ, rows, inner, columns) => product('matmulNTRelu', a, b, x, dZ, rows, inner, columns),
  sumRows: (x, out, rows, columns) => {
    const memory = KernelMemory.of(out);
    if (!memory?.holds(x)) return referenceKernels.sumRows(x, out, rows, columns);
    if (columns > 0) memory.kernel(emitSumRows, columns)(x.byteOffset, out.byteOffset, rows);
  },
  relu: (z, a) => {
    const memory = KernelMemory.of(a);
    if (!memory?.holds(z)) return referenceKernels.relu(z, a);
    memory.kernel(emitRelu)(z.byteOffset, a.byteOffset, a.length);
  },
  reluGradient: (a, dA, dZ) => {
    const memory = KernelMemory.of(dZ);
    if (!memory?.holds(a) || !memory.holds(dA)) return referenceKernels.reluGradient(a, dA, dZ);
    memory.kernel(emitReluGradient)(a.byteOffset, dA.byteOffset, dZ.byteOffset, dZ.length);
  },
  adam: (w, g, m, v, step) => {
    const memory = KernelMemory.of(w);
    if (!memory?.holds(g) || !memory.holds(m) || !memory.holds(v)) return referenceKernels.adam(w, g, m, v, step);
    const { alpha, oneMinusBeta1, oneMinusBeta2, epsilon, decay } = step;
    const kernel = memory.kernel(emitAdam);
    const [at, from] = [w.byteOffset, g.byteOffset];
    kernel(at, from, m.byteOffset, v.byteOffset, w.length, alpha, oneMinusBeta1, oneMinusBeta2, epsilon, decay);
  },
  softmaxCrossentropy: (z, targets, weights, p, dZ, rows, columns) => {
    const memory = KernelMemory.of(p);
    if (!memory?.holds(z) || !memory.holds(dZ) || columns > MOST_CLASSES) {
      return referenceKernels.softmaxCrossentropy(z, targets, weights, p, dZ, rows, columns);
    }
    // Targets and weights are in other memory; the outputs have room for them until they are written.
    for (let i = 0; i < rows; i++) {
      p[i * columns] = targets[i]!;
      dZ[i * columns] = weights === null ? 1 : weights[i]!;
    }
    return memory.kernel(emitSoftmaxCrossentropy, columns)(z.byteOffset, p.byteOffset, dZ.byteOffset, rows);
  },
  areFinite: (values) => {
    const memory = KernelMemory.of(values);
    if (memory === undefined) return referenceKernels.areFinite(values);
    return memory.kernel(emitFiniteCheck)(values.byteOffset, values.length) === 0;
  },
  allocate: allocateTogether,
};
