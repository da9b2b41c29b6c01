/**
 * Files of customers that cannot be used as they are.
 */
import { appendFile } from 'node:fs/promises';
import { MissingWords } from '../../src/data/cells/missing.ts';
import { MAX_RECORD_LENGTH, matchRecords } from '../../src/data/csv/record-guard.ts';
import { readTable, type CsvColumns, type CsvTable, type ReadTableOptions } from '../../src/data/read-table.ts';
import { inferredError } from '../../src/data/reading-log.ts';
import { recordsFromRows, type Row } from '../../src/data/records-from-rows.ts';
import type { CodeFor } from '../../src/error-codes.ts';
import { openCsv } from '../../src/node/csv/open-csv.ts';
import { unpacked } from '../../src/node/files/gzip.ts';
import { defaultsOf } from '../../src/options/check-options.ts';
import { Pipeline } from '../../src/preprocessing/pipeline.ts';
import { DEFAULT_ENCODING } from '../../src/preprocessing/preparation-options.ts';
import { fitNumberFeature, type NumberFeature } from '../../src/preprocessing/features/number-feature.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import { asTensor } from '../../src/tensor/as-tensor.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { requireTrainable } from '../../src/training/trainable.ts';
import { TRAINING_OPTIONS } from '../../src/training/training-options.ts';
import { inFolder, type ErrorExample } from './error-example.ts';

const FILE = 'customers.csv';

export function csvTable(text: string, options: ReadTableOptions = {}, columns: CsvColumns = {}): Promise<CsvTable> {
  return readTable(new TextEncoder().encode(text), FILE, options, columns);
}

/** As `--strict` reads a file. */
async function strictTable(text: string): Promise<void> {
  const refusal = inferredError((await csvTable(text)).inferences, FILE);
  if (refusal !== null) throw refusal;
}

async function prepared(text: string): Promise<void> {
  const { table, schema } = await csvTable(text);
  prepare(table, schema, { recipe: 'default', balance: 'undersample', split: [80, 10, 10], seed: '1' }, FILE);
}

/** Rows as JSON, as a server is sent them. */
function rowsOf(json: string): unknown {
  const names = ['age', 'plan'];
  return [...recordsFromRows(JSON.parse(json) as readonly Row[], names, new MissingWords(), 'rows')];
}

function featureOf(values: readonly number[]): NumberFeature {
  const column = { kind: 'number', name: 'age', values: Float64Array.from(values) } as const;
  return fitNumberFeature(column, Int32Array.from(values.keys()), DEFAULT_ENCODING, FILE);
}

/** Records of four customers, one column of theirs as given. */
const withColumn = (name: string, cells: readonly string[]) =>
  `id,${name},bought\n${cells.map((cell, row) => `${row + 1},${cell},${row % 2 === 0 ? 'no' : 'yes'}\n`).join('')}`;

/** Two rows of a column that training knew so many kinds of. */
function trainable(kinds: readonly string[]): void {
  const encoding = { method: 'frequency', levels: kinds, shares: kinds.map(() => 0.1), mean: 0.1, scale: 1 } as const;
  const column = { name: 'name', kind: 'category', encoding, fill: null, indicator: false, known: kinds } as const;
  const roles = { target: 'bought', id: null, hasHeader: true, missingWords: [] };
  const pipeline = new Pipeline({ ...roles, features: [{ ...column, unseen: 'other' }] });
  const train = { inputs: Tensor.from([[0], [1]]), targets: Int32Array.of(0, 1) };
  const classes = ['no', 'yes'];
  const priors = { natural: [0.5, 0.5], training: [0.5, 0.5] };
  const data = { train, validation: null, classes, priors, heldOutMix: 'natural', balance: 'none', pipeline } as const;
  requireTrainable(data, defaultsOf(TRAINING_OPTIONS), FILE);
}

async function* bytesOf(...bytes: number[]) {
  yield Uint8Array.from(bytes);
  return Promise.resolve();
}

const CORRECT = 'Correct the cell, or what wrote the file.';
const LEAVE_OUT = 'Leave the column out, or make it one that can be learned from.';

export const DATA_EXAMPLES: Readonly<Record<CodeFor<'data'>, ErrorExample>> = {
  E_CSV_EMPTY: { remedy: 'Export the file again.', happen: () => csvTable('id,age,bought\n') },
  E_CSV_ENCODING: {
    remedy: 'Save the file as UTF-8.',
    happen: () => readTable(Uint8Array.of(0x69, 0x64, 0x0a, 0xe4, 0x0a), FILE),
  },
  E_CSV_GZIP: {
    remedy: 'Copy or pack the file again.',
    happen: async () => {
      for await (const bytes of unpacked(bytesOf(0x1f, 0x8b, 8, 0), `${FILE}.gz`)) if (bytes.length === 0) return;
    },
  },
  E_CSV_CHANGED: {
    remedy: 'Try again when nothing writes to the file.',
    happen: () => {
      return inFolder({ [FILE]: 'id,age,bought\n1,42,yes\n' }, async (at) => {
        for await (const bytes of openCsv(at(FILE))) if (bytes.length > 0) await appendFile(at(FILE), '2,37,no\n');
      });
    },
  },
  E_CSV_QUOTE: {
    remedy: 'Close the quote, or write a quote inside a quoted field twice.',
    happen: () => csvTable('id,name,bought\n1,"Ann,yes\n2,Bob,no\n'),
  },
  E_CSV_RECORD: {
    remedy: 'Look at the line: most likely the file is no CSV file.',
    happen: () => csvTable('x'.repeat(MAX_RECORD_LENGTH + 1)),
  },
  E_CSV_PARSE: {
    remedy: 'Put the fields of this record into quotes.',
    happen: () => matchRecords({ text: '', lines: [17], fieldCounts: [3] }, [['1', '42,yes']], FILE),
  },
  E_CSV_FORMAT: {
    remedy: 'Save it as CSV where it came from.',
    happen: () => csvTable('[{"age": 42, "bought": "yes"},\n {"age": 37, "bought": "no"}]\n'),
  },
  E_CSV_DELIMITER: {
    remedy: 'Say which one is the delimiter.',
    happen: () => csvTable('age,plan;city,bought\n42,pro;Rome,yes\n37,basic;Oslo,no\n'),
  },
  E_CSV_FIELDS: {
    remedy: 'Name the delimiter of the file, or correct the record.',
    happen: () => csvTable('id,age,bought\n1,42,yes\n2,37\n'),
  },
  E_CSV_COLUMNS: {
    remedy: 'Export fewer columns.',
    happen: () => csvTable(`${Array.from({ length: 10_001 }, (_, i) => `c${i}`).join()}\n`),
  },
  E_CSV_HEADER: {
    remedy: 'Say whether the first record names the columns.',
    happen: () => csvTable('plan,17,42,bought\npro,7,82,yes\nbasic,9,47,no\n'),
  },
  E_CSV_FOOTER: {
    remedy: 'Say whether it is a row.',
    happen: () => csvTable('shop,visits,bought\nRome,12,yes\nOslo,7,no\nTotal,19,\n'),
  },
  E_CSV_NUMBER: {
    remedy: 'Correct the cell, or say what stands for a missing value, or that the column holds categories.',
    happen: () => csvTable(withColumn('age', ['42', '37.5', '12,5', '51']).replace('12,5', '"12,5"')),
  },
  E_CSV_BOOLEAN: {
    remedy: CORRECT,
    happen: () => csvTable(withColumn('member', ['yes', 'no', 'maybe', 'no']), {}, { known: knownAs('boolean') }),
  },
  E_CSV_DATE: {
    remedy: 'Write dates as YYYY-MM-DD.',
    happen: () => csvTable(withColumn('since', ['2024-01-31', '2024-02-30', '2024-03-01', '2024-03-02'])),
  },
  E_CSV_RANGE: { remedy: CORRECT, happen: () => csvTable(withColumn('age', ['42', '37', '1e999', '51'])) },
  E_CSV_MISSING: {
    remedy: 'Fill the cell in, or remove the row.',
    happen: () => csvTable(withColumn('age', ['42', '37', '', '51']), {}, { needed: true }),
  },
  E_CSV_INFERRED: {
    remedy: 'Give the options of the hint, or a schema file that says all of it.',
    happen: () => strictTable('id,age,fax,bought\n1,42,,yes\n2,37,,no\n3,29,,no\n'),
  },
  E_SCHEMA_COLUMN: {
    remedy: 'Rename the column, or take the file that the model was made for.',
    happen: () => csvTable('id,Age,bought\n1,42,yes\n', {}, { only: ['age'] }),
  },
  E_SCHEMA_TEXT: {
    remedy: LEAVE_OUT,
    happen: () =>
      csvTable(
        withColumn(
          'note',
          Array.from({ length: 40 }, (_, i) => `call ${i} again`),
        ),
      ),
  },
  E_SCHEMA_EMPTY: { remedy: LEAVE_OUT, happen: () => csvTable(withColumn('fax', ['', '', '', ''])) },
  E_SCHEMA_TIME: {
    remedy: 'Name a column of dates or numbers.',
    happen: () => csvTable(withColumn('plan', ['a', 'b', 'a', 'b']), {}, { time: 'plan' }),
  },
  E_SCHEMA_FEATURES: {
    remedy: 'Name the delimiter of the file, or export more columns.',
    happen: () => csvTable('bought\nyes\nno\n'),
  },
  E_ROW_TYPE: {
    remedy: 'Pass a list of objects, one a row, columns by their names.',
    happen: () => rowsOf('[[42, "pro"]]'),
  },
  E_ROW_VALUE: {
    remedy: 'Pass a text, a number, a boolean, a date, or null for a missing value.',
    happen: () => rowsOf('[{ "age": [42], "plan": "pro" }]'),
  },
  E_DATA_ROWS: { remedy: 'Collect more rows.', happen: () => prepared(withColumn('age', ['42', '37', '29', '51'])) },
  E_DATA_CLASSES: {
    remedy: 'Name the column of classes, or collect rows of all classes.',
    happen: () => prepared('id,age,bought\n1,42,no\n2,37,no\n3,29,no\n4,51,no\n'),
  },
  E_DATA_LABEL: {
    remedy: 'Correct the cell, or train a model on files that have this class.',
    happen: () => csvTable('id,age,bought\n1,42,perhaps\n', {}, { target: 'bought', labels: ['no', 'yes'] }),
  },
  E_DATA_LEVEL: {
    remedy: 'Correct the cell, or train a model that takes unseen levels for rare ones.',
    happen: () => {
      const known = new Map([['plan', { kind: 'category', levels: ['basic', 'gold'] } as const]]);
      return csvTable(withColumn('plan', ['basic', 'silver', 'gold', 'gold']), {}, { known });
    },
  },
  E_DATA_LEVELS: {
    remedy: 'Leave the column out, or hash its kinds.',
    happen: () => trainable(Array.from({ length: 400_000 }, (_, i) => `customer ${1_000_000 + i}`)),
  },
  E_DATA_VALUE: {
    remedy: 'Correct the element, or what made the array.',
    happen: () =>
      asTensor('fit', 'inputs', [
        [36, 2],
        [NaN, 5],
      ]),
  },
  E_DATA_MISSING: { remedy: LEAVE_OUT, happen: () => featureOf([NaN, NaN]) },
  E_DATA_RANGE: { remedy: 'Scale the column down, or leave it out.', happen: () => featureOf([1.7e308, -1.7e308]) },
};

function knownAs(kind: 'boolean') {
  return new Map([['member', { kind }]]);
}
