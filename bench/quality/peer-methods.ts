/**
 * Whom quality is compared with: methods in Python, all by the script `bench/peers/quality.py`.
 */
import type { Peer } from '../comparison/peers.ts';

export interface QualityPeer extends Peer {
  /** One that takes minutes a fit does sets of at most so many rows, and so many splits of each. */
  readonly most?: { readonly rows: number; readonly splits: number };
}

const COMMON = ['numpy', 'scikit-learn'] as const;

export const QUALITY_PEERS = {
  lightgbm: python('lightgbm'),
  lightgbm_folds: python('lightgbm'),
  histgb: python(),
  logistic: python(),
  logistic_none: python(),
  realmlp: { ...python('pytabkit'), most: { rows: 6000, splits: 3 } },
  tabm: { ...python('pytabkit'), most: { rows: 2000, splits: 3 } },
} as const satisfies Record<string, QualityPeer>;

export type QualityPeerName = keyof typeof QUALITY_PEERS;

function python(...packages: readonly string[]): Peer {
  return { runtime: 'python', packages: [...packages, ...COMMON], isParallel: false };
}
