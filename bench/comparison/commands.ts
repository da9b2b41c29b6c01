/**
 * Whole commands beside scripts that do the same job in Python: training from a CSV to the test line, and scoring one
 * CSV into another.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePipeline } from '../../src/model/require-pipeline.ts';
import { membersOf } from '../../src/nn/ensemble.ts';
import { loadModel } from '../../src/node/stores/model-store.ts';
import { groupDigits } from '../../src/text-table.ts';
import {
  checkLineCount,
  checkTestLine,
  predictCommand,
  rowsOf,
  timeCommands,
  TRAIN_EPOCHS,
  trainCommand,
  trainModel,
} from '../measurements/commands.ts';
import type { CsvFile } from '../measurements/csv.ts';
import type { Effort } from '../measurements/measure.ts';
import { encodeOnnx } from '../measurements/onnx-model.ts';
import { ProcessRun } from '../measurements/process-run.ts';
import type { BenchTable } from '../writing/table.ts';
import { PEERS_FOLDER, threadsEnvironment, type FoundPeers, type PeerName } from './peers.ts';
import { onnxLayers } from './prediction.ts';

const TRAIN_SCRIPTS = [
  ['scikit-learn', 'train_scikit_learn.py'],
  ['PyTorch', 'train_pytorch.py'],
  ['Keras', 'train_keras.py'],
] as const satisfies readonly (readonly [PeerName, string])[];

/** Of the balanced rows of data/audiobooks.csv: 4 standard deviations (2 points) round 82 %; a constant gets 50 %. */
const COURSE_ACCURACY: readonly [number, number] = [74, 90];

/**
 * The course's recipe, a fixed number of epochs.
 *
 * @throws Error when one of them fails or ends without a plausible accuracy.
 */
export async function compareTraining(
  csv: string,
  folder: string,
  found: FoundPeers,
  threads: number,
  effort: Effort,
): Promise<BenchTable> {
  const env = threadsEnvironment(threads);
  const words = ['--recipe', 'course', '--threads', String(threads)];
  const [own, quiet] = ['course', 'quiet'].map((name) => join(folder, name)) as [string, string];
  const commands = [
    // Audits the file, too, which no script does.
    trainCommand('glassnet', csv, own, ...words),
    trainCommand('glassnet -q', csv, quiet, ...words, '--quiet'),
  ];
  const scripts = TRAIN_SCRIPTS.filter(([name]) => found.names.has(name)).map(([name, script]) => {
    return { name, executable: found.python!, args: [`${PEERS_FOLDER}/${script}`, csv, String(TRAIN_EPOCHS)], env };
  });
  const runs = [...commands, ...scripts].map((command) => new ProcessRun(command));
  const rows = await timeCommands(`${TRAIN_EPOCHS} epochs`, 1, runs, effort);
  for (const { name, stdout } of runs) checkTestLine(name, stdout, COURSE_ACCURACY);
  return { title: `Training on ${csv}, from start to end`, unit: 'runs/s', lead: 'ms', rows };
}

/** @throws Error when one of them fails or the scores are other than glassnet's. */
export async function compareScoring(
  file: CsvFile,
  trainingFile: string,
  folder: string,
  found: FoundPeers,
  threads: number,
  effort: Effort,
): Promise<BenchTable> {
  const model = join(folder, 'model');
  await trainModel(trainingFile, model);
  const [onnx, columns] = [join(folder, 'model.onnx'), join(folder, 'columns.json')];
  await exportModel(model, onnx, columns);
  const [ownScores, theirScores] = [join(folder, 'scores.csv'), join(folder, 'peer-scores.csv')];
  const runs = [new ProcessRun(predictCommand('glassnet', file.path, model, ownScores, '--threads', String(threads)))];
  if (found.names.has('onnxruntime')) {
    const args = [`${PEERS_FOLDER}/predict_csv.py`, file.path, onnx, columns, theirScores];
    const env = threadsEnvironment(threads);
    runs.push(new ProcessRun({ name: 'onnxruntime', executable: found.python!, args, env }));
  }
  const rows = await timeCommands(`${groupDigits(rowsOf(file))} rows`, rowsOf(file), runs, effort);
  const own = await readFile(ownScores, 'utf8');
  checkLineCount('glassnet', own, rowsOf(file) + 1);
  if (runs.length > 1) checkScores(runs[1]!.name, await readFile(theirScores, 'utf8'), own);
  return { title: 'Scoring, from CSV to CSV (onnxruntime with pandas)', unit: 'rows/s', lead: 'rate', rows };
}

/** Writes the network as ONNX, and the columns with what standardises them as JSON. */
async function exportModel(model: string, onnx: string, columns: string): Promise<void> {
  const loaded = await loadModel(model);
  const { network, priors, positive } = loaded.classifier;
  const pipeline = requirePipeline(loaded.classifier, 'train it from a CSV file', loaded.file);
  const shift = Float32Array.from(priors.natural, (share, label) => Math.log(share / priors.training[label]!));
  await writeFile(onnx, encodeOnnx(onnxLayers(membersOf(network)[0]!), shift));
  await writeFile(columns, JSON.stringify({ id: pipeline.id, inputs: pipeline.inputs, positive }));
}

/** Probabilities pass through float32 twice, in another order of sums: a few times 6e-8, and 1 in the last digit. */
const SCORE_TOLERANCE = 5e-6;
/** This close to even, rounding may decide. */
const UNDECIDED = 1e-5;

/** @throws Error naming the first line whose ID, prediction or probabilities are other. */
export function checkScores(name: string, got: string, expected: string): void {
  const [gotLines, expectedLines] = [got, expected].map((text) => text.trimEnd().split('\n'));
  checkLineCount(name, got, expectedLines!.length);
  for (const [line, text] of expectedLines!.entries()) {
    const [id, prediction, ...probabilities] = text.split(',');
    const [gotId, gotPrediction, ...gotProbabilities] = gotLines![line]!.split(',');
    const isUndecided = Math.abs(Number(probabilities[0]) - 0.5) < UNDECIDED;
    const differs =
      gotId !== id ||
      (gotPrediction !== prediction && !isUndecided) ||
      gotProbabilities.length !== probabilities.length ||
      // Asked this way round, a NaN differs; the names in the header are compared as texts.
      probabilities.some((p, i) => {
        const value = gotProbabilities[i]!;
        return value !== p && !(value !== '' && Math.abs(Number(value) - Number(p)) <= SCORE_TOLERANCE);
      });
    if (differs) throw new Error(`${name}: line ${line + 1} is ${gotLines![line]}, expected ${text}`);
  }
}
