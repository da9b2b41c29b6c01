/**
 * One customer of the synthetic audiobook store, told in the order of events: buys, pays, listens, comes back, rates,
 * asks support, and buys again or not. The last step explains the defects: the store's export forgets what those who
 * bought again had listened to, and already counts some of their new books.
 */
import type { Random } from '../src/random.ts';
import {
  CENT_LOWER_PERCENT,
  CHEAP,
  DEAR,
  HOME_WEIGHT,
  CURRENCIES,
  MIDDLE,
  RARITIES,
  RARITY_WEIGHTS,
  TITLE_MINUTES,
} from './calendar.ts';
import { drawIndex, drawQuantile, happens } from './draw.ts';
import type { Day } from './days.ts';

export interface Customer {
  readonly id: number;
  readonly books: number;
  readonly minutesBought: number;
  readonly centsPaid: number;
  /** Per cent of the book heard, 0 to 100. */
  readonly completion: number;
  /** Days from the purchase to the last visit; 0: never came back. */
  readonly lastVisit: number;
  readonly wroteReview: boolean;
  /** Hundredths of a point out of 10; undefined: no score given. */
  readonly score: number | undefined;
  readonly supportRequests: number;
  readonly boughtAgain: boolean;
}

/** `silent` customers bought one book and have no minute of it on record. */
type Kind = 'several' | 'listener' | 'silent';

export function drawCustomer(random: Random, day: Day, id: number): Customer {
  const kind = drawKind(random, day);
  const books = kind === 'several' ? 2 + drawIndex(random, MORE_BOOKS_WEIGHTS) : 1;
  const minutesBought = drawTitles(random, day, books);
  const price = drawPrice(random, day);
  // The price shown for one of three or more books is rounded, so that their sum is a cent off at times.
  const centsPaid = books * price + (books > 2 ? random.integer(3) - 1 : 0);
  const completion = kind === 'listener' ? drawCompletion(random, minutesBought) : 0;
  const lastVisit = drawLastVisit(random, day, kind);
  const review = drawReview(random, kind, completion, lastVisit, books);
  const supportRequests = drawSupport(random, kind, completion, lastVisit, review.score !== undefined);
  const boughtAgain =
    kind === 'several' ||
    (kind === 'silent' &&
      happens(random, chanceToBuyAgain(day, minutesBought, centsPaid, lastVisit, review, supportRequests)));
  return { id, books, minutesBought, centsPaid, completion, lastVisit, ...review, supportRequests, boughtAgain };
}

function drawKind(random: Random, day: Day): Kind {
  const ticket = random.next();
  if (ticket < day.season.buysSeveral) return 'several';
  return ticket < day.season.buysSeveral + day.listens ? 'listener' : 'silent';
}

/** Weights of 2, 3, 4, 5, 6 and 7 books. */
const MORE_BOOKS_WEIGHTS = [463, 127, 43, 6, 4, 1] as const;
/** Titles that people buy beside another one sell as if nothing were on offer. */
const BUNDLE_TITLES = [33, 30, 28, 14, 4, 4, 2, 2, 1] as const;

/** Minutes of all books bought; nobody buys the same title twice. */
function drawTitles(random: Random, day: Day, books: number): number {
  const weights: number[] = [...(books === 1 ? day.season.titles : BUNDLE_TITLES)];
  let minutes = 0;
  for (let book = 0; book < books; book++) {
    const title = drawIndex(random, weights);
    minutes += TITLE_MINUTES[title]!;
    weights[title] = 0;
  }
  return minutes;
}

/** Cents for one book: the shelf, the till's rounding, the currency. */
function drawPrice(random: Random, day: Day): number {
  const shelf = drawIndex(random, day.season.shelves);
  let cents = [day.cheap, MIDDLE, DEAR, 0][shelf]!;
  if (shelf === 3) cents = RARITIES[drawIndex(random, RARITY_WEIGHTS)]!;
  const currency = drawIndex(random, CURRENCY_WEIGHTS) - 1;
  if (currency >= 0) return Math.round((cents * day.rates[currency]!) / 1000);
  return cents !== CHEAP && cents !== DEAR && random.integer(100) < CENT_LOWER_PERCENT ? cents - 1 : cents;
}

const CURRENCY_WEIGHTS = [HOME_WEIGHT, ...CURRENCIES.map((currency) => currency.weight)];

/** Quantiles of the per cent heard by those who listened: short books are finished, long ones are tasted. */
const COMPLETION_SHORT = [2, 4, 8, 16, 22, 34, 46, 62, 75, 95, 100, 100, 100, 100] as const;
const COMPLETION_1188 = [1, 1, 2, 5, 7, 9, 13, 23, 34, 54, 65, 81, 100, 100] as const;
const COMPLETION_1620 = [1, 2, 3, 6, 10, 15, 23, 31, 40, 52, 60, 78, 99, 100] as const;
const COMPLETION_2160 = [1, 1, 2, 3, 6, 10, 16, 23, 31, 39, 46, 59, 83, 100] as const;

function drawCompletion(random: Random, minutes: number): number {
  const quantiles =
    minutes <= 1080
      ? COMPLETION_SHORT
      : minutes <= 1188
        ? COMPLETION_1188
        : minutes <= 1620
          ? COMPLETION_1620
          : COMPLETION_2160;
  return Math.round(drawQuantile(random, quantiles));
}

/** The last visit as a part of the days there were: most stop soon, some keep coming to the end. */
const VISIT_QUANTILES: Readonly<Record<Kind, readonly number[]>> = {
  listener: [0, 0.008, 0.017, 0.046, 0.093, 0.155, 0.253, 0.378, 0.551, 0.724, 0.808, 0.889, 0.959, 1],
  several: [0, 0.018, 0.038, 0.098, 0.171, 0.282, 0.438, 0.534, 0.673, 0.806, 0.864, 0.923, 0.973, 1],
  silent: [0, 0.005, 0.013, 0.043, 0.093, 0.16, 0.262, 0.396, 0.544, 0.721, 0.789, 0.874, 0.958, 1],
};
const LISTENER_RETURNS = 0.931;
const SEVERAL_RETURNS = 0.661;

function drawLastVisit(random: Random, day: Day, kind: Kind): number {
  const chance = kind === 'listener' ? LISTENER_RETURNS : kind === 'several' ? SEVERAL_RETURNS : day.season.returns;
  if (!happens(random, chance)) return 0;
  return 1 + Math.floor(drawQuantile(random, VISIT_QUANTILES[kind]) * (day.horizon - 1));
}

/** Weights of the scores 1 to 10. */
const SCORE_WEIGHTS = [5, 3, 5, 7, 18, 44, 66, 164, 154, 522] as const;

type Review = Pick<Customer, 'wroteReview' | 'score'>;

/** A score comes with a review, except that some of those who will buy again leave a score alone. */
function drawReview(random: Random, kind: Kind, completion: number, lastVisit: number, books: number): Review {
  const returned = lastVisit > 0;
  const chance =
    kind === 'listener' ? listenerRates(completion) : kind === 'several' ? 0.267 : returned ? 0.132 : 0.031;
  if (!happens(random, chance)) return { wroteReview: false, score: undefined };
  const scoreAlone = kind === 'listener' ? 0 : kind === 'several' ? 0.45 : 0.25;
  let score = 100 * (1 + drawIndex(random, SCORE_WEIGHTS));
  // Half of those with several books rated two of them; the export shows the average.
  if (books > 1 && happens(random, 0.5)) score = (score + 100 * (1 + drawIndex(random, SCORE_WEIGHTS))) / 2;
  return { wroteReview: !happens(random, scoreAlone), score };
}

/** The more of a book is heard, the more often it is rated. */
function listenerRates(completion: number): number {
  if (completion <= 5) return 0.054;
  if (completion <= 10) return 0.2;
  if (completion <= 30) return 0.264;
  if (completion <= 60) return 0.456;
  return completion <= 95 ? 0.538 : 0.713;
}

/** Weights of 1, 2, 3, 4, 5, 6 and 10 requests. */
const SUPPORT_COUNTS = [1, 2, 3, 4, 5, 6, 10] as const;
const SUPPORT_WEIGHTS = [410, 142, 36, 12, 6, 4, 3] as const;

/** Only people who come back ask. */
function drawSupport(random: Random, kind: Kind, completion: number, lastVisit: number, rated: boolean): number {
  if (lastVisit === 0) return 0;
  const chance = kind === 'listener' ? listenerAsks(completion) : kind === 'several' ? 0.1 : rated ? 0.23 : 0.013;
  return happens(random, chance) ? SUPPORT_COUNTS[drawIndex(random, SUPPORT_WEIGHTS)]! : 0;
}

function listenerAsks(completion: number): number {
  if (completion <= 5) return 0.002;
  if (completion <= 30) return 0.011;
  if (completion <= 60) return 0.094;
  return completion <= 95 ? 0.3 : 0.46;
}

/** The chance that a silent customer buys again: any sign of life but listening makes it likely. */
function chanceToBuyAgain(
  day: Day,
  minutes: number,
  cents: number,
  lastVisit: number,
  review: Review,
  supportRequests: number,
): number {
  if (supportRequests > 0) return 0.985;
  if (review.score !== undefined) {
    if (!review.wroteReview) return 1;
    return lastVisit > 0 ? 0.958 : 0.274;
  }
  const stayed = lastVisit / day.horizon;
  const base = stayed === 0 ? 0.095 : stayed < 0.1 ? 0.175 : stayed < 0.25 ? 0.25 : 0.34;
  const short = minutes <= 648 ? 1.3 : 1;
  const dear = cents >= DEAR ? 1.3 : 1;
  return base * short * dear * day.season.eagerness;
}
