/**
 * What was found out about one customer, as people read it.
 */
import { cutNames } from '../../data/column-name.ts';
import { escapeControl, quoted } from '../../errors.ts';
import type { Counterfactual } from '../../explain/counterfactual/counterfactual.ts';
import type { ExplainedOutput } from '../../explain/explanation-document.ts';
import { counted, formatPercent, formatTable, shorten, wrapped } from '../../text-table.ts';
import type { OneExplained } from './contributions-of.ts';

const LONGEST_NAME = 30;
const LONGEST_CELL = 20;
const LONGEST_CLASS = 40;

/** How the effects were found, and what they add up to. */
export function methodText(
  method: OneExplained['method'],
  { scale, class: name }: ExplainedOutput,
  memberCount: number,
): string {
  const what = `the ${scale} of ${shorten(quoted(name), LONGEST_CLASS)} for the natural mix of classes`;
  const members = memberCount === 1 ? '' : ` The model is the mean of ${memberCount} networks' logits.`;
  const how = method === 'Shapley values' ? 'Exact Shapley values' : 'Integrated gradients';
  return `${how}: base and effects add up to ${what}.${members}`;
}

/** @param positive the class that the probability is of */
export function counterfactualText(
  { target, direction, before, after, isReached, changes }: Counterfactual,
  positive: string,
): string {
  const probability = `the probability of ${shorten(quoted(positive), LONGEST_CLASS)}`;
  const goal = `${direction} ${formatPercent(target)}`;
  const now = `What would make ${probability} ${goal}? It is ${formatPercent(before)}.`;
  if (isReached && changes.length === 0) return wrapped(`${now} Nothing has to change.`);
  const none = 'None within the allowed changes reaches it.';
  if (changes.length === 0) return wrapped(`${now} ${none} No other value brings it nearer.`);
  const names = cutNames(
    changes.map(({ column }) => column),
    LONGEST_NAME,
  );
  const rows = changes.map(({ from, to }, i) => [names[i]!, cell(from), cell(to)]);
  const table = formatTable([['column', 'now', 'then'], ...rows], ['left', 'left', 'left']);
  const outcome = isReached
    ? `${counted(changes.length, 'change')} to values of training rows: then it is ${formatPercent(after)}.`
    : `${none} The nearest, ${counted(changes.length, 'change')}: then it is ${formatPercent(after)}.`;
  const limit =
    'This is what the model would say, not what would happen: it has learned which customers are so, not what makes them so.';
  return [wrapped(`${now} ${outcome}`), '', table, '', wrapped(limit)].join('\n');
}

function cell(text: string | null): string {
  return text === null ? 'missing' : shorten(escapeControl(text), LONGEST_CELL);
}
