/**
 * The number that contributions add up to, as a function of the network's logits: for the natural mix of classes, and
 * calibrated. Both corrections are linear in the logits, so what is exact for these is exact for it.
 */
import { requireArgument } from '../../argument-checks.ts';
import type { Calibration } from '../../evaluation/calibration.ts';
import { logShift } from '../../evaluation/prior-shift.ts';
import type { Classifier } from '../../model/classifier.ts';
import { expOfMinus } from '../../tensor/exponential64.ts';
import type { ExplainedOutput } from '../explanation-document.ts';
import { sigmoid } from './sigmoid.ts';

export interface ExplainedOptions {
  /**
   * `logit` (default): of two classes the log-odds of the class; of more its logit less the mean of all. `probability`:
   * that of the class, of two.
   */
  readonly scale?: 'logit' | 'probability' | undefined;
  /** The class to speak for; of two, class 1 where left out. */
  readonly classIndex?: number | undefined;
}

export interface ExplainedScore {
  readonly output: ExplainedOutput;
  /** On the logit scale, the number is Σ weights·logits + intercept [u]. */
  readonly weights: readonly number[];
  readonly intercept: number;
  /** The probability of the class for logits [u]. */
  readonly probability: (logits: ArrayLike<number>) => number;
}

type Parts = Pick<Classifier, 'classes' | 'output' | 'priors' | 'calibration'>;

/** @throws RangeError for a class that there isn't, none of three or more, or the probability of one of those. */
export function explainedScore(
  { classes, output, priors, calibration }: Parts,
  { scale = 'logit', classIndex }: ExplainedOptions,
): ExplainedScore {
  const k = classes.length;
  requireArgument(
    scale === 'logit' || scale === 'probability',
    'Contributions',
    'scale',
    scale,
    'logit or probability',
  );
  if (scale === 'probability' && k > 2) {
    throw new RangeError(`Contributions: scale is probability, for two classes alone; there are ${k}: take the logit`);
  }
  const label = classIndex ?? (k === 2 ? 1 : -1);
  const holds = Number.isInteger(label) && label >= 0 && label < k;
  requireArgument(holds, 'Contributions', 'classIndex', classIndex, `the number of a class, 0 to ${k - 1}`);
  // The logits of the classes less what they have in common: contrast·z.
  const contrast = classes.map((_, c) => (k === 2 ? (c === label ? 1 : -1) : Number(c === label) - 1 / k));
  const { slope, intercept } = asLine(calibration);
  const shift = logShift(priors.training, priors.natural);
  // The intercept is that of class 1 against class 0.
  const constant = slope * dot(contrast, shift) + (label === 1 ? intercept : -intercept);
  // A single logit is that of class 1 against class 0.
  const weights = (output === 'sigmoid' ? [contrast[1]!] : contrast).map((weight) => slope * weight);
  const name = scale === 'probability' ? scale : k === 2 ? 'log-odds' : 'centred logit';
  const probability = (logits: ArrayLike<number>): number => {
    if (k === 2) return sigmoid(dot(weights, logits) + constant);
    return softmaxOf(
      Float64Array.from(logits, (z, c) => slope * (z + shift[c]!)),
      label,
    );
  };
  return { output: { scale: name, class: classes[label]! }, weights, intercept: constant, probability };
}

function asLine(calibration: Calibration | null): { readonly slope: number; readonly intercept: number } {
  if (calibration?.method === 'platt') return calibration;
  return { slope: 1 / (calibration?.temperature ?? 1), intercept: 0 };
}

function softmaxOf(logits: Float64Array, label: number): number {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const powers = logits.map((z) => expOfMinus(largest - z));
  return powers[label]! / powers.reduce((a, b) => a + b);
}

export function dot(weights: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[i]!;
  return sum;
}
