/**
 * Comparers that fail closed: a NaN, another shape, an empty comparison or a tolerance that isn't a number is a failure.
 * Relative error is |actual − expected| / max(|actual|, |expected|), as is usual for gradient checks.
 */
import type { Gradients } from '../../../src/study/reference/network.ts';
import type { NumericGradients, Positions } from '../../../src/study/reference/numeric-gradients.ts';

/** Nested plain arrays, all rows of one length; a typed array, row-major; or a tensor that knows its shape. */
export type Values =
  | number
  | readonly Values[]
  | Float32Array
  | Float64Array
  | Int32Array
  | { readonly data: Float32Array | Float64Array; readonly shape: readonly number[] };

export interface Tolerance {
  /** Largest |actual − expected| / max(|actual|, |expected|) … */
  relative: number;
  /** … or largest |actual − expected|: one of the two suffices. */
  absolute: number;
}

interface Flat {
  data: ArrayLike<number>;
  shape: readonly number[];
  /** A bare typed array: any shape of as many elements fits. */
  shapeless: boolean;
}

function flatten(values: Values, what: string): Flat {
  if (ArrayBuffer.isView(values)) return { data: values, shape: [values.length], shapeless: true };
  if (typeof values === 'object' && 'data' in values) {
    return { data: values.data, shape: values.shape, shapeless: false };
  }
  const data: number[] = [];
  const shape: number[] = [];
  let leafDepth: number | undefined;
  const visit = (value: Values, depth: number): void => {
    if (Array.isArray(value)) {
      shape[depth] ??= value.length;
      if (value.length !== shape[depth])
        throw new Error(`${what}: rows of ${value.length} and of ${shape[depth]} values`);
      for (const inner of value as readonly Values[]) visit(inner, depth + 1);
    } else if (typeof value === 'number' && depth === (leafDepth ??= depth)) {
      data.push(value);
    } else {
      throw new Error(`${what}: not an array of numbers of one depth: found ${typeof value} at depth ${depth}`);
    }
  };
  visit(values, 0);
  return { data, shape, shapeless: false };
}

/** Both as flat rows with the shape they share; throws unless they share one and hold something. */
function align(actual: Values, expected: Values, what: string): { a: Flat; e: Flat; shape: readonly number[] } {
  const a = flatten(actual, `${what}: actual`);
  const e = flatten(expected, `${what}: expected`);
  const shape = e.shapeless ? a.shape : e.shape;
  const sameShape =
    a.shapeless ||
    e.shapeless ||
    (a.shape.length === e.shape.length && a.shape.every((size, axis) => size === e.shape[axis]));
  const size = shape.reduce((product, length) => product * length, 1);
  if (!sameShape || a.data.length !== size || e.data.length !== size) {
    throw new Error(`${what}: shapes differ: actual ${describe(a)}, expected ${describe(e)}`);
  }
  if (size === 0) throw new Error(`${what}: nothing to compare: shape [${shape.join(', ')}]`);
  return { a, e, shape };
}

const describe = ({ data, shape }: Flat): string => `[${shape.join(', ')}] (${data.length} values)`;

function positionOf(index: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  let rest = index;
  for (const length of shape.toReversed()) {
    position.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return position;
}

/** NaN against anything is infinitely wrong, two equal values (also two equal infinities) not at all. */
function relativeError(actual: number, expected: number, floor: number): number {
  if (actual === expected) return 0;
  const error = Math.abs(actual - expected) / Math.max(Math.abs(actual), Math.abs(expected), floor);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * Throws unless every element of `actual` is within the tolerance of `expected`.
 * `except` lists positions to leave out (kinks of a gradient check); leaving out everything is a failure.
 *
 * @returns how many elements were compared.
 */
export function expectClose(
  actual: Values,
  expected: Values,
  options: Tolerance & { what: string; except?: Positions },
): number {
  const { relative, absolute, what, except = [] } = options;
  if (!(relative >= 0 && relative < 1) || !(absolute >= 0 && absolute < Infinity)) {
    throw new Error(`${what}: not a tolerance: relative ${relative}, absolute ${absolute}`);
  }
  const { a, e, shape } = align(actual, expected, what);
  const left = new Set(except.map(String));
  let compared = 0;
  for (let index = 0; index < a.data.length; index++) {
    const position = positionOf(index, shape);
    if (left.has(String(position))) continue;
    compared++;
    const one = a.data[index]!;
    const other = e.data[index]!;
    const error = relativeError(one, other, 0);
    if (error <= relative || Math.abs(one - other) <= absolute) continue;
    throw new Error(
      `${what}${position.map((place) => `[${place}]`).join('')} of shape [${shape.join(', ')}]: actual ${one}, expected ${other}: ` +
        `off by ${Math.abs(one - other)}, relative ${error} (allowed: ${absolute}, or relative ${relative})`,
    );
  }
  if (compared === 0) throw new Error(`${what}: all ${a.data.length} elements were left out`);
  return compared;
}

/** The worst element by relative error, with max(|actual|, |expected|, floor) below the line; NaN counts as Infinity. */
export function largestRelativeError(
  actual: Values,
  expected: Values,
  floor: number,
): { error: number; position: number[]; actual: number; expected: number } {
  if (!(floor >= 0 && floor < Infinity)) throw new Error(`largestRelativeError: not a floor: ${floor}`);
  const { a, e, shape } = align(actual, expected, 'largestRelativeError');
  let worst = 0;
  let error = -1;
  for (let index = 0; index < a.data.length; index++) {
    const here = relativeError(a.data[index]!, e.data[index]!, floor);
    if (here > error) [worst, error] = [index, here];
  }
  return { error, position: positionOf(worst, shape), actual: a.data[worst]!, expected: e.data[worst]! };
}

/**
 * Compares a backward pass with numeric gradients, kernel by kernel, bias by bias, input last; kinks are left out.
 *
 * @returns how many elements were compared and how many kinks left out.
 */
export function expectGradientsClose(
  actual: { layers: readonly { kernel: Values; bias: Values | null }[]; input: Values },
  expected: Gradients | NumericGradients,
  tolerance: Tolerance,
): { compared: number; kinks: number } {
  if (actual.layers.length !== expected.layers.length) {
    throw new Error(`gradients: actual has ${actual.layers.length} layers, expected ${expected.layers.length}`);
  }
  const kinksOf = 'kinks' in expected ? expected.kinks : undefined;
  let compared = 0;
  let kinks = 0;
  const compare = (one: Values | null, other: Values | null, what: string, except: Positions = []): void => {
    if (one === null && other === null) return;
    if (one === null || other === null) throw new Error(`${what}: only one of actual and expected is there`);
    compared += expectClose(one, other, { ...tolerance, what, except });
    kinks += except.length;
  };
  for (const [index, layer] of expected.layers.entries()) {
    const at = kinksOf?.layers[index];
    compare(actual.layers[index]!.kernel, layer.kernel, `layers[${index}].dKernel`, at?.kernel);
    compare(actual.layers[index]!.bias, layer.bias, `layers[${index}].dBias`, at?.bias);
  }
  compare(actual.input, expected.input, 'dX', kinksOf?.input);
  return { compared, kinks };
}

const FLOAT64 = new DataView(new ArrayBuffer(8));

/** ⌊log2 |x|⌋ of a normal float64, exact (Math.log2 rounds up just below a power of two). */
function binadeOf(x: number): number {
  FLOAT64.setFloat64(0, x);
  return ((FLOAT64.getUint32(0) >>> 20) & 0x7ff) - 1023;
}

/** From here on float64 values round to a float32 infinity: 2^128 less half a unit of the last binade. */
const OVERFLOW = 2 ** 128 - 2 ** 103;

/**
 * The error of a float32 result in units in the last place of the exact result's binade (Goldberg 1991); the unit of
 * subnormals and of zero is 2^−149. A correctly rounded result has at most 0.5. A NaN, or an infinity where rounding
 * doesn't give that infinity, has Infinity.
 *
 * @throws Error when `actualFloat32` isn't a float32.
 */
export function unitsInLastPlace(actualFloat32: number, exactFloat64: number): number {
  if (Number.isNaN(actualFloat32) || Number.isNaN(exactFloat64)) return Infinity;
  if (Math.fround(actualFloat32) !== actualFloat32)
    throw new Error(`unitsInLastPlace: ${actualFloat32} isn't a float32`);
  if (Math.abs(actualFloat32) === Infinity) {
    return Math.abs(exactFloat64) >= OVERFLOW && actualFloat32 > 0 === exactFloat64 > 0 ? 0 : Infinity;
  }
  const exponent = Math.min(Math.max(binadeOf(exactFloat64), -126), 127);
  return Math.abs(actualFloat32 - exactFloat64) / 2 ** (exponent - 23);
}
