/**
 * A network as blocks: a dense layer with the ReLU and the dropout behind it, and the tap names of what goes in and comes
 * out. The last block's outputs are the logits.
 */
import type { Dropout } from '../../nn/layers/dropout.ts';
import type { Layer } from '../../nn/layers/layer.ts';
import type { Parameter } from '../../nn/parameter.ts';
import type { Sequential } from '../../nn/sequential.ts';

export interface DenseBlock {
  /** From 1, as in `W1`. */
  readonly number: number;
  readonly kernel: Parameter;
  readonly bias: Parameter | null;
  /** The λ of its L2 penalty; 0 for none. */
  readonly l2: number;
  /** The tap names of its input, of z, and of what the next block sees. */
  readonly input: string;
  readonly z: string;
  readonly output: string;
  /** The layers behind the dense one, up to the next. */
  readonly behind: readonly Layer[];
}

const LETTERS: Readonly<Record<string, string>> = { relu: 'a', dropout: 'dropout' };

/** The blocks of a network whose first layer is dense and whose others are of the kinds that glassnet has. */
export function denseBlocks({ layers }: Sequential): DenseBlock[] {
  const blocks: DenseBlock[] = [];
  for (const layer of layers) {
    const last = blocks.at(-1);
    if (layer.kind === 'dense') {
      const number = blocks.length + 1;
      const [kernel, bias = null] = layer.parameters!;
      const z = `z${number}`;
      const input = last?.output ?? 'x';
      const l2 = Number(layer.config()['l2'] ?? 0);
      blocks.push({ number, kernel: kernel!, bias, l2, input, z, output: z, behind: [] });
    } else if (last !== undefined) {
      const output = `${LETTERS[layer.kind]}${last.number}`;
      blocks[blocks.length - 1] = { ...last, output, behind: [...last.behind, layer] };
    }
  }
  return blocks;
}

/**
 * The slope of a block's output with respect to z, of the first of `rows` rows in the last training pass: 1 or 0 for each
 * ReLU, times the mask of dropout.
 */
export function slopeOf({ behind }: DenseBlock, unit: number, z: number, rows: number): number {
  let slope = 1;
  for (const layer of behind) {
    if (layer.kind === 'relu') slope *= z > 0 ? 1 : 0;
    else if (layer.kind === 'dropout' && Number(layer.config()['rate']) > 0) {
      slope *= (layer as Dropout).mask(rows).data[unit - 1]!;
    }
  }
  return slope;
}
