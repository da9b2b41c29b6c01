/**
 * What is remembered of a step: its tensors for the document, and, of tensors too large for it as well, the numbers of
 * the weights and units that are opened.
 */
import type { Sequential } from '../../nn/sequential.ts';
import type { Tap } from '../../nn/tap.ts';
import { Tensor } from '../../tensor/tensor.ts';
import { elementOf, formatPlace, type ParameterPlace } from '../session/parameter-place.ts';
import { shortFloat32 } from './float32-text.ts';
import type { ParameterStep, TracedTensor } from './trace-document.ts';

/** A tensor with more numbers than this is named in a trace, its numbers left out. */
export const MOST_VALUES = 20_000;

/** The numbers of one element, by quantity: `before`, `gradient`, `after`, and what the optimizer taps. */
type Numbers = Map<string, number>;

interface Watched {
  readonly index: number;
  readonly numbers: Numbers;
}

export class StepRecorder {
  readonly tensors: TracedTensor[] = [];
  readonly #kept = new Map<string, Tensor>();
  /** By the name of the parameter. */
  readonly #watched = new Map<string, Watched[]>();
  readonly #byPlace = new Map<string, Numbers>();

  /** @param keep the names of other tensors to keep whole @throws RangeError for a place that isn't there. */
  constructor(network: Sequential, places: readonly ParameterPlace[], keep: ReadonlySet<string>) {
    for (const place of places) {
      const text = formatPlace(place);
      if (this.#byPlace.has(text)) continue;
      const { tensor, index } = elementOf(network, place);
      const numbers: Numbers = new Map([['before', tensor.data[index]!]]);
      this.#byPlace.set(text, numbers);
      this.#watched.set(place.name, [...(this.#watched.get(place.name) ?? []), { index, numbers }]);
    }
    for (const name of keep) this.#kept.set(name, Tensor.zeros(0));
  }

  readonly record: Tap = (name, tensor) => {
    const { data, shape } = tensor;
    const isShown = data.length <= MOST_VALUES;
    this.tensors.push({ name, shape: [...shape], values: isShown ? Array.from(data, shortFloat32) : null });
    if (this.#kept.has(name)) this.#kept.set(name, new Tensor(data.slice(), shape));
    const { parameter, quantity } = partsOf(name);
    for (const { index, numbers } of this.#watched.get(parameter) ?? []) numbers.set(quantity, data[index]!);
  };

  /** A tensor that was to be kept. */
  kept(name: string): Tensor {
    return this.#kept.get(name)!;
  }

  /** A watched element on its way through the step. */
  stepOf(place: ParameterPlace): ParameterStep {
    const name = formatPlace(place);
    const { before, gradient, after, ...optimizer } = Object.fromEntries(
      Array.from(this.#byPlace.get(name)!, ([quantity, value]) => [quantity, shortFloat32(value)]),
    );
    const step = after === undefined ? null : { gradient: gradient!, optimizer, after };
    return { name, before: before!, step };
  }
}

/** `dW1`, `adam.m.W1` and `W1'` are a parameter's; of other tensors, what is found here is no parameter. */
function partsOf(name: string): { readonly parameter: string; readonly quantity: string } {
  if (name.endsWith("'")) return { parameter: name.slice(0, -1), quantity: 'after' };
  const dot = name.lastIndexOf('.');
  if (dot !== -1) return { parameter: name.slice(dot + 1), quantity: name.slice(0, dot) };
  return { parameter: name.slice(1), quantity: 'gradient' };
}
