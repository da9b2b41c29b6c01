/**
 * A matrix product whose operands lie in one memory, and its computation there: all of it, or some rows, for which
 * another thread can do the rest.
 */
import type { BoundKernels, Emitter } from './bound-kernels.ts';
import {
  emitPackLeft,
  emitProduct,
  MOST_ROWS,
  MOST_TERMS,
  PACKED_DEPTH,
  PACKED_START,
  type ProductKind,
} from './simd-product.ts';

/** Addresses are in bytes; `rows` and `columns` are those of `out`, `inner` is the length of the sums. */
export interface ProductJob {
  readonly kind: ProductKind;
  readonly a: number;
  readonly b: number;
  /** Null without one. */
  readonly bias: number | null;
  readonly out: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

const emitter =
  (kind: ProductKind, hasBias: boolean, continues: boolean): Emitter =>
  (depth, columns) =>
    emitProduct({ kind, depth, columns, hasBias, continues });

/** Whether a call begins the sums or goes on with them, and whether it adds the bias at their end. */
const emitters = (kind: ProductKind) => ({
  first: emitter(kind, false, false),
  next: emitter(kind, false, true),
  only: emitter(kind, true, false),
  last: emitter(kind, true, true),
});
const EMITTERS = { NN: emitters('NN'), NT: emitters('NT'), TN: emitters('TN') } as const;

/** Of so many panels of 8 columns, as measured, each profits more from packed rows of a than the packing takes. */
const PACKED_FROM_COLUMNS = 64;

/**
 * Computes the rows of `out` from `firstRow` on and before `endRow`.
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
  const { kind, b, bias, inner, columns } = job;
  const isTransposed = kind === 'TN';
  const { first, next, only, last } = EMITTERS[kind];
  const depth = isTransposed ? job.rows : inner;
  const isPacked = isTransposed && columns >= PACKED_FROM_COLUMNS;
  const packed = scratch + PACKED_START;
  // From a row of out to the next, and from a term to the next.
  const [aRowBytes, aTermBytes] = isTransposed ? [4, 4 * depth] : [4 * depth, 4];
  const bTermBytes = kind === 'NT' ? 4 : 4 * columns;
  for (let row = firstRow; row < endRow; row += MOST_ROWS) {
    const rows = Math.min(MOST_ROWS, endRow - row);
    const out = job.out + row * 4 * columns;
    // The sums of many terms in several calls, each going on where the last one stopped.
    let start = 0;
    do {
      const terms = Math.min(inner - start, MOST_TERMS[kind]);
      const addsBias = bias !== null && start + terms === inner;
      const emit = start === 0 ? (addsBias ? only : first) : addsBias ? last : next;
      const a = job.a + row * aRowBytes + start * aTermBytes;
      if (isPacked) kernels.get(emitPackLeft, depth)(a, packed, rows, terms);
      const kernel = kernels.get(emit, isPacked ? PACKED_DEPTH : depth, columns);
      kernel(isPacked ? packed : a, b + start * bTermBytes, out, rows, terms, scratch, bias ?? 0);
      start += terms;
    } while (start < inner);
  }
}
