/**
 * A run as its documents, for tests of page and card: the project's own data trained by the command line, with an
 * explanation made by hand, so that each of its numbers is another one.
 */
import { join } from 'node:path';
import type { ExplanationDocument } from '../../src/explain/explanation-document.ts';
import { documentsOf, readRunFiles } from '../../src/node/stores/run-folder/read-run.ts';
import type { RunDocuments } from '../../src/report/run-documents.ts';
import { ROOT } from './root.ts';
import { succeed } from './run-here.ts';

const DATA = join(ROOT, 'data/audiobooks.csv');
const TERMS = ['--value-per-conversion', '20', '--cost-per-contact', '1', '--budget', '250'];

/** The documents of a small network trained on data/audiobooks.csv, in the folder's folder `first`. */
export async function trainedRun(folder: string): Promise<RunDocuments> {
  const run = join(folder, 'first');
  await succeed(['train', DATA, '--preset', 'plain', '--output', run, ...TERMS]);
  const { documents } = documentsOf(run, await readRunFiles(run));
  return { ...documents, explanation: madeExplanation() };
}

/** An explanation of the right type, its numbers made up and all different. */
function madeExplanation(): ExplanationDocument {
  const columns = [
    'last_visited_days',
    'minutes_listened',
    'price_average',
    'review',
    'support_requests',
    'review_score',
  ];
  return {
    schema: 'glassnet.explanation/1',
    explained: { scale: 'log-odds', class: '1' },
    background: { rows: 64, base: -2.417, baseProbability: 0.0819 },
    rows: 1408,
    importance: {
      figure: 'logLoss',
      baseline: 0.2095,
      shuffles: 3,
      columns: [
        { columns: ['last_visited_days'], increase: 0.1234, interval: { low: 0.1012, high: 0.1456 } },
        { columns: ['minutes_listened', 'completion'], increase: 0.0567, interval: { low: 0.0412, high: 0.0721 } },
        ...columns.slice(2).map((name, index) => ({
          columns: [name],
          increase: 0.012 / (index + 1) - 0.0034,
          interval: { low: 0.0123 / (index + 1) - 0.0091, high: 0.0132 / (index + 1) + 0.0044 },
        })),
      ],
    },
    effects: columns.map((column, place) => madeEffect(column, place)),
    examples: [0.9123, 0.2345, 0.00456].map((probability, place) => ({
      id: String(994 + 1717 * place),
      line: 17 + 121 * place,
      probability,
      value: 2.3456 - 2.789 * place,
      contributions: columns.map((column, index) => ({
        column,
        cell: index === 3 ? null : String(3.25 * (index + 1) + place),
        effect: (index % 2 === 0 ? 1.837 : -0.913) / (index + 1 + place),
      })),
    })),
    notes: ['minutes_listened and completion were shuffled together, because they follow each other'],
  };
}

function madeEffect(column: string, place: number): ExplanationDocument['effects'][number] {
  const isCategory = column === 'review';
  const values = isCategory ? ['0', '1', null] : [0, 2.5, 7, 31.5, 365, null];
  return {
    column,
    kind: isCategory ? 'category' : 'number',
    rows: 150 + place,
    points: values.map((value, index) => ({
      value,
      partialDependence: 0.1371 + 0.0413 * index + 0.0071 * place,
      accumulatedLocal: value === null || isCategory ? null : 0.1291 + 0.0517 * index + 0.0033 * place,
      rows: value === null ? 11 + place : 61 - 7 * index + place,
      isSparse: index === 4,
    })),
    individual: [0, 1, 2].map((row) => values.map((_, index) => 0.11 + 0.07 * index + 0.031 * row)),
    rug: isCategory ? [] : [0, 1.25, 3, 8.5, 40, 120, 365],
  };
}
