/**
 * Partial dependence (Friedman 2001, eq. 53) and the lines it is the mean of, one a row: individual conditional
 * expectation (Goldstein, Kapelner, Bleich & Pitkin 2015). Every row is given each value in turn, whatever else it holds,
 * so that where columns go together the model is asked about rows that there are none of.
 */
import { Tensor } from '../../tensor/tensor.ts';
import type { InputRange } from '../raw-columns.ts';
import type { RowFunction } from '../row-functions.ts';

/**
 * The answer for each row with each value in the place of its own, row-major [m, G].
 *
 * @param inputs of the rows, encoded [m, d]
 * @param encoded the inputs that the values become [G, end − start]
 */
export function conditionalAnswers(
  answer: RowFunction,
  inputs: Tensor,
  { start, end }: InputRange,
  encoded: Tensor,
): Float64Array {
  const [m, d, points, width] = [inputs.rows, inputs.columns, encoded.rows, end - start];
  const changed = new Tensor(inputs.data.slice(), inputs.shape);
  const answers = new Float64Array(m * points);
  for (let point = 0; point < points; point++) {
    const value = encoded.data.subarray(point * width, (point + 1) * width);
    for (let row = 0; row < m; row++) changed.data.set(value, row * d + start);
    const given = answer(changed);
    for (let row = 0; row < m; row++) answers[row * points + point] = given[row]!;
  }
  return answers;
}

/** The mean over the rows at each point [G]. @param answers row-major [m, G] */
export function partialDependence(answers: Float64Array, points: number): Float64Array {
  const means = new Float64Array(points);
  for (let at = 0; at < answers.length; at++) means[at % points]! += answers[at]!;
  return means.map((sum) => sum / (answers.length / points));
}
