/**
 * The ways one customer file gets passed around: with or without names, with gaps, columns renamed or swapped, another
 * delimiter, packed. All of them train, on the same rows, to what the change explains.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCsvRecord } from '../../../src/data/csv/csv-writer.ts';
import type { CsvColumns } from '../../../src/data/read-table.ts';
import type { CsvOptions } from '../../../src/data/table-options.ts';
import { readTableFile } from '../../../src/node/csv/read-table-file.ts';
import { prepare } from '../../../src/preprocessing/prepare.ts';
import type { PreparedTable } from '../../../src/preprocessing/prepared-data.ts';
import { trainClassifier } from '../../../src/training/train-classifier.ts';
import type { Evaluation } from '../../../src/model/evaluate.ts';
import { readFields } from '../../support/csv.ts';

const OWN = fileURLToPath(new URL('../../../data/audiobooks.csv', import.meta.url));
const COURSE = fileURLToPath(new URL('../../../../shared/data/Audiobooks_data.csv', import.meta.url));
/** The column of review scores, and what is typed in where none was given. */
const SCORE = 6;
const TYPED_IN = 8.91;

interface Copy {
  readonly bytes: string | Uint8Array;
  readonly csv?: Partial<CsvOptions>;
  readonly columns?: CsvColumns;
}

interface Trained {
  readonly data: PreparedTable;
  readonly test: Evaluation;
}

for (const [title, source] of [
  ['data/audiobooks.csv', OWN],
  [existsSync(COURSE) ? "the course's file" : "the course's file (skipped: ../shared/data is not there)", COURSE],
] as const) {
  describe.skipIf(!existsSync(source))(`copies of ${title}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'glassnet-copies-'));
    const trained = new Map<string, Trained>();
    let copies: ReadonlyMap<string, Copy>;

    beforeAll(async () => {
      copies = copiesOf(await readFields(readFileSync(source)));
      for (const [name, copy] of copies) trained.set(name, await train(join(folder, 'copy.csv'), copy));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const headed = () => trained.get('headed')!;

    it('train on the same rows, and are tested on the same', () => {
      expect(trained.size).toBe(10);
      for (const [name, { data }] of trained) {
        expect(data.rows, name).toEqual(headed().data.rows);
        expect(data.test.targets, name).toEqual(headed().data.test.targets);
      }
    });

    it.each(['headerless', 'renamed', 'packed', 'tabs', 'semicolons and decimal commas', 'carriage returns'])(
      '%s: the same test figures to the last bit',
      (name) => {
        expect(trained.get(name)!.test).toEqual(headed().test);
      },
    );

    it('#N/A and blank cells are one and the same, and cost or bring less than 2 points', () => {
      const [words, blanks] = ['#N/A', 'blank'].map((name) => trained.get(name)!);
      expect(words!.test).toEqual(blanks!.test);
      expect(words!.data.pipeline.inputs.map(({ name }) => name)).toContain('c7 missing');
      expect(Math.abs(words!.test.accuracy - headed().test.accuracy)).toBeLessThan(0.02);
    });

    it('swapped columns start from other weights: less than 2 points', () => {
      const { data, test } = trained.get('swapped')!;
      expect(data.pipeline.featureNames.toSorted()).toEqual(headed().data.pipeline.featureNames.toSorted());
      expect(data.pipeline.featureNames).not.toEqual(headed().data.pipeline.featureNames);
      expect(Math.abs(test.accuracy - headed().test.accuracy)).toBeLessThan(0.02);
    });

    it('another seed would be tested on other rows', async () => {
      const other = await train(join(folder, 'copy.csv'), copies.get('headed')!, '2');
      expect(other.data.rows.test).not.toEqual(headed().data.rows.test);
    });
  });
}

function copiesOf(fields: string[][]): ReadonlyMap<string, Copy> {
  const rows = Number.isNaN(Number(fields[0]![1])) ? fields.slice(1) : fields;
  const names = ['id', ...rows[0]!.slice(2).map((_, i) => `c${i + 2}`), 'target'];
  const text = (records: string[][], delimiter?: string) =>
    records.map((fieldsOfRow) => formatCsvRecord(fieldsOfRow, delimiter)).join('');
  const withScore = (word: string) =>
    rows.map((row) => row.map((cell, i) => (i === SCORE && Number(cell) === TYPED_IN ? word : cell)));
  const swapped = (row: string[]) => [row[0]!, row[5]!, ...row.slice(2, 5), row[1]!, ...row.slice(6)];
  const headed = text([names, ...rows]);
  const commas = rows.map((row) => row.map((cell, i) => (i === 0 ? cell : cell.replace('.', ','))));
  return new Map<string, Copy>([
    ['headed', { bytes: headed }],
    ['headerless', { bytes: text(rows) }],
    ['renamed', { bytes: text([names.map((name) => `Spalte ${name}`), ...rows]), columns: { id: 'Spalte id' } }],
    ['packed', { bytes: gzipSync(headed) }],
    ['tabs', { bytes: text([names, ...rows], '\t'), csv: { delimiter: '\t' } }],
    ['semicolons and decimal commas', { bytes: text([names, ...commas], ';'), csv: { delimiter: ';', decimal: ',' } }],
    ['carriage returns', { bytes: headed.replaceAll('\n', '\r') }],
    ['#N/A', { bytes: text([names, ...withScore('#N/A')]) }],
    ['blank', { bytes: text([names, ...withScore('')]) }],
    ['swapped', { bytes: text([names, ...rows].map(swapped)) }],
  ]);
}

/** A small network and few epochs: enough for figures that would differ if anything did. */
async function train(file: string, { bytes, csv, columns = {} }: Copy, seed = '1'): Promise<Trained> {
  writeFileSync(file, bytes);
  const { table, schema } = await readTableFile(
    file,
    { delimiter: ',', header: 'auto', decimal: '.', ...csv },
    columns,
  );
  const data = prepare(table, schema, { seed }, file);
  const { test } = await trainClassifier(data, {
    hidden: [16],
    epochs: 10,
    batchSize: 100,
    learningRate: 0.01,
    patience: 10,
    seed,
  });
  return { data, test };
}
