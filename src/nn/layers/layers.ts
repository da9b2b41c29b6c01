/**
 * The table of layers: how to make each kind from its configuration, and the rules of its options. The model file and its
 * JSON use it.
 */
import { quoted } from '../../errors.ts';
import type { Rules } from '../rules.ts';
import { DENSE_RULES, type DenseOptions } from './dense-options.ts';
import { Dense } from './dense.ts';
import { Dropout, DROPOUT_RULES, type DropoutOptions } from './dropout.ts';
import type { Initializer } from './initializers.ts';
import type { LayerConfig } from './layer-config.ts';
import type { Layer } from './layer.ts';
import { ReLU } from './relu.ts';

/** Registers your own kind of layer, so that a model with it can be saved and opened. */
export interface LayerKind {
  readonly kind: string;
  /** Makes the layer from its configuration. It does not need to draw start values: they are replaced by the file's. */
  readonly fromConfig: (config: LayerConfig, kernelInitializer?: Initializer) => Layer;
  /** The options besides `kind`, all required. If left out, `fromConfig` checks them itself. */
  readonly rules?: Rules;
}

const BUILT_IN: readonly LayerKind[] = [
  {
    kind: 'dense',
    rules: DENSE_RULES,
    fromConfig: (config, kernelInitializer) =>
      new Dense({ ...(config as unknown as DenseOptions), ...(kernelInitializer && { kernelInitializer }) }),
  },
  { kind: 'relu', rules: {}, fromConfig: () => new ReLU() },
  {
    kind: 'dropout',
    rules: DROPOUT_RULES,
    fromConfig: (config) => new Dropout(config as unknown as DropoutOptions),
  },
];

export type LayerKinds = ReadonlyMap<string, LayerKind>;

/** All kinds by name, your own included. @throws RangeError if two have the same name. */
export function layerKinds(own: readonly LayerKind[] = []): LayerKinds {
  const kinds = new Map<string, LayerKind>(BUILT_IN.map((kind) => [kind.kind, kind]));
  for (const kind of own) {
    if (kinds.has(kind.kind)) throw new RangeError(`layers: there are two of kind ${quoted(kind.kind)}`);
    kinds.set(kind.kind, kind);
  }
  return kinds;
}
