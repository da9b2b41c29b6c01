import { describe, expect, it } from 'vitest';
import type { AdamStep, Kernels } from '../../../src/tensor/kernels/kernels.ts';
import { dropout, type DropoutDraw } from '../../../src/tensor/kernels/dropout.ts';
import { referenceKernels } from '../../../src/tensor/kernels/reference.ts';
import { scalarKernels } from '../../../src/tensor/kernels/scalar.ts';
import { simdKernels } from '../../../src/tensor/kernels/simd.ts';
import {
  BY_ROWS,
  checkKernels,
  DRAW,
  ELEMENTWISE,
  OPERATIONS,
  PLACINGS,
  PRODUCTS,
  VALUES,
  type Operation,
  type Sizes,
  type Values,
} from '../../support/kernels.ts';
import { AWKWARD_SHAPES, expectSameBits } from '../../support/tensors.ts';

const { fround } = Math;
const ALL_VALUES = Object.keys(VALUES) as Values[];

/** Of more terms and rows than a call of the kernels takes, by one and by several; the last ones as wide as several panels. */
const LONG_SHAPES: readonly Sizes[] = [
  ...[255, 256, 257, 511, 512, 513, 1025].map((inner) => [5, inner, 9] as const),
  ...[255, 256, 257, 513].map((rows) => [rows, 5, 9] as const),
  [259, 517, 3],
  [50, 200, 50],
  [33, 70, 66],
  // Around the 64 columns from which a is packed for TN.
  ...[63, 64, 65].map((columns) => [7, 259, columns] as const),
  [259, 3, 65],
];
const EMPTY_SHAPES: readonly Sizes[] = [
  [0, 3, 4],
  [4, 3, 0],
  [5, 0, 9],
  [0, 0, 0],
];

describe.each<[string, Kernels]>([
  ['scalar', scalarKernels],
  ['simd', simdKernels],
])('the %s kernels have the reference’s bits, write nothing beside and change no operand', (_, kernels) => {
  describe.each(PRODUCTS)('$name', (operation) => {
    it.each(PLACINGS)('of 336 awkward shapes, arrays %s', (placing) => {
      for (const [index, sizes] of AWKWARD_SHAPES.entries()) {
        const values = ALL_VALUES[index % ALL_VALUES.length]!;
        checkKernels(kernels, { operation, sizes, placing, values });
      }
    });

    it.each(ALL_VALUES)('of sums of 255 to 1025 terms, of 0 rows, terms and columns, values %s', (values) => {
      for (const [index, sizes] of [...LONG_SHAPES, ...EMPTY_SHAPES].entries()) {
        const placing = PLACINGS[(index + ALL_VALUES.indexOf(values)) % PLACINGS.length]!;
        checkKernels(kernels, { operation, sizes, placing, values });
      }
    });
  });

  describe.each(BY_ROWS)('$name', (operation) => {
    it.each(PLACINGS)('of 0 to 9 rows and 1 to 70 columns, arrays %s', (placing) => {
      for (let columns = 1; columns <= 70; columns++) {
        for (const values of ALL_VALUES) {
          checkKernels(kernels, { operation, sizes: [columns % 10, 0, columns], placing, values });
        }
      }
    });
  });

  it('sumRows of no columns', () => {
    for (const placing of PLACINGS) checkKernels(kernels, { operation: BY_ROWS[1]!, sizes: [3, 0, 0], placing });
  });

  it('softmaxCrossentropy of 1 to 5 columns and 11 rows, 100 times', () => {
    for (let columns = 1; columns <= 5; columns++) {
      for (let inner = 0; inner < 100; inner++) {
        // The inner length only draws other numbers.
        const values = ALL_VALUES[inner % ALL_VALUES.length]!;
        checkKernels(kernels, { operation: BY_ROWS[0]!, sizes: [11, inner, columns], values });
      }
    }
  });

  it.each(ELEMENTWISE)('$name of 0 to 70 elements', (operation) => {
    for (let length = 0; length <= 70; length++) {
      for (const values of ALL_VALUES) {
        for (const placing of PLACINGS) checkKernels(kernels, { operation, sizes: [1, 0, length], placing, values });
      }
    }
  });

  it('adam without decay has the bits of w − step, of −0 and of steps of ±0 too', () => {
    const step = {
      alpha: fround(0.01),
      oneMinusBeta1: fround(0.1),
      oneMinusBeta2: fround(0.001),
      epsilon: 1,
      decay: 0,
    };
    const values = [0, -0, 2 ** -149, -(2 ** -149), 1, -0.25, 2 ** 127];
    const pairs = values.flatMap((weight) => values.map((gradient) => [weight, gradient] as const));
    const [w, g, m, v] = kernels.allocate([0, 0, 0, 0].map(() => pairs.length)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    w.set(pairs.map(([weight]) => weight));
    g.set(pairs.map(([, gradient]) => gradient));
    m.set(g);
    kernels.adam(w, g, m, v, step);
    const expected = pairs.map(([weight], i) => {
      return weight - fround(fround(step.alpha * m[i]!) / fround(fround(Math.sqrt(v[i]!)) + step.epsilon));
    });
    expectSameBits(w, Float32Array.from(expected), 'weights');
  });

  it('areFinite finds one NaN or Infinity at each of 37 places, together and apart', () => {
    for (const values of [kernels.allocate([37])[0]!, new Float32Array(37)]) {
      expect(kernels.areFinite(values)).toBe(true);
      for (let at = 0; at < 37; at++) {
        for (const wrong of [NaN, Infinity, -Infinity]) {
          values[at] = wrong;
          expect(kernels.areFinite(values)).toBe(false);
        }
        values[at] = 3e38;
      }
      // Their sum would overflow.
      expect(kernels.areFinite(values)).toBe(true);
    }
  });

  it('allocate gives zeros of the lengths asked for, apart from each other', () => {
    const arrays = kernels.allocate([0, 1, 5, 100]);
    expect(arrays.map(({ length }) => length)).toEqual([0, 1, 5, 100]);
    for (const [index, array] of arrays.entries()) {
      expect(array.every((value) => value === 0)).toBe(true);
      array.fill(index + 1);
    }
    for (const [index, array] of arrays.entries()) expect(new Set(array).size).toBe(index === 0 ? 0 : 1);
  });
});

/** The reference with one operation followed by a mistake in its arrays. */
function spoiled(operation: Operation, spoil: (arrays: readonly Float32Array[]) => void): Operation {
  return {
    ...operation,
    run: (kernels, arrays, sizes) => {
      const returned = operation.run(referenceKernels, arrays, sizes);
      if (kernels !== referenceKernels) spoil(arrays);
      return returned;
    },
  };
}

type MaskedOperands = Parameters<Kernels['matmulNTRelu']>;
type SoftmaxOperands = Parameters<Kernels['softmaxCrossentropy']>;

/** The reference, but for one thing of its arguments or of what it made. */
const wrongSoftmax: Record<string, (...operands: SoftmaxOperands) => number> = {
  'the mean over the rows less one': (...[z, targets, weights, p, dZ, n, k]) => {
    const total = referenceKernels.softmaxCrossentropy(z, targets, weights, p, dZ, n, k);
    for (let i = 0; i < n * k; i++) dZ[i] = (dZ[i]! * n) / (n - 1);
    return total;
  },
  'the next class': (...[z, targets, weights, p, dZ, n, k]) => {
    const next = targets.map((target) => (target + 1) % k);
    return referenceKernels.softmaxCrossentropy(z, next, weights, p, dZ, n, k);
  },
  'the weights of the rows before': (...[z, targets, weights, p, dZ, n, k]) => {
    const shifted = weights?.map((_, i) => weights.at(i - 1)!) ?? new Float32Array(n).fill(2);
    return referenceKernels.softmaxCrossentropy(z, targets, shifted, p, dZ, n, k);
  },
  'a gradient from probabilities that are rounded': (...[z, targets, weights, p, dZ, n, k]) => {
    const total = referenceKernels.softmaxCrossentropy(z, targets, weights, p, dZ, n, k);
    for (let i = 0; i < n * k; i++) {
      const [row, column] = [Math.floor(i / k), i % k];
      dZ[i] = ((p[i]! - (column === targets[row] ? 1 : 0)) * (weights?.[row] ?? 1)) / n;
    }
    return total;
  },
  'a loss that is rounded': (...operands) => fround(referenceKernels.softmaxCrossentropy(...operands)),
  'the sums downwards': (...[z, targets, weights, p, dZ, n, k]) => {
    const turned = targets.map((target) => k - 1 - target);
    const total = referenceKernels.softmaxCrossentropy(reverseRows(z, k), turned, weights, p, dZ, n, k);
    for (const matrix of [p, dZ]) matrix.set(reverseRows(matrix, k));
    return total;
  },
};

function reverseRows(matrix: Float32Array, columns: number): Float32Array {
  return matrix.map((_, i) => matrix[i - (i % columns) + columns - 1 - (i % columns)]!);
}

/** `out` by another rule in place of the kernel's. */
function replaced(name: Operation['name'], kernel: (...operands: never[]) => unknown): Kernels {
  return { ...referenceKernels, name: 'wrong', [name]: kernel };
}

describe('the check refuses', () => {
  const wrong: Kernels = { ...referenceKernels, name: 'wrong' };
  const sizes: Sizes = [5, 7, 9];
  const outOf = (operation: Operation, arrays: readonly Float32Array[]) => arrays[operation.written[0]!]!;

  describe.each(OPERATIONS.filter(({ written }) => written.length > 0))('$name', (operation) => {
    it.each<[string, (out: Float32Array) => void]>([
      ['all zeros', (out) => out.fill(0)],
      ['doubled', (out) => out.set(out.map((value) => 2 * value))],
      ['backwards', (out) => out.set(out.toReversed())],
      ['the last element left out', (out) => (out[out.length - 1] = NaN)],
      // 9 columns: a panel of 8 and one over.
      ['the last element taken from the panel before', (out) => (out[out.length - 1] = out[out.length - 9]!)],
      ['an element changed by a bit', (out) => (out[out.length - 1]! *= 1 + 2 ** -23)],
      ['one element past the end', (out) => (new Float32Array(out.buffer)[out.byteOffset / 4 + out.length] = 0)],
      ['one element before the start', (out) => (new Float32Array(out.buffer)[out.byteOffset / 4 - 1] = 0)],
    ])('%s', (_, spoil) => {
      const broken = spoiled(operation, (arrays) => spoil(outOf(operation, arrays)));
      for (const placing of PLACINGS) {
        // Several lengths, for the last element of a ReLU may be 0 already.
        const check = (checked: Operation) => {
          for (const u of [9, 17, 25, 33]) checkKernels(wrong, { operation: checked, sizes: [5, 7, u], placing });
        };
        check(operation);
        expect(() => check(broken)).toThrow(/bits differ|something but/);
      }
    });

    it('an operand changed', () => {
      const operand = operation.name === 'adam' ? 1 : 0;
      const broken = spoiled(operation, (arrays) => (arrays[operand]![0]! += 1));
      expect(() => checkKernels(wrong, { operation: broken, sizes })).toThrow('something but the result');
    });
  });

  describe.each(PRODUCTS)('$name', (operation) => {
    it.each<[string, (out: Float32Array) => void]>([
      [
        'transposed',
        (out) => {
          const right = out.slice();
          for (let i = 0; i < 5; i++) for (let j = 0; j < 9; j++) out[j * 5 + i] = right[i * 9 + j]!;
        },
      ],
      ['the last row taken from the tile before', (out) => out.copyWithin(36, 0, 9)],
      [
        'the last column taken from the panel before',
        (out) => {
          for (let i = 0; i < 5; i++) out[9 * i + 8] = out[9 * i]!;
        },
      ],
    ])('%s', (_, spoil) => {
      const broken = spoiled(operation, (arrays) => spoil(outOf(operation, arrays)));
      expect(() => checkKernels(wrong, { operation: broken, sizes })).toThrow('bits differ');
    });

    /** The product by `sum` of the products of its factors, and the bias. */
    const by = (sum: (left: readonly number[], right: readonly number[], bias: number) => number): Operation => ({
      ...operation,
      run: (kernels, arrays, [n, d, u]) => {
        if (kernels === referenceKernels) return operation.run(kernels, arrays, [n, d, u]);
        const [a, b] = [arrays[0]!, arrays[1]!];
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < u; j++) {
            const inner = Array.from({ length: d }, (_, k) => k);
            const left = inner.map((k) => a[operation.name === 'matmulTN' ? k * n + i : i * d + k]!);
            const right = inner.map((k) => b[operation.name.startsWith('matmulNT') ? j * d + k : k * u + j]!);
            const value = sum(left, right, operation.name.startsWith('affine') ? arrays[2]![j]! : 0);
            const isOff =
              (operation.name === 'affineRelu' && value < 0) ||
              (operation.name === 'matmulNTRelu' && !(arrays[2]![i * u + j]! > 0));
            outOf(operation, arrays)[i * u + j] = isOff ? 0 : value;
          }
        }
        return undefined;
      },
    });

    it.each<[string, (left: readonly number[], right: readonly number[], bias: number) => number]>([
      [
        'the sums downwards',
        (left, right, bias) => fround(left.reduceRight((sum, x, k) => fround(sum + fround(x * right[k]!)), 0) + bias),
      ],
      [
        'products that aren’t rounded, as in a fused multiply-add',
        // The float64 product of two float32 is exact.
        (left, right, bias) => fround(left.reduce((sum, x, k) => fround(sum + x * right[k]!), 0) + bias),
      ],
      ['sums in float64', (left, right, bias) => left.reduce((sum, x, k) => sum + x * right[k]!, 0) + bias],
    ])('%s', (_, sum) => {
      // The same by the rule passes, so it's the rule that is refused.
      const right = by((left, factors, bias) =>
        fround(left.reduce((total, x, k) => fround(total + fround(x * factors[k]!)), 0) + bias),
      );
      checkKernels(wrong, { operation: right, sizes: [5, 17, 9] });
      expect(() => checkKernels(wrong, { operation: by(sum), sizes: [5, 17, 9] })).toThrow('bits differ');
    });
  });

  it.each<[string, Partial<DropoutDraw>]>([
    ['the second four generators first', { starts: [...DRAW.starts.slice(4), ...DRAW.starts.slice(0, 4)] }],
    ['the first four generators alone', { starts: [...DRAW.starts.slice(0, 4), ...DRAW.starts.slice(0, 4)] }],
    ['its numbers read as if they had no sign', { bound: DRAW.bound + 2 ** 31 }],
    ['a kept value that is another by a bit', { kept: fround(DRAW.kept * (1 + 2 ** -23)) }],
  ])('dropout with %s', (_, change) => {
    const operation = OPERATIONS.find(({ name }) => name === 'dropout')!;
    const broken: Operation = {
      ...operation,
      run: (kernels, arrays, size) => {
        if (kernels === referenceKernels) return operation.run(kernels, arrays, size);
        const [x, mask, y] = arrays;
        return dropout(x!, mask!, y!, { ...DRAW, ...change });
      },
    };
    expect(() => checkKernels(wrong, { operation: broken, sizes: [5, 7, 17] })).toThrow('bits differ');
  });

  it.each<[string, Operation['name'], (...operands: never[]) => unknown]>([
    [
      'affine with the bias first',
      'affine',
      (a: Float32Array, b: Float32Array, bias: Float32Array, out: Float32Array, n: number, d: number, u: number) => {
        for (let i = 0; i < n * u; i++) {
          let sum = bias[i % u]!;
          for (let k = 0; k < d; k++) sum = fround(sum + fround(a[Math.floor(i / u) * d + k]! * b[k * u + (i % u)]!));
          out[i] = sum;
        }
      },
    ],
    [
      'affineRelu with the ReLU before the bias',
      'affineRelu',
      (a: Float32Array, b: Float32Array, bias: Float32Array, out: Float32Array, n: number, d: number, u: number) => {
        referenceKernels.matmul(a, b, out, n, d, u);
        for (let i = 0; i < n * u; i++) out[i] = Math.max(0, out[i]!) + bias[i % u]!;
      },
    ],
    [
      'matmulNTRelu that passes at 0',
      'matmulNTRelu',
      (a: Float32Array, b: Float32Array, x: Float32Array, dZ: Float32Array, n: number, d: number, u: number) => {
        referenceKernels.matmulNT(a, b, dZ, n, d, u);
        for (let i = 0; i < n * u; i++) if (x[i]! < 0) dZ[i] = 0;
      },
    ],
    [
      'matmulNTRelu that asks the product',
      'matmulNTRelu',
      (...[a, b, , dZ, n, d, u]: MaskedOperands) => {
        referenceKernels.matmulNTRelu(a, b, dZ, dZ, n, d, u);
      },
    ],
    ...Object.entries(wrongSoftmax).map(([how, kernel]): [string, Operation['name'], typeof kernel] => {
      return [`softmaxCrossentropy with ${how}`, 'softmaxCrossentropy', kernel];
    }),
    [
      'sumRows downwards',
      'sumRows',
      (x: Float32Array, out: Float32Array, n: number, u: number) => {
        out.fill(0);
        for (let i = n - 1; i >= 0; i--) for (let j = 0; j < u; j++) out[j]! += x[i * u + j]!;
      },
    ],
    ['relu that keeps −0', 'relu', (z: Float32Array, a: Float32Array) => a.set(z.map((x) => (x < 0 ? 0 : x)))],
    ['relu that makes a NaN 0', 'relu', (z: Float32Array, a: Float32Array) => a.set(z.map((x) => (x > 0 ? x : 0)))],
    [
      'a gradient that passes at 0',
      'reluGradient',
      (a: Float32Array, dA: Float32Array, dZ: Float32Array) => dZ.set(dA.map((x, i) => (a[i]! >= 0 ? x : 0))),
    ],
    [
      'a gradient times 0 or 1, −0 below 0',
      'reluGradient',
      (a: Float32Array, dA: Float32Array, dZ: Float32Array) => dZ.set(dA.map((x, i) => x * (a[i]! > 0 ? 1 : 0))),
    ],
    [
      'adam in float64',
      'adam',
      (w: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array, step: AdamStep) => {
        for (let i = 0; i < w.length; i++) {
          const first = m[i]! + (g[i]! - m[i]!) * step.oneMinusBeta1;
          const second = v[i]! + (g[i]! * g[i]! - v[i]!) * step.oneMinusBeta2;
          [m[i], v[i]] = [first, second];
          w[i]! -= step.decay * w[i]! + (step.alpha * first) / (Math.sqrt(second) + step.epsilon);
        }
      },
    ],
    [
      'adam with the decay as a step of its own',
      'adam',
      (w: Float32Array, g: Float32Array, m: Float32Array, v: Float32Array, step: AdamStep) => {
        for (let i = 0; i < w.length; i++) w[i]! -= fround(step.decay * w[i]!);
        referenceKernels.adam(w, g, m, v, { ...step, decay: 0 });
      },
    ],
    ['areFinite that is always true', 'areFinite', () => true],
    ['areFinite that is always false', 'areFinite', () => false],
    [
      'areFinite that leaves out the last elements',
      'areFinite',
      (values: Float32Array) => values.subarray(0, values.length - (values.length % 4)).every(Number.isFinite),
    ],
  ])('%s', (_, name, kernel) => {
    const operation = OPERATIONS.find((one) => one.name === name)!;
    const check = (kernels: Kernels) => {
      for (let length = 1; length <= 40; length++) {
        for (const values of ALL_VALUES) checkKernels(kernels, { operation, sizes: [5, 7, length], values });
      }
    };
    check(wrong);
    expect(() => check(replaced(name, kernel))).toThrow(/bits differ|returned/);
  });
});
