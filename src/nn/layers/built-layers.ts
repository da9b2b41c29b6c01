/**
 * Layers built one after the other, with the names of their outputs and parameters. It knows the kinds of layers by name
 * alone: a network loads the classes that it is made of, and no others.
 */
import type { Random } from '../../random.ts';
import type { Parameter } from '../parameter.ts';
import type { Layer } from './layer.ts';

/** Layers numbered by the dense layer that they belong to: z1, a1, dropout1 and W1, b1. */
interface BuiltInNames {
  readonly output: string;
  /** By role. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const BUILT_IN: ReadonlyMap<string, BuiltInNames> = new Map([
  ['dense', { output: 'z', parameters: { kernel: 'W', bias: 'b' } }],
  ['relu', { output: 'a' }],
  ['dropout', { output: 'dropout' }],
]);

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
    const builtIn = BUILT_IN.get(layer.kind);
    const number = builtIn === undefined || layer.kind === 'dense' ? count(layer.kind) : (counts.get('dense') ?? 0);
    const output = (builtIn?.output ?? layer.kind) + number;
    // Two ReLUs behind one dense layer share a name.
    claim(output, builtIn ? layer.kind : `layer ${index}`);
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
