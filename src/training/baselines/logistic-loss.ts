/**
 * The loss of a logistic regression, its gradient and its curvature, in float64. With two classes there is one logit,
 * z = w·x, and loss = max(z, 0) − z·y + ln(1 + e^−|z|); with more there is one for each class, and loss = ln Σ eᶻ − z_y.
 * The last input is 1 in all rows: its weight is the intercept.
 */
import { currentKernels } from '../../tensor/kernels/current.ts';
import { expOfMinus, logOfOnePlus } from '../../tensor/exponential64.ts';

/** Rows whose products are summed in float32 before they are added in float64. */
const SLICE = 256;

export class LogisticLoss {
  /** Logits a row: 1 for two classes, else k. */
  readonly units: number;
  /** Inputs a row, the last of them 1. */
  readonly width: number;
  readonly #inputs: Float64Array | Float32Array;
  readonly #targets: Int32Array;
  /** Of the last `at`: how fast the gradient of each logit grows with it [n, units]. */
  readonly #curvatures: Float64Array;
  readonly #logits: Float64Array;
  /** Rows of a slice, and their products. */
  readonly #scratch: readonly [Float32Array, Float32Array];

  /** @param inputs [n, width], the last column 1 */
  constructor(inputs: Float64Array | Float32Array, targets: Int32Array, classCount: number) {
    this.units = classCount === 2 ? 1 : classCount;
    this.width = inputs.length / targets.length;
    this.#inputs = inputs;
    this.#targets = targets;
    this.#curvatures = new Float64Array(targets.length * this.units);
    this.#logits = new Float64Array(this.units);
    const lengths = [SLICE * this.width, this.width * this.width];
    this.#scratch = currentKernels().allocate(lengths) as [Float32Array, Float32Array];
  }

  /**
   * The mean loss of the rows.
   *
   * @param weights [units, width]
   * @param gradient of the mean loss [units, width], overwritten
   */
  at(weights: Float64Array, gradient: Float64Array): number {
    const { units, width } = this;
    const [x, z, n] = [this.#inputs, this.#logits, this.#targets.length];
    gradient.fill(0);
    let total = 0;
    for (let i = 0; i < n; i++) {
      const row = i * width;
      for (let u = 0; u < units; u++) z[u] = scalarProduct(x, row, weights, u * width, width);
      total += units === 1 ? this.#binary(i) : this.#categorical(i);
      for (let u = 0; u < units; u++) {
        const pull = z[u]!;
        for (let j = 0; j < width; j++) gradient[u * width + j] = gradient[u * width + j]! + pull * x[row + j]!;
      }
    }
    for (let j = 0; j < gradient.length; j++) gradient[j] = gradient[j]! / n;
    return total / n;
  }

  /** The loss of a row; its logit becomes the gradient, p − y. */
  #binary(i: number): number {
    const [z, y] = [this.#logits[0]!, this.#targets[i]!];
    const e = expOfMinus(Math.abs(z));
    const [rare, likely] = [e / (1 + e), 1 / (1 + e)];
    const [p0, p1] = z >= 0 ? [rare, likely] : [likely, rare];
    this.#curvatures[i] = rare * likely;
    this.#logits[0] = y === 1 ? -p0 : p1;
    return Math.max(z, 0) - z * y + logOfOnePlus(e);
  }

  /** The loss of a row; its logits become the gradient, p − 1_y. */
  #categorical(i: number): number {
    const { units } = this;
    const [z, y] = [this.#logits, this.#targets[i]!];
    let best = 0;
    for (let u = 1; u < units; u++) if (z[u]! > z[best]!) best = u;
    const largest = z[best]!;
    const own = largest - z[y]!;
    // The sum without the largest, which is 1: so ln(1 + rest) keeps the digits of a small rest.
    let rest = 0;
    for (let u = 0; u < units; u++) {
      z[u] = expOfMinus(largest - z[u]!);
      if (u !== best) rest += z[u]!;
    }
    for (let u = 0; u < units; u++) {
      const p = z[u]! / (1 + rest);
      const others = u === best ? rest / (1 + rest) : 1 - p;
      this.#curvatures[i * units + u] = p * others;
      z[u] = u === y ? -others : p;
    }
    return own + logOfOnePlus(rest);
  }

  /**
   * How the gradient of one logit's weights grows with them, at the weights of the last `at`: the mean over the rows of
   * q·x·xᵀ with q = p(1 − p). With two classes this is the whole Hessian, with more a block on its diagonal. Slices of
   * rows are multiplied in float32 by the kernels, and their sums are float64: about six digits.
   *
   * @param out [width, width], overwritten
   */
  curvature(unit: number, out: Float64Array): void {
    const { units, width } = this;
    const [x, n] = [this.#inputs, this.#targets.length];
    const [slice, product] = this.#scratch;
    out.fill(0);
    for (let start = 0; start < n; start += SLICE) {
      const rows = Math.min(SLICE, n - start);
      for (let i = 0; i < rows; i++) {
        const root = Math.sqrt(this.#curvatures[(start + i) * units + unit]!);
        const from = (start + i) * width;
        for (let j = 0; j < width; j++) slice[i * width + j] = root * x[from + j]!;
      }
      currentKernels().matmulTN(slice, slice, product, width, rows, width);
      for (let j = 0; j < out.length; j++) out[j] = out[j]! + product[j]!;
    }
    for (let j = 0; j < out.length; j++) out[j] = out[j]! / n;
  }
}

/** Σ a[i + j]·b[k + j]. Four sums at a time: one alone would wait for itself. */
function scalarProduct(a: Float64Array | Float32Array, i: number, b: Float64Array, k: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let j = 0;
  for (; j + 3 < length; j += 4) {
    s0 += a[i + j]! * b[k + j]!;
    s1 += a[i + j + 1]! * b[k + j + 1]!;
    s2 += a[i + j + 2]! * b[k + j + 2]!;
    s3 += a[i + j + 3]! * b[k + j + 3]!;
  }
  for (; j < length; j++) s0 += a[i + j]! * b[k + j]!;
  return s0 + s1 + (s2 + s3);
}
