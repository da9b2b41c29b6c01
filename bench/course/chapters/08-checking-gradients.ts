/**
 * Chapter 8: the error of a central difference by h, and one weight checked.
 */
import { checkOne, gradientCurve, type CurvePoint } from '../../../src/study/gradcheck/check-one.ts';
import { problemOf, type Problem } from '../../../src/study/gradcheck/problem.ts';
import { FLOAT32_RULE } from '../../../src/study/gradcheck/rule.ts';
import { formatPlace } from '../../../src/study/session/parameter-place.ts';
import { Tensor } from '../../../src/tensor/tensor.ts';
import type { Golden } from '../golden.ts';
import { drawXy, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

/** The weight that is checked: of a unit that is on. */
const WEIGHT = { name: 'W1', place: [1, 1] } as const;
const NAME = formatPlace(WEIGHT);
const STEPS = Array.from({ length: 12 }, (_, power) => Number(`1e-${power + 1}`));
/** Relative errors on a logarithmic axis, where 0 has no place. */
const AXIS = [1e-12, 10] as const;

type Precision = 'float64' | 'float32';

export const checkingGradients: Chapter = {
  name: '08-checking-gradients',
  about: 'a second way to every gradient, and why h is neither large nor tiny',
  picture(golden) {
    const { points } = gradientCurve(problemIn(golden), WEIGHT, STEPS);
    const best = (of: Precision) => points.toSorted((a, b) => a[of].error - b[of].error)[0]!;
    const curve = (of: Precision) => points.map((point) => [point.h, Math.max(point[of].error, AXIS[0])] as const);
    const sayBest = (of: Precision) => `h = ${show(best(of).h, 1)} (${show(best(of)[of].error, 1)})`;
    return drawXy({
      id: 'differences',
      title: `How far the difference is from the gradient of ${NAME}, by h`,
      sentence: `To the right h is too coarse, to the left rounding takes over. With losses in float64 it is best at ${sayBest('float64')}, with losses in float32 at ${sayBest('float32')}.`,
      x: { label: 'h', format: 'number', domain: [STEPS.at(-1)!, STEPS[0]!], scale: 'log' },
      y: { label: 'relative error', format: 'number', domain: AXIS, scale: 'log' },
      series: [
        { name: 'float64', style: 'line', role: 'main', points: curve('float64') },
        { name: 'float32', style: 'line', role: 'second', points: curve('float32') },
      ],
      marks: [{ y: FLOAT32_RULE.pass, label: 'the limit of gradcheck' }],
      columns: ['h', 'error with float64', 'error with float32'].map(numberColumn),
      rows: points.map(({ h, float64, float32 }: CurvePoint) => [h, float64.error, float32.error]),
    });
  },
  numbers(golden) {
    const { analytic, numeric, above, below, h, error, verdict } = checkOne(problemIn(golden), WEIGHT);
    const lines = [
      `network     d${NAME} = x[1] · dz1[1] = ${show(analytic, 8)}`,
      `difference  (L(w + h) − L(w − h)) / 2h, h = ${show(h, 1)}`,
      `            = (${show(above, 9)} − ${show(below, 9)}) / ${show(2 * h, 1)} = ${show(numeric, 8)}`,
      `error       ${show(error, 2)}, at most ${show(FLOAT32_RULE.pass, 1)}: ${verdict}`,
    ];
    return `${NAME} on row ${golden.rowNumber}, checked:\n\n${block(...lines)}`;
  },
  look: { at: '“Check this gradient” of a weight: the error against h, live', flags: `--param ${NAME}` },
};

/** The network of the golden trace with its one row. */
function problemIn({ step, study, target }: Golden): Problem {
  const { network, options } = study;
  const batch = {
    inputs: Tensor.from(step.rows('x').map((row) => Array.from(row))),
    targets: Int32Array.of(target - 1),
  };
  return problemOf(network, batch, { output: options.outputActivation, optimizer: options, seed: options.seed });
}
