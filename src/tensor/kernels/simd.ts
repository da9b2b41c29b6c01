/**
 * The kernels in WebAssembly SIMD128, to the bits of the reference. Arrays that were allocated together lie in one
 * memory and are used where they are. Operands of a product that don't are copied into a memory of the kernels' own, and
 * back; for operations that touch each element once, which a copy would do as well, the reference is called.
 *
 * A host that gives no memory for that, or not enough, still gets the same bits: from plain arrays and the tiled kernels.
 */
import { assembleModule, f32x4, FunctionBuilder, v128 } from './assembler.ts';
import type { Kernels } from './kernels.ts';
import { referenceKernels } from './reference.ts';
import { emitAdam, emitFiniteCheck, emitRelu, emitReluGradient, emitSumRows } from './simd-elements.ts';
import { runProduct, type ProductJob, type ProductName } from './product-job.ts';
import { scratchStart, SimdMemory } from './simd-memory.ts';
import { LONGEST_ROW } from './simd-product.ts';
import { emitSoftmaxCrossentropy, MOST_CLASSES } from './simd-softmax.ts';
import { currentTeam, type Team } from './team.ts';
import { tiledKernels } from './tiled.ts';

/** True where the host compiles 128-bit SIMD. It may have WebAssembly without, or forbid to compile at run time. */
export function isSimdSupported(): boolean {
  const probe = new FunctionBuilder([]);
  probe.set(probe.local('v128'), f32x4.add(v128.zero(), v128.zero()));
  try {
    void new WebAssembly.Module(assembleModule(new Map([['probe', probe]])));
    return true;
  } catch {
    return false;
  }
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
  const memory = SimdMemory.of(out);
  const isAtHome = memory?.holds(a) && memory.holds(b) && (operand === null || memory.holds(operand));
  if (Math.max(inner, columns) > LONGEST_ROW) runTiled(name, a, b, operand, out, rows, inner, columns);
  else if (isAtHome) run(memory!, name, a, b, operand, out, rows, inner, columns);
  else runOnCopies(name, a, b, operand, out, rows, inner, columns);
}

function run(
  memory: SimdMemory,
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
  const team = currentTeam();
  const { size = Infinity, fewestOperations = Infinity } = team ?? {};
  const isShared = size <= memory.threads && 2 * rows * inner * columns >= fewestOperations;
  if (team !== null && isShared) runShared(team, memory, job);
  else runProduct(memory.kernels, scratchStart(0), job, 0, rows);
}

function runShared(team: Team, { kernels }: SimdMemory, job: ProductJob): void {
  const own = team.share(kernels.memory, job);
  try {
    runProduct(kernels, scratchStart(0), job, 0, own);
  } finally {
    if (!team.join()) runProduct(kernels, scratchStart(0), job, own, job.rows);
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
  const operands = operand === null ? [a, b] : [a, b, operand];
  const memory = stagingFor(SimdMemory.bytesOfAll([...operands, out].map(({ length }) => length)));
  if (memory === null) return runTiled(name, a, b, operand, out, rows, inner, columns);
  const [aCopy, bCopy, operandCopy] = operands.map((array) => {
    const copy = memory.float32(array.length);
    copy.set(array);
    return copy;
  });
  const result = memory.float32(out.length);
  run(memory, name, aCopy!, bCopy!, operandCopy ?? null, result, rows, inner, columns);
  out.set(result);
}

function runTiled(
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
    tiledKernels[name](a, b, out, rows, inner, columns);
  else tiledKernels[name](a, b, operand!, out, rows, inner, columns);
}

const SMALLEST_STAGING_BYTES = 1_048_576;
const LARGEST_KEPT_STAGING_BYTES = 67_108_864;

/** For operands that lie in memory of their own. */
let staging: SimdMemory | null = null;
/** As many bytes were refused once. */
let refusedBytes = Infinity;

/** Kept from product to product, unless it is large; null when the host refuses. */
function stagingFor(byteLength: number): SimdMemory | null {
  if (staging !== null && byteLength <= staging.byteLength && staging.threads >= threads()) {
    staging.reset();
    return staging;
  }
  if (byteLength >= refusedBytes) return null;
  const isKept = byteLength <= LARGEST_KEPT_STAGING_BYTES;
  let size = isKept ? SMALLEST_STAGING_BYTES : byteLength;
  while (size < byteLength) size *= 2;
  const memory = memoryOrNull(size) ?? memoryOrNull(byteLength);
  if (memory === null) refusedBytes = byteLength;
  else if (isKept) staging = memory;
  return memory;
}

function memoryOrNull(byteLength: number): SimdMemory | null {
  // A host that gives no shared memory may still give memory.
  for (const count of new Set([threads(), 1])) {
    try {
      return new SimdMemory(byteLength, count);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return null;
}

function threads(): number {
  return currentTeam()?.size ?? 1;
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
    const memory = SimdMemory.of(out);
    if (!memory?.holds(x)) return referenceKernels.sumRows(x, out, rows, columns);
    if (columns > 0) memory.kernel(emitSumRows, columns)(x.byteOffset, out.byteOffset, rows);
  },
  relu: (z, a) => {
    const memory = SimdMemory.of(a);
    if (!memory?.holds(z)) return referenceKernels.relu(z, a);
    memory.kernel(emitRelu)(z.byteOffset, a.byteOffset, a.length);
  },
  reluGradient: (a, dA, dZ) => {
    const memory = SimdMemory.of(dZ);
    if (!memory?.holds(a) || !memory.holds(dA)) return referenceKernels.reluGradient(a, dA, dZ);
    memory.kernel(emitReluGradient)(a.byteOffset, dA.byteOffset, dZ.byteOffset, dZ.length);
  },
  adam: (w, g, m, v, step) => {
    const memory = SimdMemory.of(w);
    if (!memory?.holds(g) || !memory.holds(m) || !memory.holds(v)) return referenceKernels.adam(w, g, m, v, step);
    const { alpha, oneMinusBeta1, oneMinusBeta2, epsilon } = step;
    const kernel = memory.kernel(emitAdam);
    const [at, from] = [w.byteOffset, g.byteOffset];
    kernel(at, from, m.byteOffset, v.byteOffset, w.length, alpha, oneMinusBeta1, oneMinusBeta2, epsilon);
  },
  softmaxCrossentropy: (z, targets, weights, p, dZ, rows, columns) => {
    const memory = SimdMemory.of(p);
    if (!memory?.holds(z) || !memory.holds(dZ) || columns > MOST_CLASSES) {
      return referenceKernels.softmaxCrossentropy(z, targets, weights, p, dZ, rows, columns);
    }
    // Targets and weights lie elsewhere; what comes out has room for them before.
    for (let i = 0; i < rows; i++) {
      p[i * columns] = targets[i]!;
      dZ[i * columns] = weights === null ? 1 : weights[i]!;
    }
    return memory.kernel(emitSoftmaxCrossentropy, columns)(z.byteOffset, p.byteOffset, dZ.byteOffset, rows);
  },
  areFinite: (values) => {
    const memory = SimdMemory.of(values);
    if (memory === undefined) return referenceKernels.areFinite(values);
    return memory.kernel(emitFiniteCheck)(values.byteOffset, values.length) === 0;
  },
  allocate: (lengths) => {
    const memory = memoryOrNull(SimdMemory.bytesOfAll(lengths));
    return memory === null ? referenceKernels.allocate(lengths) : lengths.map((length) => memory.float32(length));
  },
};
