/**
 * Who a customer is: country, age band, device and plan. They are drawn after the story of customer.ts is told and
 * given its end, P(demographics | listened, bought again), so they tell of the outcome without having changed it.
 */
import type { Random } from '../src/random.ts';
import type { Customer } from './customer.ts';
import { drawIndex, happens } from './draw.ts';

export const DEMOGRAPHIC_COLUMNS = ['country', 'age_band', 'device', 'plan'] as const;

/** `gone` customers neither listened nor bought again; nobody did both. */
type Ending = 'boughtAgain' | 'listened' | 'gone';

/** Whole numbers, one for each level of a column, in its order. */
type Weights = readonly number[];

/** ISO 3166-1 alpha-2. Weights are per 10,000 customers: of the last two countries the whole file has a handful. */
const COUNTRIES = ['US', 'GB', 'DE', 'CA', 'AU', 'FR', 'NL', 'ES', 'IE', 'NO', 'NZ', 'ZA', 'IS', 'MT'] as const;
const COUNTRY_WEIGHTS: Readonly<Record<Ending, Weights>> = {
  boughtAgain: [3380, 2280, 1790, 830, 740, 390, 275, 150, 90, 45, 45, 12, 10, 6],
  listened: [4060, 2070, 1360, 900, 620, 385, 265, 160, 90, 53, 32, 23, 10, 6],
  gone: [4460, 1960, 1050, 930, 570, 385, 255, 170, 90, 55, 27, 28, 10, 6],
};

const AGE_BANDS = ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'] as const;
const AGE_WEIGHTS: Readonly<Record<Ending, Weights>> = {
  boughtAgain: [9, 22, 25, 21, 15, 8],
  listened: [13, 27, 24, 18, 12, 6],
  gone: [17, 29, 24, 16, 10, 4],
};
/** The chance that the age is not given: the empty cells, too, tell a little. */
const AGE_NOT_GIVEN: Readonly<Record<Ending, number>> = { boughtAgain: 0.055, listened: 0.08, gone: 0.09 };

/** A device's weight is its weight at the customer's age (given or not) times its factor at the ending. */
const DEVICES = ['iOS', 'Android', 'Web', 'Speaker', 'Car'] as const;
const DEVICE_WEIGHTS_BY_AGE: readonly Weights[] = [
  [48, 40, 8, 2, 2],
  [44, 39, 10, 4, 3],
  [38, 36, 14, 7, 5],
  [32, 33, 21, 8, 6],
  [27, 28, 31, 9, 5],
  [23, 22, 43, 10, 2],
];
/** In a car people listen; in a browser they look round. */
const DEVICE_FACTORS: Readonly<Record<Ending, Weights>> = {
  boughtAgain: [12, 9, 10, 10, 9],
  listened: [11, 10, 9, 12, 13],
  gone: [10, 11, 11, 9, 7],
};

/** As with devices: families are neither young nor old. */
const PLANS = ['free', 'monthly', 'annual', 'family'] as const;
const PLAN_WEIGHTS_BY_AGE: readonly Weights[] = [
  [60, 34, 4, 2],
  [50, 36, 8, 6],
  [38, 34, 12, 16],
  [38, 34, 14, 14],
  [43, 34, 17, 6],
  [46, 32, 19, 3],
];
const PLAN_FACTORS: Readonly<Record<Ending, Weights>> = {
  boughtAgain: [7, 10, 15, 14],
  listened: [10, 10, 10, 10],
  gone: [12, 10, 7, 6],
};

/** The cells of `DEMOGRAPHIC_COLUMNS`; an age not given is empty. */
export function drawDemographics(random: Random, customer: Customer): string[] {
  const ending = customer.boughtAgain ? 'boughtAgain' : customer.completion > 0 ? 'listened' : 'gone';
  const country = drawIndex(random, COUNTRY_WEIGHTS[ending]);
  const age = drawIndex(random, AGE_WEIGHTS[ending]);
  const ageGiven = !happens(random, AGE_NOT_GIVEN[ending]);
  const device = drawIndex(random, products(DEVICE_WEIGHTS_BY_AGE[age]!, DEVICE_FACTORS[ending]));
  const plan = drawIndex(random, products(PLAN_WEIGHTS_BY_AGE[age]!, PLAN_FACTORS[ending]));
  return [COUNTRIES[country]!, ageGiven ? AGE_BANDS[age]! : '', DEVICES[device]!, PLANS[plan]!];
}

function products(weights: Weights, factors: Weights): number[] {
  return weights.map((weight, level) => weight * factors[level]!);
}
