/**
 * Matrix products as WebAssembly without SIMD, one float32 at a time. The three products differ only in how far apart
 * neighbours are, so one function with strides serves all shapes. A tile of 4 × 2 sums stays in registers while the
 * inner index runs, and each sum sees the same numbers in the same order as in the reference.
 *
 * JavaScript has no float32 arithmetic: it widens to float64, computes and rounds, which is six times the work.
 */
import { f32, FunctionBuilder, i32, type Expression, type Local } from './assembler.ts';

const FLOAT_BYTES = 4;
const TILE_ROWS = 4;
const TILE_COLUMNS = 2;

/**
 * The function (a, aRow, aInner, b, bInner, bColumn, out, rows, inner, columns): addresses and strides in bytes,
 * out[i, j] = Σₖ a[i·aRow + k·aInner] · b[k·bInner + j·bColumn].
 */
export function emitScalarProduct(): FunctionBuilder {
  const builder = new FunctionBuilder(Array<'i32'>(10).fill('i32'));
  const [a, aRow, aInner, b, bInner, bColumn, out, rows, inner, columns] = builder.parameters as Parameters;
  const bStart = builder.local('i32');
  const left = builder.local('i32');
  const product: Product = { builder, a, aRow, aInner, b: bStart, bInner, bColumn, out, inner, columns };
  for (const height of [TILE_ROWS, 1]) {
    builder.while(i32.less(i32.constant(height - 1), rows), () => {
      builder.set(left, columns);
      builder.set(bStart, b);
      for (const width of [TILE_COLUMNS, 1]) {
        builder.while(i32.less(i32.constant(width - 1), left), () => {
          emitTile(product, height, width);
          builder.increase(bStart, i32.multiply(bColumn, i32.constant(width)));
          builder.increase(out, i32.constant(width * FLOAT_BYTES));
          builder.increase(left, i32.constant(-width));
        });
      }
      builder.increase(a, i32.multiply(aRow, i32.constant(height)));
      // The row just finished is behind: skip the other rows of the tile.
      builder.increase(out, i32.multiply(columns, i32.constant((height - 1) * FLOAT_BYTES)));
      builder.increase(rows, i32.constant(-height));
    });
  }
  return builder;
}

type Parameters = [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local];

interface Product {
  readonly builder: FunctionBuilder;
  /** Where the tile's first row of a, first column of b and first element of `out` are. */
  readonly a: Local;
  readonly b: Local;
  readonly out: Local;
  readonly aRow: Local;
  readonly aInner: Local;
  readonly bInner: Local;
  readonly bColumn: Local;
  readonly inner: Local;
  readonly columns: Local;
}

function emitTile(product: Product, height: number, width: number): void {
  const { builder, a, aRow, aInner, b, bInner, bColumn, out, inner, columns } = product;
  const sums = Array.from({ length: height * width }, () => builder.local('f32'));
  const lefts = emitAddresses(builder, a, aRow, height);
  const rights = emitAddresses(builder, b, bColumn, width);
  const right = rights.map(() => builder.local('f32'));
  const left = builder.local('f32');
  const terms = builder.local('i32');
  for (const sum of sums) builder.set(sum, f32.constant(0));
  builder.set(terms, inner);
  builder.while(i32.less(i32.constant(0), terms), () => {
    for (const [j, address] of rights.entries()) {
      builder.set(right[j]!, f32.load(address));
      builder.increase(address, bInner);
    }
    for (const [i, address] of lefts.entries()) {
      builder.set(left, f32.load(address));
      builder.increase(address, aInner);
      for (const [j, value] of right.entries()) {
        const sum = sums[i * width + j]!;
        builder.set(sum, f32.add(sum, f32.multiply(left, value)));
      }
    }
    builder.increase(terms, i32.constant(-1));
  });
  const outRows = emitAddresses(builder, out, i32.multiply(columns, i32.constant(FLOAT_BYTES)), height);
  for (const [index, sum] of sums.entries()) {
    builder.storeFloat(outRows[Math.floor(index / width)]!, (index % width) * FLOAT_BYTES, sum);
  }
}

/** `first`, and further addresses, each a stride after the one before. */
function emitAddresses(builder: FunctionBuilder, first: Local, stride: Expression, count: number): Local[] {
  const addresses = Array.from({ length: count }, () => builder.local('i32'));
  for (const [i, address] of addresses.entries()) {
    builder.set(address, i === 0 ? first : i32.add(addresses[i - 1]!, stride));
  }
  return addresses;
}
