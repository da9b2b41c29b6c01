/**
 * The predictions of trained models for the same rows: those that training kept apart, found again in the training file,
 * or all rows of another file.
 */
import { UsageError } from '../../errors.ts';
import type { Predictions } from '../../evaluation/judgement.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { loadModel } from '../../node/stores/model-store.ts';
import { readRunRecord } from '../../node/stores/run-record.ts';
import { counted } from '../../text-table.ts';
import { classifierPredictions } from '../../training/baselines/baselines.ts';
import { placingFarRows } from '../inputs/far-row.ts';
import { requireFit, type RowsToJudge } from '../inputs/rows-to-judge.ts';
import type { Arguments } from '../options/arguments.ts';
import { otherRows, requireSameClasses, requireSameData, rowSettings } from './basis.ts';
import type { ComparedRuns } from './compared-runs.ts';
import { rowsInCommon, type TrainedRun } from './rows-in-common.ts';

/** What one run predicts, in the order of the rows' lines. */
interface RunPredictions {
  readonly predictions: Predictions;
  readonly targets: Int32Array;
  /** Of each row the line in its file, or its place in an array [n]. */
  readonly lines: Int32Array;
}

/** @throws UsageError E_USAGE_RUNS for runs of other data, classes or test rows. */
export async function readRunPredictions(paths: readonly string[], args: Arguments): Promise<ComparedRuns> {
  const runs: TrainedRun[] = [];
  for (const path of paths) runs.push(await readRun(path));
  const [first, ...others] = runs as [TrainedRun, ...TrainedRun[]];
  const data = args.optionalText('data') ?? recordedPath(runs);
  for (const other of others) {
    if (!args.given.has('data')) requireSameData(first, other, '--data FILE, with rows that are new to both');
    requireSameClasses(first, other);
  }
  const { areTested, rowsOf } = await rowsInCommon(data, runs, args);
  const one = await predict(first, await rowsOf(first), data);
  const candidates = [one.predictions];
  for (const other of others) {
    const predicted = await predict(other, await rowsOf(other), data);
    const areSame = areEqual(predicted.lines, one.lines) && areEqual(predicted.targets, one.targets);
    if (!areSame) throw otherRows(first, other, areTested ? 'test rows' : 'rows');
    candidates.push(predicted.predictions);
  }
  const { targets } = one;
  return {
    candidates,
    targets,
    classes: first.classes,
    rows: areTested ? `the ${counted(targets.length, 'test row')}` : `all ${counted(targets.length, 'row')}`,
    data: nameOf(data),
    ...(!areTested && { caution: 'rows that a run was trained on flatter it' }),
  };
}

async function readRun(run: string): Promise<TrainedRun> {
  const model = await loadModel(run);
  const record = await readRunRecord(model.file);
  const { classes, pipeline } = model.classifier;
  const preparation = record?.preparation ?? null;
  const settings = preparation === null ? new Map() : rowSettings(preparation);
  return { run, record, preparation, target: pipeline?.target ?? null, classes, settings, model };
}

function recordedPath(runs: readonly TrainedRun[]): string {
  for (const { run, record } of runs) {
    if (record !== null && record.path !== '-') continue;
    const reason = record === null ? 'there is no run.json' : 'it was trained on stdin';
    throw new UsageError('E_USAGE_MISSING', `${reason}, so its test rows are not known`, {
      file: run,
      hint: '--data FILE, with the rows to compare on',
    });
  }
  return runs[0]!.record!.path;
}

async function predict({ run, model }: TrainedRun, rows: RowsToJudge, data: string): Promise<RunPredictions> {
  const { dataset, mix, lineOf } = rows;
  requireFit(dataset, model.classifier, nameOf(data));
  const { targets } = dataset;
  const { predictions, probabilities } = await placingFarRows(data, lineOf, () => {
    return classifierPredictions(run, model.classifier, dataset, mix);
  });
  const lines = Int32Array.from(targets, (_, row) => lineOf?.(row) ?? row);
  const order = lines.map((_, row) => row).toSorted((a, b) => lines[a]! - lines[b]!);
  const k = model.classifier.classes.length;
  return {
    predictions: {
      name: run,
      predictions: order.map((row) => predictions[row]!),
      probabilities: probabilities.map((_, at) => probabilities[order[Math.floor(at / k)]! * k + (at % k)]!),
    },
    targets: order.map((row) => targets[row]!),
    lines: order.map((row) => lines[row]!),
  };
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
