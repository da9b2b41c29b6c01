/**
 * Whom to contact. A contact costs c and earns v if the customer converts, so with probability p its expected profit is
 * v·p − c. Every contact costs the same, so the highest expected profit comes from contacting the likeliest first,
 * while v·p > c and the budget lasts. Probabilities must be calibrated and for the natural mix of classes.
 */
import { bootstrap, type Resamples } from './intervals/bootstrap.ts';
import { resampledShareInterval, standardErrors } from './intervals/resampled-figures.ts';
import type { Interval } from './intervals/share-interval.ts';
import type { Predictions } from './judgement.ts';
import { positivesInTop } from './lift.ts';
import { countRanks, rankScores, type RankedCounts } from './ranking.ts';
import type { Random } from '../random.ts';

export interface TargetingTerms {
  /** v, above 0: the value of one conversion. */
  readonly valuePerConversion: number;
  /** c, at least 0, in the same currency. */
  readonly costPerContact: number;
  /** The most that all contacts together may cost; no limit if left out. */
  readonly budget?: number;
}

export interface TargetingPlan {
  /** The number of contacts: the first rows of the ranking's `order`. */
  readonly contacts: number;
  /** The lowest probability contacted; null for no contacts. A budget may leave out some rows of this probability. */
  readonly threshold: number | null;
  /** c / v: a contact pays if its probability is above this. */
  readonly breakEven: number;
  /** contacts·c */
  readonly cost: number;
  /** Σ p over the contacted rows. */
  readonly expectedConversions: number;
  /** v·Σ p − contacts·c */
  readonly expectedProfit: number;
}

export interface TargetingResult {
  readonly conversions: number;
  readonly profit: number;
}

/** A plan by expected profit, and its actual result on the same rows. */
export interface JudgedTargeting extends TargetingPlan, TargetingResult {
  readonly terms: TargetingTerms;
  readonly rows: number;
  /** 95 % interval of the profit; each resample makes its own plan. Null for no contacts. */
  readonly profitInterval: Interval | null;
}

/**
 * @param ranked ranking by probability of conversion; targets are not used and can be unknown
 * @throws RangeError if the terms make no sense or a score is not a probability.
 */
export function planTargeting(ranked: RankedCounts, terms: TargetingTerms): TargetingPlan {
  const { scores, rows } = ranked;
  const { valuePerConversion, costPerContact } = terms;
  requireTerms(terms);
  if (!(scores[0]! <= 1 && scores.at(-1)! >= 0)) {
    throw new RangeError(`planTargeting: scores from ${scores.at(-1)} to ${scores[0]}, expected probabilities`);
  }
  let left = affordableContacts(terms);
  let contacts = 0;
  let expectedConversions = 0;
  let threshold: number | null = null;
  for (let group = 0; group < scores.length && valuePerConversion * scores[group]! > costPerContact; group++) {
    const taken = Math.min(rows[group]!, left);
    if (taken === 0) continue;
    contacts += taken;
    left -= taken;
    expectedConversions += taken * scores[group]!;
    threshold = scores[group]!;
  }
  const cost = contacts * costPerContact;
  return {
    contacts,
    threshold,
    breakEven: costPerContact / valuePerConversion,
    cost,
    expectedConversions,
    expectedProfit: valuePerConversion * expectedConversions - cost,
  };
}

/**
 * The result of a plan on rows whose answers are known: v·conversions − contacts·c. If the budget divides a group of
 * equal probabilities, conversions are the mean over all choices of its rows.
 */
export function realisedTargeting(ranked: RankedCounts, plan: TargetingPlan, terms: TargetingTerms): TargetingResult {
  const conversions = positivesInTop(ranked, plan.contacts);
  return { conversions, profit: terms.valuePerConversion * conversions - plan.cost };
}

/**
 * The plan for rows whose classes are known, and its result.
 *
 * @param predictions with probabilities of two classes, for the natural mix
 * @param targets class numbers [n]
 * @param random draws the resamples of the interval
 */
export function judgeTargeting(
  { probabilities }: Predictions,
  targets: Int32Array,
  terms: TargetingTerms,
  random: Random,
  resamples = 1000,
): JudgedTargeting {
  const ranking = rankScores(probabilities.filter((_, index) => index % 2 === 1));
  const of = (counts?: Int32Array) => {
    const ranked = countRanks(ranking, targets, counts);
    const plan = planTargeting(ranked, terms);
    return { plan, ...realisedTargeting(ranked, plan, terms) };
  };
  const { plan, conversions, profit } = of();
  const rows = targets.length;
  const drawn = bootstrap(
    { rowCount: rows, random, resamples },
    (counts): Record<'contacted' | 'converted', number | null> => {
      const { plan: resampled, conversions: found } = of(counts);
      const { contacts } = resampled;
      return { contacted: contacts / rows, converted: contacts === 0 ? null : found / contacts };
    },
  );
  const profitInterval = plan.contacts === 0 ? null : intervalOfProfit(rows, plan.contacts, conversions, terms, drawn);
  return { ...plan, terms, rows, conversions, profit, profitInterval };
}

/**
 * The interval of the profit n·a·(v·b − c) from those of two shares: a, the rows contacted, and b, the contacts that
 * convert. What each end of theirs changes is squared and added, as in `meanInterval`.
 */
function intervalOfProfit(
  rows: number,
  contacts: number,
  conversions: number,
  { valuePerConversion, costPerContact }: TargetingTerms,
  drawn: Resamples<'contacted' | 'converted'>,
): Interval | null {
  const [contacted, converted] = [contacts / rows, conversions / contacts];
  const ofContacted = resampledShareInterval(contacted, drawn.contacted, rows, standardErrors(rows));
  const ofConverted = resampledShareInterval(converted, drawn.converted, contacts, standardErrors(contacts));
  if (ofContacted === null || ofConverted === null) return null;
  const perContact = valuePerConversion * converted - costPerContact;
  // More contacts mean less profit if each loses money.
  const [fewer, more] = [contacted - ofContacted.low, ofContacted.high - contacted];
  const [worse, better] = perContact > 0 ? [fewer, more] : [more, fewer];
  const reach = (shareOfRows: number, shareOfContacts: number) =>
    rows * Math.hypot(shareOfRows * perContact, shareOfContacts * contacted * valuePerConversion);
  const profit = contacts * perContact;
  return {
    low: profit - reach(worse, converted - ofConverted.low),
    high: profit + reach(better, ofConverted.high - converted),
  };
}

function affordableContacts({ costPerContact, budget }: TargetingTerms): number {
  if (budget === undefined || costPerContact === 0) return Infinity;
  // In float64, 0.3 / 0.1 is just below 3: rounding must not cost a contact.
  return Math.floor((budget / costPerContact) * (1 + 4 * Number.EPSILON));
}

function requireTerms({ valuePerConversion, costPerContact, budget = 0 }: TargetingTerms): void {
  if (!(valuePerConversion > 0 && valuePerConversion < Infinity)) {
    throw new RangeError(`planTargeting: value per conversion ${valuePerConversion}, expected above 0`);
  }
  if (!(costPerContact >= 0 && costPerContact < Infinity)) {
    throw new RangeError(`planTargeting: cost per contact ${costPerContact}, expected at least 0`);
  }
  if (!(budget >= 0)) throw new RangeError(`planTargeting: budget ${budget}, expected at least 0`);
}
