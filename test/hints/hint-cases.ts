/**
 * The table of hints: the smallest file and command that make the program print each, and what it then offers to type.
 */
import { encodeNpz } from '../../src/formats/arrays/npz.ts';

export interface HintCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The command that fails; where there are several, those before it succeed. */
  readonly command: string | readonly string[];
  readonly code: string;
  /** What can be typed, as it is printed, one way after the other. */
  readonly offers: readonly string[];
  /** The places in the source, and the settings, that the hint comes from. */
  readonly from: readonly string[];
  /** What the output of the command says once an offer is typed: that no cell is misread. */
  readonly after?: Readonly<Record<string, RegExp>>;
}

/** Numbered rows under a header: `#` is the number from 1, `%` is its class, no or yes. */
function csv(header: string, row: string, last = ''): string {
  const rows = Array.from({ length: 60 }, (_, i) =>
    row.replaceAll('#', String(i + 1)).replaceAll('%', i % 3 === 0 ? 'yes' : 'no'),
  );
  return [header, ...rows, ...(last === '' ? [] : [last]), ''].join('\n');
}

const audit = (words = '') => `glassnet audit f.csv ${words}`.trim();
const train = (words = '') => `glassnet train f.csv --preset plain --epochs 1 --hidden 2 -q -f -o run ${words}`.trim();
const cv = (words = '') => `glassnet cv f.csv --preset plain --epochs 1 --hidden 2 -q -f -o run ${words}`.trim();
const tune = (words = '') =>
  `glassnet tune f.csv --trials 10 --epochs 1 --ensemble 1 --threads 1 -q -o search ${words}`.trim();
const f = (content: string | Uint8Array) => ({ 'f.csv': content });
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string) =>
  Uint8Array.from([...text].flatMap((character) => [character.charCodeAt(0) & 255, character.charCodeAt(0) >> 8]));

/** Inputs `x` and targets `y` of 40 rows, as other programs call them. */
function otherArrays(): Uint8Array {
  const values = Array.from({ length: 40 }, (_, row) => row % 7);
  return encodeNpz([
    ['x', { dtype: '<f4', shape: [40, 1], data: Float32Array.from(values) }],
    ['y', { dtype: '<i8', shape: [40], data: BigInt64Array.from(values, (value) => BigInt(value > 3 ? 1 : 0)) }],
  ]);
}

export const HINT_CASES: readonly HintCase[] = [
  {
    name: 'of a data file that is not where it was',
    files: f(csv('id,v,w,y', '#,#.5,#.25,%')),
    command: [train(), 'mv f.csv FILE && glassnet summary run', 'glassnet compare run run'],
    code: 'E_FILE_MISSING',
    offers: ['--data FILE'],
    from: [],
    after: { '--data FILE': /compared on the 6 test rows of FILE/ },
  },
  {
    name: 'of runs that were trained on different files',
    files: {
      ...f(csv('id,v,w,y', '#,#.5,#.25,%')),
      'g.csv': csv('id,v,w,y', '#,#.25,#.5,%'),
      FILE: csv('id,v,w,y', '#,#.75,#.5,%'),
    },
    command: [train(), train().replace('f.csv', 'g.csv').replace('-o run', '-o other'), 'glassnet compare run other'],
    code: 'E_USAGE_RUNS',
    offers: ['--data FILE'],
    from: [],
    after: { '--data FILE': /compared on all 60 rows of FILE/ },
  },
  {
    name: 'of arrays by other names, in files whose names end in capitals',
    files: Object.fromEntries(['train', 'validation', 'test'].map((part) => [`UP_${part}.NPZ`, otherArrays()])),
    command: 'glassnet train UP_train.NPZ --epochs 1 --hidden 2 -q -f -o run',
    code: 'E_NPZ_NAME',
    offers: ['--inputs-key x --targets-key y'],
    from: ['node/stores/prepared-arrays.ts inputsKey', 'node/stores/prepared-arrays.ts targetsKey'],
  },
  {
    name: 'of a number that may be grouped or have a decimal comma',
    files: f(csv('id,amount,y', '#,"1,234",%')),
    command: audit(),
    code: 'E_CSV_NUMBER',
    offers: ['--thousands ,', '--decimal ,'],
    from: ['data/notation/mark-errors.ts thousands', 'data/notation/mark-errors.ts decimal'],
    after: { '--thousands ,': /amount +number +always 1234/, '--decimal ,': /amount +number +always 1\.234/ },
  },
  {
    name: 'of columns with both decimal marks',
    files: f(csv('id,heq,emp,y', '#,#.5,"#,25",%')),
    command: audit(),
    code: 'E_CSV_NUMBER',
    offers: ['--categorical "emp"', '--drop "emp"'],
    from: ['data/cells/cell.ts categorical', 'data/cells/cell.ts drop'],
  },
  {
    name: 'of a word among numbers',
    files: f(csv('id,v,y', '#,#.5,%', '99,unknown,yes')),
    command: audit(),
    code: 'E_CSV_NUMBER',
    offers: ['--missing-word unknown', '--categorical "v"', '--drop "v"'],
    from: ['data/cells/cell.ts categorical', 'data/cells/cell.ts drop'],
  },
  {
    name: 'of a word in a column that is given as numbers',
    files: f(csv('id,v,y', '#,#.5,%', '99,"12,5",yes')),
    command: audit('--numeric v'),
    code: 'E_CSV_NUMBER',
    offers: ['--categorical "v"', '--drop "v"'],
    from: [],
  },
  {
    name: 'of a decimal comma that a model does not know',
    files: { ...f(csv('id,v,w,y', '#,#.5,#.25,%')), 'new.csv': 'id,v,w\n1,"12,5",2\n2,1.5,2\n' },
    command: [train(), 'glassnet predict new.csv -m run -q -f -o scores.csv'],
    code: 'E_CSV_NUMBER',
    offers: ['--decimal ,'],
    from: ['data/cells/cell.ts decimal'],
  },
  {
    name: 'of a grouped number that a model does not know',
    files: { ...f(csv('id,v,w,y', '#,#.5,#.25,%')), 'new.csv': 'id,v,w\n1,"1,250",2\n2,1.5,2\n' },
    command: [train(), 'glassnet predict new.csv -m run -q -f -o scores.csv'],
    code: 'E_CSV_NUMBER',
    offers: ['--thousands ,', '--decimal ,'],
    from: ['data/cells/cell.ts thousands'],
  },
  {
    name: 'of a word in a column that a schema gives as numbers',
    files: { ...f(csv('id,v,w,y', '#,#.5,#.25,%')), 'g.csv': csv('id,v,w,y', '#,#.5,#.25,%', '61,x,2,no') },
    command: ['glassnet audit f.csv --write-schema s.json', 'glassnet audit g.csv --schema s.json'],
    code: 'E_CSV_NUMBER',
    offers: ['--missing-word x', '--categorical "v"', '--drop "v"'],
    from: ['data/cells/cell.ts categorical', 'data/cells/cell.ts drop'],
  },
  {
    name: 'of dates with two readings',
    files: f(csv('id,day,v,y', '#,03/04/2024,#.5,%')),
    command: audit(),
    code: 'E_CSV_DATE',
    offers: ['--date-order dmy', '--date-order mdy'],
    from: ['data/notation/resolve-dates.ts dateOrder'],
    after: { '--date-order dmy': /day +date +always 2024-04-03/, '--date-order mdy': /day +date +always 2024-03-04/ },
  },
  {
    name: 'of dates that prove different orders',
    files: f(csv('id,a,b,v,y', '#,28/06/2019,06/28/2019,#.5,%')),
    command: audit(),
    code: 'E_CSV_DATE',
    offers: ['--drop "b"'],
    from: ['data/notation/resolve-dates.ts drop'],
  },
  {
    name: 'of two delimiters that fit',
    files: f(csv('a;b,c', '#;#,%')),
    command: audit(),
    code: 'E_CSV_DELIMITER',
    offers: ["--delimiter ','", "--delimiter ';'"],
    from: ['data/dialect/delimiter.ts delimiter'],
  },
  {
    name: 'of a line of totals',
    files: f(csv('id,v,y', '#,#.5,%', 'Total,1830,yes')),
    command: audit(),
    code: 'E_CSV_FOOTER',
    offers: ['--skip-footer 1', '--skip-footer 0'],
    from: ['data/dialect/footer.ts skipFooter'],
  },
  {
    name: 'of a file in Windows-1252',
    files: f(latin1(csv('id,n\u00e4me,y', '#,#.5,%'))),
    command: audit(),
    code: 'E_CSV_ENCODING',
    offers: ['--encoding windows-1252'],
    from: ['data/dialect/encoding.ts encoding', 'data/csv/utf8-decoder.ts encoding'],
  },
  {
    name: 'of a file in UTF-16 without a byte order mark',
    files: f(utf16(csv('id,name,y', '#,#.5,%'))),
    command: audit(),
    code: 'E_CSV_ENCODING',
    offers: ['--encoding utf-16le'],
    from: [],
  },
  {
    name: 'of a first record that mixes names and numbers',
    files: f(csv('id,7,9,y', '#,#.5,#.25,%')),
    command: audit(),
    code: 'E_CSV_HEADER',
    offers: ['--header yes', '--header no'],
    from: ['data/dialect/head.ts header'],
  },
  {
    name: 'of records that are one field longer than the header',
    files: f(csv('v,y', '#.5,x,%')),
    command: audit(),
    code: 'E_CSV_FIELDS',
    offers: ['--skip-rows 1'],
    from: ['data/dialect/surplus.ts skipRows'],
  },
  {
    name: 'of a title with a delimiter',
    files: f(`Report, March\n${csv('id,v,w,y', '#,#.5,#.25,%')}`),
    command: audit(),
    code: 'E_CSV_FIELDS',
    offers: ['--skip-rows 1'],
    from: ['data/dialect/readings.ts skipRows'],
  },
  {
    name: 'of records one longer than their header, whose first fields are no index',
    files: f(csv('v,w,y', 'k,#.5,#.25,%')),
    command: audit(),
    code: 'E_CSV_FIELDS',
    offers: ['--skip-rows 1'],
    from: ['data/dialect/surplus.ts skipRows'],
  },
  {
    name: 'of columns that blanks separate',
    files: f(csv('id v y', '# #.5 %')),
    command: audit(),
    code: 'E_CSV_FORMAT',
    offers: ["--delimiter ' '"],
    from: ['data/dialect/readings.ts delimiter'],
  },
  {
    name: 'of a target that is an amount',
    files: f(csv('id,v,price', '#,#.5,#')),
    command: audit('--target price'),
    code: 'E_DATA_CLASSES',
    offers: ['--target-bins 31', '--categorical "price"'],
    from: ['data/roles/target-numbers.ts targetBins', 'data/roles/target-numbers.ts categorical'],
  },
  {
    name: 'of cut points that leave a class empty',
    files: f(csv('id,v,price', '#,#.5,#')),
    command: audit('--target price --target-bins 10,500'),
    code: 'E_DATA_CLASSES',
    offers: [],
    from: [],
  },
  {
    name: 'of cut points that do not rise',
    files: f(csv('id,v,price', '#,#.5,#')),
    command: audit('--target price --target-bins 20,10'),
    code: 'E_USAGE_VALUE',
    offers: ['--target-bins 10,15'],
    from: [],
  },
  {
    name: 'of free text alone',
    files: f(csv('id,note,y', '#,note number # is a text,%')),
    command: audit(),
    code: 'E_SCHEMA_TEXT',
    offers: ['--categorical "note"'],
    from: ['data/schema.ts categorical'],
  },
  {
    name: 'of an output that exists',
    files: { ...f(csv('id,v,y', '#,#.5,%')), 's.json': '{}' },
    command: audit('--write-schema s.json'),
    code: 'E_FILE_EXISTS',
    offers: ['--force'],
    from: ['node/files/system-errors.ts force'],
  },
  {
    name: 'of a misspelt column to leave out',
    files: f(csv('id,the age,v,y', '#,#,#.5,%')),
    command: audit('--drop "the aeg"'),
    code: 'E_USAGE_COLUMN',
    offers: ['--drop "the age"'],
    from: [],
  },
  {
    name: 'of a class that is spelt in another case',
    files: f(csv('id,v,y', '#,#.5,%')),
    command: audit('--positive YES'),
    code: 'E_USAGE_VALUE',
    offers: ['--positive yes'],
    from: ['preprocessing/positive-class.ts positive'],
  },
  {
    name: 'of numbers too large to standardise',
    files: f(csv('id,v,w,y', '#,#e305,#.5,%')),
    command: train(),
    code: 'E_DATA_RANGE',
    offers: ['--drop "v"'],
    from: ['preprocessing/features/number-feature.ts drop'],
  },
  {
    name: 'of a far value that no training row has',
    files: f(csv('id,v,w,y', '#,#.5,#.25,%', '61,3e300,1,no')),
    command: train('--balance none --seed 4'),
    code: 'E_DATA_RANGE',
    offers: ['--drop "v"'],
    from: ['preprocessing/pipeline.ts drop'],
  },
  {
    name: 'of a first record that is neither names nor a row',
    files: f(csv('job,7,9,y', 'w%,#.5,#.25,%', 'w,1,1,y')),
    command: audit('--numeric column_1'),
    code: 'E_CSV_NUMBER',
    offers: ['--missing-word job,wyes,wno,w', '--categorical "column_1"', '--drop "column_1"'],
    from: ['data/reading-log.ts header'],
  },
  {
    name: 'of one column that is full of another delimiter',
    files: f(csv('id;v;y', '#;#.5;%')),
    command: audit("--delimiter ','"),
    code: 'E_SCHEMA_FEATURES',
    offers: ["--delimiter ';'"],
    from: ['data/csv/delimiter.ts delimiter'],
  },
  {
    name: 'of what was inferred, with --strict: semicolons and a decimal comma',
    files: f(csv('id;v;y', '#;#,5;%')),
    command: audit('--strict'),
    code: 'E_CSV_INFERRED',
    offers: ["--delimiter ';' --decimal ,"],
    from: ['data/dialect/open-dialect.ts delimiter'],
  },
  {
    name: 'of what was inferred, with --strict: sep=, title, index, totals',
    files: f(`sep=;\n${csv('id;v;y', '#;#.5;%')}`),
    command: audit('--strict'),
    code: 'E_CSV_INFERRED',
    offers: ["--delimiter ';' --skip-rows 1"],
    from: ['data/dialect/open-dialect.ts skipRows'],
  },
  {
    name: 'of what was inferred, with --strict: UTF-16 with its mark',
    files: f(utf16(`\ufeff${csv('id,v,y', '#,#.5,%')}`)),
    command: audit('--strict'),
    code: 'E_CSV_INFERRED',
    offers: ['--encoding utf-16le'],
    from: ['data/dialect/open-dialect.ts encoding'],
  },
  {
    name: 'of more folds than the smallest class has rows',
    files: f(csv('id,v,y', '#,#.5,%')),
    command: cv('--folds 21'),
    code: 'E_DATA_CLASSES',
    offers: ['--folds 20'],
    from: ['preprocessing/rows/fold-checks.ts folds'],
  },
  {
    name: 'of a group larger than a fold',
    files: f(csv('id,v,g,y', '#,#.5,a,%').replace(/,a,/g, (_, place: number) => (place < 200 ? ',a,' : `,b${place},`))),
    command: cv('--group g --folds 10'),
    code: 'E_DATA_ROWS',
    offers: ['--folds 3'],
    from: [],
  },
  {
    name: 'of repeats of folds forward in time',
    files: f(csv('id,v,t,y', '#,#.5,#,%')),
    command: cv('--time t --folds 3 --repeats 2'),
    code: 'E_USAGE_CONFLICT',
    offers: ['--repeats 1'],
    from: ['preprocessing/rows/fold-checks.ts repeats'],
  },
  {
    name: 'of folds that begin before there is a row of a class',
    files: f(csv('id,v,t,y', '#,#.5,#,no').replace(/no\n(?=(?:3|4|5)\d,)/g, 'yes\n')),
    command: cv('--time t --folds 4'),
    code: 'E_DATA_CLASSES',
    offers: ['--folds 2'],
    from: [],
  },
  {
    name: 'of what was inferred, with --strict: an index without a name',
    files: f(csv(',v,y', '#,#.5,%')),
    command: audit('--strict'),
    code: 'E_CSV_INFERRED',
    offers: ['--drop "column_1"'],
    from: [],
  },
  {
    name: 'of what was inferred, with --strict: a decimal comma',
    files: f(csv('id,v,y', '#,"#,5",%')),
    command: audit('--strict'),
    code: 'E_CSV_INFERRED',
    offers: ['--decimal ,'],
    from: ['data/notation/resolve-marks.ts decimal'],
  },
  {
    name: 'of what was inferred, with --strict: a title line',
    files: f(`Customers\n${csv('id,v,y', '#,#.5,%')}`),
    command: audit('--strict'),
    code: 'E_CSV_INFERRED',
    offers: ['--skip-rows 1'],
    from: ['data/dialect/head.ts skipRows'],
  },
  {
    name: 'of what was inferred, with --strict: money, kinds among numbers, codes, a count of rows, an ID, text',
    files: f(csv('customer_id,price,zip,n,note,age,y', 'c#,"$#,200.50",00#5,#,note # that is some text,2#,%')),
    command: audit('--strict'),
    code: 'E_CSV_INFERRED',
    offers: ['--thousands , --numeric price --drop "n" --drop note'],
    from: [
      'data/notation/resolve-marks.ts thousands',
      'data/notation/say-columns.ts categorical',
      'data/notation/say-columns.ts drop',
      'data/notation/say-columns.ts numeric',
      'data/roles/finished-schema.ts categorical',
      'data/roles/finished-schema.ts drop',
      'data/roles/finished-schema.ts id',
      'data/roles/finished-schema.ts numeric',
    ],
  },
  {
    name: 'of a folder of another search',
    files: f(csv('id,v,y', '#,#.5,%')),
    command: [tune(), tune('--seed 2')],
    code: 'E_USAGE_CONFLICT',
    offers: ['--force'],
    from: ['node/stores/search/search-record.ts force'],
  },
  {
    name: 'of more outer folds than rows of a class',
    files: f(csv('id,v,y', '#,#.5,%')),
    command: tune('--nested 30'),
    code: 'E_DATA_CLASSES',
    offers: ['--nested 20'],
    from: ['cli/tuning/nested.ts nested'],
  },
  {
    name: 'of a customer whose ID is typed in other letters',
    files: f(csv('id,v,w,y', 'k#,#.5,#.25,%')),
    command: [train(), 'glassnet explain f.csv -m run --row K7'],
    code: 'E_USAGE_VALUE',
    offers: ['--row k7'],
    from: [],
    after: { '--row k7': /Why customer "k7"/ },
  },
  {
    name: 'of a column that may change, misspelt',
    files: f(csv('id,visits,w,y', '#,#.5,#.25,%')),
    command: [train(), 'glassnet explain f.csv -m run --row 7 --target 0.5 --change visit'],
    code: 'E_USAGE_COLUMN',
    offers: ['--change "visits"'],
    from: [],
  },
  {
    name: 'of columns to permute together, misspelt',
    files: f(csv('id,visits,w,y', '#,#.5,#.25,%')),
    command: [train(), 'glassnet explain f.csv -m run -q --together visit'],
    code: 'E_USAGE_COLUMN',
    offers: ['--together "visits"'],
    from: [],
  },
  {
    name: 'of a probability of one of three classes',
    files: f(csv('id,v,w,y', '#,#.5,#.25,%').replaceAll(/(\d[024].25,)no/g, '$1perhaps')),
    command: [train(), 'glassnet explain f.csv -m run --row 7 --scale probability'],
    code: 'E_USAGE_CONFLICT',
    offers: ['--scale log-odds'],
    from: [],
  },
];

/** Places that name a setting with a value, but offer nothing to type behind an error. */
export const NOT_TYPED: Readonly<Record<string, string>> = {
  'data/columns/known-cells.ts unseen': 'says how the model was trained',
  'data/dialect/open-dialect.ts decimal': 'offered by --strict at predict: see test/cli/refusals/bad-input.test.ts',
  'data/roles/finished-schema.ts group': 'a note on a column that was left out',
  'preprocessing/preparation-options.ts balance': 'names the options that do not go together',
  'preprocessing/preparation-options.ts highCardinality': 'names the options that do not go together',
  'preprocessing/preparation-options.ts recipe': 'names the options that do not go together',
  'report/text/describe.ts positive': 'a note, tested with the class that counts',
  'server/page-server.ts port': 'the command that prints it serves on: see test/cli/commands/study.test.ts',
  'training/trainable.ts drop': 'needs a column of 16 MB of kinds: see the tests of trainable',
  'training/trainable.ts highCardinality': 'the same',
  'training/trainable.ts calibrate': 'names what the error is about',
  'training/trainable.ts outputActivation': 'names what the error is about',
};
