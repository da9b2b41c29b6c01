/**
 * The kernels in WebAssembly SIMD128, to the bits of the reference. Arrays that were allocated together lie in one
 * memory and are used where they are. Operands of a product that don't are copied into a memory of the kernels' own, and
 * back; for operations that touch each element once, which a copy would do as well, the reference is called.
 */
import { assembleModule, f32x4, FunctionBuilder, v128 } from './assembler.ts';
import type { Kernels } from './kernels.ts';
import { referenceKernels } from './reference.ts';
import { emitAdam, emitFiniteCheck, emitRelu, emitReluGradient, emitSumRows } from './simd-elements.ts';
import { SimdMemory } from './simd-memory.ts';
import { emitProduct, scratchBytes, type ProductKind } from './simd-product.ts';

/** True where the host compiles 128-bit SIMD. */
export function isSimdSupported(): boolean {
  if (typeof WebAssembly === 'undefined') return false;
  const probe = new FunctionBuilder([]);
  probe.set(probe.local('v128'), f32x4.add(v128.zero(), v128.zero()));
  return WebAssembly.validate(assembleModule(new Map([['probe', probe]])));
}

/** Tells the columns from the depth in the number of a shape. */
const MOST_COLUMNS = 67_108_864;

/** For operands that lie in memory of their own; made anew when a product needs more. */
let staging: SimdMemory | undefined;
let stagingBytes = 0;

function product(
  kind: ProductKind,
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  if (rows === 0 || columns === 0) return;
  const memory = SimdMemory.shared(a, b, out);
  const scratch = scratchBytes(inner);
  const isAtHome = bias === null || SimdMemory.of(bias) === memory;
  if (memory !== undefined && isAtHome && memory.scratchBytes >= scratch) {
    run(memory, kind, a, b, bias, out, rows, inner, columns);
    return;
  }
  const operands = bias === null ? [a, b] : [a, b, bias];
  const own = stagingFor([...operands, out], scratch);
  const copies = operands.map((operand) => {
    const copy = own.float32(operand.length);
    copy.set(operand);
    return copy;
  });
  const result = own.float32(out.length);
  run(own, kind, copies[0]!, copies[1]!, copies[2] ?? null, result, rows, inner, columns);
  out.set(result);
}

function run(
  memory: SimdMemory,
  kind: ProductKind,
  a: Float32Array,
  b: Float32Array,
  bias: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const [depth, count] = kind === 'TN' ? [rows, inner] : [inner, rows];
  const hasBias = bias !== null;
  const kernel = memory.kernel(hasBias ? 'NN+bias' : kind, depth * MOST_COLUMNS + columns, () =>
    emitProduct({ kind, depth, columns, hasBias }),
  );
  kernel(a.byteOffset, b.byteOffset, out.byteOffset, count, memory.scratch, bias?.byteOffset ?? 0);
}

function stagingFor(arrays: readonly Float32Array[], scratch: number): SimdMemory {
  const byteLength = arrays.reduce((sum, { length }) => sum + SimdMemory.bytesOf(length), 0);
  if (staging === undefined || stagingBytes < byteLength || staging.scratchBytes < scratch) {
    stagingBytes = Math.max(byteLength, stagingBytes);
    staging = new SimdMemory(stagingBytes, Math.max(scratch, staging?.scratchBytes ?? 0));
  }
  staging.reset();
  return staging;
}

export const simdKernels: Kernels = {
  name: 'simd',
  matmul: (a, b, out, rows, inner, columns) => product('NN', a, b, null, out, rows, inner, columns),
  matmulTN: (a, b, out, rows, inner, columns) => product('TN', a, b, null, out, rows, inner, columns),
  matmulNT: (a, b, out, rows, inner, columns) => product('NT', a, b, null, out, rows, inner, columns),
  affine: (a, b, bias, out, rows, inner, columns) => product('NN', a, b, bias, out, rows, inner, columns),
  sumRows: (x, out, rows, columns) => {
    const memory = SimdMemory.shared(x, out);
    if (memory === undefined) return referenceKernels.sumRows(x, out, rows, columns);
    if (columns === 0) return;
    memory.kernel('sumRows', columns, () => emitSumRows(columns))(x.byteOffset, out.byteOffset, rows);
  },
  relu: (z, a) => {
    const memory = SimdMemory.shared(z, a);
    if (memory === undefined) return referenceKernels.relu(z, a);
    memory.kernel('relu', 0, emitRelu)(z.byteOffset, a.byteOffset, a.length);
  },
  reluGradient: (a, dA, dZ) => {
    const memory = SimdMemory.shared(a, dA, dZ);
    if (memory === undefined) return referenceKernels.reluGradient(a, dA, dZ);
    memory.kernel('reluGradient', 0, emitReluGradient)(a.byteOffset, dA.byteOffset, dZ.byteOffset, dZ.length);
  },
  adam: (w, g, m, v, step) => {
    const memory = SimdMemory.shared(w, g, m, v);
    if (memory === undefined) return referenceKernels.adam(w, g, m, v, step);
    const { alpha, oneMinusBeta1, oneMinusBeta2, epsilon } = step;
    const kernel = memory.kernel('adam', 0, emitAdam);
    const places = [w.byteOffset, g.byteOffset, m.byteOffset, v.byteOffset] as const;
    kernel(...places, w.length, alpha, oneMinusBeta1, oneMinusBeta2, epsilon);
  },
  areFinite: (values) => {
    const memory = SimdMemory.of(values);
    if (memory === undefined) return referenceKernels.areFinite(values);
    return memory.kernel('areFinite', 0, emitFiniteCheck)(values.byteOffset, values.length) === 0;
  },
  allocate: (lengths, longestInner) => {
    const byteLength = lengths.reduce((sum, length) => sum + SimdMemory.bytesOf(length), 0);
    const memory = new SimdMemory(byteLength, scratchBytes(longestInner));
    return lengths.map((length) => memory.float32(length));
  },
};
