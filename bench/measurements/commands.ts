/**
 * Whole commands, each in a process of its own from start to end: what starting costs, training and scoring.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openCsvFile, repeatCsvFile, type CsvFile } from './csv.ts';
import { groupDigits } from '../../src/text-table.ts';
import { measure, type Effort } from './measure.ts';
import { ProcessRun, runProcess, type Command } from './process-run.ts';
import { toRows, type BenchRow, type BenchTable } from '../writing/table.ts';

/** A fixed number of epochs, never stopped early. */
export const TRAIN_EPOCHS = 20;
const PROGRAM = 'dist/src/cli/main.js';

/** Each command at least once a round, however long it takes. */
function commandEffort({ rounds }: Effort): Effort {
  return { rounds: Math.min(rounds, 5), timeMs: 0, warmupMs: 0 };
}

export interface CommandFiles {
  readonly csv: string;
  /** For what the commands write. */
  readonly folder: string;
  /** How many times the rows of `csv` are scored. */
  readonly copies: number;
}

/** @throws Error when a command fails or what it wrote isn't right. */
export async function benchCommands({ csv, folder, copies }: CommandFiles, effort: Effort): Promise<BenchTable[]> {
  const start = [
    new ProcessRun({ name: 'node -e 0', executable: process.execPath, args: ['-e', '0'] }),
    new ProcessRun(glassnet('glassnet --help', '--help')),
  ];
  const started = await timeCommands('start', 1, start, effort);

  const [model, bestModel] = [join(folder, 'model'), join(folder, 'best')];
  const command = trainCommand('glassnet train', csv, model);
  const [firstEpoch, train] = [new ProcessRun({ ...command, until: /^Epoch 1\//m }), new ProcessRun(command)];
  const best = new ProcessRun(
    glassnet('… --preset best', 'train', csv, '--preset', 'best', '-o', bestModel, '--force'),
  );
  const trained = [
    ...(await timeCommands('first epoch', 1, [firstEpoch], effort)),
    ...(await timeCommands(`${TRAIN_EPOCHS} epochs`, 1, [train], effort)),
    ...(await timeCommands('early stopping', 1, [best], effort)),
  ];
  for (const { name, stdout } of [train, best]) checkTestLine(name, stdout);

  const rows = await repeatCsvFile(await openCsvFile(csv), copies, join(folder, 'rows.csv'));
  const scores = join(folder, 'scores.csv');
  const predicting = [
    new ProcessRun(predictCommand('glassnet predict', rows.path, model, scores)),
    new ProcessRun(predictCommand('… with --preset best', rows.path, bestModel, scores)),
  ];
  const scored = await timeCommands(`${groupDigits(rowsOf(rows))} rows`, rowsOf(rows), predicting, effort);
  checkLineCount('predict', await readFile(scores, 'utf8'), rowsOf(rows) + 1);
  await rm(rows.path);
  return [
    { title: 'Commands, from start to end', unit: 'runs/s', lead: 'ms', rows: [...started, ...trained] },
    { title: 'Scoring, from CSV to CSV', unit: 'rows/s', lead: 'rate', rows: scored },
  ];
}

/** @param work of one command, in what the table's unit counts a second. */
export async function timeCommands(
  item: string,
  work: number,
  runs: readonly ProcessRun[],
  effort: Effort,
): Promise<BenchRow[]> {
  return toRows(item, work, await measure(runs, commandEffort(effort)), (_, index) => {
    const { peakMiB } = runs[index]!;
    return peakMiB === null ? {} : { peakMiB };
  });
}

export function rowsOf({ cells, copies }: CsvFile): number {
  return (cells.length - 1) * copies;
}

/** The network to hold beside others: one, on standardised inputs. */
export function trainCommand(name: string, csv: string, output: string, ...more: string[]): Command {
  const epochs = ['--epochs', String(TRAIN_EPOCHS), '--patience', String(TRAIN_EPOCHS)];
  return glassnet(name, 'train', csv, '--preset', 'plain', ...epochs, '--output', output, '--force', ...more);
}

export function predictCommand(
  name: string,
  csv: string,
  model: string,
  output: string,
  ...more: readonly string[]
): Command {
  return glassnet(name, 'predict', csv, '--model', model, '--output', output, '--force', ...more);
}

export async function trainModel(csv: string, output: string): Promise<void> {
  await runProcess(trainCommand('train', csv, output));
}

export function glassnet(name: string, ...args: string[]): Command {
  return { name, executable: process.execPath, args: [PROGRAM, ...args] };
}

/**
 * On `data/audiobooks.csv`, balanced or not, any seed comes out within 4 standard deviations (2 points) of 82 or 91 %;
 * always the same answer would be right in 50 or 84 %, which only the first of the two can tell.
 *
 * @throws Error unless the last line tells such an accuracy.
 */
export function checkTestLine(name: string, stdout: string, [least, most]: readonly [number, number] = [74, 99]): void {
  const accuracy = /^Test loss: 0\.\d+\. Test accuracy: ([\d.]+)%\.$/m.exec(stdout)?.[1];
  if (accuracy === undefined) throw new Error(`${name}: no line tells the test accuracy`);
  if (!(Number(accuracy) >= least && Number(accuracy) <= most)) {
    throw new Error(`${name}: test accuracy ${accuracy}%, expected ${least} to ${most}%`);
  }
}

/** @throws Error unless the text has that many lines. */
export function checkLineCount(name: string, text: string, expected: number): void {
  const lines = text.split('\n').length - 1;
  if (lines !== expected) throw new Error(`${name}: wrote ${lines} lines, expected ${expected}`);
}
