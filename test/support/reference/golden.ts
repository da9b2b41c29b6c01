/** Reads the golden files of test/golden; their Python generators say what each field means. */
import { readFileSync } from 'node:fs';
import type { Matrix, Objective } from '../../../src/study/reference/network.ts';

interface GoldenWeights {
  kernel: Matrix;
  bias: number[];
}

export interface GoldenRun {
  name: string;
  loss: Objective['loss'];
  weighted: boolean;
  layers: { units: number; activation: 'relu' | 'linear'; l2: number }[];
  optimizer:
    | { name: 'adam'; learningRate: number; beta1: number; beta2: number; epsilon: number; weightDecay?: number }
    | { name: 'sgd'; learningRate: number; momentum: number; nesterov: boolean };
  steps: number;
  start: GoldenWeights[];
  losses: number[];
  snapshots: Record<string, GoldenWeights[]>;
  float32Drift: Record<string, number>;
}

interface GoldenTrajectory {
  schema: string;
  versions: Record<string, string>;
  inputs: Matrix;
  targets: number[];
  sampleWeights: number[];
  batches: number[][];
  runs: GoldenRun[];
}

interface GoldenEarlyStopping {
  schema: string;
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

const readText = (name: string): string => readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8');

function expectSchema(actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`golden file: expected schema ${expected}, got ${actual}`);
}

export function readTrajectory(): GoldenTrajectory {
  const golden: GoldenTrajectory = JSON.parse(readText('adam-trajectory.json'));
  expectSchema(golden.schema, 'glassnet.golden.trajectory/1');
  return golden;
}

export function readEarlyStopping(): GoldenEarlyStopping {
  const golden: GoldenEarlyStopping = JSON.parse(readText('early-stopping.json'));
  expectSchema(golden.schema, 'glassnet.golden.early-stopping/1');
  return golden;
}
