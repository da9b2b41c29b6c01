/**
 * The lines of `audiobooks.csv`: a synthetic audiobook store with the defects of a real export (see README.md).
 */
import { createRandom } from '../src/random.ts';
import { drawCustomer, type Customer } from './customer.ts';
import { drawDays } from './days.ts';
import { DEMOGRAPHIC_COLUMNS, drawDemographics } from './demographics.ts';

export interface AudiobooksOptions {
  readonly seed: number | string;
  readonly rows: number;
  /** Adds `DEMOGRAPHIC_COLUMNS` before the target, from a random stream of their own: all else stays as it is without. */
  readonly demographics?: boolean;
}

export const DEFAULT_SEED = '1';
export const DEFAULT_ROWS = 14_084;

export const COLUMNS = [
  'id',
  'book_length_average',
  'book_length_overall',
  'price_average',
  'price_overall',
  'review',
  'review_score',
  'completion',
  'minutes_listened',
  'support_requests',
  'last_visited_days',
  'bought_again',
] as const;

/** Accounts of the store for each customer in the file: the identifiers have gaps. */
const ACCOUNTS_PER_CUSTOMER = 2.39;
const SHORTEST_ID = 5;

/**
 * The lines of the file, header first, without line ends; the same options give the same lines on every machine.
 * Customers are drawn twice, first for the mean score alone, so that only the identifiers are kept: ten bytes a row.
 *
 * @throws RangeError when `rows` is not a whole number of at least 1.
 */
export function* generateAudiobooks(options: AudiobooksOptions): Generator<string> {
  if (!Number.isSafeInteger(options.rows) || options.rows < 1) {
    throw new RangeError(`rows: must be a whole number of at least 1, got ${options.rows}`);
  }
  const accounts = Math.ceil(options.rows * ACCOUNTS_PER_CUSTOMER);
  const idLength = Math.max(SHORTEST_ID, String(accounts).length);
  const missingScore = meanScore(drawCustomers(options, accounts));
  yield [...COLUMNS.slice(0, -1), ...(options.demographics ? DEMOGRAPHIC_COLUMNS : []), COLUMNS.at(-1)].join(',');
  const random = createRandom(options.seed, 'demographics');
  for (const customer of drawCustomers(options, accounts)) {
    const demographics = options.demographics ? drawDemographics(random, customer) : [];
    yield [...formatBehaviour(customer, missingScore, idLength), ...demographics, customer.boughtAgain ? 1 : 0].join(
      ',',
    );
  }
}

/** The customers in file order: day by day, by identifier within a day. */
function* drawCustomers({ seed, rows }: AudiobooksOptions, accounts: number): Generator<Customer> {
  const random = createRandom(seed, 'customers');
  const identifiers = Int32Array.from({ length: accounts }, (_, index) => index + 1);
  createRandom(seed, 'identifiers').shuffle(identifiers);
  let row = 0;
  for (const day of drawDays(createRandom(seed, 'calendar'))) {
    const end = Math.round(day.cumulativeShare * rows);
    for (const id of identifiers.subarray(row, end).toSorted()) yield drawCustomer(random, day, id);
    row = end;
  }
}

/** The mean of the scores given, in hundredths: the store types it in where none was given. */
function meanScore(customers: Iterable<Customer>): number {
  let sum = 0;
  let count = 0;
  for (const { score } of customers) {
    if (score === undefined) continue;
    sum += score;
    count += 1;
  }
  return count === 0 ? 0 : Math.round(sum / count);
}

/** The cells of all `COLUMNS` but the target. */
function formatBehaviour(customer: Customer, missingScore: number, idLength: number): (string | number)[] {
  const minutes = Math.round(customer.minutesBought / customer.books);
  return [
    String(customer.id).padStart(idLength, '0'),
    minutes,
    customer.minutesBought,
    formatHundredths(Math.round(customer.centsPaid / customer.books)),
    formatHundredths(customer.centsPaid),
    customer.wroteReview ? 1 : 0,
    formatHundredths(customer.score ?? missingScore),
    formatHundredths(customer.completion),
    formatHundredths(customer.completion * minutes),
    customer.supportRequests,
    customer.lastVisit,
  ];
}

/** A division by 100 is correctly rounded, so two decimals of it are exact. */
function formatHundredths(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
