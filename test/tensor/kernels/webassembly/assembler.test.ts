import { describe, expect, it } from 'vitest';
import {
  assembleModule,
  f32,
  f32x4,
  f64,
  f64x2,
  FunctionBuilder,
  i32,
  i32x4,
  i64x2,
  v128,
  type Expression,
  type Local,
  type ValueType,
} from '../../../../src/tensor/kernels/webassembly/assembler.ts';
import { emitProduct, LONGEST_ROW } from '../../../../src/tensor/kernels/webassembly/simd-product.ts';
import { expectSameBits } from '../../../support/tensors.ts';

type Call = (...parameters: number[]) => number;

const PAGES = 2;

/** The functions on a memory of two pages. */
function instantiate(functions: ReadonlyMap<string, FunctionBuilder>) {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: false });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembleModule(functions)), { host: { memory } });
  return { buffer: memory.buffer, exports: exports as Readonly<Record<string, Call>> };
}

/** A function of the given parameters that returns what `body` makes of them. */
function compile(types: readonly ValueType[], body: (parameters: readonly Local[]) => Expression): Call {
  const builder = new FunctionBuilder(types);
  builder.returns(body(builder.parameters));
  return instantiate(new Map([['f', builder]])).exports['f']!;
}

const EDGES = [0, -0, 1, -1.5, 1 + 2 ** -23, 2 ** -149, -(2 ** -126), 3.4028234663852886e38, Infinity, -Infinity, NaN];
const PAIRS = EDGES.flatMap((x) => EDGES.map((y) => [x, y] as const));

/** What a vector instruction makes of x and y in every lane: stored at 32, read from 0 and 16. */
function vectorOperation(
  instruction: (x: Expression, y: Expression) => Expression,
): (x: Float32Array, y: Float32Array) => Float32Array {
  const builder = new FunctionBuilder(['i32']);
  const [at] = builder.parameters as [Local];
  builder.storeVector(at, 32, instruction(v128.load(at), v128.load(at, 16)));
  const { buffer, exports } = instantiate(new Map([['f', builder]]));
  return (x, y) => {
    const memory = new Float32Array(buffer, 0, 12);
    memory.set(x);
    memory.set(y, 4);
    exports['f']!(0);
    return memory.slice(8);
  };
}

describe('whole numbers in LEB128', () => {
  const numbers = [0, 1, -1, 63, 64, -64, -65, 127, 128, -128, 255, 8191, 8192, -8192, -8193, 2 ** 20, -(2 ** 20)];
  const extremes = [2 ** 27, 2 ** 28 - 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1];

  it.each([...numbers, ...extremes])('%i comes back from a constant', (value) => {
    expect(compile([], () => i32.constant(value))()).toBe(value);
  });

  it.each([2 ** 31, 2 ** 32 - 1, 3e9])('%i comes back as the same bits', (value) => {
    expect(compile([], () => i32.constant(value))() >>> 0).toBe(value);
  });

  it.each([0, 4, 124, 128, 16_380, 16_384, 65_536, 131_056])('%i comes back as an offset in memory', (offset) => {
    const builder = new FunctionBuilder(['i32']);
    const [base] = builder.parameters as [Local];
    builder.returns(f32x4.lane(v128.load(base, offset), 0));
    const { buffer, exports } = instantiate(new Map([['f', builder]]));
    new Float32Array(buffer)[offset / 4] = 2.5;
    expect(exports['f']!(0)).toBe(2.5);
  });

  it('number 200 functions and 300 variables, names of 130 letters among them', () => {
    const functions = new Map<string, FunctionBuilder>();
    for (let index = 0; index < 200; index++) {
      const builder = new FunctionBuilder([]);
      const locals = Array.from({ length: 300 }, () => builder.local('i32'));
      for (const [at, local] of locals.entries()) builder.set(local, i32.constant(at));
      builder.returns(i32.add(locals[299]!, i32.constant(1000 * index)));
      functions.set(index === 150 ? 'x'.repeat(130) : `f${index}`, builder);
    }
    const { exports } = instantiate(functions);
    expect(exports['f7']!()).toBe(7299);
    expect(exports['f199']!()).toBe(199_299);
    expect(exports['x'.repeat(130)]!()).toBe(150_299);
  });
});

describe('instructions on whole numbers', () => {
  const values = [0, 1, -1, 7, -8, 65_536, 2 ** 31 - 1, -(2 ** 31)];
  const pairs = values.flatMap((x) => values.map((y) => [x, y] as const));

  it.each<[string, (x: Expression, y: Expression) => Expression, (x: number, y: number) => number]>([
    ['add', i32.add, (x, y) => (x + y) | 0],
    ['subtract', i32.subtract, (x, y) => (x - y) | 0],
    ['multiply', i32.multiply, (x, y) => Math.imul(x, y)],
    ['less', i32.less, (x, y) => Number(x < y)],
    ['lessUnsigned', i32.lessUnsigned, (x, y) => Number(x >>> 0 < y >>> 0)],
  ])('%s is what JavaScript has for 64 pairs', (_, instruction, expected) => {
    const call = compile(['i32', 'i32'], ([x, y]) => instruction(x!, y!));
    for (const [x, y] of pairs) expect([x, y, call(x, y)]).toEqual([x, y, expected(x, y)]);
  });
});

describe('instructions on float32', () => {
  it('f32.add is what JavaScript has for 121 pairs, rounded to float32', () => {
    const call = compile(['f32', 'f32'], ([x, y]) => f32.add(x!, y!));
    for (const [x, y] of PAIRS) expect(Float32Array.of(call(x, y))).toEqual(Float32Array.of(x + y));
  });

  it('f32.multiply is, too, of a constant and of a number in memory, and storeFloat writes it and nothing beside', () => {
    for (const x of EDGES) {
      const builder = new FunctionBuilder(['i32']);
      const [at] = builder.parameters as [Local];
      builder.storeFloat(at, 8, f32.multiply(f32.constant(x), f32.load(at, 4)));
      const { buffer, exports } = instantiate(new Map([['f', builder]]));
      const memory = new Float32Array(buffer, 0, 5);
      for (const y of EDGES) {
        memory.set([-1, y, -1, -1]);
        exports['f']!(0);
        expectSameBits(memory, Float32Array.of(-1, y, x * y, -1, 0), `${x} · ${y}`);
      }
    }
  });

  const bitsOf = (value: number) => new Uint32Array(Float32Array.of(value).buffer)[0]!;
  const fromBits = (bits: number) => new Float32Array(Uint32Array.of(bits).buffer)[0]!;
  it.each<[string, (x: Expression, y: Expression) => Expression, (x: number, y: number) => number]>([
    ['add', f32x4.add, (x, y) => x + y],
    ['subtract', f32x4.subtract, (x, y) => x - y],
    ['multiply', f32x4.multiply, (x, y) => x * y],
    ['divide', f32x4.divide, (x, y) => x / y],
    ['maximum', f32x4.maximum, (x, y) => Math.max(x, y)],
    ['larger', f32x4.larger, (x, y) => (x < y ? y : x)],
    ['sqrt', (x) => f32x4.sqrt(x), (x) => Math.sqrt(x)],
    // As numbers, all bits set are a NaN.
    ['greater', f32x4.greater, (x, y) => (x > y ? NaN : 0)],
    ['and', v128.and, (x, y) => fromBits(bitsOf(x) & bitsOf(y))],
    ['or', v128.or, (x, y) => fromBits(bitsOf(x) | bitsOf(y))],
    ['andNot', v128.andNot, (x, y) => fromBits(bitsOf(x) & ~bitsOf(y))],
  ])('%s is what JavaScript has for 121 pairs in each lane, rounded to float32', (_, instruction, expected) => {
    const call = vectorOperation(instruction);
    for (const [index, [x, y]] of PAIRS.entries()) {
      const lane = index % 4;
      const [left, right] = [new Float32Array(4).fill(3), new Float32Array(4).fill(2)];
      [left[lane], right[lane]] = [x, y];
      const wanted = left.map((value, at) => expected(value, right[at]!));
      expectSameBits(call(left, right), wanted, `${x}, ${y}`);
    }
  });

  it('greater is all bits where it holds, none elsewhere', () => {
    const result = vectorOperation(f32x4.greater)(Float32Array.of(1, 0, NaN, -0), Float32Array.of(0, 1, 0, 0));
    expect([...new Uint32Array(result.buffer)]).toEqual([0xffffffff, 0, 0, 0]);
  });

  const x = Float32Array.of(1, 2, 3, 4);
  const y = Float32Array.of(5, 6, 7, 8);

  it.each<[[number, number, number, number], number[]]>([
    [
      [0, 4, 1, 5],
      [1, 5, 2, 6],
    ],
    [
      [7, 6, 3, 0],
      [8, 7, 4, 1],
    ],
    [
      [2, 2, 2, 2],
      [3, 3, 3, 3],
    ],
  ])('shuffle %j of 1 to 4 and 5 to 8 is %j', (lanes, expected) => {
    expect([...vectorOperation((left, right) => v128.shuffle(lanes, left, right))(x, y)]).toEqual(expected);
  });

  it('zero is +0 in every lane, and so are the upper lanes of load32', () => {
    expectSameBits(vectorOperation(() => v128.zero())(x, y), new Float32Array(4), 'zero');
    const first = vectorOperation(() => v128.load32(i32.constant(4)))(x, y);
    expectSameBits(first, Float32Array.of(2, 0, 0, 0), 'load32');
  });

  it('loadSplat and splat fill four lanes, and lane reads each', () => {
    expect([...vectorOperation(() => v128.loadSplat(i32.constant(8), 4))(x, y)]).toEqual([4, 4, 4, 4]);
    const splat = vectorOperation((left) => f32x4.splat(f32x4.lane(left, 2)));
    expect([...splat(x, y)]).toEqual([3, 3, 3, 3]);
    for (const lane of [0, 1, 2, 3]) {
      const read = vectorOperation((left) => f32x4.splat(f32x4.lane(left, lane)));
      expect(read(x, y)[0]).toBe(lane + 1);
    }
  });

  it('vectors are read and written at addresses that are no multiple of 16, or of 4', () => {
    const builder = new FunctionBuilder(['i32', 'i32']);
    const [from, to] = builder.parameters as [Local, Local];
    builder.storeVector(to, 1, v128.load(from, 2));
    const { buffer, exports } = instantiate(new Map([['f', builder]]));
    const bytes = new Uint8Array(buffer);
    for (let i = 0; i < 64; i++) bytes[i] = i;
    exports['f']!(5, 100);
    expect([...bytes.subarray(100, 118)]).toEqual([0, ...Array.from({ length: 16 }, (_, i) => 7 + i), 0]);
  });

  it.each([1, 2, 3, 4])('storeLanes writes the first %i lanes and nothing beside', (count) => {
    const builder = new FunctionBuilder(['i32', 'i32']);
    const [from, to] = builder.parameters as [Local, Local];
    builder.storeLanes(to, 8, v128.load(from), count);
    const { buffer, exports } = instantiate(new Map([['f', builder]]));
    const memory = new Float32Array(buffer);
    memory.fill(-1).set(x);
    exports['f']!(0, 64);
    const written = [1, 2, 3, 4].slice(0, count);
    expect([...memory.subarray(17, 23)]).toEqual([-1, ...written, ...Array<number>(5 - count).fill(-1)]);
  });
});

describe('instructions on float64', () => {
  const wide = [...EDGES, 0.1, 1 / 3, 2 ** -1074, 1.7976931348623157e308, 2.5, -2.5, 0.49999999999999994];
  const pairs = wide.flatMap((x) => wide.map((y) => [x, y] as const));
  const bitsOf = (value: number) => new BigUint64Array(Float64Array.of(value).buffer)[0]!;
  const fromBits = (bits: bigint) => new Float64Array(BigUint64Array.of(bits).buffer)[0]!;

  it('f64.add is what JavaScript has for 324 pairs', () => {
    const call = compile(['f64', 'f64'], ([x, y]) => f64.add(x!, y!));
    expect(pairs).toHaveLength(324);
    for (const [x, y] of pairs) expect(call(x, y)).toBe(x + y);
  });

  it.each<[string, (x: Expression, y: Expression) => Expression, (x: number, y: number) => number]>([
    ['add', f64x2.add, (x, y) => x + y],
    ['subtract', f64x2.subtract, (x, y) => x - y],
    ['multiply', f64x2.multiply, (x, y) => x * y],
    ['divide', f64x2.divide, (x, y) => x / y],
    ['floor', (x) => f64x2.floor(x), (x) => Math.floor(x)],
    // 1 by the bits of 1 where it holds, 0 by none elsewhere.
    ['equal', (x, y) => v128.and(f64x2.equal(x, y), f64x2.constant(1)), (x, y) => Number(x === y)],
    ['less', (x, y) => v128.and(f64x2.less(x, y), f64x2.constant(1)), (x, y) => Number(x < y)],
    ['atLeast', (x, y) => v128.and(f64x2.atLeast(x, y), f64x2.constant(1)), (x, y) => Number(x >= y)],
    ['toFloat32 and fromFloat32', (x) => f64x2.fromFloat32(f64x2.toFloat32(x)), (x) => Math.fround(x)],
    ['shiftLeft', (x) => i64x2.shiftLeft(x, 13), (x) => fromBits(BigInt.asUintN(64, bitsOf(x) << 13n))],
    ['shiftRight', (x) => i64x2.shiftRight(x, 52), (x) => fromBits(bitsOf(x) >> 52n)],
    ['constant', () => f64x2.constant(-1 / 3), () => -1 / 3],
    ['fromInt32', () => f64x2.fromInt32(i32x4.splat(i32.constant(-7))), () => -7],
  ])('%s is what JavaScript has for 324 pairs in each lane', (_, instruction, expected) => {
    const builder = new FunctionBuilder(['i32']);
    const [at] = builder.parameters as [Local];
    builder.storeVector(at, 32, instruction(v128.load(at), v128.load(at, 16)));
    const { buffer, exports } = instantiate(new Map([['f', builder]]));
    const memory = new Float64Array(buffer, 0, 6);
    for (const [index, [x, y]] of pairs.entries()) {
      const [x1, y1] = pairs[(index + 1) % pairs.length]!;
      memory.set([x, x1, y, y1, 99, 99]);
      exports['f']!(0);
      expect([...memory.subarray(4)]).toEqual([expected(x, y), expected(x1, y1)]);
    }
  });

  it('lane reads each of both, load32Lane and storeLane take one float32', () => {
    const builder = new FunctionBuilder(['i32']);
    const [at] = builder.parameters as [Local];
    const loaded = builder.local('v128');
    builder.set(loaded, v128.load32Lane(at, 4, v128.load32(at), 1));
    builder.storeVector(at, 16, loaded);
    builder.storeLane(at, 36, loaded, 1);
    builder.returns(f64x2.lane(f64x2.fromFloat32(loaded), 1));
    const { buffer, exports } = instantiate(new Map([['f', builder]]));
    const memory = new Float32Array(buffer, 0, 12).fill(-1);
    memory.set([5, 0.1]);
    expect(exports['f']!(0)).toBe(Math.fround(0.1));
    expect([...memory.subarray(4)]).toEqual([5, Math.fround(0.1), 0, 0, -1, Math.fround(0.1), -1, -1]);
  });
});

describe('loops', () => {
  const count = (loop: (builder: FunctionBuilder, body: () => void, condition: Expression) => void): Call => {
    const builder = new FunctionBuilder(['i32']);
    const [limit] = builder.parameters as [Local];
    const [i, sum] = [builder.local('i32'), builder.local('i32')];
    const body = () => {
      builder.increase(i, i32.constant(1));
      builder.increase(sum, i);
    };
    loop(builder, body, i32.less(i, limit));
    builder.returns(sum);
    return instantiate(new Map([['f', builder]])).exports['f']!;
  };

  it('while runs 0, 1 and 10 times, repeat at least once', () => {
    const whileLoop = count((builder, body, condition) => builder.while(condition, body));
    expect([0, 1, 10].map((limit) => whileLoop(limit))).toEqual([0, 1, 55]);
    const repeatLoop = count((builder, body, condition) => builder.repeat(body, condition));
    expect([0, 1, 10].map((limit) => repeatLoop(limit))).toEqual([1, 1, 55]);
  });
});

describe('modules', () => {
  const compiles = (kind: 'NN' | 'NT' | 'TN', depth: number, columns: number) => () => {
    const builder = emitProduct({ kind, depth, columns, finish: kind === 'NN' ? 'biasRelu' : 'none', continues: true });
    return new WebAssembly.Module(assembleModule(new Map([['f', builder]])));
  };

  it.each(['NN', 'NT', 'TN'] as const)('of %s validate up to rows of 2^27 numbers, and no further', (kind) => {
    for (const length of [1, 2, 127, 128, LONGEST_ROW]) expect(compiles(kind, length, 50)).not.toThrow();
    expect(compiles(kind, 50, LONGEST_ROW)).not.toThrow();
    // Offsets are 32 bits: the fifth row and on of such matrices have none.
    const tooLong = 2 ** 29;
    expect(kind === 'TN' ? compiles(kind, 50, tooLong) : compiles(kind, tooLong, 50)).toThrow(
      /^WebAssembly\.Module\(\)/,
    );
  });

  it('with a wrong opcode or type are refused by the host, so what runs was valid', () => {
    const builder = new FunctionBuilder([]);
    builder.returns(i32.add(i32.constant(1), v128.zero()));
    expect(() => instantiate(new Map([['f', builder]]))).toThrow(/^WebAssembly\.Module\(\)/);
  });
});
