/**
 * The size of a network: its number of parameters, and the table that `summary` prints, one line per layer.
 */
import { formatTable, groupDigits } from '../text-table.ts';
import type { Layer } from './layers/layer.ts';

const BYTES_PER_PARAMETER = Float32Array.BYTES_PER_ELEMENT;

/**
 * Σ (inputs + 1)·units, the number of parameters of a network of dense layers with biases.
 *
 * @param widths of the input and of each layer
 */
export function countParameters(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, units, index) => sum + (widths[index]! + 1) * units, 0);
}

/** @param outputDims the width of each layer's output */
export function formatSummary(inputDim: number, layers: readonly Layer[], outputDims: readonly number[]): string {
  const rows = [
    ['Layer', 'Output shape', 'Parameters'],
    ['input', `[n, ${inputDim}]`, '0'],
  ];
  let total = 0;
  for (const [index, layer] of layers.entries()) {
    const count = (layer.parameters ?? []).reduce((sum, { value }) => sum + value.data.length, 0);
    total += count;
    rows.push([layer.kind, `[n, ${outputDims[index]}]`, groupDigits(count)]);
  }
  return `${formatTable(rows, ['left', 'left', 'right'])}
Total parameters: ${groupDigits(total)} (${groupDigits(total * BYTES_PER_PARAMETER)} bytes as float32)`;
}
