/**
 * Which of two weights does the step move more? Not simply the one with the larger gradient.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { placeText, TracedNumbers, type Matrix, type WeightPlace } from './traced-numbers.ts';

/** Steps are alike if the larger one is at most so many times the smaller. */
const ALIKE = 1.05;
/** Gradients that differ by less make no question. */
const LEAST_RATIO = 2;
/** Smaller gradients feel ε. */
const LEAST_GRADIENT = 1e-4;

type Pair = readonly [WeightPlace, WeightPlace];

export const MOVES_MORE = questionOf('moves-more', 'adam', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  const { kind, t } = trace.optimizer;
  const pairs = numbers.layerNumbers.map((layer) => pairOf(layer, numbers.matrix(`dW${layer}`)));
  const pair = numbers.pick(pairs.filter((found) => found !== null));
  if (pair === undefined) return null;
  const [large, small] = pair;
  // The larger gradient isn't always named first.
  const [one, other]: Pair = trace.row.number % 2 === 0 ? [large, small] : [small, large];
  const [first, second] = [placeText(one), placeText(other)];
  const gradients = [one, other].map((place) => say(numbers.ofWeight('d', place)));
  const optimizer = kind === 'adam' ? 'Adam' : 'gradient descent';
  return {
    asked: {
      kind: 'choice',
      text: `The gradient of ${first} is ${gradients[0]}, that of ${second} is ${gradients[1]}. This is step t = ${t} of ${optimizer}. Which of the two weights does it move more?`,
      options: [first, second, `both alike, within ${say(100 * (ALIKE - 1), 1)} %`],
    },
    solve: () => {
      const steps = [one, other].map((place) => numbers.ofWeight(`${kind}.step.`, place));
      const [a, b] = steps.map(Math.abs) as [number, number];
      const right = Math.max(a, b) <= ALIKE * Math.min(a, b) ? 2 : a > b ? 0 : 1;
      const moved = `The steps are ${say(steps[0]!)} for ${first} and ${say(steps[1]!)} for ${second}.`;
      return { right, why: `${moved} ${reason(numbers, [one, other])}`, equation: `${kind}.step` };
    },
  };
});

/** The largest gradient of a kernel, and the smallest one that is clearly above 0; null if they are too much alike. */
function pairOf(layer: number, dW: Matrix | null): Pair | null {
  if (dW === null) return null;
  let [large, small]: WeightPlace[] = [];
  const size = ({ input, unit }: WeightPlace) => Math.abs(dW.at(input, unit));
  for (let input = 0; input < dW.rows; input++) {
    for (let unit = 0; unit < dW.columns; unit++) {
      const place = { layer, input, unit };
      if (size(place) < LEAST_GRADIENT) continue;
      if (large === undefined || size(place) > size(large)) large = place;
      if (small === undefined || size(place) < size(small)) small = place;
    }
  }
  if (large === undefined || small === undefined) return null;
  return size(large) >= LEAST_RATIO * size(small) ? [large, small] : null;
}

/** Why the steps are what they are. */
function reason(numbers: TracedNumbers, pair: Pair): string {
  const { kind, t } = numbers.trace.optimizer;
  const alpha = say(numbers.option('learningRate'));
  if (kind !== 'adam') {
    const momentum = numbers.option('momentum');
    return momentum === 0 || t === 1
      ? `Each is α = ${alpha} times the gradient, so the larger gradient moves its weight more.`
      : `Each is α = ${alpha} times the gradient, and ${say(momentum)} of the step before is kept.`;
  }
  if (t === 1) {
    return `Adam divides each gradient by its own size, and at t = 1 nothing is left but its sign: both move by α = ${alpha}.`;
  }
  const [a, b] = pair.map((place) => {
    const [mHat, vHat] = [numbers.ofWeight('adam.mhat.', place), numbers.ofWeight('adam.vhat.', place)];
    return `${say(mHat)} / ${say(Math.sqrt(vHat))}`;
  });
  return `Adam moves by α · m̂ / √v̂, here by ${alpha} times ${a} and ${b}: what counts is how much a weight's gradients agreed so far, not how large this one is.`;
}
