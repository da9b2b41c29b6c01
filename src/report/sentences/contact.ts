/**
 * Whom to contact and what it brings: what the likeliest customers hold, and the plan by the terms that were given.
 */
import type { JudgedTargeting } from '../../evaluation/targeting.ts';
import type { JudgedGain } from '../../evaluation/judgement-tables.ts';
import { count, counted, money, number, part, percent, range, times, within } from './numbers.ts';
import { prose, strong, type Prose } from './prose.ts';

/** `The likeliest 10.0 % hold 55.1 % of all …: 5.5 times as many as a random part of that size.` */
export function gainSentence({ share, gain, lift, interval }: JudgedGain, positive: Prose): Prose {
  const held = within({ value: gain, interval }, percent);
  return prose`The likeliest ${part(share)} hold ${strong(held)} of all customers with ${positive}: ${times(lift)} times as many as a random part of that size.`;
}

export function planSentence(targeting: JudgedTargeting): Prose {
  const { contacts, rows, threshold, breakEven, cost, conversions, profit, profitInterval, terms } = targeting;
  const worth = prose`A conversion is worth ${money(terms.valuePerConversion)} and a contact costs ${money(terms.costPerContact)}, so a contact pays from a probability of ${percent(breakEven)} on`;
  if (threshold === null) return prose`${worth}. No customer reaches it: contact nobody.`;
  const limit = terms.budget === undefined ? '' : ` within the budget of ${money(terms.budget)}`;
  const between = profitInterval === null ? '' : ` (95 % interval ${range(profitInterval, money)})`;
  return prose`${worth}. ${strong(`Contact the likeliest ${count(contacts)} of ${counted(rows, 'customer')}`)}${limit}, down to a probability of ${percent(threshold)}: it costs ${money(cost)} and would have brought ${count(conversions)} conversions and a profit of ${strong(money(profit))}${between}.`;
}

/** Do the probabilities promise what came? */
export function promiseSentence({ expectedConversions, expectedProfit }: JudgedTargeting): Prose {
  return prose`By the probabilities alone one would have expected ${number(expectedConversions)} conversions and a profit of ${money(expectedProfit)}.`;
}
