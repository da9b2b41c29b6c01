/**
 * Texts that break programs, as column names, as kinds and as class labels: byte for byte the same from the CSV file
 * that is trained on, through the model file, to the CSV file of predictions.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../../src/formats/model-bytes.ts';
import { cleanNames } from '../../../src/data/dialect/names.ts';
import { MissingWords } from '../../../src/data/cells/missing.ts';
import { readClasses } from '../../../src/data/roles/labels.ts';
import { trimBlanks } from '../../../src/data/cells/blanks.ts';
import { formatCsvRecord } from '../../../src/data/csv/csv-writer.ts';
import type { CsvScorer } from '../../../src/scoring/csv-scorer.ts';
import { scoreFile } from '../../../src/scoring/score-file.ts';
import { chunksOf } from '../../../src/data/byte-source.ts';
import { modelBytes } from '../../../src/node/stores/model-store.ts';
import type { CsvColumns } from '../../../src/data/read-table.ts';
import { readTableFile } from '../../../src/node/csv/read-table-file.ts';
import type { CategoryFeature } from '../../../src/preprocessing/features/category-feature.ts';
import { prepare } from '../../../src/preprocessing/prepare.ts';
import { trainClassifier } from '../../../src/training/train-classifier.ts';
import { readFields } from '../../support/csv.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const COLLECTION = fileURLToPath(new URL('../../../../shared/corpora/strings/blns.json', import.meta.url));
const hasCollection = existsSync(COLLECTION);

const OWN = [
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'undefined', 'NaN', 'null', 'none', '-', 'true', '0', '007',
  '1e400', '=1+1', '+1', '@cmd', 'a,b', 'a;b', '"', '""', 'a"b', "'", '\\', '\n', '\r', '\r\n', 'two\nlines', '\t', ' x ',
  '\0', '\u0001', '\u001b[31m', '\u202e abc', '\ufeff', '\ufeffx', '\u00a0', '\u2028', '\ud83d\ude00', 'e\u0301', '\u00e9', 'ß', 'İ', '表',
  '%s', '$(x)', '`', '{{x}}', '<script>', '../../etc', 'NUL', 'x'.repeat(5000),
]; // prettier-ignore

for (const [title, strings, isThere] of [
  [`${OWN.length} texts of our own`, OWN, true],
  [
    hasCollection ? '515 naughty strings' : '515 naughty strings (skipped: ../shared/corpora/strings is not there)',
    hasCollection ? distinct(JSON.parse(readFileSync(COLLECTION, 'utf8'))) : [],
    hasCollection,
  ],
] as const)
  describe.skipIf(!isThere)(title, () => {
    it('as column names, those that a table can have: in the model file, and found again at predict', async () => {
      const names = [...strings, 'answer'];
      const rows = Array.from({ length: 24 }, (_row, i) => [
        ...strings.map((_name, j) => String((i * 7 + j) % 5)),
        String(i % 2),
      ]);
      const { pipeline, scored } = await throughModel([names, ...rows], { target: 'answer', id: 'none' });
      // Blanks at the ends don't count, and a name that is empty or taken gets another.
      expect(pipeline.featureNames).toEqual(cleanNames(names).names.slice(0, -1));
      expect(scored).toHaveLength(1 + rows.length);
    });

    it('as kinds: each with an input of its own, none unseen at predict', async () => {
      const kinds = [...new Set([...strings, ''].map(trimBlanks))];
      const rows = Array.from({ length: 10 * kinds.length }, (_row, i) => [
        kinds[i % kinds.length]!,
        String(i % 3),
        i % 2 === 0 ? 'no' : 'yes',
      ]);
      const columns = { target: 'y', id: 'none', categorical: ['kind'], missingWords: [] };
      const { pipeline, novelties } = await throughModel([['kind', 'x', 'y'], ...rows], columns);
      const [feature] = pipeline.features as [CategoryFeature];
      expect(feature.config.encoding).toMatchObject({ method: 'one-hot', levels: kinds.toSorted(), other: false });
      expect(novelties).toEqual([]);
    });

    it('as IDs and class labels: in the predictions as they were, labels without blanks at their ends', async () => {
      const texts = strings.map((text) => ({ text, rows: 1, line: 1 }));
      const { names: all, classOf } = readClasses(texts, new MissingWords(), new MissingWords([]));
      // The first text of each class.
      const labels = all.map((_name, label) => strings[classOf.indexOf(label)]!);
      for (let start = 0; start < labels.length; start += 30) {
        const classes = labels.slice(start, start + 30);
        const names = classes.map(trimBlanks);
        const rows = Array.from({ length: 12 * classes.length }, (_row, i) => {
          const label = classes[i % classes.length]!;
          return [`${label}${Math.floor(i / classes.length)}`, String(i % classes.length), label];
        });
        const table = [['key', 'number', 'label'], ...rows];
        const { scored } = await throughModel(table, { target: 'label', id: 'key', categorical: ['number'] }, 40);
        expect(scored[0]!.slice(2, 2 + classes.length)).toEqual(names.toSorted().map((name) => `probability_${name}`));
        expect(scored.slice(1).map(([key]) => key)).toEqual(rows.map(([key]) => key));
        expect(scored.slice(1).map(([, prediction]) => prediction)).toEqual(
          rows.map(([, , label]) => trimBlanks(label!)),
        );
      }
    });
  });

/** Trains on a CSV file, takes the model through its file and scores the CSV file's rows with it. */
async function throughModel(records: readonly string[][], columns: CsvColumns, epochs = 1) {
  const file = join(temporaryFolder(), 'naughty.csv');
  writeFileSync(file, records.map((fields) => formatCsvRecord(fields)).join(''));
  const { table, schema } = await readTableFile(file, { delimiter: ',', header: 'yes', decimal: '.' }, columns);
  const data = prepare(table, schema, { balance: 'none', minFrequency: 1, maxLevels: 10_000 }, file);
  const training = { hidden: [], epochs, batchSize: 50, learningRate: 0.1, patience: 1000 };
  const trained = await trainClassifier(data, training);
  const { classifier } = decodeModel(modelBytes(trained.classifier, '1'), 'model.safetensors');
  const pipeline = classifier.pipeline!;
  const lines: Uint8Array[] = [];
  let scorer: CsvScorer | undefined;
  for await (const part of scoreFile(chunksOf(readFileSync(file)), classifier, { file })) {
    ({ scorer } = part);
    lines.push(part.rows.bytes);
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(lines));
  return { pipeline, scored: await readFields(scorer!.header() + text), novelties: scorer!.novelties() };
}

/** All but the empty text, each once. */
function distinct(strings: readonly string[]): string[] {
  return [...new Set(strings)].filter((text) => text !== '');
}
