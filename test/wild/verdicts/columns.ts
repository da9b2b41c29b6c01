/**
 * What columns hold: dates, texts, keys, codes, IDs, and what stands in the target.
 */
import type { Trained, WildFile } from '../wild-file.ts';

/** 2019-02-07, 2019-03-16 and 2019-04-22, in days since 1970. */
const DAYS = [17_934, 17_971, 18_008];
const dates = (inferred: NonNullable<Trained['inferred']>): Trained => ({
  features: { visits: 'number', joined: 'date' },
  cells: { joined: DAYS },
  inferred,
});
const VISITS: Trained = {
  features: { visits: 'number', age: 'number' },
  cells: { visits: [7, 9, 8], age: [48, 31, 48] },
};

export const COLUMNS: readonly WildFile[] = [
  { file: 'dates-iso', shows: '2019-02-07 is a date, and needs no guess', verdict: dates({}) },
  {
    file: 'dates-iso-with-time',
    shows: '2019-02-07 00:00:00 is a date, and needs no guess',
    verdict: dates({}),
  },
  { file: 'dates-dmy', shows: '22/04/2019 has its day first', verdict: dates({ dates: /joined/ }) },
  { file: 'dates-mdy', shows: '04/22/2019 has its month first', verdict: dates({ dates: /joined/ }) },
  { file: 'dates-mdy-unpadded', shows: '4/22/2019 has its month first', verdict: dates({ dates: /joined/ }) },
  {
    file: 'dates-with-time',
    shows: '22/04/2019 14:05 has its day first',
    verdict: { features: { visits: 'number', joined: 'date' }, inferred: { dates: /joined/ } },
  },
  {
    file: 'dates-am-pm',
    shows: '04/22/2019 2:05 PM has its month first',
    verdict: { features: { visits: 'number', joined: 'date' }, inferred: { dates: /joined/ } },
  },
  { file: 'dates-month-names', shows: '07-Feb-2019 is a date, and needs no guess', verdict: dates({}) },
  { file: 'dates-two-digit-years', shows: '22.04.19 has its day first', verdict: dates({ dates: /joined/ }) },
  {
    file: 'dates-proven-by-other',
    shows: '02/01/2019 is the second of January where another column proves the order',
    verdict: {
      features: { joined: 'date', renewed: 'date' },
      // 2 January, 3 August and 4 January of 2019.
      cells: { joined: [17_898, 18_111, 17_900], renewed: DAYS },
      inferred: { dates: /joined, renewed/ },
    },
  },
  {
    file: 'dates-near-no-day',
    shows: '02/01/2024 with no day above 12 has two readings',
    nearMissOf: 'dates-dmy',
    verdict: {
      code: 'E_CSV_DATE',
      line: 2,
      column: 2,
      ways: [
        // 2 January, 3 August and 4 January of 2024; then 1 February, 8 March and 1 April.
        {
          words: ['--date-order', 'dmy'],
          gives: { features: { visits: 'number', joined: 'date' }, cells: { joined: [19_724, 19_938, 19_726] } },
        },
        {
          words: ['--date-order', 'mdy'],
          gives: { features: { visits: 'number', joined: 'date' }, cells: { joined: [19_754, 19_790, 19_814] } },
        },
      ],
    },
  },
  {
    file: 'dates-near-two-orders',
    shows: 'two columns that prove two orders',
    nearMissOf: 'dates-proven-by-other',
    verdict: { code: 'E_CSV_DATE', line: 3, column: 2, says: /joined.*renewed|renewed.*joined/ },
  },
  {
    file: 'dates-near-no-such-day',
    shows: '31/02/2019 is no day',
    nearMissOf: 'dates-dmy',
    verdict: { code: 'E_CSV_DATE', line: 9, column: 2, says: /31\/02\/2019/ },
  },
  {
    file: 'dates-near-fractions',
    shows: '12/20 and 3/4 are kinds, no dates',
    nearMissOf: 'dates-mdy-unpadded',
    verdict: { features: { visits: 'number', score: 'category' }, cells: { score: ['3/4', '1/2', '3/4'] } },
  },
  {
    file: 'booleans',
    shows: 'TRUE and FALSE are yes and no',
    verdict: { features: { visits: 'number', member: 'boolean' } },
  },
  {
    file: 'constant-column',
    shows: 'a year that never changes is read, and train says that it tells nothing',
    verdict: { features: { visits: 'number', year: 'number' }, notes: /"year" never changes/ },
  },
  {
    file: 'text-column',
    shows: 'comments are left out',
    verdict: {
      features: { visits: 'number' },
      leftOut: { comment: 'text' },
      inferred: { 'left out': /comment/ },
    },
  },
  {
    file: 'text-near-cities',
    shows: 'eight cities in 24 rows are kinds',
    nearMissOf: 'text-column',
    verdict: { features: { visits: 'number', city: 'category' } },
  },
  {
    file: 'key-column',
    shows: 'an order number that never repeats is left out',
    verdict: {
      features: { visits: 'number' },
      leftOut: { order_ref: 'text' },
      inferred: { 'left out': /order_ref/ },
    },
  },
  {
    file: 'id-named',
    shows: 'customer_id tells rows apart, and needs no guess',
    verdict: { id: 'customer_id', ...VISITS },
  },
  {
    file: 'id-by-suffix',
    shows: 'PassengerId is an ID like passenger_id, though it counts the rows',
    verdict: { id: 'PassengerId', ...VISITS },
  },
  {
    file: 'id-by-values',
    shows: 'addresses in the first column that all differ tell rows apart',
    verdict: { id: 'email', ...VISITS, inferred: { id: /email/ } },
  },
  {
    file: 'id-near-cities',
    shows: 'four cities in the first column are kinds',
    nearMissOf: 'id-by-values',
    verdict: { features: { home: 'category', visits: 'number', age: 'number' } },
  },
  {
    file: 'id-near-region',
    shows: 'region_id with four values is a kind',
    nearMissOf: 'id-named',
    verdict: {
      features: { region_id: 'category', visits: 'number', age: 'number' },
      inferred: { id: /region_id/ },
    },
  },
  {
    file: 'id-near-merchant',
    shows: 'merchant_id that repeats is no ID, and too many kinds',
    nearMissOf: 'id-named',
    verdict: {
      ...VISITS,
      leftOut: { merchant_id: 'key' },
      inferred: { 'left out': /merchant_id/ },
    },
  },
  {
    file: 'id-near-measures',
    shows: 'amounts in the first column that all differ are no ID',
    nearMissOf: 'id-named',
    verdict: { features: { balance: 'number', visits: 'number' }, cells: { balance: [82.12, 47.82, 17.76] } },
  },
  {
    file: 'id-near-whole-amounts',
    shows: 'whole amounts in the first column that all differ are no ID',
    nearMissOf: 'id-named',
    verdict: { features: { balance: 'number', visits: 'number' }, cells: { balance: [8212, 4782, 1776] } },
  },
  {
    file: 'codes-zip',
    shows: '02139 is a code, and its zero counts',
    verdict: {
      features: { zip: 'category', visits: 'number' },
      cells: { zip: ['02139', '07030', '02139'] },
      inferred: { codes: /zip/ },
    },
  },
  {
    file: 'codes-near-padded',
    shows: 'one 007 among numbers of any length is a 7',
    nearMissOf: 'codes-zip',
    verdict: { features: { visits: 'number', score: 'number' }, cells: { score: [104, 53, 104, 134, 7] } },
  },
  {
    file: 'positive-rarer',
    shows: 'those who left are fewer than those who stayed: they count',
    verdict: { ...VISITS, target: 'status', positive: 'Attrited Customer' },
  },
  {
    file: 'positive-not',
    shows: 'Canceled counts beside Not_Canceled, though it is the more frequent',
    verdict: {
      target: 'status',
      features: { nights: 'number', age: 'number' },
      positive: 'Canceled',
    },
  },
  {
    file: 'positive-notckd',
    shows: 'ckd counts beside notckd',
    verdict: { target: 'class', features: { sc: 'number', age: 'number' }, positive: 'ckd' },
  },
  {
    file: 'positive-good-bad',
    shows: 'bad, the rarer, counts beside good',
    verdict: { target: 'risk', features: { months: 'number', age: 'number' }, positive: 'bad' },
  },
  {
    file: 'positive-yes-frequent',
    shows: 'Yes counts beside No, though it is the more frequent',
    verdict: { ...VISITS, positive: 'Yes' },
  },
  {
    file: 'positive-near-note',
    shows: 'note is not the opposite of e: the rarer counts',
    nearMissOf: 'positive-notckd',
    verdict: { ...VISITS, target: 'kind', positive: 'e' },
  },
  {
    file: 'positive-near-named',
    shows: 'the named class counts, though it is the more frequent',
    nearMissOf: 'positive-rarer',
    words: ['--positive', 'churned'],
    verdict: { ...VISITS, target: 'status', positive: 'churned' },
  },
  {
    file: 'blanks-in-names',
    shows: 'blanks round names and values are no part of them',
    verdict: {
      features: { age: 'number', plan: 'category' },
      cells: { plan: ['plus', 'plus', 'pro'], bought: ['yes', 'yes', 'yes'] },
    },
  },
  {
    file: 'blanks-in-labels',
    shows: '"0 " is 0, and "pro " is pro',
    verdict: {
      features: { visits: 'number', plan: 'category' },
      cells: { bought: ['1', '1', '1'], plan: ['plus', 'plus', 'pro'] },
    },
  },
  {
    file: 'case-in-labels',
    shows: 'yes and Yes are one class',
    verdict: { ...VISITS, cells: { bought: ['Yes', 'Yes', 'Yes'] }, inferred: { labels: /Yes/ }, positive: 'Yes' },
  },
  {
    file: 'case-near-two-classes',
    shows: 'A and a alone are two classes or one',
    nearMissOf: 'case-in-labels',
    verdict: { code: 'E_DATA_CLASSES' },
  },
  {
    file: 'case-near-kinds',
    shows: 'A and a stay two kinds of a feature',
    nearMissOf: 'case-in-labels',
    verdict: { features: { visits: 'number', grade: 'category' }, cells: { grade: ['A', 'a', 'A'] } },
  },
  {
    file: 'numbers-as-labels',
    shows: '1 and 1.0 are one class',
    verdict: { ...VISITS, cells: { bought: ['1', '1', '1', '1', '0'] }, inferred: { labels: /1\.0/ }, positive: '1' },
  },
  {
    file: 'rows-without-label',
    shows: 'three rows without a label are left out and counted',
    verdict: { ...VISITS, rows: 21, scored: 24, inferred: { 'rows without a label': /\b3 rows/ } },
  },
  {
    file: 'labels-near-none',
    shows: 'none beside some is a class',
    nearMissOf: 'rows-without-label',
    verdict: { ...VISITS, target: 'harm' },
  },
  {
    file: 'labels-near-plus-minus',
    shows: '- beside + is a class',
    nearMissOf: 'rows-without-label',
    verdict: { ...VISITS, target: 'class', positive: '+' },
  },
  {
    file: 'labels-all-missing',
    shows: 'NA in all rows is no class',
    nearMissOf: 'rows-without-label',
    verdict: { code: 'E_DATA_CLASSES' },
  },
  {
    file: 'target-by-name',
    shows: 'churn in the first column is the target by its name',
    verdict: { ...VISITS, target: 'churn', positive: 'yes' },
  },
  {
    file: 'target-regression',
    shows: 'a target of prices is no class',
    verdict: { code: 'E_DATA_CLASSES', column: 3, says: /number|regression/ },
  },
  {
    file: 'target-near-grades',
    shows: 'four grades are classes',
    nearMissOf: 'target-regression',
    verdict: { ...VISITS, target: 'grade', rows: 36 },
  },
];
