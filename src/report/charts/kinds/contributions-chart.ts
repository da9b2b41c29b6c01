/**
 * The contributions of one customer: from the base, the mean of the background, by what each column added, to the number
 * that the network gave.
 */
import { columnName } from '../../../data/column-name.ts';
import { quoted } from '../../../errors.ts';
import type { ExplanationDocument, RowExplanation } from '../../../explain/explanation-document.ts';
import { counted, shorten } from '../../../text-table.ts';
import type { Chart, WaterfallPlot } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import { cellInWords, className, wholePercent } from './wording.ts';

type Step = WaterfallPlot['steps'][number];

/** Steps that are drawn, the last one for all other columns; the table has each. */
const MOST_STEPS = 10;
/** Reasons that the sentence names. */
const MOST_NAMED = 2;
const LONGEST_ID = 24;

/** @param place of the customer among those of the explanation, from 0 */
export function contributionsChart(
  row: RowExplanation,
  { explained, background }: Pick<ExplanationDocument, 'explained' | 'background'>,
  place: number,
): Chart {
  const { contributions, value, probability } = row;
  const sorted = contributions.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  // Of arrays no cell is known, which is not to say that all are missing.
  const isKnown = contributions.some(({ cell }) => cell !== null);
  const named = sorted.map(({ column, cell, effect }) => {
    return { name: isKnown ? cellInWords(columnName(column), cell) : columnName(column), change: effect };
  });
  const steps = withRest(named);
  const [of, who] = [className(explained.class), whoIs(row)];
  let reached = background.base;
  const stations = [reached, ...steps.map(({ change }) => (reached += change)), value];
  const [low, high] = [Math.min(...stations), Math.max(...stations)];
  return {
    id: `contributions-${place + 1}`,
    title: `Why ${who}: what each column adds`,
    sentence: `The probability of ${of} is ${wholePercent(probability)} for ${who}, and ${wholePercent(background.baseProbability)} at the base, the mean of ${counted(background.rows, 'training row')}.${reasons(named)}`,
    plot: {
      kind: 'waterfall',
      x: {
        label: `${explained.scale} of ${of}`,
        format: 'number',
        domain: low < high ? [low, high] : [low - 0.5, low + 0.5],
      },
      base: { name: `base: ${counted(background.rows, 'training row')}`, value: background.base },
      steps,
      total: { name: who, value },
    },
    table: {
      columns: [
        { name: 'column', format: 'text' },
        { name: 'value', format: 'text' },
        { name: `effect on the ${explained.scale}`, format: 'signed' },
      ],
      rows: [
        ['base', null, background.base],
        ...sorted.map(({ column, cell, effect }) => [columnName(column), cell ?? (isKnown ? 'missing' : null), effect]),
        [who, null, value],
      ],
    },
  };
}

function withRest(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_STEPS) return steps;
  const [shown, rest] = [steps.slice(0, MOST_STEPS - 1), steps.slice(MOST_STEPS - 1)];
  return [
    ...shown,
    { name: `${rest.length} other columns`, change: rest.reduce((sum, { change }) => sum + change, 0) },
  ];
}

function reasons(steps: readonly Step[]): string {
  const words = (isOne: (change: number) => boolean) =>
    steps
      .filter(({ change }) => isOne(change))
      .slice(0, MOST_NAMED)
      .map(({ name, change }) => `${name} (${formatNumber(change, 'signed')})`)
      .join(' and ');
  const [up, down] = [words((change) => change > 0), words((change) => change < 0)];
  return `${up === '' ? '' : ` Up by ${up}.`}${down === '' ? '' : ` Down by ${down}.`}`;
}

function whoIs({ id, line }: RowExplanation): string {
  if (id !== null) return `customer ${shorten(quoted(id), LONGEST_ID)}`;
  return line === null ? 'this customer' : `the customer on line ${line}`;
}
