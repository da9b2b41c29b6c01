/** Reads the golden files of test/golden; their Python generators say what each field means. */
import { readFileSync } from 'node:fs';
import type { Matrix, Objective } from './network.ts';

export interface GoldenWeights {
  kernel: Matrix;
  bias: number[];
}

export interface GoldenRun {
  name: string;
  loss: Objective['loss'];
  weighted: boolean;
  layers: { units: number; activation: 'relu' | 'linear'; l2: number }[];
  optimizer:
    | { name: 'adam'; learningRate: number; beta1: number; beta2: number; epsilon: number }
    | { name: 'sgd'; learningRate: number; momentum: number; nesterov: boolean };
  steps: number;
  start: GoldenWeights[];
  losses: number[];
  snapshots: Record<string, GoldenWeights[]>;
  float32Drift: Record<string, number>;
}

export interface GoldenTrajectory {
  versions: Record<string, string>;
  inputs: Matrix;
  targets: number[];
  sampleWeights: number[];
  batches: number[][];
  runs: GoldenRun[];
}

export interface GoldenEarlyStopping {
  versions: Record<string, string>;
  series: Record<string, (number | null)[]>;
  cases: {
    series: string;
    mode: 'min' | 'max';
    patience: number;
    minDelta: number;
    restoreBestWeights: boolean;
    stopped: boolean;
    epochs: number;
    stoppedEpoch: number;
    bestEpoch: number;
    best: number | null;
    finalWeight: number;
  }[];
}

function readGolden<T>(name: string, schema: string): T {
  const document = JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8')) as { schema?: string };
  if (document.schema !== schema) throw new Error(`${name}: expected schema ${schema}, got ${document.schema}`);
  return document as T;
}

export const readTrajectory = (): GoldenTrajectory =>
  readGolden('adam-trajectory.json', 'glassnet.golden.trajectory/1');

export const readEarlyStopping = (): GoldenEarlyStopping =>
  readGolden('early-stopping.json', 'glassnet.golden.early-stopping/1');
