/**
 * A small file as people have it, and what must become of it. The verdicts come from what a careful analyst expects,
 * not from what the program does.
 */
import type { InferenceKind } from '../../src/data/reading-log.ts';
import type { FeatureType } from '../../src/data/notation/column-evidence.ts';
import type { CodeFor } from '../../src/error-codes.ts';

export interface WildFile {
  /** Its name in `test/wild`, without `.csv`. */
  readonly file: string;
  /** What it shows, as a claim. */
  readonly shows: string;
  /** The file it looks like, which is taken another way. */
  readonly nearMissOf?: string;
  /** The options with which it is read; none by default. */
  readonly words?: readonly string[];
  readonly verdict: Trained | Refused;
}

/** It trains at once. */
export interface Trained {
  /** `bought` by default. */
  readonly target?: string;
  /** None by default. */
  readonly id?: string;
  readonly features: Readonly<Record<string, FeatureType>>;
  /** Columns that are no features, by what `audit` calls them. */
  readonly leftOut?: Readonly<Record<string, string>>;
  /** 24 by default. */
  readonly rows?: number;
  /** How many rows `predict` scores: those without a label, too. As many by default. */
  readonly scored?: number;
  /** What is said to be inferred: all of it, by its kind, as the line says it. Nothing by default. */
  readonly inferred?: Readonly<Partial<Record<InferenceKind, RegExp>>>;
  /** What stands in the first rows of a column: a float64, a text, or null where it is missing. */
  readonly cells?: Readonly<Record<string, readonly (number | string | null)[]>>;
  /** What `train` says beside that. */
  readonly notes?: RegExp;
  /** The class that counts. */
  readonly positive?: string;
}

/** It is refused, with a place and with ways out. */
export interface Refused {
  readonly code: CodeFor<'data'>;
  readonly line?: number;
  readonly column?: number;
  readonly says?: RegExp;
  /** What the hint offers, each typed as it stands there, and what comes gives: all of them. */
  readonly ways?: readonly { readonly words: readonly string[]; readonly gives: Trained | Refused }[];
  /** What the hint must not offer. */
  readonly neverOffers?: RegExp;
}

export function isRefused(verdict: Trained | Refused): verdict is Refused {
  return 'code' in verdict;
}
