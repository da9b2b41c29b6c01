import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { fitPlatt, fitTemperature } from '../../src/evaluation/calibration.ts';
import { Tensor } from '../../src/tensor/tensor.ts';
import { createRandom } from '../../src/random.ts';
import { bootstrapIntervals } from '../../src/evaluation/intervals.ts';
import { countRanks, rankScores } from '../../src/evaluation/ranking.ts';
import { averagePrecision, rocAuc } from '../../src/evaluation/curves.ts';
import { logLoss, brierScore } from '../../src/evaluation/probability-scores.ts';
import { classificationScores } from '../../src/evaluation/classification-scores.ts';
import { confusionMatrix } from '../../src/evaluation/metrics.ts';
import { cumulativeGain } from '../../src/evaluation/lift.ts';
import { fitOneRule } from '../../src/evaluation/one-rule.ts';
import { difference, readMetrics } from './metrics-golden.ts';
it('probe', () => {
  const g = JSON.parse(readFileSync('test/golden/calibration.json', 'utf8'));
  let t = 0, p = 0, nearestT = Infinity, dbl = Infinity;
  g.cases.forEach((c: any, i: number) => {
    const x = new Tensor(Float32Array.from(c.logits, (u: number) => u / 8), [c.targets.length, c.columns]);
    const y = Int32Array.from(c.targets, Number);
    const T = (fitTemperature(x, y) as any).temperature;
    t = Math.max(t, Math.abs(T / c.temperature - 1));
    nearestT = Math.min(nearestT, Math.abs(T / g.cases[(i + 1) % 24].temperature - 1));
    if (c.platt) { const f = fitPlatt(x, y) as any; p = Math.max(p, Math.abs(f.slope - c.platt[0]), Math.abs(f.intercept - c.platt[1])); }
  });
  console.log({ t, p, nearestT });
  const { binary, multiclass } = readMetrics();
  const d: any = {};
  const put = (k: string, a: any, b: any) => { d[k] = Math.max(d[k] ?? 0, difference(a, b)); };
  for (const c of binary) {
    const r = countRanks(rankScores(c.scores), c.targets);
    put('auc', rocAuc(r), c.rocAuc);
    if (c.targets.includes(1)) put('ap', averagePrecision(r), c.averagePrecision);
  }
  for (const c of [...binary, ...multiclass]) {
    put('ll', logLoss(c.targets, c.probabilities, c.classes), c.logLoss);
    put('brier', brierScore(c.targets, c.probabilities, c.classes), c.brier);
    const k = c.classes;
    const pr = c.targets.map((_, row) => { const q = c.probabilities.subarray(row * k, (row + 1) * k); return q.indexOf(Math.max(...q)); });
    const s = classificationScores(confusionMatrix(c.targets, pr, k));
    put('f1', s.macro.f1, c.f1); put('ba', s.balancedAccuracy, c.balancedAccuracy);
  }
  console.log(d);
  const random = createRandom(1);
  const n = 1409;
  const y = Int32Array.from({ length: n }, () => Number(random.next() < 0.16));
  const s = Float64Array.from(y, (v) => Math.min(1, (random.next() + 0.5 * v) / 1.5));
  let t0 = performance.now();
  const ranking = rankScores(s);
  console.log(bootstrapIntervals({ rowCount: n, random }, (counts) => ({ auc: rocAuc(countRanks(ranking, y, counts)) })), 'auc only ms', performance.now() - t0);
  t0 = performance.now();
  const probs = Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 ? s[i >> 1]! : 1 - s[i >> 1]!));
  bootstrapIntervals({ rowCount: n, random }, (counts) => { const r = countRanks(ranking, y, counts); return { auc: rocAuc(r), ap: averagePrecision(r), g1: cumulativeGain(r, 0.1), g2: cumulativeGain(r, 0.2), ll: logLoss(y, probs, 2, counts), br: brierScore(y, probs, 2, counts) }; });
  console.log('six figures ms', performance.now() - t0);
  const N = 11268;
  const cols = Array.from({ length: 10 }, (_, j) => ({ name: 'c' + j, values: Float64Array.from({ length: N }, () => random.next()) }));
  const yy = Int32Array.from({ length: N }, () => Number(random.next() < 0.16));
  t0 = performance.now(); fitOneRule(cols, yy, 2); console.log('one rule ms', performance.now() - t0);
  const lg = new Tensor(Float32Array.from({ length: n }, () => 6 * random.next() - 3), [n, 1]);
  t0 = performance.now(); fitTemperature(lg, y); console.log('temperature ms', performance.now() - t0);
  t0 = performance.now(); fitPlatt(lg, y); console.log('platt ms', performance.now() - t0);
});
