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

/** Of one rounding to float32: half the distance from 1 to the next number. */
const UNIT_ROUNDOFF = 2 ** -24;

/**
 * Compares each element with the float64 product. The tolerance is the bound no correct kernel can exceed, whatever the
 * order of its sums: γ·Σ|aₖ·bₖ| with γ = inner·u / (1 − inner·u) (Higham 2002, eq. 3.5).
 *
 * @throws Error naming the first element that is outside, or the lengths that don't fit.
 */
export function checkProduct(shape: ProductShape, a: Float32Array, b: Float32Array, out: Float32Array): void {
  const { operation, rows, inner, columns } = shape;
  const name = formatProduct(shape);
  if (a.length !== rows * inner || b.length !== inner * columns || out.length !== rows * columns) {
    throw new Error(`${name}: operands of ${a.length} and ${b.length} elements, ${out.length} results`);
  }
  const [aRow, aInner] = operation === 'matmulTN' ? [1, rows] : [inner, 1];
  const [bInner, bColumn] = operation === 'matmulNT' ? [1, inner] : [columns, 1];
  const gamma = (inner * UNIT_ROUNDOFF) / (1 - inner * UNIT_ROUNDOFF);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let expected = 0;
      let magnitude = 0;
      for (let k = 0; k < inner; k++) {
        const product = a[i * aRow + k * aInner]! * b[k * bInner + j * bColumn]!;
        expected += product;
        magnitude += Math.abs(product);
      }
      const got = out[i * columns + j]!;
      // Asked this way round, a NaN is outside.
      if (!(Math.abs(got - expected) <= gamma * magnitude)) {
        throw new Error(`${name}: result [${i}, ${j}] is ${got}, expected ${expected} ± ${gamma * magnitude}`);
      }
    }
  }
}
