/**
 * Which logit is pulled down hardest, and by how much? By p − y: as hard as its probability is wrong.
 */
import { numberText as say } from './number-text.ts';
import { questionOf, type Case } from './question.ts';
import { TracedNumbers } from './traced-numbers.ts';

const MOST_CLASSES = 5;
const DIGITS = 3;

export const LOGIT_ERROR = questionOf('logit-error', 'backward', (trace): Case | null => {
  const numbers = new TracedNumbers(trace);
  const p = numbers.row('p');
  const { target } = numbers;
  if (p === null || target === null) return null;
  return trace.network.output === 'sigmoid' ? oneLogit(numbers, p[0]!, target) : logits(numbers, p, target);
});

/** The share of the traced row in the loss, and what to say of it. */
function shareOf({ trace }: TracedNumbers): {
  readonly share: number;
  readonly note: string;
  readonly times: string;
} {
  const { rows, weights } = trace.batch;
  const weight = weights?.[0] ?? 1;
  const mean = rows === 1 ? '' : ` The loss is the mean of ${rows} rows.`;
  const counts = weight === 1 ? '' : ` This row counts ${say(weight)} times.`;
  const times = `${weight === 1 ? '' : `, times ${say(weight)}`}${rows === 1 ? '' : `, divided by ${rows} rows`}`;
  return { share: weight / rows, note: `${mean}${counts}`, times };
}

function logits(numbers: TracedNumbers, p: readonly number[], target: number): Case | null {
  const { share: ofRow, note, times } = shareOf(numbers);
  const own = numbers.className(target);
  const byShare = p.map((share, index) => ({ share, index })).toSorted((a, b) => b.share - a.share);
  const [strongest, next] = byShare.filter(({ index }) => index !== target);
  if (strongest === undefined || strongest.share === next?.share) return null;
  const amount = (share: number) => say(share * ofRow, DIGITS);
  const option = (index: number, share: number) => `that of class ${numbers.className(index)}, by ${amount(share)}`;
  const right = option(strongest.index, strongest.share);
  // The largest of them, the row's own class, and 1 − p in place of p.
  const shown = byShare.filter(({ index }, place) => place < MOST_CLASSES || index === target);
  const options = distinct([
    ...shown.toSorted((a, b) => a.index - b.index).map(({ index, share }) => option(index, share)),
    option(strongest.index, 1 - strongest.share),
  ]);
  const listed = shown.map(({ index, share }) => `${say(share)} of class ${numbers.className(index)}`).join(', ');
  return {
    asked: {
      kind: 'choice',
      text: `This row is of class ${own}. The probabilities are ${listed}.${note} Which logit is pulled down hardest, and by how much?`,
      options,
    },
    solve: () => {
      const dz = numbers.row(`dz${numbers.layers}`)!;
      const [up, down] = [dz[target]!, dz[strongest.index]!];
      return {
        right: options.indexOf(right),
        why: `The error of a logit is p − y${times}, and y is 0 for every class but the row's own: class ${numbers.className(strongest.index)} is pulled down by ${say(down)}. The logit of class ${own} has the error ${say(up)}, which pushes it up.`,
        equation: 'dce.dz',
      };
    },
  };
}

function oneLogit(numbers: TracedNumbers, p: number, target: number): Case {
  const { share: ofRow, note, times } = shareOf(numbers);
  const [first, second] = [numbers.className(0), numbers.className(1)];
  const by = (share: number) => say(share * ofRow, DIGITS);
  const right = target === 1 ? `up, by ${by(1 - p)}` : `down, by ${by(p)}`;
  const options = distinct([`up, by ${by(p)}`, `up, by ${by(1 - p)}`, `down, by ${by(p)}`, `down, by ${by(1 - p)}`]);
  return {
    asked: {
      kind: 'choice',
      text: `The logit says class ${second} with a probability of ${say(p)}. This row is of class ${target === 1 ? second : first}.${note} Which way is the logit pulled, and by how much?`,
      options,
    },
    solve: () => {
      const dz = numbers.row(`dz${numbers.layers}`)![0]!;
      return {
        right: options.indexOf(right),
        why: `The error of the logit is p − y${times}: ${say(p)} − ${target} gives ${say(dz)}. A step goes against the error, so ${dz < 0 ? 'an error below 0 pushes the logit up' : 'an error above 0 pulls the logit down'}.`,
        equation: 'dce.dz',
      };
    },
  };
}

const distinct = (options: readonly string[]): string[] => [...new Set(options)];
