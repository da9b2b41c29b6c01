/** The days of the calendar: each has its part of the customers, its prices and its time left until the record ends. */
import type { Random } from '../src/random.ts';
import { CHEAP, CURRENCIES, LAST_HORIZON, SEASONS, type Season } from './calendar.ts';

export interface Day {
  readonly season: Season;
  /** Part of all customers that bought on this day or before. */
  readonly cumulativeShare: number;
  readonly horizon: number;
  /** The cheap shelf's price in cents. */
  readonly cheap: number;
  /** The season's rate of each of `CURRENCIES`, in thousandths. */
  readonly rates: readonly number[];
  /** The chance to listen: the season's, moved by the day. */
  readonly listens: number;
}

export function drawDays(random: Random): Day[] {
  const days: Day[] = [];
  let sharesBefore = 0;
  for (const [index, season] of SEASONS.entries()) {
    const endHorizon = SEASONS[index + 1]?.horizon ?? LAST_HORIZON;
    const rates = CURRENCIES.map(({ low, high }) => low + random.integer(high - low + 1));
    const weights = Array.from({ length: season.days }, () => 0.4 + random.next() * random.next() * 2);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let weightsSoFar = 0;
    for (const [day, weight] of weights.entries()) {
      weightsSoFar += weight;
      days.push({
        season,
        cumulativeShare: (sharesBefore + (season.share * weightsSoFar) / total) / 10_000,
        horizon: season.horizon - Math.floor((day * (season.horizon - endHorizon)) / season.days),
        cheap: Math.round(CHEAP * (1 + season.priceRise * Math.floor(day / 2 + 1))),
        rates,
        listens: season.listens * (0.8 + 0.4 * random.next()),
      });
    }
    sharesBefore += season.share;
  }
  return days;
}
