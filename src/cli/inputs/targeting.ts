/**
 * Whom to contact, and what it brings, on rows whose classes are known.
 */
import { UsageError } from '../../errors.ts';
import { bootstrapIntervals, type Interval } from '../../evaluation/intervals.ts';
import { countRanks, rankScores } from '../../evaluation/ranking.ts';
import {
  planTargeting,
  realisedTargeting,
  type TargetingPlan,
  type TargetingTerms,
} from '../../evaluation/targeting.ts';
import type { Random } from '../../random.ts';
import { groupDigits } from '../../text-table.ts';
import type { Predictions } from '../../evaluation/judgement.ts';
import type { Arguments } from '../options/arguments.ts';

/** A plan by expected profit, and what it brought on these very rows. */
export interface Targeting extends TargetingPlan {
  readonly terms: TargetingTerms;
  readonly rows: number;
  readonly conversions: number;
  readonly profit: number;
  /** Of the profit, 95 %: each resample makes its own plan. */
  readonly profitInterval: Interval | null;
}

/**
 * Undefined without `--value-per-conversion`.
 *
 * @throws UsageError when cost or budget comes without the value.
 */
export function targetingTerms(args: Arguments): TargetingTerms | undefined {
  const value = args.optionalNumber('value-per-conversion');
  const cost = args.optionalNumber('cost-per-contact');
  const budget = args.optionalNumber('budget');
  if (value === undefined) {
    if (cost === undefined && budget === undefined) return undefined;
    throw new UsageError('E_USAGE_MISSING', '--cost-per-contact and --budget need --value-per-conversion');
  }
  return { valuePerConversion: value, costPerContact: cost ?? 0, ...(budget !== undefined && { budget }) };
}

/** @param predictions with probabilities of the natural mix, of two classes */
export function planFor(
  predictions: Predictions,
  targets: Int32Array,
  terms: TargetingTerms,
  random: Random,
): Targeting {
  const ranking = rankScores(predictions.probabilities.filter((_, index) => index % 2 === 1));
  const of = (counts?: Int32Array) => {
    const ranked = countRanks(ranking, targets, counts);
    const plan = planTargeting(ranked, terms);
    return { plan, ...realisedTargeting(ranked, plan, terms) };
  };
  const { plan, conversions, profit } = of();
  const { profit: profitInterval } = bootstrapIntervals(
    { rowCount: targets.length, random },
    (counts): { profit: number | null } => ({ profit: of(counts).profit }),
  );
  return { ...plan, terms, rows: targets.length, conversions, profit, profitInterval };
}

export function describeTargeting(targeting: Targeting): string {
  const { contacts, rows, threshold, breakEven, cost, conversions, profit, profitInterval } = targeting;
  const { expectedConversions, expectedProfit } = targeting;
  if (threshold === null) {
    return `Contact nobody: no probability is above ${breakEven.toFixed(4)}, where a contact pays for itself`;
  }
  const interval =
    profitInterval === null ? '' : ` (95 %: ${formatMoney(profitInterval.low)} to ${formatMoney(profitInterval.high)})`;
  return `Contact:  ${groupDigits(contacts)} of ${groupDigits(rows)} rows, those with a probability from ${threshold.toFixed(4)} up
          (a contact pays for itself above ${breakEven.toFixed(4)}); cost ${formatMoney(cost)}
Expected: ${expectedConversions.toFixed(1)} conversions, profit ${formatMoney(expectedProfit)}
Came:     ${conversions.toFixed(1)} conversions, profit ${formatMoney(profit)}${interval}`;
}

function formatMoney(amount: number): string {
  const [whole, cents] = Math.abs(amount).toFixed(2).split('.');
  return `${amount < 0 ? '−' : ''}${groupDigits(Number(whole))}.${cents}`;
}
