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
import { SimdMemory, type Emitter } from './simd-memory.ts';
import { emitProduct, LONGEST_ROW, MOST_TERMS, type Finish, type ProductKind } from './simd-product.ts';
import { emitSoftmaxCrossentropy, MOST_CLASSES } from './simd-softmax.ts';
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

type TiledProduct = (
  a: Float32Array,
  b: Float32Array,
  operand: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
) => void;

/** A product and what is done with its sums before they are stored, for which it may have an operand more. */
interface ProductKernels {
  readonly kind: ProductKind;
  /** The calls that begin the sums, go on with them, finish them, and the one that does all. */
  readonly first: Emitter;
  readonly next: Emitter;
  readonly last: Emitter;
  readonly only: Emitter;
  /** Where there is no memory. */
  readonly tiled: TiledProduct;
}

function productKernels(kind: ProductKind, finish: Finish, tiled: TiledProduct): ProductKernels {
  const emitter =
    (atEnd: Finish, continues: boolean): Emitter =>
    (depth, columns) =>
      emitProduct({ kind, depth, columns, finish: atEnd, continues });
  const [first, next] = [emitter('none', false), emitter('none', true)];
  if (finish === 'none') return { kind, first, next, last: next, only: first, tiled };
  return { kind, first, next, last: emitter(finish, true), only: emitter(finish, false), tiled };
}

const plain = (kind: ProductKind, tiled: Kernels['matmul']) =>
  productKernels(kind, 'none', (a, b, _, ...rest) => tiled(a, b, ...rest));
const finished = (kind: ProductKind, finish: Finish, tiled: Kernels['affine']) =>
  productKernels(kind, finish, (a, b, operand, ...rest) => tiled(a, b, operand!, ...rest));

const NN = plain('NN', tiledKernels.matmul);
const NT = plain('NT', tiledKernels.matmulNT);
const TN = plain('TN', tiledKernels.matmulTN);
const AFFINE = finished('NN', 'bias', tiledKernels.affine);
const AFFINE_RELU = finished('NN', 'biasRelu', tiledKernels.affineRelu);
const NT_RELU = finished('NT', 'whereActive', tiledKernels.matmulNTRelu);

function product(
  kernels: ProductKernels,
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
  if (Math.max(inner, columns) > LONGEST_ROW) kernels.tiled(a, b, operand, out, rows, inner, columns);
  else if (isAtHome) run(memory!, kernels, a, b, operand, out, rows, inner, columns);
  else runOnCopies(kernels, a, b, operand, out, rows, inner, columns);
}

/** The sums of many terms in several calls, each going on where the last one stopped. */
function run(
  memory: SimdMemory,
  { kind, first, next, last, only }: ProductKernels,
  a: Float32Array,
  b: Float32Array,
  operand: Float32Array | null,
  out: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  const depth = kind === 'TN' ? rows : inner;
  const aBytes = kind === 'TN' ? 4 * rows : 4;
  const bBytes = kind === 'NT' ? 4 : 4 * columns;
  let start = 0;
  do {
    const terms = Math.min(inner - start, MOST_TERMS[kind]);
    const isLast = start + terms === inner;
    const emit = start === 0 ? (isLast ? only : first) : isLast ? last : next;
    memory.kernel(emit, depth, columns)(
      a.byteOffset + start * aBytes,
      b.byteOffset + start * bBytes,
      out.byteOffset,
      rows,
      terms,
      memory.scratch,
      operand?.byteOffset ?? 0,
    );
    start += terms;
  } while (start < inner);
}

function runOnCopies(
  kernels: ProductKernels,
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
  if (memory === null) return kernels.tiled(a, b, operand, out, rows, inner, columns);
  const [aCopy, bCopy, operandCopy] = operands.map((array) => {
    const copy = memory.float32(array.length);
    copy.set(array);
    return copy;
  });
  const result = memory.float32(out.length);
  run(memory, kernels, aCopy!, bCopy!, operandCopy ?? null, result, rows, inner, columns);
  out.set(result);
}

const SMALLEST_STAGING_BYTES = 1_048_576;
const LARGEST_KEPT_STAGING_BYTES = 67_108_864;

/** For operands that lie in memory of their own. */
let staging: SimdMemory | null = null;
/** As many bytes were refused once. */
let refusedBytes = Infinity;

/** Kept from product to product, unless it is large; null when the host refuses. */
function stagingFor(byteLength: number): SimdMemory | null {
  if (staging !== null && byteLength <= staging.byteLength) {
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
  try {
    return new SimdMemory(byteLength);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export const simdKernels: Kernels = {
  name: 'simd',
  matmul: (a, b, out, rows, inner, columns) => product(NN, a, b, null, out, rows, inner, columns),
  matmulTN: (a, b, out, rows, inner, columns) => product(TN, a, b, null, out, rows, inner, columns),
  matmulNT: (a, b, out, rows, inner, columns) => product(NT, a, b, null, out, rows, inner, columns),
  affine: (a, b, bias, out, rows, inner, columns) => product(AFFINE, a, b, bias, out, rows, inner, columns),
  affineRelu: (a, b, bias, out, rows, inner, columns) => product(AFFINE_RELU, a, b, bias, out, rows, inner, columns),
  matmulNTRelu: (a, b, x, dZ, rows, inner, columns) => product(NT_RELU, a, b, x, dZ, rows, inner, columns),
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
