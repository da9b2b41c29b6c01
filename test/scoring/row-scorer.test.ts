/** Rows as objects against the same rows as a CSV file: one model, one answer. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloat32 } from '../../src/data/cells/format-number.ts';
import type { CellValue } from '../../src/data/cells/cell-value.ts';
import { formatCsvRecord } from '../../src/data/csv/csv-writer.ts';
import type { Row } from '../../src/data/records-from-rows.ts';
import { GlassnetError } from '../../src/errors.ts';
import type { Classifier } from '../../src/model/classifier.ts';
import { RowScorer } from '../../src/scoring/row-scorer.ts';
import { scoreFile } from '../../src/scoring/score-file.ts';
import { readFields } from '../support/csv.ts';
import { errorOf } from '../support/errors.ts';
import { mixedClassifier, smallClassifier } from '../support/models.ts';
import { onlyNetwork } from '../support/networks.ts';

const NAMES = ['age', 'member', 'joined', 'plan'] as const;
const GOOD = { age: 42, member: true, joined: new Date('2024-02-29'), plan: 'pro' };

/** How the text of a cell and a value of JavaScript say the same. */
interface Cell {
  readonly text: string;
  readonly value: CellValue;
}

const asText = (text: string): Cell => ({ text, value: text });
const numbers = fc
  .oneof(
    fc.integer({ min: -5, max: 120 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 1e21, 5e-324, 3.5, 1e300, Number.NaN, Infinity, -999),
  )
  .map((value): Cell => ({ text: String(value), value }));
const TEXTS = [
  '', ' ', 'NA', 'null', '-999', 'x', '1', ' 42 ', '1e2', '4,5', '0x10', '1e999', 'pro', 'Pro', ' pro', 'rare', 'new',
  'yes', 'No', 'on', '0', '2024-12-31', '2024-12-31T12:30:00Z', '31.12.2024', '2024-02-30', '__proto__', 'é😀', '"',
]; // prettier-ignore
const texts = fc.constantFrom(...TEXTS).map(asText);
const others = fc.oneof(
  fc.boolean().map((value): Cell => ({ text: value ? 'true' : 'false', value })),
  fc.bigInt({ min: -200n, max: 10n ** 20n }).map((value): Cell => ({ text: value.toString(), value })),
  fc.date({ noInvalidDate: true }).map((value): Cell => ({ text: value.toISOString(), value })),
  fc.constant<Cell>({ text: 'Invalid Date', value: new Date(Number.NaN) }),
);
const missing = fc.constantFrom(null, undefined).map((value): Cell => ({ text: '', value }));

const good: Record<(typeof NAMES)[number], fc.Arbitrary<Cell>> = {
  age: fc.oneof(numbers, fc.constantFrom('42', ' 42 ', '1e2', '').map(asText)),
  member: fc.oneof(
    fc.boolean().map((value): Cell => ({ text: String(value), value })),
    fc.constantFrom('yes', 'off', '1').map(asText),
  ),
  joined: fc.oneof(
    fc
      .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((value): Cell => ({ text: value.toISOString(), value })),
    fc.constantFrom('2024-12-31', '2024-12-31T12:30:00Z').map(asText),
  ),
  plan: fc.constantFrom('pro', '1', 'true', 'rare', 'new', '').map(asText),
};
/** A cell that is seldom odd. */
const cellOf = (name: (typeof NAMES)[number]) =>
  fc.oneof(
    { arbitrary: good[name], weight: 40 },
    { arbitrary: missing, weight: 3 },
    { arbitrary: fc.oneof(numbers, texts, others), weight: 1 },
  );
const rowsOfCells = fc.array(fc.tuple(...NAMES.map(cellOf)), { minLength: 1, maxLength: 12 });

interface Outcome {
  readonly predictions?: readonly string[];
  readonly probabilities?: readonly (readonly string[])[];
  readonly novelties?: unknown;
  readonly error?: unknown;
}

function shown(error: unknown): Outcome {
  if (!(error instanceof GlassnetError)) throw error;
  const { name, code, message, line, column, field } = error;
  // How a file is written says nothing of objects.
  const hint = code === 'E_CSV_NUMBER' ? undefined : error.hint;
  return { error: { name, code, message, hint, line, column, field } };
}

/** As the program scores a file, which has one line more before its rows. */
async function scoreCsv(classifier: Classifier, rows: readonly (readonly Cell[])[]): Promise<Outcome> {
  const records = [NAMES, ...rows.map((cells) => cells.map(({ text }) => text))];
  const bytes = new TextEncoder().encode(records.map((fields) => formatCsvRecord(fields)).join(''));
  let lines = '';
  let novelties: unknown;
  try {
    for await (const part of scoreFile(bytes, classifier, { file: 'own.csv', decimal: '.', pageLength: 4096 })) {
      lines += new TextDecoder().decode(part.rows.bytes);
      novelties = part.scorer.novelties();
    }
  } catch (error) {
    const { error: seen } = shown(error) as { error: { line: number } };
    return { error: { ...seen, line: seen.line - 1 } };
  }
  const fields = await readFields(lines);
  return {
    predictions: fields.map(([, prediction]) => prediction!),
    probabilities: fields.map((record) => record.slice(2)),
    novelties,
  };
}

function scoreObjects(classifier: Classifier, rows: readonly (readonly Cell[])[]): Outcome {
  const objects = rows.map((cells) => Object.fromEntries(cells.map(({ value }, i) => [NAMES[i]!, value])) as Row);
  try {
    const { predictions, probabilities, balancedProbabilities, novelties } = new RowScorer(classifier).score(objects);
    const first = classifier.classes.length === 2 ? 1 : 0;
    const written = probabilities.map((row, i) => row.slice(first).concat(balancedProbabilities[i]!.slice(first)));
    return { predictions, probabilities: written.map((row) => row.map(formatFloat32)), novelties };
  } catch (error) {
    return shown(error);
  }
}

describe('RowScorer', () => {
  it('has the predictions, probabilities, novelties and refusals of the CSV file, for 1,500 tables', async () => {
    const seen = new Map<string, number>();
    const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1);
    const classifiers = [
      mixedClassifier(),
      mixedClassifier({ unseen: 'refuse' }),
      mixedClassifier({ fills: false, classes: ['a', 'b', 'c'] }),
      mixedClassifier({ missingWords: ['', '-999', 'no'] }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...classifiers), rowsOfCells, async (classifier, rows) => {
        const fromCsv = await scoreCsv(classifier, rows);
        expect(scoreObjects(classifier, rows)).toEqual(fromCsv);
        count((fromCsv.error as { code: string } | undefined)?.code ?? 'scored');
        if (Array.isArray(fromCsv.novelties) && fromCsv.novelties.length > 0) count('novelties');
      }),
      { seed: 1, numRuns: 1500 },
    );
    expect([...seen.keys()].toSorted()).toEqual(
      ['E_CSV_BOOLEAN', 'E_CSV_DATE', 'E_CSV_MISSING', 'E_CSV_NUMBER', 'E_CSV_RANGE', 'E_DATA_LEVEL', 'novelties', 'scored'], // prettier-ignore
    );
    expect(seen.get('scored')).toBeGreaterThan(300);
    expect(seen.get('novelties')).toBeGreaterThan(200);
    expect(seen.get('E_CSV_RANGE')).toBeGreaterThan(20);
  });

  it('a comparison by the predictions alone would not notice another probability: it compares all digits', async () => {
    const [classifier, other] = [mixedClassifier(), mixedClassifier()];
    onlyNetwork(other).block.values[0]! *= 1.0001;
    const rows = [
      NAMES.map((name) => ({ text: name === 'joined' ? '2024-02-29' : String(GOOD[name]), value: GOOD[name] })),
    ];
    const [a, b] = [scoreObjects(classifier, rows), scoreObjects(other, rows)];
    expect(await scoreCsv(classifier, rows)).toEqual(a);
    expect(a.predictions).toEqual(b.predictions);
    expect(a).not.toEqual(b);
  });

  it('needs no ID and no target, ignores both, and names other columns that the model does not read', () => {
    const rows = [
      { ...GOOD, bought: 'yes', city: 'Kiel' },
      { zip: '', ...GOOD },
    ];
    expect(new RowScorer(mixedClassifier()).score(rows).ignored).toEqual(['city', 'zip']);
  });

  it('gives nothing for no rows', () => {
    expect(new RowScorer(mixedClassifier()).score([])).toEqual({
      predictions: [],
      probabilities: [],
      balancedProbabilities: [],
      novelties: [],
      ignored: [],
    });
  });

  it('scores columns named __proto__ and constructor, which each object has in a way', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const scorer = new RowScorer(mixedClassifier({ names }));
    const row = JSON.parse(
      `{${names.map((name, i) => `"${name}": ${JSON.stringify(Object.values(GOOD)[i])}`).join()}}`,
    ) as Row;
    expect(scorer.score([row]).probabilities).toEqual(new RowScorer(mixedClassifier()).score([GOOD]).probabilities);
    expect(errorOf(() => scorer.score([{}]))).toMatchObject({ code: 'E_SCHEMA_COLUMN', field: '__proto__' });
  });

  it('refuses a model of bare arrays and says the way out', () => {
    expect(errorOf(() => new RowScorer(smallClassifier({ pipeline: null })))).toMatchObject({
      code: 'E_MODEL_PIPELINE',
      exitCode: 4,
      hint: 'train it on a table, or score its inputs as a tensor [n, d] with score(inputs)',
    });
  });
});
