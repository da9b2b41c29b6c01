/**
 * The kernels and threads that a command computes with: as `--kernel` and `--threads` say, or the host's maximum.
 */
import { availableParallelism } from 'node:os';
import { UsageError } from '../errors.ts';
import { canShareMemory, useThreads } from '../node/threads/threads.ts';
import { availableKernels, currentKernels, useKernels } from '../tensor/kernels/current.ts';
import type { Kernels } from '../tensor/kernels/kernels.ts';
import { isSimdSupported, simdKernels } from '../tensor/kernels/simd.ts';
import type { Arguments } from './options/arguments.ts';
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
  const threads = threadsOf(args);
  // The other kernels use one thread.
  if (currentKernels() === simdKernels) useThreads(threads);
  console.detail(() => describeComputing(args));
}

/** `--threads`, or one per core. */
export function threadsOf(args: Arguments): number {
  return args.optionalNumber('threads') ?? availableParallelism();
}

/** Describes the kernels and, for SIMD, the threads; the others use one. */
export function describeComputing(args: Arguments): string {
  const kernels = currentKernels();
  return describeKernels(kernels) + (kernels === simdKernels ? `; ${describeThreads(threadsOf(args))}` : '');
}

function describeKernels({ name }: Kernels): string {
  const what = name === 'simd' ? 'WebAssembly SIMD128' : name === 'scalar' ? 'WebAssembly' : 'JavaScript';
  const lack = isSimdSupported() ? '' : '; this host compiles no WebAssembly SIMD128';
  return `kernels: ${name} (${what})${lack}`;
}

function describeThreads(threads: number): string {
  if (threads === 1) return 'one thread';
  return canShareMemory() ? `up to ${threads} threads` : 'one thread: this host has no others that share its memory';
}
