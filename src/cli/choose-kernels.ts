/**
 * The kernels that a command computes with, as `--kernel` says, or the fastest that the host has.
 */
import { UsageError } from '../errors.ts';
import { currentKernels, useKernels } from '../tensor/kernels/current.ts';
import type { Kernels } from '../tensor/kernels/kernels.ts';
import { referenceKernels } from '../tensor/kernels/reference.ts';
import { isSimdSupported, simdKernels } from '../tensor/kernels/simd.ts';
import { tiledKernels } from '../tensor/kernels/tiled.ts';
import type { Arguments } from './arguments.ts';
import type { Console } from './console.ts';

/** All that this host can use, the slowest first. */
export function availableKernels(): Kernels[] {
  return [referenceKernels, tiledKernels, ...(isSimdSupported() ? [simdKernels] : [])];
}

/** @throws UsageError when the host can't use the kernels asked for. */
export function chooseKernels(args: Arguments, console: Console): void {
  const name = args.optionalText('kernel');
  if (name !== undefined) {
    const chosen = availableKernels().find((kernels) => kernels.name === name);
    if (chosen === undefined) {
      throw new UsageError('E_USAGE_KERNEL', `--kernel: this host has no ${name} kernels`, {
        hint: `it has ${availableKernels()
          .map((kernels) => kernels.name)
          .join(', ')}`,
      });
    }
    useKernels(chosen);
  }
  if (args.flag('verbose')) console.note(describeKernels(currentKernels()));
}

export function describeKernels({ name }: Kernels): string {
  const what = name === 'simd' ? 'WebAssembly SIMD128' : 'JavaScript';
  const lack = isSimdSupported() ? '' : '; this host compiles no WebAssembly SIMD128';
  return `kernels: ${name} (${what})${lack}`;
}
