/**
 * The dialect: delimiter, encoding, quotes, line ends, and lines round the table.
 */
import type { Trained, WildFile } from '../wild-file.ts';

const PLANS: Trained = {
  features: { age: 'number', plan: 'category' },
  cells: { age: [48, 31, 48], plan: ['plus', 'plus', 'pro'] },
};
const plans = (inferred: NonNullable<Trained['inferred']>): Trained => ({ ...PLANS, inferred });
const CAFE = ['Müller', 'Café Noir', 'Øre'];

export const DIALECT: readonly WildFile[] = [
  { file: 'semicolon', shows: 'records that agree on semicolons prove them', verdict: plans({ delimiter: /;/ }) },
  {
    file: 'semicolon-quoted',
    shows: 'semicolons between quoted names prove them, too',
    verdict: {
      target: 'y',
      features: { age: 'number', job: 'category' },
      cells: { job: ['plus', 'plus', 'pro'] },
      inferred: { delimiter: /;/ },
    },
  },
  {
    file: 'semicolon-with-commas',
    shows: 'a comma in each address does not hide the semicolons: the header has none',
    verdict: { features: { age: 'number', address: 'category' }, inferred: { delimiter: /;/ } },
  },
  { file: 'tab', shows: 'records that agree on tabs prove them', verdict: plans({ delimiter: /tab|\\t/ }) },
  { file: 'tab-quoted', shows: 'so they do with quotes', verdict: plans({ delimiter: /tab|\\t/ }) },
  { file: 'pipe', shows: 'records that agree on bars prove them', verdict: plans({ delimiter: /\|/ }) },
  {
    file: 'sep-line',
    shows: 'sep=; is obeyed, and is no row',
    verdict: plans({ delimiter: /sep=;/ }),
  },
  {
    file: 'delimiter-near-two-fit',
    shows: 'age,plan;city,bought fits commas and semicolons',
    nearMissOf: 'semicolon',
    verdict: {
      code: 'E_CSV_DELIMITER',
      line: 1,
      ways: [
        { words: ['--delimiter', ','], gives: { features: { age: 'number', 'plan;city': 'category' } } },
        {
          words: ['--delimiter', ';'],
          gives: { code: 'E_SCHEMA_TEXT' },
        },
      ],
    },
  },
  {
    file: 'delimiter-near-tags',
    shows: 'semicolons inside a column of tags are no delimiter, and nothing is said',
    nearMissOf: 'semicolon',
    verdict: { features: { age: 'number', tags: 'category' } },
  },
  {
    file: 'delimiter-near-odd-record',
    shows: 'one record with a field too few proves nothing',
    nearMissOf: 'semicolon',
    verdict: {
      code: 'E_CSV_FIELDS',
      line: 11,
    },
  },
  {
    file: 'title-lines',
    shows: 'a title above the names is skipped',
    verdict: plans({ 'skipped lines': /lines 1 to 2/ }),
  },
  {
    file: 'title-two-fields',
    shows: 'a title of two fields is skipped where the options say so',
    words: ['--skip-rows', '1'],
    verdict: PLANS,
  },
  {
    file: 'title-near-other-delimiter',
    shows: 'a first line with as many fields under another delimiter is the header, not a title',
    nearMissOf: 'title-lines',
    verdict: { code: 'E_CSV_FIELDS', line: 1, says: /";"/ },
  },
  {
    file: 'second-header',
    shows: 'a second record of names is left out',
    verdict: {
      target: 'Y',
      features: { X1: 'number', X2: 'number', X3: 'number' },
      cells: { X1: [82_000, 48_000, 18_000], X2: [48, 31, 48] },
      inferred: { header: /second/ },
    },
  },
  {
    file: 'second-header-near-row',
    shows: 'a second record of words over words is a row',
    nearMissOf: 'second-header',
    verdict: {
      target: 'sold',
      features: { size: 'category', colour: 'category', shape: 'category' },
      cells: { size: ['big', 'small', 'big'] },
    },
  },
  {
    file: 'total-below',
    shows: 'a line of totals is a row or none',
    verdict: {
      code: 'E_CSV_FOOTER',
      line: 26,
      says: /Total/,
      ways: [
        {
          words: ['--skip-footer', '1'],
          gives: { features: { shop: 'category', visits: 'number', spend: 'number' } },
        },
      ],
    },
  },
  {
    file: 'total-near-customer',
    shows: 'a customer called Total in the middle is a row',
    nearMissOf: 'total-below',
    verdict: { id: 'name', features: { visits: 'number', spend: 'number' }, inferred: { id: /name/ } },
  },
  {
    file: 'total-near-last-name',
    shows: 'the last customer may be called Total, if somebody says so',
    nearMissOf: 'total-below',
    words: ['--skip-footer', '0'],
    verdict: { id: 'name', features: { visits: 'number', spend: 'number' }, inferred: { id: /name/ } },
  },
  {
    file: 'source-below',
    shows: 'a line that names the source is not a row',
    verdict: {
      code: 'E_CSV_FOOTER',
      line: 26,
      says: /Source/,
      ways: [{ words: ['--skip-footer', '1'], gives: PLANS }],
    },
  },
  {
    file: 'source-below-a-gap',
    shows: 'two lines of remarks below a blank line are no rows',
    verdict: {
      code: 'E_CSV_FOOTER',
      line: 27,
      ways: [{ words: ['--skip-footer', '2'], gives: PLANS }],
    },
  },
  {
    file: 'source-near-middle',
    shows: 'the same line among the rows is a broken record',
    nearMissOf: 'source-below',
    verdict: { code: 'E_CSV_FIELDS', line: 14, neverOffers: /--skip-footer/ },
  },
  {
    file: 'utf-8-bom',
    shows: 'a UTF-8 byte order mark is no part of the first name',
    verdict: { features: { visits: 'number', café: 'category' }, cells: { café: [CAFE[0]!, CAFE[1]!, CAFE[0]!] } },
  },
  ...['utf-16-le', 'utf-16-be'].map((file): WildFile => ({
    file,
    shows: `a byte order mark proves ${file}`,
    verdict: {
      features: { visits: 'number', café: 'category' },
      cells: { café: [CAFE[0]!, CAFE[1]!, CAFE[0]!] },
      inferred: { encoding: /utf-16/i },
    },
  })),
  {
    file: 'utf-16-near-no-bom',
    shows: 'UTF-16 without the mark is refused by name',
    nearMissOf: 'utf-16-le',
    verdict: {
      code: 'E_CSV_ENCODING',
      ways: [{ words: ['--encoding', 'utf-16le'], gives: { features: { visits: 'number', café: 'category' } } }],
    },
  },
  {
    file: 'latin-1',
    shows: 'bytes above 127 that are not UTF-8 have many readings',
    nearMissOf: 'utf-8-bom',
    verdict: {
      code: 'E_CSV_ENCODING',
      line: 1,
      ways: [
        {
          words: ['--encoding', 'windows-1252'],
          gives: { features: { visits: 'number', café: 'category' }, cells: { café: [CAFE[0]!, CAFE[1]!, CAFE[0]!] } },
        },
      ],
    },
  },
  {
    file: 'latin-1-below',
    shows: 'one such byte far below is refused at its line',
    nearMissOf: 'utf-8-bom',
    verdict: {
      code: 'E_CSV_ENCODING',
      line: 21,
      ways: [{ words: ['--encoding', 'windows-1252'], gives: PLANS }],
    },
  },
  {
    file: 'excel-in-europe',
    shows: 'a sheet of a European Excel: semicolons, commas, points, days first, at once',
    verdict: {
      target: 'treu',
      features: { Kunde: 'number', Alter: 'number', Umsatz: 'number', Eintritt: 'date', Region: 'category' },
      cells: { Umsatz: [4552.36, 2734.46, 1141.28], Eintritt: [17_934, 17_971, 18_008], Region: ['Süd', 'Köln'] },
      inferred: { delimiter: /;/, decimal: /,/, thousands: /Umsatz/, dates: /Eintritt/ },
      positive: 'ja',
    },
  },
  {
    file: 'windows-1252',
    shows: '5 € – 9 € is read where the encoding is named',
    words: ['--encoding', 'windows-1252'],
    verdict: { features: { visits: 'number', café: 'category' } },
  },
  {
    file: 'quote-stray',
    shows: 'a quote inside a field that hides a delimiter is refused at its field',
    verdict: { code: 'E_CSV_QUOTE', line: 8, column: 2 },
  },
  {
    file: 'quote-near-inch',
    shows: '5" nail is a nail of five inches',
    nearMissOf: 'quote-stray',
    verdict: {
      id: 'id',
      features: { product: 'category', comment: 'category', qty: 'number' },
      cells: { product: ['plus 0" nail', 'plus 1" nail', 'pro 0" nail'] },
    },
  },
  {
    file: 'quote-after-blank',
    shows: 'blanks before a quoted field, and before a name, are dropped',
    verdict: {
      features: { age: 'number', plan: 'category' },
      cells: { plan: ['plus, new', 'plus, new', 'pro, new'], age: [48, 31, 48] },
    },
  },
  {
    file: 'quoted-line-break',
    shows: 'a quoted field may hold a line end',
    verdict: { features: { age: 'number', note: 'category' }, rows: 18, cells: { note: ['one line', 'two\nlines'] } },
  },
  { file: 'blank-lines', shows: 'blank lines are no rows', verdict: PLANS },
  { file: 'line-ends-crlf', shows: 'lines end as on Windows', verdict: PLANS },
  { file: 'line-ends-cr', shows: 'lines end as on an old Mac', verdict: PLANS },
  {
    file: 'near-one-column',
    shows: 'one column leaves nothing to predict from',
    nearMissOf: 'semicolon',
    verdict: { code: 'E_SCHEMA_FEATURES', neverOffers: /--delimiter/ },
  },
  {
    file: 'near-header-only',
    shows: 'names alone are no table',
    verdict: { code: 'E_CSV_EMPTY', says: /no data rows/ },
  },
  {
    file: 'near-blank-lines-only',
    shows: 'blank lines alone are no table',
    verdict: { code: 'E_CSV_EMPTY' },
  },
  { file: 'near-empty', shows: 'no byte is no table', verdict: { code: 'E_CSV_EMPTY' } },
  {
    file: 'other-whitespace',
    shows: 'columns set with blanks are refused by name',
    nearMissOf: 'tab',
    verdict: { code: 'E_CSV_FORMAT', says: /blank|space/ },
  },
  {
    file: 'other-arff',
    shows: 'ARFF is refused by name',
    verdict: { code: 'E_CSV_FORMAT', says: /ARFF/ },
  },
  {
    file: 'other-json',
    shows: 'JSON is refused by name',
    verdict: { code: 'E_CSV_FORMAT', says: /JSON/ },
  },
  {
    file: 'other-html',
    shows: 'HTML is refused by name',
    verdict: { code: 'E_CSV_FORMAT', says: /HTML/ },
  },
  {
    file: 'other-xlsx',
    shows: 'a workbook is refused by name',
    verdict: { code: 'E_CSV_FORMAT', says: /XLSX|Excel/i },
  },
  {
    file: 'three-faults',
    shows: 'all faults come at once',
    verdict: { code: 'E_CSV_NUMBER', line: 5, column: 2, says: /and 2 more.*audit/ },
  },
];
