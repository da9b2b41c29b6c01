/**
 * The table that `summary` prints: one line a layer with its kind, its output shape and its number of parameters.
 */
import { formatTable, groupDigits } from '../text-table.ts';
import type { Sequential } from './sequential.ts';

export function formatSummary(network: Sequential): string {
  const rows = [
    ['Layer', 'Output shape', 'Parameters'],
    ['input', `[n, ${network.inputDim}]`, '0'],
  ];
  for (const [index, layer] of network.layers.entries()) {
    const count = layer.parameters.reduce((sum, { value }) => sum + value.data.length, 0);
    rows.push([layer.kind, `[n, ${network.outputDims[index]}]`, groupDigits(count)]);
  }
  const { length, byteLength } = network.block.values;
  return `${formatTable(rows, ['left', 'left', 'right'])}
Total parameters: ${groupDigits(length)} (${groupDigits(byteLength)} bytes as float32)`;
}
