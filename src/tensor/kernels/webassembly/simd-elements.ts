/**
 * Element-by-element operations as WebAssembly SIMD128: four at a time, the rest one by one. Each element sees the same
 * float32 operations in the same order as in the reference.
 */
import { f32, f32x4, FunctionBuilder, i32, v128, type Expression, type Local } from './assembler.ts';

const FLOAT_BYTES = 4;
const VECTOR_BYTES = 16;

/**
 * Walks arrays of `length` elements side by side.
 *
 * @param addresses where each array starts; they are advanced
 * @param element takes the four values (or one, in the first lane) at each address and returns what is written where
 */
export function emitElements(
  builder: FunctionBuilder,
  addresses: readonly Local[],
  length: Local,
  element: (values: readonly Expression[]) => ReadonlyMap<number, Expression>,
): void {
  const values = addresses.map(() => builder.local('v128'));
  const step = (lanes: 1 | 4) => {
    for (const [i, address] of addresses.entries()) {
      builder.set(values[i]!, lanes === 4 ? v128.load(address) : v128.load32(address));
    }
    for (const [i, value] of element(values)) builder.storeLanes(addresses[i]!, 0, value, lanes);
    for (const address of addresses) builder.increase(address, i32.constant(lanes * FLOAT_BYTES));
    builder.increase(length, i32.constant(-lanes));
  };
  builder.while(i32.less(i32.constant(3), length), () => step(4));
  builder.while(i32.less(i32.constant(0), length), () => step(1));
}

/** (z, a, length): a = max(0, z); a NaN stays a NaN. */
export function emitRelu(): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32']);
  const [z, a, length] = builder.parameters as [Local, Local, Local];
  emitElements(builder, [z, a], length, ([value]) => new Map([[1, f32x4.maximum(v128.zero(), value!)]]));
  return builder;
}

/** (a, dA, dZ, length): dZ = dA where a > 0, else +0. */
export function emitReluGradient(): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const [a, dA, dZ, length] = builder.parameters as [Local, Local, Local, Local];
  emitElements(builder, [a, dA, dZ], length, ([value, gradient]) => {
    return new Map([[2, v128.and(f32x4.greater(value!, v128.zero()), gradient!)]]);
  });
  return builder;
}

/** (w, g, m, v, length, alpha, 1 − β1, 1 − β2, ε, α·λ): one step of Adam. */
export function emitAdam(): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'f32', 'f32', 'f32', 'f32', 'f32']);
  const [w, g, m, v, length, ...scalars] = builder.parameters as [Local, Local, Local, Local, Local, ...Local[]];
  const [alpha, oneMinusBeta1, oneMinusBeta2, epsilon, decay] = scalars.map((scalar) => {
    const splat = builder.local('v128');
    builder.set(splat, f32x4.splat(scalar));
    return splat;
  }) as [Local, Local, Local, Local, Local];
  const first = builder.local('v128');
  const second = builder.local('v128');
  emitElements(builder, [w, g, m, v], length, ([weight, gradient, m0, v0]) => {
    const { add, subtract, multiply, divide, sqrt } = f32x4;
    builder.set(first, add(m0!, multiply(subtract(gradient!, m0!), oneMinusBeta1)));
    builder.set(second, add(v0!, multiply(subtract(multiply(gradient!, gradient!), v0!), oneMinusBeta2)));
    const step = divide(multiply(alpha, first), add(sqrt(second), epsilon));
    return new Map<number, Expression>([
      [0, subtract(weight!, add(multiply(decay, weight!), step))],
      [2, first],
      [3, second],
    ]);
  });
  return builder;
}

/** (values, length) → 0 if all are finite, else NaN: x − x is 0 for every finite number, else NaN. */
export function emitFiniteCheck(): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32']);
  const [values, length] = builder.parameters as [Local, Local];
  const sum = builder.local('v128');
  builder.set(sum, v128.zero());
  emitElements(builder, [values], length, ([value]) => {
    builder.set(sum, f32x4.add(sum, f32x4.subtract(value!, value!)));
    return new Map();
  });
  const lanes = [0, 1, 2, 3].map((lane) => f32x4.lane(sum, lane));
  builder.returns(lanes.reduce((total, lane) => f32.add(total, lane)));
  return builder;
}

/** The number of sum registers that hides the latency of an addition. */
const VECTORS_AT_ONCE = 4;

/** (x, out, rows): out[j] = Σᵢ x[i, j] for a fixed number of columns, i running upwards from +0. */
export function emitSumRows(columns: number): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32']);
  const [x, out, rows] = builder.parameters as [Local, Local, Local];
  const from = builder.local('i32');
  const left = builder.local('i32');
  const sums = Array.from({ length: VECTORS_AT_ONCE }, () => builder.local('v128'));
  const emitGroup = (width: number) => {
    const vectors = Math.ceil(width / 4);
    for (let v = 0; v < vectors; v++) builder.set(sums[v]!, v128.zero());
    builder.set(from, x);
    builder.set(left, rows);
    builder.while(i32.less(i32.constant(0), left), () => {
      for (let v = 0; v < vectors; v++) {
        builder.set(sums[v]!, f32x4.add(sums[v]!, v128.load(from, v * VECTOR_BYTES)));
      }
      builder.increase(from, i32.constant(columns * FLOAT_BYTES));
      builder.increase(left, i32.constant(-1));
    });
    for (let v = 0; v < vectors; v++) {
      builder.storeLanes(out, v * VECTOR_BYTES, sums[v]!, Math.min(4, width - 4 * v));
    }
  };
  const group = 4 * VECTORS_AT_ONCE;
  const grouped = columns - (columns % group);
  if (grouped > 0) {
    const end = builder.local('i32');
    builder.set(end, i32.add(out, i32.constant(grouped * FLOAT_BYTES)));
    builder.repeat(
      () => {
        emitGroup(group);
        builder.increase(x, i32.constant(group * FLOAT_BYTES));
        builder.increase(out, i32.constant(group * FLOAT_BYTES));
      },
      i32.lessUnsigned(out, end),
    );
  }
  if (grouped < columns) emitGroup(columns - grouped);
  return builder;
}
