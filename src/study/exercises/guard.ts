/**
 * Parts of a network that are watched: what a kernel or a layer may only read is compared after the call, and what it must
 * write is NaN before, so that nothing can stay unwritten.
 */
import type { Dense } from '../../nn/layers/dense.ts';
import type { Kernels } from '../../tensor/kernels/kernels.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Parts } from './recipe.ts';

/** For each kernel its arrays by their names, those to be read and those to be written, at their places. */
const ARRAYS: Readonly<Record<string, { readonly reads: Places; readonly writes: Places }>> = {
  matmul: { reads: { a: 0, b: 1 }, writes: { out: 2 } },
  matmulTN: { reads: { a: 0, b: 1 }, writes: { out: 2 } },
  matmulNT: { reads: { a: 0, b: 1 }, writes: { out: 2 } },
  sumRows: { reads: { x: 0 }, writes: { out: 1 } },
  relu: { reads: { z: 0 }, writes: { a: 1 } },
  reluGradient: { reads: { a: 0, dA: 1 }, writes: { dZ: 2 } },
  adam: { reads: { g: 1 }, writes: {} },
  softmaxCrossentropy: { reads: { z: 0, targets: 1, weights: 2 }, writes: { p: 3, dZ: 4 } },
};

type Places = Readonly<Record<string, number>>;
type Values = Float32Array | Int32Array;

/** A kernel has changed what it may only read. */
class ChangedInput extends Error {
  override readonly name = 'ChangedInput';
}

export function guarded({ referenceKernels, Dense: OwnDense, heUniform, Adam }: Parts): Parts {
  return {
    referenceKernels: watchedKernels(referenceKernels),
    Dense: watchedDense(OwnDense),
    heUniform: (out, random) => {
      out.data.fill(NaN);
      heUniform(out, random);
    },
    Adam,
  };
}

function watchedKernels(kernels: Kernels): Kernels {
  const watched = Object.entries(ARRAYS).map(([name, { reads, writes }]) => {
    const kernel = kernels[name as 'matmul'] as unknown as (...args: unknown[]) => unknown;
    const valuesAt = (args: readonly unknown[], places: Places) =>
      Object.entries(places).map(([array, place]) => [array, args[place] as Values | null] as const);
    return [
      name,
      (...args: unknown[]) => watch(name, valuesAt(args, reads), valuesAt(args, writes), () => kernel(...args)),
    ];
  });
  return {
    ...kernels,
    ...(Object.fromEntries(watched) as Partial<Kernels>),
    // dA is an array of its own, as it is layer by layer: a mask may then be written in any way.
    matmulNTRelu: (a, b, x, dZ, rows, inner, columns) => {
      const dA = new Float32Array(dZ.length);
      kernels.matmulNT(a, b, dA, rows, inner, columns);
      kernels.reluGradient(x, dA, dZ);
    },
  };
}

function watchedDense(OwnDense: typeof Dense): typeof Dense {
  return class extends OwnDense {
    override backward(x: Tensor, z: Tensor, dZ: Tensor, dX: Tensor | null): void {
      const reads: Arrays = [
        ['x', x.data],
        ['dZ', dZ.data],
        ['W', this.kernel.data],
        ['b', this.bias?.data ?? null],
      ];
      const gradients = this.parameters.map(({ gradient }) => ['gradient', gradient.data] as const);
      watch('backward', reads, [...gradients, ['dX', dX?.data ?? null]], () => super.backward(x, z, dZ, dX));
    }
  };
}

type Arrays = readonly (readonly [name: string, values: Values | null])[];

/** @throws ChangedInput */
function watch<Result>(name: string, reads: Arrays, writes: Arrays, action: () => Result): Result {
  const outputs = new Set(writes.map(([, values]) => values));
  const inputs = reads.flatMap(([array, values]) => {
    return values === null || outputs.has(values) ? [] : [{ array, values, before: values.slice() }];
  });
  const isRead = new Set(reads.map(([, values]) => values));
  for (const values of outputs) if (!isRead.has(values)) values?.fill(NaN);
  const result = action();
  for (const { array, values, before } of inputs) {
    const index = before.findIndex((value, i) => !Object.is(value, values[i]));
    if (index !== -1) throw new ChangedInput(`${name} changed ${array}[${index}], which it may only read`);
  }
  return result;
}
