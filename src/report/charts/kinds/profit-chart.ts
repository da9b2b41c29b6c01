/**
 * What contacting the likeliest rows brings, in money and for each unit spent. With cost c, value v, n rows and P rows of
 * the class that counts, of which the share g is found in the likeliest share s of the rows:
 *
 *   profit(s) = v·P·g − c·n·s,  return on investment = profit / (c·n·s)
 */
import type { JudgedTargeting } from '../../../evaluation/targeting.ts';
import type { Chart, ChartTable, Mark, Series, XyPlot } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import type { GainParts } from './gain-chart.ts';
import { fromTo, wholePercent } from './wording.ts';

interface Outcome {
  readonly share: number;
  readonly contacts: number;
  readonly cost: number;
  readonly profit: number;
  readonly interval: readonly [low: number, high: number] | null;
}

/** Null without terms, for more than two classes, or where no row is of the class that counts. */
export function profitChart(parts: GainParts): Chart | null {
  const { targeting, positive } = parts;
  const outcomes = outcomesOf(parts);
  if (outcomes === null || targeting === undefined || positive === null) return null;
  const best = outcomes.reduce((a, b) => (b.profit > a.profit ? b : a));
  const everyone = outcomes.at(-1)!;
  return {
    id: 'profit',
    title: 'Profit: what contacting the likeliest rows brings',
    sentence: `${chosenProfit(targeting)} The highest on these rows is ${money(best.profit)}, of the likeliest ${wholePercent(best.share)}; contacting everyone brings ${money(everyone.profit)}.`,
    ...views(outcomes, {
      name: 'profit',
      column: 'profit',
      format: 'money',
      label: 'profit',
      // Who contacts nobody spends and earns nothing.
      start: [[0, 0]],
      marks: chosenMark(targeting, targeting.profit),
    }),
  };
}

/** Null as `profitChart`, and where a contact costs nothing. */
export function returnChart(parts: GainParts): Chart | null {
  const { targeting, positive } = parts;
  const outcomes = outcomesOf(parts);
  if (outcomes === null || targeting === undefined || positive === null) return null;
  if (targeting.terms.costPerContact === 0) return null;
  const returns = outcomes.map(({ share, contacts, cost, profit, interval }): Outcome => {
    const each = interval && ([interval[0] / cost, interval[1] / cost] as const);
    return { share, contacts, cost, profit: profit / cost, interval: each };
  });
  const { contacts } = targeting;
  const chosen = contacts === 0 ? null : targeting.profit / targeting.cost;
  const ofChosen =
    chosen === null
      ? 'No contact pays for itself.'
      : `Each 1.00 spent on the ${formatNumber(contacts, 'count')} chosen rows comes back with ${money(chosen)} of profit.`;
  const everyone = returns.at(-1)!;
  return {
    id: 'roi',
    title: 'Return on investment: profit for what is spent',
    sentence: `${ofChosen} Spent on everyone, it is ${money(everyone.profit)} for each 1.00.`,
    ...views(returns, {
      name: 'return on investment',
      column: 'return',
      format: 'share',
      label: 'return on investment: profit / cost',
      start: [],
      marks: chosen === null ? [] : chosenMark(targeting, chosen),
    }),
  };
}

interface OutcomeView {
  readonly name: string;
  /** Its name in the table. */
  readonly column: string;
  readonly format: 'money' | 'share';
  /** Of the y axis. */
  readonly label: string;
  /** Points before the first outcome, without doubt. */
  readonly start: readonly (readonly [number, number])[];
  readonly marks: readonly Mark[];
}

/** The plot and the table of one number for each outcome. */
function views(outcomes: readonly Outcome[], { name, column, format, label, start, marks }: OutcomeView) {
  const series: Series = {
    name,
    style: 'line',
    role: 'main',
    points: [...start, ...outcomes.map(({ share, profit }) => [share, profit] as const)],
    band: [...start, ...outcomes.map(({ interval }) => interval)],
  };
  const plot: XyPlot = {
    kind: 'xy',
    x: { label: 'share of the rows contacted, likeliest first', format: 'share', domain: [0, 1] },
    y: { label, format, domain: domainOf(outcomes) },
    series: [series],
    marks: [...breakEvenMark(outcomes), ...marks],
  };
  const ends = [
    { name: '95 % from', format },
    { name: 'to', format },
  ];
  const table: ChartTable = {
    columns: [...COLUMNS, { name: column, format }, ...ends],
    rows: outcomes.map(({ share, contacts, cost, profit, interval }) => {
      return [share, contacts, cost, profit, interval?.[0] ?? null, interval?.[1] ?? null];
    }),
  };
  return { plot, table };
}

const COLUMNS = [
  { name: 'likeliest', format: 'share' },
  { name: 'contacts', format: 'count' },
  { name: 'cost', format: 'money' },
] as const;

function outcomesOf({ gain, targeting, positive }: GainParts): Outcome[] | null {
  if (gain === null || positive === null || targeting === undefined) return null;
  const { rows, terms } = targeting;
  const worth = terms.valuePerConversion * gain.at(-1)!.positives;
  return gain.map(({ share, gain: found, interval }) => {
    const cost = terms.costPerContact * rows * share;
    return {
      share,
      contacts: share * rows,
      cost,
      profit: worth * found - cost,
      interval: interval && [worth * interval.low - cost, worth * interval.high - cost],
    };
  });
}

function chosenProfit({ contacts, rows, cost, profit, profitInterval, breakEven }: JudgedTargeting): string {
  if (contacts === 0) return `No contact pays for itself: none has a probability above ${wholePercent(breakEven)}.`;
  return `Contacting the likeliest ${formatNumber(contacts, 'count')} of ${formatNumber(rows, 'count')} rows costs ${money(cost)} and brings a profit of ${money(profit)}${fromTo(profitInterval, money)}.`;
}

/** None where the axis begins there. */
function breakEvenMark(outcomes: readonly Outcome[]) {
  return domainOf(outcomes)[0] < 0 ? [{ y: 0, label: 'no profit, no loss' }] : [];
}

function chosenMark({ contacts, rows }: JudgedTargeting, y: number) {
  if (contacts === 0) return [];
  return [{ x: contacts / rows, y, label: `chosen: ${wholePercent(contacts / rows)} of the rows` }];
}

function money(amount: number): string {
  return formatNumber(amount, 'money');
}

/** From the lowest to the highest of the values and their intervals, 0 among them. */
function domainOf(outcomes: readonly Outcome[]): [number, number] {
  const values = outcomes.flatMap(({ profit, interval }) => [profit, ...(interval ?? [])]);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return low === high ? [low, low + 1] : [low, high];
}
