/**
 * What becomes of the probabilities if a number is added to all logits?
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { TracedNumbers } from './traced-numbers.ts';

const OPTIONS = [
  'all of them grow',
  'the largest grows, the others shrink',
  'they stay as they are',
  'they come closer to each other',
];
const STAY = 2;
const ADDED = 5;

export const ADDED_CONSTANT = questionOf('added-constant', 'loss', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  const z = numbers.row(`z${numbers.layers}`);
  if (z === null || trace.network.output !== 'softmax') return null;
  return {
    asked: {
      kind: 'choice',
      text: `The logits of this row are ${list(z)}. What becomes of the probabilities if ${ADDED} is added to each logit?`,
      options: OPTIONS,
    },
    solve: () => {
      const largest = Math.max(...z);
      const distance = say(largest - Math.min(...z));
      return {
        right: STAY,
        why: `Softmax first takes the largest logit, ${say(largest)}, from all of them, and with it whatever was added to all. The distances stay, here ${distance} from the largest to the smallest, and nothing else counts.`,
        equation: 'softmax',
      };
    },
  };
});

/** The first of many. */
function list(values: readonly number[]): string {
  const shown = values.slice(0, 6).map((value) => say(value));
  return `${shown.join(', ')}${values.length > shown.length ? ' …' : ''}`;
}
