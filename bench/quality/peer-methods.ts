/**
 * Whom quality is compared with: methods in Python, all by the script `bench/peers/quality.py`.
 */
import type { Peer } from '../comparison/peers.ts';

const COMMON = ['numpy', 'scikit-learn'] as const;

export const QUALITY_PEERS = {
  lightgbm: python('lightgbm'),
  lightgbm_folds: python('lightgbm'),
  histgb: python(),
  logistic: python(),
  logistic_none: python(),
  realmlp: python('pytabkit'),
  tabm: python('pytabkit'),
} as const satisfies Record<string, Peer>;

export type QualityPeerName = keyof typeof QUALITY_PEERS;

function python(...packages: readonly string[]): Peer {
  return { runtime: 'python', packages: [...packages, ...COMMON], isParallel: false };
}
