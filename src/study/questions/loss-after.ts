/**
 * Does the loss of the row fall when the weights have moved?
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { TracedNumbers } from './traced-numbers.ts';

const OPTIONS = ['it falls', 'it stays the same', 'it rises'];
/** Below this share a loss hasn't changed. */
const LEAST_CHANGE = 1e-6;

export const LOSS_AFTER = questionOf('loss-after', 'after', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  const { before, batch } = trace;
  const { target } = numbers;
  if (before.loss === null || !Number.isFinite(before.loss) || target === null) return null;
  const { loss } = before;
  const learned = batch.rows === 1 ? 'this row alone' : `this row and ${batch.rows - 1} others`;
  return {
    asked: {
      kind: 'choice',
      text: `Before the step the loss of this row is ${say(loss, 6)}. The step was made on ${learned}, with α = ${say(numbers.option('learningRate'))}. What is the loss of the row afterwards?`,
      options: OPTIONS,
    },
    solve: () => {
      const after = trace.after!;
      const change = after.loss! - loss;
      const right = Math.abs(change) <= LEAST_CHANGE * loss ? 1 : change < 0 ? 0 : 2;
      const [p, q] = [before, after].map(({ probabilities }) => say(probabilities[target]!, 6)) as [string, string];
      return {
        right,
        why: `The probability of its class goes from ${p} to ${q}, and the loss, minus its logarithm, from ${say(loss, 6)} to ${say(after.loss!, 6)}. ${reasons(batch.rows)[right]!}`,
        equation: trace.network.output === 'sigmoid' ? 'sigmoid-ce' : 'sparse-ce',
      };
    },
  };
});

/** Why it fell, stayed or rose. */
function reasons(rows: number): readonly string[] {
  return [
    'A step goes against the gradient, the direction in which the loss grows.',
    'Where p is sure and right the gradient is next to nothing, and so is what a step changes.',
    rows === 1
      ? 'The gradient only says which way is down from here: a step too long, or one that older gradients push along, goes past the lowest point.'
      : 'The step was made for the mean of the batch: what helps the other rows may harm this one.',
  ];
}
