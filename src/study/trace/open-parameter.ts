/**
 * A weight or a bias, written out: what each row of the batch adds to its gradient, and its penalty.
 */
import type { ParameterPlace } from '../session/parameter-place.ts';
import { shortFloat32 } from './float32-text.ts';
import { product, type Passed } from './open-neuron.ts';
import type { DenseBlock } from './dense-blocks.ts';
import type { OpenedParameter } from './trace-document.ts';

const { fround } = Math;

/** The block that a parameter belongs to. */
export function blockOf(blocks: readonly DenseBlock[], { name }: ParameterPlace): DenseBlock {
  return blocks.find(({ kernel, bias }) => kernel.name === name || bias?.name === name)!;
}

export function openParameter(
  place: ParameterPlace,
  { recorder, blocks, hasStep, rows }: Passed,
  check: OpenedParameter['check'],
): OpenedParameter {
  const { kernel, input, z, l2 } = blockOf(blocks, place);
  const isWeight = kernel.name === place.name;
  const step = recorder.stepOf(place);
  const unit = place.place.at(-1)! - 1;
  return {
    kind: 'parameter',
    ...step,
    place: place.place,
    rows: hasStep
      ? Array.from({ length: rows }, (_, i) => {
          const x = isWeight ? element(recorder.kept(input), i, place.place[0]! - 1) : 1;
          const dz = element(recorder.kept(`d${z}`), i, unit);
          return { x, dz, product: product(x, dz) };
        })
      : [],
    penalty: isWeight && hasStep ? shortFloat32(fround(fround(2 * l2) * fround(step.before))) : 0,
    check,
  };
}

function element(
  { data, columns }: { readonly data: Float32Array; readonly columns: number },
  i: number,
  j: number,
): number {
  return shortFloat32(data[i * columns + j]!);
}
