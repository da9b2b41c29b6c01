import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WITHOUT_A_PART, withoutEach } from '../../../bench/quality/own-methods.ts';
import { qualitySections, replaceQuality, type QualityReport } from '../../../bench/quality/quality-report.ts';
import type { Result } from '../../../bench/quality/results.ts';

function results(set: string, method: string, aucs: readonly number[]): Result[] {
  return aucs.map((auc, index) => {
    return { set, method, seed: index + 1, key: '', auc, logLoss: 1, explained: auc / 2, seconds: 0.5 };
  });
}

const report: QualityReport = {
  machine: {
    cpu: 'Some CPU',
    cores: 2,
    memoryGiB: 4,
    platform: 'linux x64',
    node: 'v20.0.0',
    load: 0.5,
    date: '2026-02-03T04:05:06.000Z',
  },
  seeds: 2,
  versions: { lightgbm: '4.7.0' },
  skipped: ['realmlp: pytabkit not installed'],
  sets: [
    { name: 'a', rows: 1000, features: 5, classes: 2 },
    { name: 'b', rows: 200, features: 7, classes: 3 },
  ],
  results: [
    ...results('a', 'best', [0.9, 0.8]),
    ...results('b', 'best', [0.7, 0.7]),
    ...results('a', 'lightgbm', [0.88, 0.8]),
    ...results('b', 'lightgbm', [0.6, 0.74]),
    ...results('a', 'tabm', [0.95]),
    ...results('a', 'best-without-patience', [0.9, 0.78]),
    ...results('b', 'best-without-patience', [0.69, 0.69]),
  ],
};

describe('qualitySections', () => {
  const sections = qualitySections(report);

  it('compares each peer over sets: +1 and +3 points are +2, with t of 1 degree of freedom', () => {
    // By split: +6 and −2 points; √((1/2 + 1/4)·32) = 4.90, times t of 12.71.
    expect(sections.get('quality-peers')!.split('\n').slice(2)).toEqual([
      '| best | lightgbm | 4 in 2 sets | +2.00 [−10.71, +14.71] | 2 of 2 | ± 62.25 | +1.00 [−5.35, +7.35] | 2 of 2 | ± 31.12 |',
      '| best | tabm | 1 in 1 set | −5.00 [−∞, ∞] | 0 of 1 | – | −2.50 [−∞, ∞] | 0 of 1 | – |',
    ]);
  });

  it('ranks those that are there for each split, which one that is there for some is not', () => {
    expect(sections.get('quality-ranks')!.split('\n').slice(2)).toEqual([
      '| best | 1.00 | 1.00 | 77.50 | 38.75 | 0.500 |',
      '| lightgbm | 2.00 | 2.00 | 75.50 | 37.75 | 0.500 |',
    ]);
    expect(sections.get('quality-auc')!.split('\n').slice(2)).toEqual([
      '| a | 1,000 | 5 | 2 | **85.00** | 84.00 |',
      '| b | 200 | 7 | 3 | **70.00** | 67.00 |',
    ]);
  });

  it('says what a part gives', () => {
    const { inBest, instead } = WITHOUT_A_PART.find(({ option }) => option === 'patience')!;
    expect(sections.get('quality-parts')!.split('\n').slice(2)).toEqual([
      `| patience | ${inBest} | ${instead} | +1.00 [+1.00, +1.00] | 2 of 2 | +0.50 [+0.50, +0.50] | 2 of 2 |`,
    ]);
  });

  it('find their places in docs/quality.md', () => {
    const text = replaceQuality(readFileSync('docs/quality.md', 'utf8'), report);
    expect(text).toContain('| a | 1,000 | 5 | 2 | **85.00** | 84.00 |');
    expect(text).toContain('Skipped: realmlp: pytabkit not installed.');
  });
});

describe('withoutEach', () => {
  it('takes back one option at a time, and none that is alike', () => {
    const methods = withoutEach({ patience: 10, dropout: 0, ensemble: 5 }, { patience: 2, dropout: 0, ensemble: 1 });
    expect(methods.map(({ name, options }) => [name, options])).toEqual([
      ['best-without-patience', { patience: 2, dropout: 0, ensemble: 5 }],
      ['best-without-ensemble', { patience: 10, dropout: 0, ensemble: 1 }],
    ]);
  });
});
