/**
 * Softmax and cross-entropy as WebAssembly SIMD128, two rows at once, each in a float64 lane. The sums over the classes
 * run upwards in both, as in the reference.
 */
import { f32x4, f64, f64x2, FunctionBuilder, i32, i32x4, v128, type Expression, type Local } from './assembler.ts';
import { emitExp, emitLog } from './simd-exponential.ts';

const FLOAT_BYTES = 4;
const ROWS_AT_ONCE = 2;

/** The most columns, 2²⁴: column numbers are exact in float32. */
export const MOST_CLASSES = 16_777_216;

/**
 * (z, p, dZ, rows) → Σ wᵢ·lossᵢ, for a fixed number of columns. Before the call, the first number of each row of p is
 * the row's target, and that of dZ its weight.
 */
export function emitSoftmaxCrossentropy(columns: number): FunctionBuilder {
  const builder = new FunctionBuilder(['i32', 'i32', 'i32', 'i32']);
  const [z, p, dZ, rows] = builder.parameters as [Local, Local, Local, Local];
  const n = builder.local('v128');
  const total = builder.local('f64');
  builder.set(n, f64x2.fromInt32(i32x4.splat(rows)));
  const step = (lanes: number) => {
    const loss = emitRows({ builder, columns, lanes, z, p, dZ, n });
    for (let lane = 0; lane < lanes; lane++) builder.set(total, f64.add(total, f64x2.lane(loss, lane)));
    for (const matrix of [z, p, dZ]) builder.increase(matrix, i32.constant(lanes * columns * FLOAT_BYTES));
    builder.increase(rows, i32.constant(-lanes));
  };
  builder.while(i32.less(i32.constant(ROWS_AT_ONCE - 1), rows), () => step(ROWS_AT_ONCE));
  builder.while(i32.less(i32.constant(0), rows), () => step(1));
  builder.returns(total);
  return builder;
}

interface Rows {
  readonly builder: FunctionBuilder;
  readonly columns: number;
  readonly lanes: number;
  /** Addresses of the first row. */
  readonly z: Local;
  readonly p: Local;
  readonly dZ: Local;
  /** The number of rows that the mean is taken over. */
  readonly n: Local;
}

/** p and dZ of one row per lane; returns their w·loss. */
function emitRows({ builder, columns, lanes, z, p, dZ, n }: Rows): Expression {
  const { add, subtract, multiply, divide, constant } = f64x2;
  const from = builder.local('i32');
  const to = builder.local('i32');
  const gradient = builder.local('i32');
  const end = builder.local('i32');
  const y = builder.local('v128');
  const weight = builder.local('v128');
  const j = builder.local('v128');
  const x = builder.local('v128');
  const max = builder.local('v128');
  const sum = builder.local('v128');
  const chosen = builder.local('v128');
  const stored = builder.local('v128');

  const rowBytes = columns * FLOAT_BYTES;
  /** One column of the rows. */
  const load = (address: Expression): Expression => {
    const first = v128.load32(address);
    return lanes === 1 ? first : v128.load32Lane(address, rowBytes, first, 1);
  };
  const store = (address: Expression, value: Expression): void => {
    builder.set(stored, value);
    for (let lane = 0; lane < lanes; lane++) builder.storeLane(address, lane * rowBytes, stored, lane);
  };
  const overColumns = (body: () => void): void => {
    builder.set(from, z);
    builder.set(to, p);
    builder.set(gradient, dZ);
    builder.set(j, v128.zero());
    builder.repeat(
      () => {
        body();
        for (const address of [from, to, gradient]) builder.increase(address, i32.constant(FLOAT_BYTES));
        builder.set(j, add(j, constant(1)));
      },
      i32.lessUnsigned(from, end),
    );
  };

  builder.set(end, i32.add(z, i32.constant(rowBytes)));
  builder.set(y, f64x2.fromFloat32(load(p)));
  builder.set(weight, f64x2.fromFloat32(load(dZ)));

  // A NaN may be lost here; its own exp brings it back.
  builder.set(max, load(z));
  overColumns(() => builder.set(max, f32x4.larger(max, load(from))));
  builder.set(max, f64x2.fromFloat32(max));

  builder.set(sum, v128.zero());
  builder.set(chosen, v128.zero());
  overColumns(() => {
    builder.set(x, subtract(f64x2.fromFloat32(load(from)), max));
    builder.set(chosen, v128.or(chosen, v128.and(f64x2.equal(j, y), x)));
    store(to, emitExp(builder, x));
    builder.set(sum, add(sum, f64x2.fromFloat32(stored)));
  });

  overColumns(() => {
    builder.set(x, divide(f64x2.fromFloat32(load(to)), sum));
    store(to, f64x2.toFloat32(x));
    builder.set(x, subtract(x, v128.and(f64x2.equal(j, y), constant(1))));
    store(gradient, f64x2.toFloat32(divide(multiply(x, weight), n)));
  });
  builder.set(x, multiply(weight, subtract(emitLog(builder, sum), chosen)));
  return x;
}
