/**
 * How much larger than m is m̂? m starts at 0, so after t steps its shares of the gradients sum to 1 − β1ᵗ only.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { TracedNumbers } from './traced-numbers.ts';

const DIGITS = 3;

/** At t = 1 the size of the step is asked for, and the answer explains m̂. */
export const BIAS_CORRECTION = questionOf('bias-correction', 'optimizer', (document): Case | null => {
  const numbers = new TracedNumbers(document);
  const { kind, t } = document.optimizer;
  const m = numbers.matrix('dW1');
  if (kind !== 'adam' || t === 1 || m === null) return null;
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
      const [place, mean] = largest(numbers);
      const corrected = numbers.matrix('adam.mhat.W1')!.at(...place);
      const name = `W1[${place.map((one) => one + 1).join(',')}]`;
      return {
        right: options.indexOf(text(factor)),
        why: `After ${t} steps the shares of all gradients in m sum to 1 − ${say(beta1)}^${t} = ${say(1 - beta1 ** t)}, and m̂ divides by that. So the m of ${name}, ${say(mean)}, becomes ${say(corrected)}.`,
        equation: 'adam.mhat',
      };
    },
  };
});

/** Where m of the first kernel is largest, and what it is there. */
function largest(numbers: TracedNumbers): [place: [number, number], mean: number] {
  const m = numbers.matrix('adam.m.W1')!;
  let best: [number, number] = [0, 0];
  for (let row = 0; row < m.rows; row++) {
    for (let column = 0; column < m.columns; column++) {
      if (Math.abs(m.at(row, column)) > Math.abs(m.at(...best))) best = [row, column];
    }
  }
  return [best, m.at(...best)];
}
