/**
 * A network as it is drawn: the dense layers of a model, of its first network where there are several.
 */
import type { Classifier } from '../../../model/classifier.ts';
import { membersOf } from '../../../nn/ensemble.ts';
import { Dense } from '../../../nn/layers/dense.ts';
import type { DrawnNetwork } from '../../../report/run-documents.ts';

/** @returns null for a network with layers of another kind. */
export function drawnNetwork({ network, output, classes, pipeline }: Classifier): DrawnNetwork | null {
  const first = membersOf(network)[0]!;
  const layers: DrawnNetwork['layers'][number][] = [];
  for (const layer of first.layers) {
    if (layer instanceof Dense) {
      const { kernel, bias } = layer;
      const [, units = 0] = kernel.shape;
      const shift = bias?.data ?? new Float32Array(units);
      layers.push({ activation: 'linear', kernel: kernel.data, bias: shift });
    } else if (layer.kind === 'relu' && layers.length > 0) {
      layers.push({ ...layers.pop()!, activation: 'relu' });
    } else if (layer.kind !== 'dropout') return null;
  }
  if (layers.length === 0) return null;
  layers.push({ ...layers.pop()!, activation: output });
  const inputs = pipeline?.inputs.map(({ name }) => name);
  const numbered = Array.from({ length: first.inputDim }, (_, index) => `input_${index + 1}`);
  return { inputs: inputs ?? numbered, classes, layers };
}
