/**
 * The kernels that a command computes with, as `--kernel` says, or the fastest that the host has.
 */
import { UsageError } from '../errors.ts';
import { availableKernels, currentKernels, useKernels } from '../tensor/kernels/current.ts';
import type { Kernels } from '../tensor/kernels/kernels.ts';
import { isSimdSupported } from '../tensor/kernels/simd.ts';
import type { Arguments } from './arguments.ts';
import type { Console } from './console.ts';

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
  console.detail(describeKernels(currentKernels()));
}

export function describeKernels({ name }: Kernels): string {
  const what = name === 'simd' ? 'WebAssembly SIMD128' : 'JavaScript';
  const lack = isSimdSupported() ? '' : '; this host compiles no WebAssembly SIMD128';
  return `kernels: ${name} (${what})${lack}`;
}
