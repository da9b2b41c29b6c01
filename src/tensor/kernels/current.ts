/**
 * The kernels that every operation of this process uses: WebAssembly with SIMD if the host has it, else without. All
 * sets give the same bits; only the speed differs.
 */
import { requireProperties } from '../../argument-checks.ts';
import type { Kernels } from './kernels.ts';
import { referenceKernels } from './reference.ts';
import { isWebAssemblySupported, scalarKernels } from './scalar.ts';
import { isSimdSupported, simdKernels } from './simd.ts';

/** All sets that this host can use, the slowest first. */
export function availableKernels(): Kernels[] {
  const scalar = isWebAssemblySupported() ? [scalarKernels] : [];
  return [referenceKernels, ...scalar, ...(isSimdSupported() ? [simdKernels] : [])];
}

let kernels: Kernels | undefined;

/** Chooses the kernels of all later operations. A network keeps its memory until it is trained again. */
export function useKernels(chosen: Kernels): void {
  requireProperties('useKernels', 'kernels', chosen, 'name', 'matmul', 'allocate');
  kernels = chosen;
}

export function currentKernels(): Kernels {
  return (kernels ??= availableKernels().at(-1)!);
}
