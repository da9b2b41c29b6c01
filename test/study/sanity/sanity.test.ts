import { describe, expect, it } from 'vitest';
import { judged } from '../../../src/study/sanity/judged.ts';
import { reasons, sanityTable, sanityVerdict, signalTable } from '../../../src/study/sanity/describe.ts';
import { sanity, type SanityReport } from '../../../src/study/sanity/sanity.ts';
import type { Trial } from '../../../src/study/sanity/trial-network.ts';
import { sabotageNamed, SABOTAGES } from '../../../src/study/sabotage/sabotages.ts';
import { drawnData } from '../../../src/study/sets/drawn-data.ts';
import { makeLayers } from '../../support/networks.ts';

const trial = (seed: string, hidden: readonly number[] = [32, 16]): Trial => ({
  layers: makeLayers({ hidden, outputs: 3 }).map((layer) => layer.config()),
  inputDim: 10,
  output: 'softmax',
  optimizer: { optimizer: 'adam', learningRate: 0.001, momentum: 0.9, weightDecay: 0 },
  seed,
});

function check(one: Trial): SanityReport {
  const { train, validation, classes } = { ...drawnData(one.seed).prepared!, classes: 3 };
  return sanity(one, { train, validation, classCount: classes });
}

const failing = ({ findings }: SanityReport): string[] =>
  findings.filter(({ verdict }) => verdict === 'FAIL').map((finding) => finding.check);

const broken = (name: string): string[] => failing(check({ ...trial('1'), parts: sabotageNamed(name).parts }));

describe('the sanity checks', () => {
  it('fail nothing in 10 networks of 4 shapes', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const shapes = [[32, 16], [], [50, 50, 50], [5]] as const;
      expect(failing(check(trial(String(seed), shapes[seed % 4])))).toEqual([]);
    }
  });

  it('measure what theory says: He keeps the signal through ten layers, Glorot leaves a thousandth, 0.01 nothing', () => {
    const { signals } = check(trial('1'));
    const kept = signals.map(({ meanSquares }) => meanSquares[9]! / meanSquares[0]!);
    expect(signals.map(({ start }) => start)).toEqual(['Glorot', 'He', '0.01']);
    expect(kept[0]).toBeGreaterThan(2e-4);
    expect(kept[0]).toBeLessThan(1e-2);
    expect(kept[1]).toBeGreaterThan(0.2);
    expect(kept[1]).toBeLessThan(5);
    expect(kept[2]).toBeLessThan(1e-15);
  });

  it('are the same for the same seed', () => {
    expect(check(trial('4'))).toEqual(check(trial('4')));
  });

  it.each(SABOTAGES.filter(({ shownBy }) => shownBy === 'sanity'))(
    'catch $name, which no gradient shows',
    ({ name }) => {
      const shows: Readonly<Record<string, RegExp>> = {
        'he-as-glorot': /^signal kept a layer, He$/,
        'glorot-as-he': /^signal kept a layer, Glorot$/,
        'zero-start': /20 rows by heart.*update ÷ weight.*dead units.*He/,
      };
      expect(broken(name).join('; ')).toMatch(shows[name]!);
    },
  );

  it.each([
    ['dW-sign', 'loss of 20 rows by heart'],
    ['adam-sign', 'loss of 20 rows by heart'],
    ['no-one-hot', 'loss of 20 rows by heart'],
    ['adam-no-square', 'loss of 20 rows by heart'],
    ['loss-log2', 'loss of shuffled labels'],
    ['wrong-class', 'loss of 20 rows by heart'],
  ])('notice %s by %s', (name, expected) => {
    const verdicts = check({ ...trial('1'), parts: sabotageNamed(name).parts }).findings;
    expect(verdicts.filter(({ verdict }) => verdict !== 'PASS').map((finding) => finding.check)).toContain(expected);
  });

  it('notice answers that leak into the inputs of shuffled rows: a loss far below the entropy', () => {
    expect(judged('loss of shuffled labels', 0.2, { from: 0.99, to: 1.2 }, { from: 0.8, to: 1.4 }).verdict).toBe(
      'FAIL',
    );
  });

  it('notice steps that are too small by update ÷ weight, and steps that are too large by what they kill', () => {
    const atRate = (learningRate: number) =>
      failing(check({ ...trial('1'), optimizer: { ...trial('1').optimizer, learningRate } }));
    expect(atRate(1e-7)).toEqual(['update ÷ weight', 'update ÷ weight', 'update ÷ weight']);
    // Giant steps have killed the units by then, and dead ones don't move.
    expect(atRate(1)).toContain('share of dead units');
  });
});

describe('a finding', () => {
  it('is judged as it is printed: 1.004 is in the range up to 1, 1.006 is not', () => {
    const range = { from: 0, to: 1 };
    expect(judged('x', 1.004, range, { to: 2 })).toMatchObject({ measured: 1, verdict: 'PASS' });
    expect(judged('x', 1.006, range, { to: 2 })).toMatchObject({ measured: 1.01, verdict: 'WARN' });
    expect(judged('x', 2.01, range, { to: 2 }).verdict).toBe('FAIL');
    for (const wrong of [Number.NaN, Infinity]) expect(judged('x', wrong, range, range).verdict).toBe('FAIL');
  });
});

describe('the text', () => {
  const report = check({ ...trial('1'), parts: sabotageNamed('zero-start').parts });

  it('is at most 80 columns wide, has a verdict for each finding, and a reason for each kind', () => {
    const [table, why] = [sanityTable(report), reasons(report)];
    for (const line of `${table}\n${why}\n${signalTable(report)}`.split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
    expect(table.match(/(PASS|WARN|FAIL)$/gm)).toEqual(report.findings.map(({ verdict }) => verdict));
    expect(why.match(/^(loss|shuffled|update|dead|signal)[a-z0-9 ÷]+: /gm)).toHaveLength(6);
  });

  it('ends with the worst verdict and what it is for', () => {
    expect(sanityVerdict(report)).toMatch(/^FAIL: loss of 20 rows by heart FAIL, update ÷ weight \(layer 1\) FAIL, /);
    expect(sanityVerdict(check(trial('1')))).toBe('PASS: all 11 checks are as they should be');
  });

  it('prints no PASS beside a number out of its range', () => {
    for (const name of ['zero-start', 'he-as-glorot', 'dW-sign']) {
      const lines = sanityTable(check({ ...trial('2'), parts: sabotageNamed(name).parts }))
        .split('\n')
        .slice(2);
      for (const line of lines) {
        const [, measured, from, to, most, verdict] =
          /(\S+) +(?:([\d.e-]+) to ([\d.e-]+)|at most ([\d.e-]+)) +(\w+)$/.exec(line) ?? [];
        const value = Number(measured);
        const isRight = most === undefined ? value >= Number(from) && value <= Number(to) : value <= Number(most);
        expect([line, verdict === 'PASS']).toEqual([line, isRight]);
      }
    }
  });
});
