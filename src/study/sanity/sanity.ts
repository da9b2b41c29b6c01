/**
 * Is this network sane, before a long training? Small trials whose outcome is known beforehand (Karpathy, CS231n, "Before
 * learning: sanity checks" and "Babysitting the learning process").
 */
import type { Dataset } from '../../preprocessing/dataset.ts';
import { worstVerdict, type Verdict } from '../gradcheck/rule.ts';
import type { Finding } from './judged.ts';
import { learnByHeart, learnShuffled, watchSteps } from './learning-checks.ts';
import { lossAtStart, signalByLayer, type SignalByLayer } from './start-checks.ts';
import type { Trial } from './trial-network.ts';

export interface SanityData {
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly classCount: number;
}

export interface SanityReport {
  readonly findings: readonly Finding[];
  /** Of ten layers, with each of three starts; their findings are among the findings, too. */
  readonly signals: readonly SignalByLayer[];
  /** The worst. */
  readonly verdict: Verdict;
}

/** @throws UsageError for layers that a trial can't have. */
export function sanity(trial: Trial, { train, validation, classCount }: SanityData): SanityReport {
  const signals = signalByLayer(train, trial.seed, trial.parts);
  const findings = [
    lossAtStart(trial, train, classCount),
    learnByHeart(trial, train),
    learnShuffled(trial, train, validation, classCount),
    ...watchSteps(trial, train),
    ...signals.map(({ finding }) => finding),
  ];
  return { findings, signals, verdict: worstVerdict(findings.map((finding) => finding.verdict)) };
}
