/**
 * Why a model answers as it does: what it depends on most, and what contributions add up to.
 */
import type { ColumnImportance, ExplanationDocument } from '../../explain/explanation-document.ts';
import { count, number, percent, range, signed } from './numbers.ts';
import { listed, name, paragraph, prose, strong, type Prose } from './prose.ts';

export function importanceSentences({ importance, rows }: ExplanationDocument): Prose {
  const { columns, baseline, shuffles } = importance;
  const [first] = columns;
  if (first === undefined) return [];
  const between = first.interval === null ? '' : ` (95 % interval ${range(first.interval, signed)})`;
  const most = prose`The answers depend most on ${groupOf(first)}: with its values shuffled between customers, log loss rises by ${strong(number(first.increase))}${between} from ${number(baseline)}.`;
  const idle = columns.filter(({ interval }) => interval !== null && interval.low <= 0 && interval.high >= 0);
  const without =
    idle.length === 0
      ? null
      : prose`No effect can be told from chance for ${listed(idle.map((column) => name(column.columns.join(' with '))))}.`;
  return paragraph(
    most,
    without,
    prose`Measured on ${count(rows)} customers, each column shuffled ${count(shuffles)} times.`,
  );
}

/** Columns that were shuffled together. */
export function groupOf({ columns }: ColumnImportance): Prose {
  return columns.length === 1 ? [name(columns[0]!)] : prose`${listed(columns.map((column) => name(column)))} together`;
}

/** What the contributions add up to, and from where. */
export function scaleSentence({ explained, background }: ExplanationDocument): Prose {
  const { scale } = explained;
  const on = {
    'log-odds': prose`the log-odds of ${name(explained.class)}`,
    'centred logit': prose`the logit of ${name(explained.class)} less the mean of all classes`,
    probability: prose`the probability of ${name(explained.class)}`,
  }[scale];
  return prose`Contributions are compared with ${count(background.rows)} customers of the training (the background), whose mean is ${number(background.base)}, a probability of ${percent(background.baseProbability)}. They add up on ${on}: base and contributions give the customer’s value.`;
}
