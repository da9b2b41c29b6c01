/**
 * A matrix product whose operands are in one memory, and its computation there: all rows, or some of them while another
 * thread does the rest.
 */
import type { BoundKernels, Emitter } from './bound-kernels.ts';
import type { Kernels } from './kernels.ts';
import {
  emitPackLeft,
  emitProduct,
  MOST_ROWS,
  MOST_TERMS,
  PACKED_DEPTH,
  PACKED_START,
  type Finish,
  type ProductKind,
} from './webassembly/simd-product.ts';

/** What is multiplied, and how the sums are finished before they are stored, by the names of `Kernels`. */
const PRODUCTS = {
  matmul: { kind: 'NN', finish: 'none' },
  matmulTN: { kind: 'TN', finish: 'none' },
  matmulNT: { kind: 'NT', finish: 'none' },
  affine: { kind: 'NN', finish: 'bias' },
  affineRelu: { kind: 'NN', finish: 'biasRelu' },
  matmulNTRelu: { kind: 'NT', finish: 'whereActive' },
} as const satisfies Partial<Record<keyof Kernels, { kind: ProductKind; finish: Finish }>>;

export type ProductName = keyof typeof PRODUCTS;
export const PRODUCT_NAMES = Object.keys(PRODUCTS) as readonly ProductName[];

/** Addresses are in bytes; `out` is [rows, columns]; `inner` is the length of the sums. */
export interface ProductJob {
  readonly name: ProductName;
  readonly a: number;
  readonly b: number;
  /** Used to finish the sums: the bias, or a matrix as large as `out`; 0 if there is none. */
  readonly operand: number;
  readonly out: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

const emitter =
  (kind: ProductKind, finish: Finish, continues: boolean): Emitter =>
  (depth, columns) =>
    emitProduct({ kind, depth, columns, finish, continues });

/** Emitters of the calls that begin the sums, continue them, finish them, or do all of that at once. */
function emittersOf(name: ProductName) {
  const { kind, finish } = PRODUCTS[name];
  const [first, next] = [emitter(kind, 'none', false), emitter(kind, 'none', true)];
  if (finish === 'none') return { first, next, last: next, only: first };
  return { first, next, last: emitter(kind, finish, true), only: emitter(kind, finish, false) };
}

const EMITTERS = Object.fromEntries(PRODUCT_NAMES.map((name) => [name, emittersOf(name)])) as Readonly<
  Record<ProductName, ReturnType<typeof emittersOf>>
>;

/** Measured: from this number of columns on (in panels of 8), packing the rows of a saves more time than it takes. */
const PACKED_FROM_COLUMNS = 64;

/**
 * Computes the rows [firstRow, endRow) of `out`.
 *
 * @param scratch where the kernels may write, in bytes
 */
export function runProduct(
  kernels: BoundKernels,
  scratch: number,
  job: ProductJob,
  firstRow: number,
  endRow: number,
): void {
  const { name, b, inner, columns } = job;
  const { kind, finish } = PRODUCTS[name];
  const { first, next, last, only } = EMITTERS[name];
  const isTransposed = kind === 'TN';
  const depth = isTransposed ? job.rows : inner;
  const isPacked = isTransposed && columns >= PACKED_FROM_COLUMNS;
  const packed = scratch + PACKED_START;
  // Steps in a: from the values of one row of out to the next, and from one term to the next.
  const [aRowBytes, aTermBytes] = isTransposed ? [4, 4 * depth] : [4 * depth, 4];
  const bTermBytes = kind === 'NT' ? 4 : 4 * columns;
  for (let row = firstRow; row < endRow; row += MOST_ROWS) {
    const rows = Math.min(MOST_ROWS, endRow - row);
    const outStart = row * 4 * columns;
    const operand = finish === 'whereActive' ? job.operand + outStart : job.operand;
    // Sums of many terms take several calls; each continues where the last one stopped.
    let start = 0;
    do {
      const terms = Math.min(inner - start, MOST_TERMS[kind]);
      const isLast = start + terms === inner;
      const emit = start === 0 ? (isLast ? only : first) : isLast ? last : next;
      const a = job.a + row * aRowBytes + start * aTermBytes;
      if (isPacked) kernels.get(emitPackLeft, depth)(a, packed, rows, terms);
      const kernel = kernels.get(emit, isPacked ? PACKED_DEPTH : depth, columns);
      kernel(isPacked ? packed : a, b + start * bTermBytes, job.out + outStart, rows, terms, scratch, operand);
      start += terms;
    } while (start < inner);
  }
}
