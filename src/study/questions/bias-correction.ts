/**
 * How much larger than m is m̂? m starts at 0, so after t steps its shares of the gradients sum to 1 − β1ᵗ only.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { placeText, TracedNumbers, type WeightPlace } from './traced-numbers.ts';

const DIGITS = 3;

/** At t = 1 the size of the step is asked for, and the answer explains m̂. */
export const BIAS_CORRECTION = questionOf('bias-correction', 'adam', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  const { kind, t } = trace.optimizer;
  if (kind !== 'adam' || t === 1 || numbers.matrix('dW1') === null) return null;
  const beta1 = numbers.option('beta1');
  const factor = 1 / (1 - beta1 ** t);
  const text = (value: number) => {
    const times = say(value, DIGITS);
    return times === '1' ? 'as large as m' : `${times} times as large`;
  };
  // No correction, the one of this step, and those of the first two steps.
  const factors = [1, factor, 1 / (1 - beta1 ** 2), 1 / (1 - beta1)].toSorted((a, b) => a - b);
  const options = [...new Set(factors.map(text))];
  if (options.length < 2) return null;
  return {
    asked: {
      kind: 'choice',
      text: `Adam's mean of the gradients, m, started at 0 and forgets with β1 = ${say(beta1)}; this is step t = ${t}. How large is m̂ compared with m?`,
      options,
    },
    solve: () => {
      const place = largest(numbers);
      const [m, mHat] = [numbers.ofWeight('adam.m.', place), numbers.ofWeight('adam.mhat.', place)];
      return {
        right: options.indexOf(text(factor)),
        why: `After ${t} steps the shares of all gradients in m sum to 1 − ${say(beta1)}^${t} = ${say(1 - beta1 ** t)}, and m̂ divides by that. So the m of ${placeText(place)}, ${say(m)}, becomes ${say(mHat)}.`,
        equation: 'adam.mhat',
      };
    },
  };
});

/** The weight of the first kernel whose m is largest. */
function largest(numbers: TracedNumbers): WeightPlace {
  const m = numbers.matrix('adam.m.W1')!;
  let best: WeightPlace = { layer: 1, input: 0, unit: 0 };
  for (let input = 0; input < m.rows; input++) {
    for (let unit = 0; unit < m.columns; unit++) {
      if (Math.abs(m.at(input, unit)) > Math.abs(m.at(best.input, best.unit))) best = { layer: 1, input, unit };
    }
  }
  return best;
}
