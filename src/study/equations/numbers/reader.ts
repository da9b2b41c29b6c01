/**
 * A trace, asked for single numbers. What it can't answer it refuses in words: a trace leaves out tensors that are too
 * large, and a row without a class has no step.
 */
import type { NeuronPlace, ParameterPlace } from '../../session/parameter-place.ts';
import type { TraceDocument } from '../../trace/trace-document.ts';

/** Why a trace has no numbers for an equation. */
export class NoNumbers extends Error {
  override readonly name = 'NoNumbers';
}

export interface Places {
  /** Default: the first unit of layer 1 that is not silent. */
  readonly neuron?: NeuronPlace | undefined;
  /** Default: the weight of layer 1 with the largest gradient. */
  readonly parameter?: ParameterPlace | undefined;
}

export class TraceReader {
  readonly trace: TraceDocument;
  readonly #places: Places;
  readonly #tensors: ReadonlyMap<string, TraceDocument['tensors'][number]>;

  constructor(trace: TraceDocument, places: Places) {
    this.trace = trace;
    this.#places = places;
    this.#tensors = new Map(trace.tensors.map((tensor) => [tensor.name, tensor]));
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /** @throws NoNumbers */
  tensor(name: string): { readonly shape: readonly number[]; readonly values: readonly number[] } {
    const found = this.#tensors.get(name);
    if (found === undefined) {
      const hasStep = this.trace.row.target !== null;
      throw new NoNumbers(
        hasStep ? `the trace has no ${name}` : 'the row has no class, so there is no loss and no step',
      );
    }
    const { shape, values } = found;
    if (values === null) throw new NoNumbers(`${name} [${shape.join(', ')}] is too large: the trace leaves it out`);
    return { shape, values };
  }

  /** The number at a place, counted from 1. @throws NoNumbers */
  at(name: string, ...place: readonly number[]): number {
    const { shape, values } = this.tensor(name);
    const isThere = place.length === shape.length && place.every((one, axis) => one >= 1 && one <= shape[axis]!);
    if (!isThere)
      throw new NoNumbers(`there is no ${name}[${place.join(',')}], the last is ${name}[${shape.join(',')}]`);
    return values[place.reduce((index, one, axis) => index * shape[axis]! + one - 1, 0)]!;
  }

  /** Row i of a matrix, counted from 1. The traced row is the first of its batch. */
  row(name: string, i = 1): readonly number[] {
    const { shape, values } = this.tensor(name);
    return values.slice((i - 1) * shape[1]!, i * shape[1]!);
  }

  /** Column j of a matrix, counted from 1. */
  column(name: string, j: number): readonly number[] {
    const { shape } = this.tensor(name);
    return Array.from({ length: shape[0]! }, (_, i) => this.at(name, i + 1, j));
  }

  /** Dense layers. */
  get layers(): number {
    return this.trace.network.units.length;
  }

  /** What goes into a dense layer: `x`, or what the layer before gives. */
  inputOf(layer: number): string {
    if (layer === 1) return 'x';
    return this.has(`dropout${layer - 1}`) ? `dropout${layer - 1}` : `a${layer - 1}`;
  }

  /** The options of a dense layer. */
  optionsOf(layer: number): { readonly [option: string]: unknown } {
    return this.trace.network.layers.filter(({ kind }) => kind === 'dense')[layer - 1] ?? {};
  }

  /** A number of the optimizer’s options. */
  option(name: string): number {
    return this.trace.optimizer[name] as number;
  }

  /** The unit that is looked at. */
  get neuron(): NeuronPlace {
    if (this.#places.neuron !== undefined) return this.#places.neuron;
    const z = this.row('z1');
    return {
      layer: 1,
      unit:
        Math.max(
          0,
          z.findIndex((value) => value > 0),
        ) + 1,
    };
  }

  /** The same, of a layer with a ReLU behind it. @throws NoNumbers for a logit */
  get hidden(): NeuronPlace {
    const { neuron } = this;
    if (neuron.layer < this.layers) return neuron;
    const isAlone = this.layers === 1;
    throw new NoNumbers(isAlone ? 'the network has no hidden layer' : `${neuron.layer}.${neuron.unit} is a logit`);
  }

  /** The weight or bias that is looked at. */
  get parameter(): ParameterPlace {
    if (this.#places.parameter !== undefined) return this.#places.parameter;
    const { shape, values } = this.tensor('dW1');
    const sizes = values.map(Math.abs);
    const index = sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b)));
    return { name: 'W1', place: [Math.floor(index / shape[1]!) + 1, (index % shape[1]!) + 1] };
  }

  /** The weight that is looked at, and its layer. @throws NoNumbers for a bias */
  get weight(): {
    readonly layer: number;
    readonly place: ParameterPlace;
    readonly input: number;
    readonly unit: number;
  } {
    const place = this.parameter;
    const layer = Number(/^W(\d+)$/.exec(place.name)?.[1]);
    if (Number.isNaN(layer)) throw new NoNumbers(`${place.name} holds no weights of a dense layer`);
    return { layer, place, input: place.place[0]!, unit: place.place[1]! };
  }

  /** The class of the row, from 0. @throws NoNumbers where it isn't known */
  get target(): number {
    const { target } = this.trace.row;
    if (target === null) throw new NoNumbers('the row has no class, so there is no loss and no step');
    return target.number;
  }

  /** How often the traced row counts in the loss. */
  get rowWeight(): number {
    return this.trace.batch.weights?.[0] ?? 1;
  }
}
