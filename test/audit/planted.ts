/**
 * Made-up files with a planted leak of a known kind, and files with a strong and honest measure: what the audit must
 * tell apart.
 */
import { createRandom, type Random } from '../../src/random.ts';
import { kindColumnOf, numberColumnOf, tableOfColumns, textColumnOf } from '../support/tables.ts';
import type { File } from './audit.ts';
import { normal } from './synthetic.ts';

export const KINDS = ['value', 'missing', 'pair', 'threshold'] as const;
export type LeakKind = (typeof KINDS)[number];

/** 400 to 3,000 rows, 15 to 45 % of them "yes", three columns that say a little; the leak knows 30 to 100 % of "yes". */
export function leakingFile(kind: LeakKind, seed: number): File {
  const random = createRandom(seed, `leak ${kind}`);
  const n = 400 + random.integer(2600);
  const rate = 0.15 + 0.3 * random.next();
  // With few rows, a leak of a small part is not told from luck.
  const known = Math.max(0.3 + 0.7 * random.next(), Math.min(1, 60 / (n * rate)));
  const scores = Array.from({ length: n }, () => normal(random));
  const bought = scores.map((score) => random.next() < rate * Math.exp(0.5 * score - 0.125));
  const isGiven = bought.map((yes) => yes && random.next() < known);
  const honest = (strength: number) =>
    numberColumnOf(
      `honest ${strength}`,
      scores.map((score) => Math.round(100 * (strength * score + normal(random))) / 100),
    );
  return fileOfColumns(
    [honest(0), honest(0.5), ...LEAKS[kind](isGiven, random), honest(1)],
    bought.map((yes) => (yes ? 'yes' : 'no')),
  );
}

const LEAKS: Readonly<
  Record<
    LeakKind,
    (isGiven: readonly boolean[], random: Random) => ReturnType<typeof numberColumnOf | typeof kindColumnOf>[]
  >
> = {
  value: (isGiven, random) => [
    kindColumnOf(
      'leak',
      isGiven.map((given) => (given ? 'closed' : ['open', 'waiting', 'new'][random.integer(3)]!)),
    ),
  ],
  missing: (isGiven, random) => [
    numberColumnOf(
      'leak',
      isGiven.map((given) => (given ? random.integer(100) : null)),
    ),
  ],
  pair: (isGiven, random) => {
    const first = isGiven.map(() => 100 + random.integer(300));
    return [
      numberColumnOf('other', first),
      numberColumnOf(
        'leak',
        first.map((value, row) => (isGiven[row]! ? value + 1 + random.integer(50) : value - random.integer(20))),
      ),
    ];
  },
  threshold: (isGiven, random) => [
    numberColumnOf(
      'leak',
      isGiven.map((given) => Math.round(100 * (given ? 60 + 40 * random.next() : 60 * random.next())) / 100),
    ),
  ],
};

/**
 * As iris's petals: a measure of three classes of which one stands apart and two overlap, or of two that nearly do, in
 * bell-shaped or in skewed spreads.
 */
export function honestFile(seed: number): File {
  const random = createRandom(seed, 'honest');
  const k = seed % 4 === 0 ? 2 : 3;
  const n = 120 + random.integer(600);
  const distances = k === 2 ? [0, 3.2 + random.next()] : [0, 5 + 4 * random.next(), 7 + 4 * random.next()];
  const isSkewed = random.next() < 0.5;
  const labels = Array.from({ length: n }, () => random.integer(k));
  const measure = (strength: number) => (label: number) => {
    const value = distances[label]! * strength + normal(random);
    return Math.round(100 * (isSkewed ? Math.exp(1 + value / 5) : 10 + value)) / 100;
  };
  return fileOfColumns(
    [
      numberColumnOf('petal', labels.map(measure(1))),
      numberColumnOf('sepal', labels.map(measure(0.3))),
      numberColumnOf('noise', labels.map(measure(0))),
    ],
    labels.map((label) => 'abc'[label]!),
  );
}

function fileOfColumns(
  columns: readonly ReturnType<typeof numberColumnOf | typeof kindColumnOf>[],
  targets: readonly string[],
): File {
  return {
    table: tableOfColumns([...columns, textColumnOf('y', targets)]),
    schema: { hasHeader: true, target: 'y', id: null, features: columns.map(({ name }) => name) },
  };
}
