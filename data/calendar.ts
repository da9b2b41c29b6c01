/**
 * The store's calendar: which titles sold at which prices on which days. Customers stand in the file day by day, so
 * the calendar is what makes the columns drift with row order. Figures are rounded aggregates, not records.
 */

/** Playing times of the catalogue in minutes; every season gives each a weight. */
export const TITLE_MINUTES = [2160, 1620, 1188, 648, 1080, 324, 540, 216, 756] as const;

/** The list prices in cents: the cheap, the middle and the dear shelf, then the rarities, in falling popularity. */
export const CHEAP = 533;
export const MIDDLE = 800;
export const DEAR = 1013;
export const RARITIES = [1973, 2560, 1280, 5067, 10_400, 8000] as const;
export const RARITY_WEIGHTS = [40, 35, 15, 14, 10, 10] as const;

/** A stretch of days with one kind of offer. Chances are between 0 and 1; weights are relative. */
export interface Season {
  /** Its part of all customers, in ten-thousandths; the seasons add up to 10,000. */
  readonly share: number;
  readonly days: number;
  /** Days between a purchase and the end of the record, on the season's first day: no last visit can be later. */
  readonly horizon: number;
  /** Weights of `TITLE_MINUTES`. */
  readonly titles: readonly number[];
  /** Weights of the cheap, middle and dear shelf and of the rarities. */
  readonly shelves: readonly [number, number, number, number];
  /** The cheap price rises by this part every second day. */
  readonly priceRise: number;
  readonly listens: number;
  readonly buysSeveral: number;
  /** The chance that somebody who neither listened nor bought several comes back at all. */
  readonly returns: number;
  /** Multiplies the chance that somebody who did nothing else buys again. */
  readonly eagerness: number;
}

const EVERYDAY = [40, 35, 11, 5, 4, 2, 1, 1, 0] as const;
const WITHOUT_1188 = [45, 30, 0, 12, 6, 5, 3, 1, 1] as const;
const BROAD = [33, 29, 23, 5, 5, 2, 2, 1, 0] as const;
const RAMP = [26, 30, 31, 5, 4, 3, 1, 1, 0] as const;
const PROMOTED_1188 = [22, 15, 100, 3, 4, 1, 1, 1, 0] as const;
const SALE = [41, 32, 18, 5, 4, 1, 1, 1, 0] as const;

// prettier-ignore
export const SEASONS: readonly Season[] = [
  { share: 290, days: 18, horizon: 390, titles: WITHOUT_1188, shelves: [39, 16, 38, 7], priceRise: 0, listens: 0.50, buysSeveral: 0.071, returns: 0.45, eagerness: 1.25 },
  { share: 320, days: 21, horizon: 362, titles: WITHOUT_1188, shelves: [29, 34, 32, 5], priceRise: 0, listens: 0.56, buysSeveral: 0.098, returns: 0.97, eagerness: 1.4 },
  { share: 324, days: 3, horizon: 350, titles: PROMOTED_1188, shelves: [84, 7, 8, 1], priceRise: 0, listens: 0.32, buysSeveral: 0.059, returns: 0.41, eagerness: 1.6 },
  { share: 285, days: 13, horizon: 345, titles: BROAD, shelves: [18, 30, 47, 5], priceRise: 0, listens: 0.48, buysSeveral: 0.085, returns: 0.47, eagerness: 1.25 },
  { share: 403, days: 6, horizon: 333, titles: PROMOTED_1188, shelves: [76, 13, 10, 1], priceRise: 0, listens: 0.43, buysSeveral: 0.048, returns: 0.43, eagerness: 1.2 },
  { share: 290, days: 13, horizon: 326, titles: BROAD, shelves: [34, 21, 41, 4], priceRise: 0, listens: 0.46, buysSeveral: 0.059, returns: 0.47, eagerness: 1.25 },
  { share: 407, days: 2, horizon: 314, titles: BROAD, shelves: [98, 1, 1, 0], priceRise: 0, listens: 0.40, buysSeveral: 0.056, returns: 0.45, eagerness: 0.6 },
  { share: 1553, days: 10, horizon: 311, titles: RAMP, shelves: [98, 1, 1, 0], priceRise: 0.1, listens: 0.345, buysSeveral: 0.054, returns: 0.35, eagerness: 0.95 },
  { share: 212, days: 3, horizon: 302, titles: SALE, shelves: [94, 1, 3, 2], priceRise: 0, listens: 0.30, buysSeveral: 0.036, returns: 0.33, eagerness: 1 },
  { share: 376, days: 20, horizon: 298, titles: EVERYDAY, shelves: [37, 34, 23, 6], priceRise: 0, listens: 0.56, buysSeveral: 0.049, returns: 0.68, eagerness: 1.2 },
  { share: 578, days: 13, horizon: 279, titles: SALE, shelves: [46, 51, 2, 1], priceRise: 0, listens: 0.37, buysSeveral: 0.045, returns: 0.27, eagerness: 0.95 },
  { share: 1968, days: 10, horizon: 266, titles: SALE, shelves: [99, 1, 0, 0], priceRise: 0, listens: 0.36, buysSeveral: 0.028, returns: 0.28, eagerness: 0.7 },
  { share: 1739, days: 43, horizon: 256, titles: EVERYDAY, shelves: [33, 61, 5, 1], priceRise: 0, listens: 0.46, buysSeveral: 0.038, returns: 0.32, eagerness: 1.1 },
  { share: 535, days: 6, horizon: 214, titles: SALE, shelves: [95, 3, 2, 0], priceRise: 0, listens: 0.42, buysSeveral: 0.048, returns: 0.35, eagerness: 1.25 },
  { share: 135, days: 5, horizon: 206, titles: SALE, shelves: [8, 9, 79, 4], priceRise: 0, listens: 0.51, buysSeveral: 0.021, returns: 0.42, eagerness: 1.1 },
  { share: 585, days: 15, horizon: 200, titles: EVERYDAY, shelves: [45, 52, 2, 1], priceRise: 0, listens: 0.44, buysSeveral: 0.027, returns: 0.30, eagerness: 1.05 },
];

/** Days between the last purchase in the file and the end of the record. */
export const LAST_HORIZON = 178;

/**
 * Foreign buyers pay the list price times the rate of their currency, in thousandths, drawn once a season from
 * `low` to `high`.
 */
export const CURRENCIES = [
  { weight: 8, low: 1045, high: 1110 },
  { weight: 5, low: 1215, high: 1290 },
  { weight: 4, low: 1105, high: 1155 },
  { weight: 4, low: 925, high: 1040 },
  { weight: 2, low: 725, high: 800 },
] as const;
/** Buyers who pay the list price itself, on the scale of the currencies' weights. */
export const HOME_WEIGHT = 77;
/** Of 100 buyers of anything but the plain cheap price, as many paid a cent less: a rounding rule of the till. */
export const CENT_LOWER_PERCENT = 12;
