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

/** Central differences (f(w + h) − f(w − h)) / 2h of the float64 loss, for every element of every kernel, bias and input. */
export function numericGradients(
  layers: readonly ReferenceLayer[],
  x: Matrix,
  objective: Objective,
  h = 1e-5,
): NumericGradients {
  const net: ReferenceLayer[] = structuredClone([...layers]);
  const input = structuredClone(x);

  function evaluate(): { value: number; winners: string } {
    const values = forward(net, input, objective.loss);
    const rectified = values.layers.filter((_, index) => net[index]!.activation === 'relu');
    const winners = rectified
      .map(({ z }) =>
        z
          .flat()
          .map((value) => (value > 0 ? '1' : '0'))
          .join(''),
      )
      .join(' ');
    return { value: lossOf(values, net, objective), winners };
  }

  function differentiate(vector: number[], place: (index: number) => number[], kinks: Positions): number[] {
    return vector.map((kept, index) => {
      vector[index] = kept + h;
      const above = evaluate();
      vector[index] = kept - h;
      const below = evaluate();
      vector[index] = kept;
      if (above.winners !== below.winners) kinks.push(place(index));
      return (above.value - below.value) / (2 * h);
    });
  }

  const differentiateMatrix = (matrix: Matrix, kinks: Positions): Matrix =>
    matrix.map((row, i) => differentiate(row, (j) => [i, j], kinks));

  const found: NumericGradients = { layers: [], input: [], kinks: { layers: [], input: [] } };
  for (const { kernel, bias } of net) {
    const kinks = { kernel: [] as Positions, bias: [] as Positions };
    found.layers.push({
      kernel: differentiateMatrix(kernel, kinks.kernel),
      bias: bias === null ? null : differentiate(bias, (j) => [j], kinks.bias),
    });
    found.kinks.layers.push(kinks);
  }
  found.input = differentiateMatrix(input, found.kinks.input);
  return found;
}
