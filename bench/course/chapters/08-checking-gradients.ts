import { differenceErrors, MOVED_WEIGHT, type DifferenceError } from '../experiments/difference-errors.ts';
import { drawXy, numberColumn } from '../pictures/picture.ts';
import { show } from '../show-number.ts';
import { block, type Chapter } from './chapter.ts';

/** Of relative errors, on a logarithmic axis: 0 has no place there. */
const SMALLEST = 1e-9;
const LIMIT = 1e-5;

export const checkingGradients: Chapter = {
  name: '08-checking-gradients',
  about: 'a second way to every gradient, and why h is neither large nor tiny',
  picture(golden) {
    const errors = differenceErrors(golden);
    const curve = (name: 'float64' | 'float32') => errors.map((one) => [one.h, Math.max(one[name], SMALLEST)] as const);
    return drawXy({
      id: 'differences',
      title: `How wrong the check is, by h: ${MOVED_WEIGHT}`,
      sentence: `Too large an h to the right, rounding to the left. With losses in float64, ${withinLimit(errors, 'float64')} stays below the limit; with losses in float32, ${withinLimit(errors, 'float32')} alone.`,
      x: { label: 'h', format: 'number', domain: [errors.at(-1)!.h, errors[0]!.h], scale: 'log' },
      y: { label: 'relative error', format: 'number', domain: [SMALLEST, 10], scale: 'log' },
      series: [
        { name: 'float64', style: 'line', role: 'main', points: curve('float64') },
        { name: 'float32', style: 'line', role: 'second', points: curve('float32') },
      ],
      marks: [{ y: LIMIT, label: 'the limit of gradcheck' }],
      columns: ['h', 'error with float64', 'error with float32'].map(numberColumn),
      rows: errors.map(({ h, float64, float32 }) => [h, float64, float32]),
    });
  },
  numbers(golden) {
    const { rowNumber, step } = golden;
    const lines = differenceErrors(golden)
      .filter(({ h }) => [1e-1, 1e-3, 1e-5, 1e-11].includes(h))
      .map(({ h, float64 }) => `h = ${show(h).padEnd(9)}relative error ${show(float64, 2)}`);
    const gradient = `dW1[2,2] = x[2] · dz1[2] = ${show(step.at(`d${MOVED_WEIGHT}`), 6)}`;
    return `The analytic gradient of ${MOVED_WEIGHT} on row ${rowNumber}, and how far the difference is from it:\n\n${block(gradient, '', ...lines)}`;
  },
  look: { at: '“Check this gradient” of a weight: the error against h, live', flags: '--param W1[2,2]' },
};

function withinLimit(errors: readonly DifferenceError[], name: 'float64' | 'float32'): string {
  const within = errors.filter((one) => one[name] <= LIMIT).map(({ h }) => show(h, 1));
  return within.length === 1 ? `h = ${within[0]}` : `every h from ${within.at(-1)} to ${within[0]}`;
}
