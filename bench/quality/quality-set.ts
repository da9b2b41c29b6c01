/**
 * The sets that quality is measured on: a folder of CSV files with an index of their targets, the course's file where
 * it is at hand, and the two files that this project generates.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateAudiobooks, DEFAULT_ROWS, DEFAULT_SEED } from '../../data/audiobooks.ts';
import { textColumn, type Table } from '../../src/data/table.ts';
import type { Schema } from '../../src/data/schema.ts';
import { readTableFile } from '../../src/node/csv/read-table-file.ts';
import { encodeLabels, type Labels } from '../../src/preprocessing/labels.ts';
import { prepare } from '../../src/preprocessing/prepare.ts';
import type { Split } from '../../src/preprocessing/rows/split.ts';

export interface QualitySet {
  readonly name: string;
  readonly path: string;
  /** Where the file names its columns; else glassnet chooses. */
  readonly target?: string;
}

export interface OpenedSet extends QualitySet {
  readonly table: Table;
  readonly schema: Schema;
  readonly labels: Labels;
  /** Of the file's bytes. */
  readonly sha256: string;
}

/** Larger test parts than the default's tell methods apart with fewer seeds. */
export const PROPORTIONS: readonly [number, number, number] = [70, 10, 20];

export interface FoundSets {
  readonly sets: readonly QualitySet[];
  /** What isn't there, and where it was looked for. */
  readonly skipped: readonly string[];
}

/**
 * @param folder with index.json: of each set's name an object with its `target`; the CSV is NAME.csv
 * @param course the course's file
 * @param generated a folder for the file that is made here
 */
export async function findSets(folder: string, course: string, generated: string): Promise<FoundSets> {
  const skipped: string[] = [];
  const isThere = (name: string, path: string) => {
    if (existsSync(path)) return true;
    skipped.push(`${name}: not at ${path}`);
    return false;
  };
  const index = join(folder, 'index.json');
  const named = isThere('public sets', index)
    ? (JSON.parse(await readFile(index, 'utf8')) as Record<string, { readonly target: string }>)
    : {};
  const demographics = join(generated, 'audiobooks-demographics.csv');
  const lines = generateAudiobooks({ seed: DEFAULT_SEED, rows: DEFAULT_ROWS, demographics: true });
  await writeFile(demographics, `${[...lines].join('\n')}\n`);
  const sets = [
    ...Object.entries(named).map(([name, { target }]) => ({ name, path: join(folder, `${name}.csv`), target })),
    { name: 'course', path: course },
    { name: 'audiobooks', path: 'data/audiobooks.csv', target: 'bought_again' },
    { name: 'demographics', path: demographics, target: 'bought_again' },
  ];
  return { sets: sets.filter(({ name, path }) => isThere(name, path)), skipped };
}

export async function openSet(set: QualitySet): Promise<OpenedSet> {
  const { table, schema, sha256 } = await readTableFile(
    set.path,
    {},
    set.target === undefined ? {} : { target: set.target },
  );
  return { ...set, table, schema, sha256, labels: encodeLabels(textColumn(table, schema.target), set.path) };
}

/** The rows of each part, which are those of every method. */
export function rowsOfSeed({ table, schema, name }: OpenedSet, seed: number): Split {
  return prepare(table, schema, { balance: 'none', split: PROPORTIONS, seed: String(seed) }, name).rows;
}
