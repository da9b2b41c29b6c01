/**
 * Which of two weights does the step move more? Not simply the one with the larger gradient.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { placeText, stepName, TracedNumbers, type Matrix, type WeightPlace } from './traced-numbers.ts';

/** Steps are alike if the larger one is at most so many times the smaller. */
const ALIKE = 1.05;
/** Gradients that differ by less make no question. */
const LEAST_RATIO = 2;
/** Smaller gradients feel ε. */
const LEAST_GRADIENT = 1e-4;

export const MOVES_MORE = questionOf('moves-more', 'optimizer', (document): Case | null => {
  const numbers = new TracedNumbers(document);
  const layers = Array.from({ length: numbers.layers }, (_, index) => index + 1);
  const pairs = layers.flatMap((layer) => {
    const dW = numbers.matrix(`dW${layer}`);
    return dW === null ? [] : (pairOf(layer, dW) ?? []);
  });
  const pair = numbers.pick(pairs);
  if (pair === undefined) return null;
  // The larger gradient isn't always named first.
  const [one, other] = document.row.number % 2 === 0 ? pair : (pair.toReversed() as unknown as Pair);
  const names = [placeText(one), placeText(other)];
  const { kind, t } = document.optimizer;
  const gradient = (place: WeightPlace) => numbers.matrix(`dW${place.layer}`)!.at(place.input, place.unit);
  return {
    asked: {
      kind: 'choice',
      text: `The gradient of ${names[0]} is ${say(gradient(one))}, that of ${names[1]} is ${say(gradient(other))}. This is step t = ${t} of ${kind === 'adam' ? 'Adam' : 'gradient descent'}. Which of the two weights does it move more?`,
      options: [...(names as [string, string]), `both alike, within ${say(100 * (ALIKE - 1), 1)} %`],
    },
    solve: () => {
      const steps = [one, other].map((place) => {
        return numbers.matrix(`${stepName(kind)}.W${place.layer}`)!.at(place.input, place.unit);
      }) as [number, number];
      const [a, b] = steps.map(Math.abs) as [number, number];
      const right = Math.max(a, b) <= ALIKE * Math.min(a, b) ? 2 : a > b ? 0 : 1;
      const moved = `The steps are ${say(steps[0])} for ${names[0]} and ${say(steps[1])} for ${names[1]}.`;
      return { right, why: `${moved} ${reason(numbers, [one, other])}`, equation: `${kind}.step` };
    },
  };
});

type Pair = readonly [WeightPlace, WeightPlace];

/** The largest gradient of a kernel, and the smallest one that is clearly above 0; undefined if they are too much alike. */
function pairOf(layer: number, dW: Matrix): [Pair] | undefined {
  let [large, small]: [WeightPlace | undefined, WeightPlace | undefined] = [undefined, undefined];
  const size = (place: WeightPlace | undefined, none: number) =>
    place === undefined ? none : Math.abs(dW.at(place.input, place.unit));
  for (let input = 0; input < dW.rows; input++) {
    for (let unit = 0; unit < dW.columns; unit++) {
      const place = { layer, input, unit };
      const own = size(place, 0);
      if (own < LEAST_GRADIENT) continue;
      if (own > size(large, 0)) large = place;
      if (own < size(small, Infinity)) small = place;
    }
  }
  const isCase = large !== undefined && small !== undefined && size(large, 0) >= LEAST_RATIO * size(small, 0);
  return isCase ? [[large!, small!]] : undefined;
}

/** Why the steps are what they are. */
function reason(numbers: TracedNumbers, pair: Pair): string {
  const { kind, t } = numbers.document.optimizer;
  const alpha = say(numbers.option('learningRate'));
  if (kind !== 'adam') {
    const momentum = numbers.option('momentum');
    return momentum === 0 || t === 1
      ? `Each is α = ${alpha} times the gradient, so the larger gradient moves its weight more.`
      : `Each is α = ${alpha} times the gradient, and ${say(momentum)} of the step before is kept.`;
  }
  if (t === 1)
    return `Adam divides each gradient by its own size, and at t = 1 nothing is left but its sign: both move by α = ${alpha}.`;
  const [a, b] = pair.map(({ layer, input, unit }) => {
    const at = (name: string) => numbers.matrix(`adam.${name}.W${layer}`)!.at(input, unit);
    return `${say(at('mhat'))} / ${say(Math.sqrt(at('vhat')))}`;
  });
  return `Adam moves by α · m̂ / √v̂, here by ${alpha} times ${a} and ${b}: what counts is how much a weight's gradients agreed so far, not how large this one is.`;
}
