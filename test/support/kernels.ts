/**
 * Every operation of `Kernels` on arrays that lie between guards, compared bit by bit with the reference.
 */
import { createRandom, type Random } from '../../src/random.ts';
import { currentKernels, useKernels } from '../../src/tensor/kernels/current.ts';
import { dropout, multiply, type DropoutDraw } from '../../src/tensor/kernels/dropout.ts';
import type { AdamStep, Kernels } from '../../src/tensor/kernels/kernels.ts';
import { referenceKernels } from '../../src/tensor/kernels/reference.ts';
import { expectSameBits } from './tensors.ts';

/** Rows, inner length and columns; element by element operations take as many elements as there are columns. */
export type Sizes = readonly [rows: number, inner: number, columns: number];

type KernelName = Exclude<keyof Kernels, 'name' | 'allocate'>;

export interface Operation {
  /** A kernel of the sets, or one that stands beside them. */
  readonly name: KernelName | 'dropout' | 'multiply';
  /** Of its arrays. */
  readonly lengths: (sizes: Sizes) => readonly number[];
  /** Which of them it writes. */
  readonly written: readonly number[];
  /** Whether it reads these before; default false. */
  readonly readsWritten?: boolean;
  /** Which array holds means of squares, so nothing below 0. */
  readonly squares?: number;
  /** Returns what the kernel does. */
  readonly run: (kernels: Kernels, arrays: readonly Float32Array[], sizes: Sizes) => unknown;
}

const { fround } = Math;
const STEP: AdamStep = {
  alpha: fround(0.0123),
  oneMinusBeta1: fround(0.1),
  oneMinusBeta2: fround(0.001),
  epsilon: fround(1e-7),
  decay: fround(0.0045),
};

/** Drops 30 %. */
export const DRAW: DropoutDraw = {
  starts: [1, 2 ** 32 - 1, 88_675_123, 3_000_000_000, 0x9e3779b9, 7, 123_456_789, 2 ** 31],
  bound: Math.round(0.3 * 2 ** 32) - 2 ** 31,
  kept: fround(1 / 0.7),
};

/** Runs what asks for the current kernels under the given ones. */
function under(kernels: Kernels, run: () => void): void {
  const before = currentKernels();
  useKernels(kernels);
  try {
    run();
  } finally {
    useKernels(before);
  }
}

const product = (name: 'matmul' | 'matmulTN' | 'matmulNT'): Operation => ({
  name,
  lengths: ([n, d, u]) => [n * d, d * u, n * u],
  written: [2],
  run: (kernels, [a, b, out], sizes) => kernels[name](a!, b!, out!, ...sizes),
});

export const OPERATIONS: readonly Operation[] = [
  product('matmul'),
  product('matmulTN'),
  product('matmulNT'),
  {
    name: 'affine',
    lengths: ([n, d, u]) => [n * d, d * u, u, n * u],
    written: [3],
    run: (kernels, [a, b, bias, out], sizes) => kernels.affine(a!, b!, bias!, out!, ...sizes),
  },
  {
    name: 'affineRelu',
    lengths: ([n, d, u]) => [n * d, d * u, u, n * u],
    written: [3],
    run: (kernels, [a, b, bias, out], sizes) => kernels.affineRelu(a!, b!, bias!, out!, ...sizes),
  },
  {
    name: 'matmulNTRelu',
    lengths: ([n, d, u]) => [n * d, d * u, n * u, n * u],
    written: [3],
    run: (kernels, [a, b, x, dZ], sizes) => kernels.matmulNTRelu(a!, b!, x!, dZ!, ...sizes),
  },
  {
    name: 'softmaxCrossentropy',
    lengths: ([n, , k]) => [n * k, n, n * k, n * k],
    written: [2, 3],
    run: (kernels, [z, weights, p, dZ], [n, , k]) => {
      const targets = Int32Array.from({ length: n }, (_, i) => (5 * i + 1) % k);
      return kernels.softmaxCrossentropy(z!, targets, n % 3 === 0 ? null : weights!, p!, dZ!, n, k);
    },
  },
  {
    name: 'sumRows',
    lengths: ([n, , u]) => [n * u, u],
    written: [1],
    run: (kernels, [x, out], [n, , u]) => kernels.sumRows(x!, out!, n, u),
  },
  {
    name: 'relu',
    lengths: ([, , u]) => [u, u],
    written: [1],
    run: (kernels, [z, a]) => kernels.relu(z!, a!),
  },
  {
    name: 'reluGradient',
    lengths: ([, , u]) => [u, u, u],
    written: [2],
    run: (kernels, [a, dA, dZ]) => kernels.reluGradient(a!, dA!, dZ!),
  },
  {
    name: 'adam',
    lengths: ([, , u]) => [u, u, u, u],
    written: [0, 2, 3],
    readsWritten: true,
    squares: 3,
    run: (kernels, [w, g, m, v]) => kernels.adam(w!, g!, m!, v!, STEP),
  },
  {
    name: 'areFinite',
    lengths: ([, , u]) => [u],
    written: [],
    run: (kernels, [values]) => kernels.areFinite(values!),
  },
  {
    name: 'dropout',
    lengths: ([, , u]) => [u, u, u],
    written: [1, 2],
    run: (kernels, [x, mask, y]) => under(kernels, () => dropout(x!, mask!, y!, DRAW)),
  },
  {
    name: 'multiply',
    lengths: ([, , u]) => [u, u, u],
    written: [2],
    run: (kernels, [x, y, out]) => under(kernels, () => multiply(x!, y!, out!)),
  },
];

export const PRODUCTS = OPERATIONS.slice(0, 6);
export const BY_ROWS = OPERATIONS.slice(6, 8);
export const ELEMENTWISE = OPERATIONS.slice(8);

/** Together in one memory of the kernels, each in memory of its own, or one half so and one half so. */
export const PLACINGS = ['together', 'apart', 'mixed'] as const;
type Placing = (typeof PLACINGS)[number];

const SPECIAL = [0, -0, 2 ** -149, -(2 ** -149), 2 ** -126, -1e-30, 3e38, -3e38, Infinity, -Infinity, NaN];
const TINY = [0, -0, 2 ** -149, -(2 ** -149), 2 ** -127, 2 ** -75, -(2 ** -74), 1, -1, 0.5];

/** What the arrays hold: numbers in [−1, 1), in [−150, 150), those whose products and sums are subnormal or −0, or anything. */
export const VALUES = {
  uniform: (random: Random) => 2 * random.next() - 1,
  wide: (random: Random) => 300 * random.next() - 150,
  tiny: (random: Random) => TINY[random.integer(TINY.length)]!,
  // Mostly ordinary, or all sums would be NaN.
  any: (random: Random) =>
    random.integer(12) === 0 ? SPECIAL[random.integer(SPECIAL.length)]! : 2 * random.next() - 1,
} satisfies Record<string, (random: Random) => number>;
export type Values = keyof typeof VALUES;

/** Between the arrays: whoever reads it gets an Infinity or a NaN into the result, whoever writes it is seen. */
const GUARD = Infinity;
const GUARD_LENGTH = 5;

/** Arrays between guards, at addresses of which most are no multiple of 16 bytes. */
class Arrangement {
  readonly arrays: Float32Array[] = [];
  readonly #memories: readonly Float32Array[];

  constructor(kernels: Kernels, lengths: readonly number[], placing: Placing) {
    const places = lengths.map((length, index) => length + 2 * GUARD_LENGTH + index);
    const together = places.reduce((sum, length) => sum + length, 0);
    const shared = kernels.allocate([3, together])[1]!;
    const apart = places.map((length) => new Float32Array(length));
    this.#memories = [shared, ...apart];
    let start = 0;
    for (const [index, length] of lengths.entries()) {
      const isShared = placing === 'together' || (placing === 'mixed' && index % 2 === 0);
      const place = isShared ? shared.subarray(start, start + places[index]!) : apart[index]!;
      place.fill(GUARD);
      this.arrays.push(place.subarray(GUARD_LENGTH + index, GUARD_LENGTH + index + length));
      start += places[index]!;
    }
  }

  /** The bits of everything, guards included, but for the arrays that may be written. */
  bitsBut(written: readonly number[]): Buffer {
    const kept = written.map((index) => this.arrays[index]!.slice());
    for (const index of written) this.arrays[index]!.fill(0);
    const bits = Buffer.concat(this.#memories.map((memory) => new Uint8Array(memory.slice().buffer)));
    for (const [at, index] of written.entries()) this.arrays[index]!.set(kept[at]!);
    return bits;
  }
}

export interface Check {
  readonly operation: Operation;
  readonly sizes: Sizes;
  readonly placing?: Placing;
  readonly values?: Values;
}

/** @throws Error when a bit differs from the reference's, or anything but the result was written. */
export function checkKernels(kernels: Kernels, { operation, sizes, placing = 'together', values = 'uniform' }: Check) {
  const { name, written, readsWritten = false } = operation;
  const what = `${name} ${sizes.join('×')} ${placing} ${values}`;
  const random = createRandom(1, what);
  const lengths = operation.lengths(sizes);
  const contents = lengths.map((length, index) =>
    Float32Array.from({ length }, () => {
      const value = VALUES[values](random);
      return index === operation.squares ? Math.abs(value) : value;
    }),
  );
  const arrangement = new Arrangement(kernels, lengths, placing);
  for (const [index, array] of arrangement.arrays.entries()) {
    if (written.includes(index) && !readsWritten) array.fill(NaN);
    else array.set(contents[index]!);
  }
  const before = arrangement.bitsBut(written);
  const returned = operation.run(kernels, arrangement.arrays, sizes);
  if (!arrangement.bitsBut(written).equals(before)) throw new Error(`${what}: something but the result was written`);
  const expected = contents.map((content) => content.slice());
  const wanted = operation.run(referenceKernels, expected, sizes);
  if (!Object.is(returned, wanted))
    throw new Error(`${what}: returned ${String(returned)}, expected ${String(wanted)}`);
  for (const index of written) {
    if (lengths[index]! > 0) expectSameBits(arrangement.arrays[index]!, expected[index]!, `${what}, array ${index}`);
  }
}
