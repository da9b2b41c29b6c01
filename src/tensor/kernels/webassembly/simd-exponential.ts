/**
 * exp and log of `../../exponential.ts` for two float64 at once: the same operations in the same order, so the same bits.
 * Both cover only what softmax needs; other cases would cost time.
 */
import { INVERSE_FACTORIAL } from '../../exponential.ts';
import { f64x2, i64x2, v128, type Expression, type FunctionBuilder, type Local } from './assembler.ts';

const { add, subtract, multiply, divide, constant } = f64x2;
const { LN2, LOG2E, SQRT2 } = Math;

const FRACTION_BITS = 52;
const EXPONENT_BIAS = 1023;
/** The largest subnormal number, 2⁻¹⁰²² − 2⁻¹⁰⁷⁴: all bits of the fraction, none of the exponent. */
const FRACTION_MASK = 2.225073858507201e-308;
/** 2⁵². The fraction bits of 2⁵² + i are i itself, for a whole number i from 0 to 2⁵² − 1. */
const WHOLE = 4_503_599_627_370_496;

/** eˣ of two float64 that are at most 0 or NaN, rounded to float32: in the first two lanes, zeros above. */
export function emitExp(builder: FunctionBuilder, x: Local): Expression {
  const k = builder.local('v128');
  const r = builder.local('v128');
  const sum = builder.local('v128');
  builder.set(r, multiply(x, constant(LOG2E)));
  builder.set(k, f64x2.floor(r));
  // Halves round up, as in Math.round.
  builder.set(k, add(k, v128.and(f64x2.atLeast(subtract(r, k), constant(0.5)), constant(1))));
  builder.set(r, subtract(x, multiply(k, constant(LN2))));
  builder.set(sum, constant(INVERSE_FACTORIAL[11]!));
  for (let n = 10; n >= 0; n--) builder.set(sum, add(multiply(sum, r), constant(INVERSE_FACTORIAL[n]!)));
  const power = i64x2.shiftLeft(add(k, constant(WHOLE + EXPONENT_BIAS)), FRACTION_BITS);
  return f64x2.toFloat32(v128.andNot(multiply(sum, power), f64x2.less(x, constant(-104))));
}

/** ln x of two float64 that are at least 1 and finite or NaN, rounded to float32, as two float64. */
export function emitLog(builder: FunctionBuilder, x: Local): Expression {
  const k = builder.local('v128');
  const m = builder.local('v128');
  const s = builder.local('v128');
  const s2 = builder.local('v128');
  const series = builder.local('v128');
  const exponent = v128.or(i64x2.shiftRight(x, FRACTION_BITS), constant(WHOLE));
  builder.set(k, subtract(exponent, constant(WHOLE + EXPONENT_BIAS)));
  builder.set(m, v128.or(v128.and(x, constant(FRACTION_MASK)), constant(1)));
  const isLarge = builder.local('v128');
  builder.set(isLarge, f64x2.atLeast(m, constant(SQRT2)));
  builder.set(m, subtract(m, v128.and(multiply(m, constant(0.5)), isLarge)));
  builder.set(k, add(k, v128.and(constant(1), isLarge)));
  builder.set(s, divide(subtract(m, constant(1)), add(m, constant(1))));
  builder.set(s2, multiply(s, s));
  builder.set(series, constant(1 / 21));
  for (let n = 19; n >= 1; n -= 2) builder.set(series, add(multiply(series, s2), constant(1 / n)));
  const result = add(multiply(k, constant(LN2)), multiply(multiply(constant(2), s), series));
  // x − x restores a NaN, whose bits were treated as a number's so far; otherwise it adds 0.
  return f64x2.fromFloat32(f64x2.toFloat32(add(result, subtract(x, x))));
}
