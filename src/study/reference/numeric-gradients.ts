/**
 * Gradients without any calculus: change one number a little, see how much the loss changes. Slow, and right for every
 * network, so it is what the analytic gradients are checked against.
 */
import { forward, lossOf, type Gradients, type Matrix, type Objective, type ReferenceLayer } from './network.ts';

/** Positions in one tensor: [i, j] of a matrix, [j] of a bias. */
export type Positions = number[][];

export interface NumericGradients extends Gradients {
  /** Where a ReLU's winner differs between +h and −h: the loss has a kink there, the difference quotient means nothing. */
  kinks: { layers: { kernel: Positions; bias: Positions }[]; input: Positions };
}

/** One number of a network: an element of the kernel or bias of a layer (from 0), or of the input. */
export interface Place {
  tensor: 'kernel' | 'bias' | 'input';
  layer: number; // 0 for the input
  position: readonly number[]; // [i, j]; [j] of a bias
}

export interface Difference {
  above: number; // the loss at w + h
  below: number; // the loss at w − h
  slope: number; // (above − below) / 2h
  isKink: boolean; // see `NumericGradients.kinks`
}

/**
 * A function that gives the central difference (f(w + h) − f(w − h)) / 2h of the float64 loss at one place. A weight
 * changes nothing below its layer, so the passes begin there.
 */
export function differences(
  layers: readonly ReferenceLayer[],
  x: Matrix,
  objective: Objective,
): (place: Place, h: number) => Difference {
  const net: ReferenceLayer[] = structuredClone([...layers]);
  const input = structuredClone(x);
  const penalised = net.filter(({ l2 = 0 }) => l2 > 0);
  const inputs = [input, ...forward(net, input, objective.loss).layers.map(({ a }) => a)];

  function evaluate(first: number): { value: number; winners: string } {
    const above = net.slice(first);
    const values = forward(above, inputs[first]!, objective.loss);
    const rectified = values.layers.filter((_, index) => above[index]!.activation === 'relu');
    const winners = rectified.map(({ z }) => z.map((row) => row.map((value) => (value > 0 ? '1' : '0')).join('')));
    return { value: lossOf(values, penalised, objective), winners: winners.join(' ') };
  }

  return ({ tensor, layer, position }, h) => {
    const [row, column = row] = position as [number, number?];
    const { kernel, bias } = net[layer]!;
    const vector = tensor === 'bias' ? bias! : (tensor === 'kernel' ? kernel : input)[row]!;
    const kept = vector[column]!;
    vector[column] = kept + h;
    const above = evaluate(layer);
    vector[column] = kept - h;
    const below = evaluate(layer);
    vector[column] = kept;
    return {
      above: above.value,
      below: below.value,
      slope: (above.value - below.value) / (2 * h),
      isKink: above.winners !== below.winners,
    };
  };
}

/** The central differences of every element of every kernel, bias and input. */
export function numericGradients(
  layers: readonly ReferenceLayer[],
  x: Matrix,
  objective: Objective,
  h = 1e-5,
): NumericGradients {
  const difference = differences(layers, x, objective);

  function differentiate(place: Omit<Place, 'position'>, positions: Positions, kinks: Positions): number[] {
    return positions.map((position) => {
      const { slope, isKink } = difference({ ...place, position }, h);
      if (isKink) kinks.push(position);
      return slope;
    });
  }

  const differentiateMatrix = (place: Omit<Place, 'position'>, matrix: Matrix, kinks: Positions): Matrix =>
    matrix.map((row, i) =>
      differentiate(
        place,
        row.map((_, j) => [i, j]),
        kinks,
      ),
    );

  const found: NumericGradients = { layers: [], input: [], kinks: { layers: [], input: [] } };
  for (const [layer, { kernel, bias }] of layers.entries()) {
    const kinks = { kernel: [] as Positions, bias: [] as Positions };
    const places = bias?.map((_, j) => [j]);
    found.layers.push({
      kernel: differentiateMatrix({ tensor: 'kernel', layer }, kernel, kinks.kernel),
      bias: places === undefined ? null : differentiate({ tensor: 'bias', layer }, places, kinks.bias),
    });
    found.kinks.layers.push(kinks);
  }
  found.input = differentiateMatrix({ tensor: 'input', layer: 0 }, x, found.kinks.input);
  return found;
}
