/**
 * Numbers: grouped thousands, decimal marks, money, percent, kinds among numbers.
 */
import type { Trained, WildFile } from '../wild-file.ts';

/** Two columns of numbers, one of them always the visits. */
const withVisits = (
  name: string,
  values: readonly (number | null)[],
  inferred: NonNullable<Trained['inferred']> = {},
): Trained => ({
  features: { visits: 'number', [name]: 'number' },
  cells: { visits: [7, 9, 8], [name]: values },
  inferred,
});
const semicolon = { delimiter: /;/ };

export const NUMBERS: readonly WildFile[] = [
  {
    file: 'thousands',
    shows: '"45,000" beside 950 is 45000',
    verdict: withVisits('income', [45_000, 1200, 950], { thousands: /income/ }),
  },
  {
    file: 'thousands-two-groups',
    shows: '"1,246,912" is 1246912: a number has one decimal mark',
    verdict: withVisits('balance', [1_246_912, 1_259_257, 1_271_602], { thousands: /balance/ }),
  },
  {
    file: 'thousands-and-cents',
    shows: '"2,302.06" has both marks',
    verdict: withVisits('balance', [2302.06, 1856.16, 1465.38], { thousands: /balance/ }),
  },
  {
    file: 'thousands-point',
    shows: '4.552,36 is 4552.36 in a file with semicolons',
    verdict: withVisits('balance', [4552.36, 2734.46, 1141.28], {
      ...semicolon,
      decimal: /,/,
      thousands: /balance/,
    }),
  },
  {
    file: 'thousands-point-by-other',
    shows: '1.111 is 1111 where another column proves the decimal comma',
    verdict: {
      features: { price: 'number', stock: 'number' },
      cells: { price: [82.12, 47.82, 17.76], stock: [1111, 1222, 1333] },
      inferred: { ...semicolon, decimal: /,/, thousands: /stock/ },
    },
  },
  {
    file: 'thousands-space',
    shows: '43 524 is 43524 beside 499',
    verdict: withVisits('income', [43_524, 25_345, 9413], { thousands: /income/ }),
  },
  {
    file: 'thousands-apostrophe',
    shows: "43'524 is 43524, as the Swiss write it",
    verdict: withVisits('income', [43_524, 25_345, 9413], { thousands: /income/ }),
  },
  {
    file: 'thousands-no-break-space',
    shows: '43 524,00 with a narrow no-break space is 43524, as the French write it',
    verdict: withVisits('income', [43_524, 25_345, 9413], { ...semicolon, decimal: /,/, thousands: /income/ }),
  },
  {
    file: 'thousands-near-alone',
    shows: '"3,711" with nothing to prove it is 3711 or 3.711',
    nearMissOf: 'thousands',
    verdict: {
      code: 'E_CSV_NUMBER',
      line: 2,
      column: 2,
      ways: [
        { words: ['--thousands', ','], gives: withVisits('income', [3711, 6422, 1133]) },
        { words: ['--decimal', ','], gives: withVisits('income', [3.711, 6.422, 1.133]) },
      ],
    },
  },
  {
    file: 'thousands-near-zero',
    shows: '"0,117" is a share: no group of thousands follows a zero',
    nearMissOf: 'thousands-near-alone',
    verdict: withVisits('share', [0.117, 0.134, 0.151], { decimal: /share/ }),
  },
  {
    file: 'thousands-near-lakh',
    shows: '"1,23,456" is not grouped by three',
    nearMissOf: 'thousands-two-groups',
    verdict: { code: 'E_CSV_NUMBER', line: 6, column: 2, says: /1,23,456/, neverOffers: /--decimal|--thousands/ },
  },
  {
    file: 'thousands-near-ungrouped',
    shows: '32100 beside "43,524" speaks against groups',
    nearMissOf: 'thousands',
    verdict: { code: 'E_CSV_NUMBER', column: 2, says: /income/ },
  },
  {
    file: 'thousands-near-point',
    shows: '5.106 stays 5.106: three decimals are no group, and a point is a decimal mark',
    nearMissOf: 'thousands-point-by-other',
    verdict: withVisits('weight', [5.106, 3.391, 1.888], semicolon),
  },
  {
    file: 'decimal-comma',
    shows: '82,12 is 82.12 in a file with semicolons',
    verdict: withVisits('spend', [82.12, 47.82, 17.76], { ...semicolon, decimal: /spend/ }),
  },
  {
    file: 'decimal-comma-quoted',
    shows: '"82,1" is 82.1 where no column needs the point',
    verdict: withVisits('spend', [82.1, 47.8, 17.8], { decimal: /spend/ }),
  },
  {
    file: 'decimal-near-two-marks',
    shows: 'a column of "82,1" beside one of 6.9: one file has one mark',
    nearMissOf: 'decimal-comma-quoted',
    verdict: { code: 'E_CSV_NUMBER', says: /weight/, neverOffers: /--decimal/ },
  },
  {
    file: 'decimal-near-stray',
    shows: 'one "12,5" among 47.8 is no number, and no mark makes it one',
    nearMissOf: 'decimal-comma-quoted',
    verdict: { code: 'E_CSV_NUMBER', line: 10, column: 2, says: /12,5/, neverOffers: /--decimal/ },
  },
  {
    file: 'decimal-near-lists',
    shows: '"1,2" and 3+ are kinds, beside a column with points',
    nearMissOf: 'decimal-comma-quoted',
    verdict: {
      target: 'resp',
      features: { heq: 'number', emp: 'category' },
      inferred: { kinds: /emp/ },
      cells: { heq: [0.7, 0.9, 0.8], emp: ['1,2', '1', '1,2'] },
    },
  },
  {
    file: 'money',
    shows: '"$43,524.00 " is 43524 dollars',
    verdict: withVisits('income', [43_524, 25_345, 9413], { thousands: /income/, unit: /\$/ }),
  },
  {
    file: 'money-euro-behind',
    shows: '82,12 € is 82.12 euros',
    verdict: withVisits('spend', [82.12, 47.82, 17.76], { ...semicolon, decimal: /spend/, unit: /€/ }),
  },
  {
    file: 'money-code',
    shows: 'USD 82.12 is 82.12 dollars',
    verdict: withVisits('spend', [82.12, 47.82, 17.76], { unit: /USD/ }),
  },
  {
    file: 'money-accounting',
    shows: '(1,240) is -1240',
    verdict: withVisits('profit', [1440, -1240, 1440], { thousands: /profit/ }),
  },
  {
    file: 'money-minus',
    shows: '-$47.82 is -47.82',
    verdict: withVisits('profit', [82.12, -47.82, 17.76], { unit: /\$/ }),
  },
  {
    file: 'money-first-column',
    shows: '"$21,413" in the first column is an amount, no ID',
    verdict: {
      features: { income: 'number', visits: 'number' },
      cells: { income: [21_413, 22_526, 23_639] },
      inferred: { thousands: /income/, unit: /\$/ },
    },
  },
  {
    file: 'money-near-mixed',
    shows: '€ and $ in one column are not added up',
    nearMissOf: 'money',
    verdict: { code: 'E_CSV_NUMBER', line: 8, column: 2, says: /€.*\$|\$.*€/ },
  },
  {
    file: 'percent',
    shows: '20.5% is 20.5',
    verdict: withVisits('rate', [20.5, 12, 4.4], { unit: /%/ }),
  },
  {
    file: 'percent-near-bare-zero',
    shows: 'a bare 0 among percents is 0',
    nearMissOf: 'percent-near-shares',
    verdict: withVisits('rate', [20.5, 0, 4.4], { unit: /%/ }),
  },
  {
    file: 'percent-near-shares',
    shows: '0.918 among 20.5% is 0.918 or 91.8 percent',
    nearMissOf: 'percent',
    verdict: { code: 'E_CSV_NUMBER', line: 5, column: 2, says: /0\.918/ },
  },
  {
    file: 'kinds-over',
    shows: '>20 and <1 among years make kinds of them',
    verdict: {
      target: 'target',
      features: { experience: 'category', city: 'category' },
      cells: { experience: ['4', '5', '4', '5'] },
      inferred: { kinds: /experience/ },
    },
  },
  {
    file: 'kinds-plus',
    shows: '3+ among 0, 1 and 2 makes kinds of them',
    verdict: {
      target: 'loan',
      features: { dependents: 'category', age: 'number' },
      cells: { dependents: ['3+', '1', '0'] },
      inferred: { kinds: /dependents/ },
    },
  },
  {
    file: 'kinds-more',
    shows: '5more and more make kinds of doors and persons',
    verdict: {
      target: 'sold',
      features: { doors: 'category', persons: 'category' },
      inferred: { kinds: /doors/ },
    },
  },
  {
    file: 'kinds-ranges',
    shows: '18-29 is a kind, and needs no guess',
    verdict: { features: { age: 'category', visits: 'number' }, cells: { age: ['18-29', '65 and over', '18-29'] } },
  },
  {
    file: 'kinds-near-unknown',
    shows: '"unknown" among measures is a missing value or a kind',
    nearMissOf: 'kinds-over',
    verdict: {
      code: 'E_CSV_NUMBER',
      line: 7,
      column: 2,
      ways: [
        { words: ['--missing-word', 'unknown'], gives: withVisits('weight', [82.1, 47.8, 17.8, 91.8, 10.4, null]) },
      ],
    },
  },
  {
    file: 'missing-near-kinds',
    shows: '?, NA, #N/A and a blank among measures are missing, and need no guess',
    nearMissOf: 'kinds-near-unknown',
    verdict: withVisits('weight', [82.1, null, 17.8, 91.8, 10.4, null, null]),
  },
  {
    file: 'kinds-near-measures',
    shows: '<0.5 among doses that hardly repeat is no kind',
    nearMissOf: 'kinds-over',
    verdict: { code: 'E_CSV_NUMBER', line: 7, column: 2, says: /<0\.5/ },
  },
  {
    file: 'missing-word',
    shows: 'Incapable is missing where the options say so',
    words: ['--missing-word', 'Incapable'],
    verdict: withVisits('term', [82.1, null, 17.8]),
  },
];
