/**
 * Made-up data files with nothing wrong: columns of usual shapes, some related a little, a target that follows from them
 * only in part, rows in no order.
 */
import type { Schema } from '../../src/data/schema.ts';
import type { Table } from '../../src/data/table.ts';
import { createRandom, type Random } from '../../src/random.ts';
import { tableOf } from '../support/tables.ts';

/** A standard normal number, nearly: the sum of twelve uniform ones less six. */
export function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.next();
  return sum;
}

const SHAPES: readonly ((score: number, random: Random) => number)[] = [
  (score) => score,
  (score) => Math.round(100 * (50 + 10 * score)) / 100,
  (score) => Math.round(40 + 12 * score),
  (score) => Math.round(100 * Math.exp(1 + score)) / 100,
  (score) => (score > 0.8 ? 1 : 0),
  (score) => Math.max(0, Math.floor(1.5 * score)),
  (score) => Math.round(10 / (1 + Math.exp(-score))),
  (score, random) => (random.next() < 0.5 ? 0 : Math.round(100 * Math.abs(score)) / 100),
  (_, random) => random.integer(5),
];

/** A file of its own for each seed: 60 to 4,000 rows, 2 to 12 features, 2 to 4 classes, the rarest from 2 % on. */
export function cleanFile(seed: number): { table: Table; schema: Schema } {
  const random = createRandom(seed, 'clean file');
  const n = Math.round(60 * (4000 / 60) ** random.next());
  const d = 2 + random.integer(11);
  const k = random.next() < 0.75 ? 2 : 3 + random.integer(2);
  const correlation = 0.6 * random.next();
  // At 1 a file with one column that counts is nearly decided by it, and a rule that says so is no false alarm.
  const strength = 0.8 * random.next();
  const rarest = Math.max(4 / n, 0.02 + (1 / k - 0.02) * random.next());
  const shapes = Array.from({ length: d }, () => SHAPES[random.integer(SHAPES.length)]!);
  const weights = shapes.map(() => (random.next() < 0.5 ? 0 : normal(random)));
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  const features: Record<string, number[]> = {};
  for (const j of shapes.keys()) features[`feature_${j}`] = [];
  const targets: string[] = [];
  for (let row = 0; row < n; row++) {
    const common = normal(random);
    const scores = shapes.map(() => correlation * common + Math.sqrt(1 - correlation * correlation) * normal(random));
    let outcome = 0;
    for (const [j, shape] of shapes.entries()) {
      features[`feature_${j}`]!.push(shape(scores[j]!, random));
      outcome += (weights[j]! / length) * scores[j]!;
    }
    // Of the outcome, a part is the columns and the rest chance; the share above each cut is that class's.
    const share =
      1 / (1 + Math.exp(-1.702 * (strength * outcome + Math.sqrt(1 - strength * strength * 0.75) * normal(random))));
    targets.push(share < rarest ? '1' : `0${k === 2 ? '' : Math.floor(((share - rarest) / (1 - rarest)) * (k - 1))}`);
  }
  return tableOf(features, withEveryClass(targets));
}

/** At least two rows of each class: the first four rows are set by hand where chance left one out. */
function withEveryClass(targets: string[]): string[] {
  const other = targets.find((target) => target !== '1') ?? '0';
  if (targets.filter((target) => target === '1').length < 2) targets[0] = targets[1] = '1';
  if (targets.filter((target) => target === other).length < 2) targets[2] = targets[3] = other;
  return targets;
}
