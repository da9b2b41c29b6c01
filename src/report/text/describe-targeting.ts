/**
 * Whom to contact, and the result, in four lines.
 */
import type { JudgedTargeting } from '../../evaluation/targeting.ts';
import { groupDigits } from '../../text-table.ts';

export function describeTargeting(targeting: JudgedTargeting): string {
  const { contacts, rows, threshold, breakEven, cost, conversions, profit, profitInterval } = targeting;
  const { expectedConversions, expectedProfit } = targeting;
  if (threshold === null) {
    return `Contact nobody: no probability is above ${breakEven.toFixed(4)}, where a contact pays for itself`;
  }
  const interval =
    profitInterval === null ? '' : ` (95 %: ${formatMoney(profitInterval.low)} to ${formatMoney(profitInterval.high)})`;
  return `Contact:  ${groupDigits(contacts)} of ${groupDigits(rows)} rows, those with a probability of ${threshold.toFixed(4)} or more
          (a contact pays for itself above ${breakEven.toFixed(4)}); cost ${formatMoney(cost)}
Expected: ${expectedConversions.toFixed(1)} conversions, profit ${formatMoney(expectedProfit)}
Actual:   ${conversions.toFixed(1)} conversions, profit ${formatMoney(profit)}${interval}`;
}

function formatMoney(amount: number): string {
  const [whole, cents] = Math.abs(amount).toFixed(2).split('.');
  return `${amount < 0 ? '−' : ''}${groupDigits(Number(whole))}.${cents}`;
}
