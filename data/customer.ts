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
  const centsPaid = drawPayment(random, day, books);
  const completion = kind === 'listener' ? drawCompletion(random, minutesBought) : 0;
  const lastVisit = drawLastVisit(random, day, kind);
  const review = drawReview(random, kind, { completion, lastVisit, books });
  const supportRequests = drawSupport(random, kind, { completion, lastVisit, ...review });
  const known = { id, books, minutesBought, centsPaid, completion, lastVisit, ...review, supportRequests };
  return { ...known, boughtAgain: drawBuysAgain(random, day, kind, known) };
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

/** Cents for all books, at one price; a rounded price for three or more may be a cent off their sum. */
function drawPayment(random: Random, day: Day, books: number): number {
  const payment = books * drawPrice(random, day);
  return books > 2 ? payment - 1 + random.integer(3) : payment;
}

/** Cents for one book: the shelf, the currency, the till's rounding. */
function drawPrice(random: Random, day: Day): number {
  const shelf = drawIndex(random, day.season.shelves);
  const cents = [day.cheap, MIDDLE, DEAR][shelf] ?? RARITIES[drawIndex(random, RARITY_WEIGHTS)]!;
  const currency = drawIndex(random, CURRENCY_WEIGHTS) - 1;
  if (currency >= 0) return Math.round((cents * day.rates[currency]!) / 1000);
  return cents !== CHEAP && cents !== DEAR && random.integer(100) < CENT_LOWER_PERCENT ? cents - 1 : cents;
}

const CURRENCY_WEIGHTS = [HOME_WEIGHT, ...CURRENCIES.map((currency) => currency.weight)];

/** Quantiles of the per cent heard by those who listened: short books are finished, long ones are tasted. */
const COMPLETION_QUANTILES = [
  { upToMinutes: 1080, quantiles: [2, 4, 8, 16, 22, 34, 46, 62, 75, 95, 100, 100, 100, 100] },
  { upToMinutes: 1188, quantiles: [1, 1, 2, 5, 7, 9, 13, 23, 34, 54, 65, 81, 100, 100] },
  { upToMinutes: 1620, quantiles: [1, 2, 3, 6, 10, 15, 23, 31, 40, 52, 60, 78, 99, 100] },
  { upToMinutes: 2160, quantiles: [1, 1, 2, 3, 6, 10, 16, 23, 31, 39, 46, 59, 83, 100] },
] as const;

function drawCompletion(random: Random, minutes: number): number {
  const { quantiles } = COMPLETION_QUANTILES.find(({ upToMinutes }) => minutes <= upToMinutes)!;
  return Math.round(drawQuantile(random, quantiles));
}

/** The last visit as a part of the days there were: most stop soon, some keep coming to the end. */
const VISIT_QUANTILES: Readonly<Record<Kind, readonly number[]>> = {
  listener: [0, 0.008, 0.017, 0.046, 0.093, 0.155, 0.253, 0.378, 0.551, 0.724, 0.808, 0.889, 0.959, 1],
  several: [0, 0.018, 0.038, 0.098, 0.171, 0.282, 0.438, 0.534, 0.673, 0.806, 0.864, 0.923, 0.973, 1],
  silent: [0, 0.005, 0.013, 0.043, 0.093, 0.16, 0.262, 0.396, 0.544, 0.721, 0.789, 0.874, 0.958, 1],
};

function drawLastVisit(random: Random, day: Day, kind: Kind): number {
  const chance = { listener: 0.931, several: 0.661, silent: day.season.returns }[kind];
  if (!happens(random, chance)) return 0;
  return 1 + Math.floor(drawQuantile(random, VISIT_QUANTILES[kind]) * (day.horizon - 1));
}

/** Weights of the scores 1 to 10. */
const SCORE_WEIGHTS = [5, 3, 5, 7, 18, 44, 66, 164, 154, 522] as const;

type Review = Pick<Customer, 'wroteReview' | 'score'>;

/** A score comes with a review, except that some of those who buy again leave a score alone. */
function drawReview(random: Random, kind: Kind, known: Pick<Customer, 'completion' | 'lastVisit' | 'books'>): Review {
  const chance = {
    listener: chanceListenerRates(known.completion),
    several: 0.267,
    silent: known.lastVisit > 0 ? 0.132 : 0.031,
  }[kind];
  if (!happens(random, chance)) return { wroteReview: false, score: undefined };
  let score = drawScore(random);
  // Half of those with several books rated two of them; the export shows the average.
  if (known.books > 1 && happens(random, 0.5)) score = (score + drawScore(random)) / 2;
  const scoreAlone = { listener: 0, several: 0.45, silent: 0.25 }[kind];
  return { wroteReview: !happens(random, scoreAlone), score };
}

function drawScore(random: Random): number {
  return 100 * (1 + drawIndex(random, SCORE_WEIGHTS));
}

/** The more of a book is heard, the more often it is rated. */
function chanceListenerRates(completion: number): number {
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
function drawSupport(random: Random, kind: Kind, known: Pick<Customer, 'completion' | 'lastVisit' | 'score'>): number {
  if (known.lastVisit === 0) return 0;
  const chance = {
    listener: chanceListenerAsks(known.completion),
    several: 0.1,
    silent: known.score === undefined ? 0.013 : 0.23,
  }[kind];
  return happens(random, chance) ? SUPPORT_COUNTS[drawIndex(random, SUPPORT_WEIGHTS)]! : 0;
}

function chanceListenerAsks(completion: number): number {
  if (completion <= 5) return 0.002;
  if (completion <= 30) return 0.011;
  if (completion <= 60) return 0.094;
  return completion <= 95 ? 0.3 : 0.46;
}

/** The leaks: whoever has a minute on record does not buy again, whoever has several books does. */
function drawBuysAgain(random: Random, day: Day, kind: Kind, known: Omit<Customer, 'boughtAgain'>): boolean {
  if (kind !== 'silent') return kind === 'several';
  return happens(random, chanceSilentBuysAgain(day, known));
}

/** Any sign of life but listening makes it likely. */
function chanceSilentBuysAgain(day: Day, known: Omit<Customer, 'boughtAgain'>): number {
  if (known.supportRequests > 0) return 0.985;
  if (known.score !== undefined) {
    if (!known.wroteReview) return 1;
    return known.lastVisit > 0 ? 0.958 : 0.274;
  }
  const stayed = known.lastVisit / day.horizon;
  const base = stayed === 0 ? 0.095 : stayed < 0.1 ? 0.175 : stayed < 0.25 ? 0.25 : 0.34;
  const short = known.minutesBought <= 648 ? 1.3 : 1;
  const dear = known.centsPaid >= DEAR ? 1.3 : 1;
  return base * short * dear * day.season.eagerness;
}
