/**
 * Whom to contact, and the result, in four lines.
 */
import { quoted } from '../../errors.ts';
import type { JudgedTargeting } from '../../evaluation/targeting.ts';
import { groupDigits, shorten } from '../../text-table.ts';

const LONGEST_CLASS = 24;

/** @param positive the class that a contact is to find */
export function describeTargeting(targeting: JudgedTargeting, positive: string): string {
  const { contacts, rows, threshold, breakEven, cost, conversions, profit, profitInterval } = targeting;
  const { expectedConversions, expectedProfit } = targeting;
  const name = shorten(quoted(positive), LONGEST_CLASS);
  if (threshold === null) {
    return `Contact nobody: no probability of ${name} is above ${breakEven.toFixed(4)},
          where a contact pays for itself`;
  }
  const interval =
    profitInterval === null ? '' : ` (95 %: ${formatMoney(profitInterval.low)} to ${formatMoney(profitInterval.high)})`;
  return `Contact:  ${groupDigits(contacts)} of ${groupDigits(rows)} rows, the likeliest ${name}; cost ${formatMoney(cost)}
          (probability ${threshold.toFixed(4)} or more; a contact pays for itself above ${breakEven.toFixed(4)})
Expected: ${expectedConversions.toFixed(1)} conversions, profit ${formatMoney(expectedProfit)}
Actual:   ${conversions.toFixed(1)} conversions, profit ${formatMoney(profit)}${interval}`;
}

function formatMoney(amount: number): string {
  const [whole, cents] = Math.abs(amount).toFixed(2).split('.');
  return `${amount < 0 ? '−' : ''}${groupDigits(Number(whole))}.${cents}`;
}
