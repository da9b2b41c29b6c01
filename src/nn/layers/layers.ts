/**
 * The table of layers: how to make each kind from its configuration, the rules of its options, and the names of its
 * output and parameters. Sequential, the model file and its JSON use it.
 */
import { quoted } from '../../errors.ts';
import type { Random } from '../../random.ts';
import type { Rules } from '../rules.ts';
import type { Parameter } from '../parameter.ts';
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

/** Layers numbered by the dense layer that they belong to: z1, a1, dropout1 and W1, b1. */
interface BuiltInKind extends LayerKind {
  readonly output: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const BUILT_IN: readonly BuiltInKind[] = [
  {
    kind: 'dense',
    rules: DENSE_RULES,
    fromConfig: (config, kernelInitializer) =>
      new Dense({ ...(config as unknown as DenseOptions), ...(kernelInitializer && { kernelInitializer }) }),
    output: 'z',
    parameters: { kernel: 'W', bias: 'b' },
  },
  { kind: 'relu', rules: {}, fromConfig: () => new ReLU(), output: 'a' },
  {
    kind: 'dropout',
    rules: DROPOUT_RULES,
    fromConfig: (config) => new Dropout(config as unknown as DropoutOptions),
    output: 'dropout',
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

export interface BuiltLayers {
  /** The width of each layer's output. */
  readonly outputDims: readonly number[];
  /** The tap name of each layer's output. */
  readonly names: readonly string[];
  /** Not allocated yet. */
  readonly parameters: readonly Parameter[];
}

/** Builds layers for inputs of width `inputDim`, one after the other, and names them. */
export function buildLayers(layers: readonly Layer[], inputDim: number, random: Random): BuiltLayers {
  let width = inputDim;
  const outputDims = layers.map((layer) => (width = layer.build(width, random)));
  const names = nameLayers(layers);
  return { outputDims, names, parameters: layers.flatMap((layer) => layer.parameters ?? []) };
}

/**
 * Names the output of each layer and its parameters. A custom layer is named by its kind and a count: `swish1`,
 * `swish2`, and its parameters `swish1.slope`.
 *
 * @throws RangeError if two tensors would have the same name, or a tensor the name of another's gradient.
 */
function nameLayers(layers: readonly Layer[]): string[] {
  const counts = new Map<string, number>();
  const count = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1).get(kind)!;
  const claim = nameRegister();
  return layers.map((layer, index) => {
    const builtIn = BUILT_IN.find(({ kind }) => kind === layer.kind);
    const number = builtIn === undefined || layer.kind === 'dense' ? count(layer.kind) : (counts.get('dense') ?? 0);
    const output = (builtIn?.output ?? layer.kind) + number;
    // Two ReLUs behind one dense layer share a name.
    claim(output, builtIn?.kind ?? `layer ${index}`);
    for (const [place, parameter] of (layer.parameters ?? []).entries()) {
      const letter = builtIn?.parameters?.[parameter.role];
      parameter.name = letter === undefined ? `${output}.${parameter.role}` : letter + number;
      claim(parameter.name, `layer ${index}, parameter ${place}`);
    }
    return output;
  });
}

/** Each call claims a name, and the name of its gradient, for an owner. */
function nameRegister(): (name: string, owner: string) => void {
  const owners = new Map(['x', 'dx', 'p', 'loss'].map((name) => [name, 'network']));
  return (name, owner) => {
    for (const tapped of [name, `d${name}`]) {
      const other = owners.get(tapped) ?? owner;
      if (other !== owner) throw new RangeError(`Sequential: two tensors would be called ${tapped}`);
      owners.set(tapped, owner);
    }
  };
}
