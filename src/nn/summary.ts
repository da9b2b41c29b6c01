/**
 * The table that `summary` prints: one line a layer with its kind, its output shape and its number of parameters.
 */
import { formatTable, groupDigits } from '../text-table.ts';
import type { Layer } from './layers/layer.ts';

const BYTES_PER_PARAMETER = Float32Array.BYTES_PER_ELEMENT;

/** @param outputDims the width of each layer's output */
export function formatSummary(inputDim: number, layers: readonly Layer[], outputDims: readonly number[]): string {
  const rows = [
    ['Layer', 'Output shape', 'Parameters'],
    ['input', `[n, ${inputDim}]`, '0'],
  ];
  let total = 0;
  for (const [index, layer] of layers.entries()) {
    const count = layer.parameters.reduce((sum, { value }) => sum + value.data.length, 0);
    total += count;
    rows.push([layer.kind, `[n, ${outputDims[index]}]`, groupDigits(count)]);
  }
  return `${formatTable(rows, ['left', 'left', 'right'])}
Total parameters: ${groupDigits(total)} (${groupDigits(total * BYTES_PER_PARAMETER)} bytes as float32)`;
}
