import { describe, expect, it } from 'vitest';
import { FOLD_FIGURE_NAMES, type FoldFigures } from '../../../src/evaluation/resampling/fold-figures.ts';
import { seedPairs, seedsReport } from '../../../src/training/resampling/seeds.ts';
import { describeSeeds } from '../../../src/report/text/describe-seeds.ts';

const figuresOf = (value: number): FoldFigures =>
  Object.fromEntries(FOLD_FIGURE_NAMES.map((name) => [name, value])) as FoldFigures;

describe('seeds', () => {
  it('come in pairs: a start each, a split for two, and of an odd number the last split has three', () => {
    const inShort = (seed: string, count: number) =>
      seedPairs(seed, count).map(({ split, start }) => `${split}/${start}`);
    expect(inShort('1', 4)).toEqual(['1/1', '1/2', '3/3', '3/4']);
    expect(inShort('7', 5)).toEqual(['7/7', '7/8', '9/9', '9/10', '9/11']);
    expect(inShort('spring', 4)).toEqual([
      'spring/spring',
      'spring/spring 2',
      'spring 3/spring 3',
      'spring 3/spring 4',
    ]);
  });

  it('tell a spread that is all the split’s from one that is all the start’s', () => {
    const pairs = seedPairs('1', 6);
    const bySplit = seedsReport(pairs.map((pair) => ({ ...pair, figures: figuresOf(Number(pair.split) / 10) })));
    expect([bySplit.splits, bySplit.spread.accuracy!.share]).toEqual([3, 1]);
    expect(bySplit.spread.accuracy).toMatchObject({ lowest: 0.1, highest: 0.5, within: 0 });
    const byStart = seedsReport(pairs.map(({ split, start }, i) => ({ split, start, figures: figuresOf(i % 2) })));
    expect(byStart.spread.accuracy).toMatchObject({ mean: 0.5, share: 0, between: 0, within: 0.5 });
  });

  it('have no spread of a figure that a training lacks, and say the rest in 80 columns', () => {
    const trainings = seedPairs('1', 4).map(({ split, start }, i) => {
      const figures = Object.assign(figuresOf(0.5 + i / 100), { rocAuc: i === 2 ? null : 0.5 });
      return { split, start, figures };
    });
    const report = seedsReport(trainings);
    expect(report.spread.rocAuc).toBeNull();
    const text = describeSeeds(report);
    expect(text).not.toContain('ROC AUC');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
