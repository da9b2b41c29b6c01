/**
 * What the processor can do at most in SIMD128: multiplications and additions of four float32 each, in registers alone.
 * The chains of dependent operations are independent of each other, and enough of them hide every latency; how many that
 * is, and in which mix, depends on the processor, so several are tried and the best counts.
 */
import {
  assembleModule,
  f32,
  f32x4,
  FunctionBuilder,
  i32,
  type Local,
} from '../../src/tensor/kernels/webassembly/assembler.ts';
import { measure, type Candidate, type Effort } from './measure.ts';
import { toRows, type BenchTable } from '../writing/table.ts';

/** Chains of multiplications and of additions. */
export interface ChainMix {
  readonly multiplications: number;
  readonly additions: number;
}

/** As many of both as a product has, few enough for 16 registers and too many; and two mixes of other proportions. */
const MIXES: readonly ChainMix[] = [
  { multiplications: 4, additions: 4 },
  { multiplications: 6, additions: 6 },
  { multiplications: 8, additions: 8 },
  { multiplications: 12, additions: 4 },
  { multiplications: 4, additions: 8 },
];

/** Of each chain, between two tests of the loop's condition. */
const UNROLLED = 8;
const LANES = 4;
/** Of a call: for every mix a whole number of rounds, some tenths of a millisecond. */
const OPERATIONS = 5000 * 48 * UNROLLED * LANES;
/** After all steps of a call the products are below 1.03 and the sums below 1: no subnormal number, no Infinity. */
const FACTOR = 1 + 2 ** -23;
const TERM = 2 ** -19;

/** (rounds, factor, term) → the first lane of the sum of all chains: products from 1 + term, 1 + 2·term, …, then sums. */
export function makeLimitKernel({ multiplications, additions }: ChainMix) {
  const builder = new FunctionBuilder(['i32', 'f32', 'f32', 'f32']);
  const [rounds, factor, term, start] = builder.parameters as [Local, Local, Local, Local];
  const factors = builder.local('v128');
  builder.set(factors, f32x4.splat(factor));
  const terms = builder.local('v128');
  builder.set(terms, f32x4.splat(term));
  // Each starts elsewhere, so that no compiler makes one of two.
  const chains = Array.from({ length: multiplications + additions }, () => {
    const chain = builder.local('v128');
    builder.set(start, f32.add(start, term));
    builder.set(chain, f32x4.splat(start));
    return chain;
  });
  builder.repeat(
    () => {
      for (let step = 0; step < UNROLLED; step++) {
        for (const [index, chain] of chains.entries()) {
          const isProduct = index < multiplications;
          builder.set(chain, isProduct ? f32x4.multiply(chain, factors) : f32x4.add(chain, terms));
        }
      }
      builder.increase(rounds, i32.constant(-1));
    },
    i32.less(i32.constant(0), rounds),
  );
  const lanes = chains.map((chain) => f32x4.lane(chain, 0));
  builder.returns(lanes.reduce((sum, lane) => f32.add(sum, lane)));
  const module = new WebAssembly.Module(assembleModule(new Map([['limit', builder]])));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: false });
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  const kernel = exports['limit'] as (...parameters: number[]) => number;
  return (roundCount: number, by: number, added: number): number => kernel(roundCount, by, added, 1);
}

/** The same in JavaScript. */
export function limitResult({ multiplications, additions }: ChainMix, rounds: number, factor: number, term: number) {
  const { fround } = Math;
  let total = NaN;
  let start = 1;
  for (let index = 0; index < multiplications + additions; index++) {
    let chain = (start = fround(start + term));
    for (let step = 0; step < rounds * UNROLLED; step++) {
      chain = fround(index < multiplications ? chain * factor : chain + term);
    }
    total = index === 0 ? chain : fround(total + chain);
  }
  return total;
}

/** @throws Error when a result isn't that of JavaScript: then something else was timed. */
export async function benchSimdLimit(effort: Effort, make = makeLimitKernel): Promise<BenchTable> {
  const results: number[] = [];
  const candidates = MIXES.map((mix, index): Candidate => {
    const kernel = make(mix);
    return { name: formatMix(mix), run: () => void (results[index] = kernel(roundsOf(mix), FACTOR, TERM)) };
  });
  const measurements = await measure(candidates, effort);
  for (const [index, mix] of MIXES.entries()) {
    const expected = limitResult(mix, roundsOf(mix), FACTOR, TERM);
    if (results[index] !== expected) {
      throw new Error(`limit, ${formatMix(mix)}: the result is ${results[index]}, expected ${expected}`);
    }
  }
  const rows = toRows('chains · and +', OPERATIONS / 1e9, measurements);
  return { title: 'Limit of SIMD128: registers alone', unit: 'GFLOP/s', lead: 'rate', rows };
}

/** The best of the mixes, in GFLOP/s. */
export function limitOf({ rows }: BenchTable): number {
  return Math.max(...rows.map(({ rate }) => rate));
}

function roundsOf({ multiplications, additions }: ChainMix): number {
  return OPERATIONS / ((multiplications + additions) * UNROLLED * LANES);
}

function formatMix({ multiplications, additions }: ChainMix): string {
  return `${multiplications} and ${additions}`;
}
