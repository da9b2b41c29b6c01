/**
 * The header and what it names: an index, names that are missing or stand twice, empty columns, no header at all.
 */
import type { Trained, WildFile } from '../wild-file.ts';

const VISITS: Trained = {
  features: { age: 'number', visits: 'number' },
  cells: { age: [48, 31, 48], visits: [7, 9, 8] },
};

const QUESTIONS = [
  'How old are you (in whole years, at the time when you fill in this form)?',
  'How much do you agree with this sentence: "I am satisfied with my shop, its staff, and its prices"?',
  'Would you buy from us again, if the shop were to open at the weekend?',
] as const;

export const HEADER: readonly WildFile[] = [
  {
    file: 'index-unnamed',
    shows: 'a first column without a name that counts the rows is left out',
    verdict: { ...VISITS, leftOut: { column_1: 'index' }, inferred: { index: /column_1/ } },
  },
  {
    file: 'index-one-field-more',
    shows: 'records one field longer than the header begin with an index, as pandas writes it',
    verdict: { ...VISITS, inferred: { index: /index/ } },
  },
  {
    file: 'index-row-names',
    shows: 'and so they do as R writes it',
    verdict: { ...VISITS, inferred: { index: /index/ } },
  },
  {
    file: 'index-named',
    shows: '1, 2, 3 … in the order of the file counts the rows, whatever its name',
    verdict: { ...VISITS, leftOut: { line: 'index' }, inferred: { index: /line/ } },
  },
  {
    file: 'index-near-id',
    shows: 'the same numbers under the name id tell rows apart',
    nearMissOf: 'index-named',
    verdict: { ...VISITS, id: 'id' },
  },
  {
    file: 'index-resaved',
    shows: 'an index that pandas read and wrote again is left out',
    verdict: { ...VISITS, leftOut: { 'Unnamed: 0': 'index' }, inferred: { index: /Unnamed: 0/ } },
  },
  {
    file: 'index-near-places',
    shows: 'a first column of places without a name is a feature',
    nearMissOf: 'index-unnamed',
    verdict: {
      features: { column_1: 'category', age: 'number', visits: 'number' },
      inferred: { names: /column_1/ },
    },
  },
  {
    file: 'index-near-some-longer',
    shows: 'one record that is longer is a broken record',
    nearMissOf: 'index-one-field-more',
    verdict: { code: 'E_CSV_FIELDS', line: 9 },
  },
  {
    file: 'index-near-rank',
    shows: 'the numbers 1 to 24 in another order are a rank',
    nearMissOf: 'index-named',
    verdict: { features: { age: 'number', visits: 'number', rank: 'number' } },
  },
  {
    file: 'trailing-delimiter',
    shows: 'a last column without name and values is left out',
    verdict: { id: 'id', ...VISITS, leftOut: { column_5: 'empty' }, inferred: { 'left out': /column_5|last/ } },
  },
  {
    file: 'trailing-unnamed',
    shows: 'nor is an empty column the target that pandas called Unnamed',
    verdict: { id: 'id', ...VISITS, leftOut: { 'Unnamed: 4': 'empty' }, inferred: { 'left out': /Unnamed/ } },
  },
  {
    file: 'trailing-delimiter-below',
    shows: 'records that all end in one delimiter more have no field more',
    verdict: { id: 'id', ...VISITS, inferred: { names: /delimiter|last|end/ } },
  },
  {
    file: 'trailing-name',
    shows: 'a header that ends in one delimiter more has no name more',
    verdict: { id: 'id', ...VISITS, inferred: { names: /delimiter|last|end/ } },
  },
  {
    file: 'empty-column',
    shows: 'a column without values is left out',
    verdict: { ...VISITS, leftOut: { fax: 'empty' }, inferred: { 'left out': /fax/ } },
  },
  {
    file: 'nearly-empty-column',
    shows: 'a column with one value in 24 rows is left out',
    verdict: { ...VISITS, leftOut: { fax: 'nearly empty' }, inferred: { 'left out': /fax/ } },
  },
  {
    file: 'empty-near-sparse',
    shows: 'a column with four values in 24 rows is a feature',
    nearMissOf: 'nearly-empty-column',
    verdict: {
      features: { age: 'number', calls: 'number', visits: 'number' },
      cells: { calls: [0, null, null] },
    },
  },
  {
    file: 'duplicate-names',
    shows: 'the second score is score_2',
    verdict: {
      features: { age: 'number', score: 'number', score_2: 'number' },
      cells: { score: [7, 9, 8], score_2: [82.12, 47.82, 17.76] },
      inferred: { names: /score_2/ },
    },
  },
  {
    file: 'duplicate-near-case',
    shows: 'score and Score are two names',
    nearMissOf: 'duplicate-names',
    verdict: { features: { age: 'number', score: 'number', Score: 'number' } },
  },
  {
    file: 'duplicate-near-taken',
    shows: 'a second score beside a score_2 is score_3',
    nearMissOf: 'duplicate-names',
    verdict: {
      features: { score: 'number', score_2: 'number', score_3: 'number' },
      cells: { score_2: [7, 9, 8], score_3: [82.12, 47.82, 17.76] },
      inferred: { names: /score_3/ },
    },
  },
  {
    file: 'unnamed-column',
    shows: 'the second column without a name is column_2',
    verdict: {
      features: { age: 'number', column_2: 'category', visits: 'number' },
      inferred: { names: /column_2/ },
    },
  },
  {
    file: 'names-that-ask',
    shows: 'questions with commas and quotes are names',
    verdict: {
      target: QUESTIONS[2],
      features: { [QUESTIONS[0]]: 'number', [QUESTIONS[1]]: 'category' },
      positive: 'Yes',
    },
  },
  {
    file: 'names-near-text',
    shows: 'a question whose answers hardly repeat is left out, and its name is not cut',
    nearMissOf: 'names-that-ask',
    verdict: {
      target: QUESTIONS[2],
      features: { [QUESTIONS[0]]: 'number' },
      leftOut: { [QUESTIONS[1]]: 'text' },
      inferred: { 'left out': /I am satisfied with my shop, its staff, and its prices/ },
    },
  },
  {
    file: 'header-years',
    shows: 'plan, 2021, 2022, 2023, bought are names',
    verdict: {
      features: { plan: 'category', 2021: 'number', 2022: 'number', 2023: 'number' },
      cells: { 2021: [7, 9, 8] },
      inferred: { header: /first/ },
    },
  },
  {
    file: 'header-near-words-and-numbers',
    shows: 'plan, 17, 42, bought over words and numbers are names or a row',
    nearMissOf: 'header-years',
    verdict: {
      code: 'E_CSV_HEADER',
      line: 1,
      ways: [
        { words: ['--header', 'yes'], gives: { features: { plan: 'category', 17: 'number', 42: 'number' } } },
        {
          words: ['--header', 'no'],
          gives: { code: 'E_DATA_CLASSES' },
        },
      ],
    },
  },
  {
    file: 'no-header-numbers',
    shows: 'a file of numbers alone has no names',
    verdict: {
      target: 'column_4',
      features: { column_1: 'number', column_2: 'number', column_3: 'number' },
      inferred: { header: /column_1/ },
      cells: { column_1: [48, 31, 48] },
    },
  },
  {
    file: 'no-header-texts',
    shows: 'names that occur as values in their own columns are no names',
    verdict: {
      target: 'column_4',
      features: { column_1: 'category', column_2: 'category', column_3: 'category' },
      cells: { column_1: ['big', 'small', 'big'] },
      inferred: { header: /column_1/ },
    },
  },
  {
    file: 'no-header-words-and-numbers',
    shows: 'plus, 7, 82.12, yes over rows of the same words is a row',
    verdict: {
      target: 'column_4',
      features: { column_1: 'category', column_2: 'number', column_3: 'number' },
      cells: { column_1: ['plus', 'plus', 'pro'], column_2: [7, 9, 8] },
      inferred: { header: /column_1/ },
    },
  },
  {
    file: 'no-header-near-name-as-value',
    shows: 'one name of four that occurs as a value is still a name',
    nearMissOf: 'no-header-texts',
    verdict: {
      target: 'class',
      features: { size: 'category', colour: 'category', odor: 'category' },
      cells: { size: ['big', 'small', 'big'] },
    },
  },
];
