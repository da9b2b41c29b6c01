/**
 * What was found out about one customer, as people read it.
 */
import { cutNames } from '../../data/column-name.ts';
import { quoted } from '../../errors.ts';
import type { Counterfactual } from '../../explain/counterfactual/counterfactual.ts';
import { counted, formatPercent, formatTable, shorten, wrapped } from '../../text-table.ts';

const LONGEST_NAME = 30;
const LONGEST_CELL = 20;

/** @param positive the class that the probability is of */
export function counterfactualText(
  { target, direction, before, after, isReached, changes }: Counterfactual,
  positive: string,
): string {
  const probability = `the probability of ${shorten(quoted(positive), 40)}`;
  const goal = `${direction} ${formatPercent(target)}`;
  const now = `What would make ${probability} ${goal}? It is ${formatPercent(before)}.`;
  if (isReached && changes.length === 0) return wrapped(`${now} Nothing has to change.`);
  const none = `None within the allowed changes reaches it.`;
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
  const limit = 'This is what the model would say, not what would happen: it has learned who buys, not why.';
  return [wrapped(`${now} ${outcome}`), '', table, '', wrapped(limit)].join('\n');
}

function cell(text: string | null): string {
  return text === null ? 'missing' : shorten(text, LONGEST_CELL);
}
