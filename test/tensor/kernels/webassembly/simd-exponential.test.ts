import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random.ts';
import { exp, log } from '../../../../src/tensor/exponential.ts';
import {
  assembleModule,
  f64x2,
  FunctionBuilder,
  v128,
  type Local,
} from '../../../../src/tensor/kernels/webassembly/assembler.ts';
import { emitExp, emitLog } from '../../../../src/tensor/kernels/webassembly/simd-exponential.ts';

/** Two results of two float64. */
function compile(emit: typeof emitExp): (x: number, other: number) => readonly [number, number] {
  const builder = new FunctionBuilder(['i32']);
  const [at] = builder.parameters as [Local];
  const x = builder.local('v128');
  builder.set(x, v128.load(at));
  builder.storeVector(at, 16, emit(builder, x));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: false });
  const module = new WebAssembly.Module(assembleModule(new Map([['f', builder]])));
  const call = new WebAssembly.Instance(module, { host: { memory } }).exports['f'] as (at: number) => void;
  const numbers = new Float64Array(memory.buffer);
  return (first, second) => {
    numbers.set([first, second]);
    call(0);
    return [numbers[2]!, numbers[3]!];
  };
}

const functions = [
  {
    name: 'exp',
    own: exp,
    // As float64, to be read like those of log.
    simd: compile((builder, x) => f64x2.fromFloat32(emitExp(builder, x))),
    draw: (part: number) => -110 * part,
    edges: [0, -0, -(2 ** -149), -1e-17, -Math.LN2 / 2, -Math.LN2, -103.97207, -103.97208, -104, -104.5, -1e38, -1e300],
    special: [-Infinity, NaN],
  },
  {
    name: 'log',
    own: log,
    simd: compile(emitLog),
    draw: (part: number) => 1 + 2 ** 24 * part ** 8,
    edges: [1, 1 + 2 ** -52, 1 + 1e-12, Math.SQRT2, 2, 4, 2 * Math.SQRT2, 2 ** 24, 3e38],
    special: [NaN],
  },
];

describe.each(functions)('$name of two', ({ own, simd, draw, edges, special }) => {
  it('has the bits of the one in JavaScript for 1,000,000 drawn pairs, each lane another number', () => {
    const random = createRandom(1, 'pairs');
    let differing = 0;
    for (let i = 0; i < 1_000_000; i++) {
      const [x, other] = [draw(random.next()), draw(random.next())];
      const [first, second] = simd(x, other);
      if (!Object.is(first, own(x)) || !Object.is(second, own(other))) differing++;
    }
    expect(differing).toBe(0);
  });

  it('has them at and around the edges, and for what is no finite number', () => {
    for (const edge of edges) {
      for (let step = -4; step <= 4; step++) {
        const x = edge * (1 + step * 2 ** -52);
        if (Math.abs(x) < 1 === Math.abs(edge) < 1) expect([x, simd(x, -1)[0]]).toEqual([x, own(x)]);
      }
    }
    for (const x of special) expect([x, simd(1, x)[1]]).toEqual([x, own(x)]);
  });

  it('differs from one that is off by 2⁻²⁴ of itself', () => {
    const x = draw(0.3);
    expect(simd(x, x)[0]).not.toBe(Math.fround(own(x) * (1 + 2 ** -23)));
  });
});

it('exp rounds halves of k upwards, as Math.round does: drawn x at every half of x·log₂e', () => {
  const { own, simd } = functions[0]!;
  for (let half = -0.5; half > -150; half--) {
    for (let step = -3; step <= 3; step++) {
      const x = (half / Math.LOG2E) * (1 + step * 2 ** -52);
      expect([x, ...simd(x, x)]).toEqual([x, own(x), own(x)]);
    }
  }
});
