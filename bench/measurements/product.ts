/**
 * A matrix product in float64, and the check of a float32 product against it: a kernel whose result is wrong has no
 * speed.
 */
export type Operation = 'matmul' | 'matmulTN' | 'matmulNT';

/** `rows` and `columns` are those of the result, `inner` is the length of its sums. */
export interface ProductShape {
  readonly operation: Operation;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

export function formatProduct({ operation, rows, inner, columns }: ProductShape): string {
  return `${operation} ${rows}×${inner}×${columns}`;
}

/** Cubes in short: 512³. */
export function formatSizes({ rows, inner, columns }: ProductShape): string {
  return rows === inner && inner === columns ? `${rows}³` : `${rows}×${inner}×${columns}`;
}

/** Of one rounding to float32: half the distance from 1 to the next number. */
const UNIT_ROUNDOFF = 2 ** -24;

/**
 * Compares each element with the float64 product. The tolerance is the bound no correct kernel can exceed, whatever the
 * order of its sums, fused or not: γ·Σ|aₖ·bₖ| with γ = inner·u / (1 − inner·u) (Higham 2002, eq. 3.5).
 *
 * @param out by whoever computed it
 * @throws Error naming the first element that is outside, or the lengths that don't fit.
 */
export function checkProducts(
  shape: ProductShape,
  a: Float32Array,
  b: Float32Array,
  out: ReadonlyMap<string, ArrayLike<number>>,
): void {
  const { operation, rows, inner, columns } = shape;
  const name = formatProduct(shape);
  for (const [by, { length }] of out) {
    if (a.length === rows * inner && b.length === inner * columns && length === rows * columns) continue;
    throw new Error(`${name}: operands of ${a.length} and ${b.length} elements, ${length} results (${by})`);
  }
  const [aRow, aInner] = operation === 'matmulTN' ? [1, rows] : [inner, 1];
  const [bInner, bColumn] = operation === 'matmulNT' ? [1, inner] : [columns, 1];
  const gamma = (inner * UNIT_ROUNDOFF) / (1 - inner * UNIT_ROUNDOFF);
  const expected = new Float64Array(columns);
  const magnitude = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    expected.fill(0);
    magnitude.fill(0);
    for (let k = 0; k < inner; k++) {
      const factor = a[i * aRow + k * aInner]!;
      for (let j = 0; j < columns; j++) {
        const product = factor * b[k * bInner + j * bColumn]!;
        expected[j]! += product;
        magnitude[j]! += Math.abs(product);
      }
    }
    for (const [by, values] of out) {
      for (let j = 0; j < columns; j++) {
        const got = values[i * columns + j]!;
        const tolerance = gamma * magnitude[j]!;
        // Asked this way round, a NaN is outside.
        if (!(Math.abs(got - expected[j]!) <= tolerance)) {
          throw new Error(`${name}: result [${i}, ${j}] is ${got}, expected ${expected[j]} ± ${tolerance} (${by})`);
        }
      }
    }
  }
}
