/**
 * A finished trial: what was tried, on which data, and what became of it. It is a pure function of its parameters, its
 * seed and its data; its key is their digest.
 */
import type { TrialOutcome } from './generation.ts';
import type { Parameters } from './searched-options.ts';

export interface TrialIdentity {
  readonly parameters: Parameters;
  readonly seed: string;
  /** The SHA-256 of what the data file is and how it was read, split and prepared. */
  readonly data: string;
}

export interface Trial extends TrialIdentity, TrialOutcome {
  /** Its number in the search, from 0. */
  readonly index: number;
  /** The outer fold, from 1, where the search itself is judged; null outside of folds. */
  readonly fold: number | null;
}

/** Lower-case hexadecimal. */
export type Sha256 = (bytes: Uint8Array) => string;

/** The SHA-256 of `{"parameters":…,"seed":…,"data":…}` as it stands in the trial's line, in UTF-8. */
export function trialKey({ parameters, seed, data }: TrialIdentity, sha256: Sha256): string {
  return sha256(new TextEncoder().encode(JSON.stringify({ parameters, seed, data })));
}

/** The epoch whose weights count, from 1; 0 if it diverged in the first. */
export function bestEpochOf({ losses }: Pick<TrialOutcome, 'losses'>): number {
  return losses.indexOf(Math.min(...losses)) + 1;
}

/** The epochs after which a trial with this outcome had to end; Infinity if it ended by itself. */
export function untilOf({ end, losses }: Pick<TrialOutcome, 'end' | 'losses'>): number {
  return end === 'rung' ? losses.length : Infinity;
}
