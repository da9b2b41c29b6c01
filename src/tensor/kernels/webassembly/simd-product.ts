/**
 * Matrix products as WebAssembly SIMD128, emitted for one shape. As in the reference, each product is rounded, then each
 * sum, and the inner index runs upwards from +0. Four sums of neighbouring columns share a register, which changes none
 * of their bits.
 *
 * For every panel of 8 columns the right operand is packed: its values for one inner index are put side by side, in the
 * order in which they are used (Goto & van de Geijn 2008). A tile of 4 rows × 8 columns then keeps its 8 sums in
 * registers while the inner index runs: 6 loads for 16 operations.
 */
import { f32x4, FunctionBuilder, i32, v128, type Expression, type Local } from './assembler.ts';

/** `NN` out = a·b, `NT` out = a·bᵀ, `TN` out = aᵀ·b. */
export type ProductKind = 'NN' | 'NT' | 'TN';

/**
 * What is done with a sum before it is stored. `bias`: a row [columns] is added to each row of `out`; `biasRelu`:
 * negative results then become 0; `whereActive`: it becomes 0 where a matrix as large as `out` isn't above 0.
 */
export type Finish = 'none' | 'bias' | 'biasRelu' | 'whereActive';

/** Constants in the code of a product; the numbers of rows and terms are given with each call. */
export interface ProductCode {
  readonly kind: ProductKind;
  /** The length of a row of a: for NN and NT the inner length, for TN the rows of `out`. */
  readonly depth: number;
  /** The columns of `out`. */
  readonly columns: number;
  readonly finish: Finish;
  /** True if the sums continue from the values in `out`, false if they begin at +0. */
  readonly continues: boolean;
}

/** Columns of a panel: two registers. */
const PANEL_COLUMNS = 8;
const FLOAT_BYTES = 4;
const VECTOR_BYTES = 16;

/** Rows of a tile: enough sum registers to hide the latency of an addition. */
const TILE_ROWS_OF_TWO_VECTORS = 4;
const TILE_ROWS_OF_ONE_VECTOR = 8;

/**
 * The most terms per call: that many values of a packed panel, and of the rows of a next to it, stay in the first-level
 * cache. TN walks down the columns of a, where each value takes a cache line.
 */
export const MOST_TERMS: Readonly<Record<ProductKind, number>> = { NN: 512, NT: 512, TN: 256 };

/** The longest row of a, b and out for which the offset of a tile's last row is still a 32-bit number. */
export const LONGEST_ROW = 134_217_728;

/** The most rows of `out` per call: their values of a, 512 terms each, stay in the cache while all panels of b pass. */
export const MOST_ROWS = 256;

/**
 * The distance from one packed row of a to the next, in numbers. It is not a power of two, which would map all rows to
 * the same few cache lines.
 */
export const PACKED_DEPTH = MOST_ROWS + 16;

/** A panel of b; a transposing pack writes in fours. */
const PANEL_BYTES = (MOST_TERMS.NT + 3) * PANEL_COLUMNS * FLOAT_BYTES;

/** Where the packed rows of a are in the scratch memory: after the panel of b, at a multiple of 64 bytes. */
export const PACKED_START = Math.ceil(PANEL_BYTES / 64) * 64;

export const SCRATCH_BYTES = PACKED_START + MOST_TERMS.TN * PACKED_DEPTH * FLOAT_BYTES;

/**
 * The function (a, b, out, rows, terms, scratch, operand): addresses in bytes, rows of `out`, terms of each sum; the
 * operand is what `finish` needs.
 */
export function emitProduct({ kind, depth, columns, finish, continues }: ProductCode): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  type Parameters = [Local, Local, Local, Local, Local, Local, Local];
  const [a, b, out, rows, terms, scratch, operand] = builder.parameters as Parameters;
  const product: Product = {
    builder,
    a,
    b,
    out,
    rows,
    terms,
    scratch,
    operand,
    finish,
    kind,
    continues,
    aRowBytes: kind === 'TN' ? FLOAT_BYTES : depth * FLOAT_BYTES,
    aInnerBytes: kind === 'TN' ? depth * FLOAT_BYTES : FLOAT_BYTES,
    bRowBytes: (kind === 'NT' ? depth : columns) * FLOAT_BYTES,
    outRowBytes: columns * FLOAT_BYTES,
    column: builder.local('i32'),
    end: builder.local('i32'),
  };
  const { column } = product;
  const fullColumns = columns - (columns % PANEL_COLUMNS);
  if (fullColumns > 0) {
    builder.set(column, i32.constant(0));
    builder.repeat(
      () => {
        emitPanel(product, PANEL_COLUMNS);
        builder.increase(column, i32.constant(PANEL_COLUMNS));
      },
      i32.less(column, i32.constant(fullColumns)),
    );
  }
  if (fullColumns < columns) {
    builder.set(column, i32.constant(fullColumns));
    emitPanel(product, columns - fullColumns);
  }
  return builder;
}

/**
 * The function (from, to, rows, terms) that packs a for TN: from each of `terms` rows of a it copies `rows` numbers
 * (one for each row of `out`), in vectors. The last vector may copy numbers past the end.
 */
export function emitPackLeft(depth: number): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const [from, to, rows, terms] = builder.parameters as [Local, Local, Local, Local];
  const offset = builder.local('i32');
  const rowBytes = i32.multiply(rows, i32.constant(FLOAT_BYTES));
  builder.while(i32.less(i32.constant(0), terms), () => {
    builder.set(offset, i32.constant(0));
    builder.while(i32.less(offset, rowBytes), () => {
      builder.storeVector(i32.add(to, offset), 0, v128.load(i32.add(from, offset)));
      builder.increase(offset, i32.constant(VECTOR_BYTES));
    });
    builder.increase(from, i32.constant(depth * FLOAT_BYTES));
    builder.increase(to, i32.constant(PACKED_DEPTH * FLOAT_BYTES));
    builder.increase(terms, i32.constant(-1));
  });
  return builder;
}

interface Product {
  readonly builder: FunctionBuilder;
  readonly a: Local;
  readonly b: Local;
  readonly out: Local;
  readonly rows: Local;
  readonly terms: Local;
  readonly scratch: Local;
  readonly operand: Local;
  readonly finish: Finish;
  readonly kind: ProductKind;
  readonly continues: boolean;
  readonly aRowBytes: number;
  readonly aInnerBytes: number;
  readonly bRowBytes: number;
  readonly outRowBytes: number;
  /** The panel's first column. */
  readonly column: Local;
  /** Where the packed panel ends. */
  readonly end: Local;
}

/** All rows of up to 8 columns of `out`. */
function emitPanel(product: Product, width: number): void {
  const { builder, terms, rows, scratch, end, a, out, column } = product;
  const vectors = Math.ceil(width / 4);
  builder.set(end, i32.add(scratch, i32.multiply(terms, i32.constant(vectors * VECTOR_BYTES))));
  if (product.kind === 'NT') emitTransposingPack(product, width);
  else emitPack(product, vectors);

  const row = builder.local('i32');
  const aRow = builder.local('i32');
  const outRow = builder.local('i32');
  builder.set(row, i32.constant(0));
  builder.set(aRow, a);
  builder.set(outRow, i32.add(out, i32.multiply(column, i32.constant(FLOAT_BYTES))));
  const tileRows = vectors === 1 ? TILE_ROWS_OF_ONE_VECTOR : TILE_ROWS_OF_TWO_VECTORS;
  for (const height of [tileRows, 2, 1]) {
    builder.while(i32.less(i32.add(row, i32.constant(height - 1)), rows), () => {
      emitTile(product, { height, width, aRow, outRow });
      builder.increase(row, i32.constant(height));
      builder.increase(aRow, i32.constant(height * product.aRowBytes));
      builder.increase(outRow, i32.constant(height * product.outRowBytes));
    });
  }
}

/**
 * Packs the panel's columns of b, row by row. Lanes past the last column hold arbitrary values that are never stored.
 */
function emitPack({ builder, b, scratch, end, column, bRowBytes }: Product, vectors: number): void {
  const from = builder.local('i32');
  const to = builder.local('i32');
  builder.set(from, i32.add(b, i32.multiply(column, i32.constant(FLOAT_BYTES))));
  builder.set(to, scratch);
  builder.while(i32.lessUnsigned(to, end), () => {
    for (let v = 0; v < vectors; v++) {
      builder.storeVector(to, v * VECTOR_BYTES, v128.load(from, v * VECTOR_BYTES));
    }
    builder.increase(from, i32.constant(bRowBytes));
    builder.increase(to, i32.constant(vectors * VECTOR_BYTES));
  });
}

/** Packs rows of b as columns: 4 × 4 blocks are transposed, the last ones reaching past the end of the rows. */
function emitTransposingPack({ builder, b, scratch, end, column, bRowBytes }: Product, width: number): void {
  const vectors = Math.ceil(width / 4);
  const from = builder.local('i32');
  const to = builder.local('i32');
  const rows = [0, 1, 2, 3].map(() => builder.local('v128'));
  const [r0, r1, r2, r3] = rows as [Local, Local, Local, Local];
  const pairs = [0, 1, 2, 3].map(() => builder.local('v128'));
  const [low01, low23, high01, high23] = pairs as [Local, Local, Local, Local];
  builder.set(from, i32.add(b, i32.multiply(column, i32.constant(bRowBytes))));
  builder.set(to, scratch);
  builder.while(i32.lessUnsigned(to, end), () => {
    for (let v = 0; v < vectors; v++) {
      for (const [r, row] of rows.entries()) {
        const index = 4 * v + r;
        builder.set(row, index < width ? v128.load(from, index * bRowBytes) : v128.zero());
      }
      builder.set(low01, v128.shuffle([0, 4, 1, 5], r0, r1));
      builder.set(low23, v128.shuffle([0, 4, 1, 5], r2, r3));
      builder.set(high01, v128.shuffle([2, 6, 3, 7], r0, r1));
      builder.set(high23, v128.shuffle([2, 6, 3, 7], r2, r3));
      const columnsOfBlock = [
        v128.shuffle([0, 1, 4, 5], low01, low23),
        v128.shuffle([2, 3, 6, 7], low01, low23),
        v128.shuffle([0, 1, 4, 5], high01, high23),
        v128.shuffle([2, 3, 6, 7], high01, high23),
      ];
      for (const [k, vector] of columnsOfBlock.entries()) {
        builder.storeVector(to, (k * vectors + v) * VECTOR_BYTES, vector);
      }
    }
    builder.increase(from, i32.constant(4 * FLOAT_BYTES));
    builder.increase(to, i32.constant(4 * vectors * VECTOR_BYTES));
  });
}

interface Tile {
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** Where its first row starts in a, and its first element in out. */
  readonly aRow: Local;
  readonly outRow: Local;
}

function emitTile(product: Product, { height, width, aRow, outRow }: Tile): void {
  const { builder, scratch, end, aRowBytes, aInnerBytes, outRowBytes, out, operand, column, finish, continues } =
    product;
  const vectors = Math.ceil(width / 4);
  const sums = Array.from({ length: height * vectors }, () => builder.local('v128'));
  const right = Array.from({ length: vectors }, () => builder.local('v128'));
  const left = builder.local('v128');
  const from = builder.local('i32');
  const packed = builder.local('i32');
  for (const [index, sum] of sums.entries()) {
    const offset = Math.floor(index / vectors) * outRowBytes + (index % vectors) * VECTOR_BYTES;
    builder.set(sum, continues ? v128.load(outRow, offset) : v128.zero());
  }
  builder.set(from, aRow);
  builder.set(packed, scratch);
  builder.while(i32.lessUnsigned(packed, end), () => {
    for (const [v, vector] of right.entries()) builder.set(vector, v128.load(packed, v * VECTOR_BYTES));
    for (let r = 0; r < height; r++) {
      builder.set(left, v128.loadSplat(from, r * aRowBytes));
      for (const [v, vector] of right.entries()) {
        const sum = sums[r * vectors + v]!;
        builder.set(sum, f32x4.add(sum, f32x4.multiply(left, vector)));
      }
    }
    builder.increase(from, i32.constant(aInnerBytes));
    builder.increase(packed, i32.constant(vectors * VECTOR_BYTES));
  });
  // The elements of the other matrix at the places of those of out, or the bias of the tile's columns.
  if (finish === 'whereActive') builder.set(from, i32.add(outRow, i32.subtract(operand, out)));
  for (let v = 0; v < vectors; v++) {
    const lanes = Math.min(4, width - 4 * v);
    const offset = v * VECTOR_BYTES;
    if (finish === 'bias' || finish === 'biasRelu') {
      builder.set(right[v]!, v128.load(i32.add(operand, i32.multiply(column, i32.constant(FLOAT_BYTES))), offset));
    }
    for (let r = 0; r < height; r++) {
      const place = r * outRowBytes + offset;
      const finished = {
        none: (sum: Expression) => sum,
        bias: (sum: Expression) => f32x4.add(sum, right[v]!),
        // A NaN stays. −0 doesn't occur: no sum that began at +0 is −0, with or without a bias added.
        biasRelu: (sum: Expression) => f32x4.larger(f32x4.add(sum, right[v]!), v128.zero()),
        whereActive: (sum: Expression) => v128.and(f32x4.greater(v128.load(from, place), v128.zero()), sum),
      }[finish];
      builder.storeLanes(outRow, place, finished(sums[r * vectors + v]!), lanes);
    }
  }
}
