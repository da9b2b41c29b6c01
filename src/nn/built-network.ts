/**
 * Layers built to work together: their widths, their parameters in one block, the memory for their rows, and the names
 * that taps see. `Sequential` adds the forward and backward passes.
 */
import { requireProperties } from '../argument-checks.ts';
import { randomFrom, type RandomOptions } from '../random.ts';
import { fused, layerByLayer, type Walk } from './fused.ts';
import { claimLayers, requireFreeLayers } from './layers/claimed-layers.ts';
import type { LayerConfig } from './layers/layer-config.ts';
import type { Layer } from './layers/layer.ts';
import { buildLayers } from './layers/built-layers.ts';
import { ParameterBlock } from './parameter.ts';
import { formatSummary } from './summary.ts';
import type { Tap } from './tap.ts';
import { Workspace } from './workspace.ts';

export abstract class BuiltNetwork {
  readonly layers: readonly Layer[];
  readonly inputDim: number;
  /** The width of each layer's output; the last is the width of the logits. */
  readonly outputDims: readonly number[];
  /** All parameters, and all gradients. */
  readonly block: ParameterBlock;
  /** The memory of the forward and backward passes. */
  readonly workspace: Workspace;
  /** The tap names of the workspace's values: `x`, `z1`, `a1`, … */
  protected readonly names: readonly string[];
  readonly #layerByLayer: Walk;
  readonly #fused: Walk;
  /** The first layer with parameters: its input needs no gradient. */
  protected readonly firstTrainable: number;

  /**
   * Builds the layers for inputs of width `inputDim` and draws the start values of all parameters from `random`, or
   * from the weight stream of `seed`.
   *
   * @throws RangeError if there are no layers, a layer is already in a network, or the width isn't a whole number of at
   *   least 1.
   * @throws MemoryError naming shapes and bytes if the host has too little memory.
   */
  constructor(layers: readonly Layer[], options: { readonly inputDim: number } & RandomOptions) {
    requireProperties('Sequential', 'options', options, 'inputDim');
    const { inputDim, ...source } = options;
    const random = randomFrom(source, 'weights');
    requireFreeLayers(layers, inputDim);
    const { outputDims, names, parameters } = buildLayers(layers, inputDim, random);
    this.layers = layers;
    this.inputDim = inputDim;
    this.outputDims = outputDims;
    this.block = new ParameterBlock(parameters, random);
    this.workspace = new Workspace([inputDim, ...outputDims], layers);
    this.names = ['x', ...names];
    this.#layerByLayer = layerByLayer(layers);
    this.#fused = fused(layers);
    const firstTrainable = layers.findIndex((layer) => (layer.parameters ?? []).length > 0);
    this.firstTrainable = firstTrainable === -1 ? layers.length : firstTrainable;
    claimLayers(layers, [inputDim, ...outputDims]);
  }

  /** Layer by layer if there is a tap, else fused. */
  protected walk(tap: Tap | undefined): Walk {
    return tap === undefined ? this.#fused : this.#layerByLayer;
  }

  /** u, the width of the logits. */
  get outputDim(): number {
    return this.outputDims.at(-1)!;
  }

  get parameterCount(): number {
    return this.block.values.length;
  }

  /** A table of layers, output shapes and parameter counts, at most 80 columns wide. */
  summary(): string {
    return formatSummary(this.inputDim, this.layers, this.outputDims);
  }

  config(): LayerConfig[] {
    return this.layers.map((layer) => layer.config());
  }
}
