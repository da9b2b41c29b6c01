/**
 * What choosing a model takes, as whole commands beside scripts that do the same in Python: one training, repeated
 * cross-validation, and a search.
 */
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checkTestLine, glassnet, TRAIN_EPOCHS } from '../measurements/commands.ts';
import { measure, type Contestant, type Effort } from '../measurements/measure.ts';
import { ProcessRun, type Command } from '../measurements/process-run.ts';
import { toRows, type BenchTable } from '../writing/table.ts';
import { PEERS_FOLDER, threadsEnvironment, type FoundPeers, type PeerName } from './peers.ts';

export interface ChoosingSize {
  readonly rounds: number;
  /** Of cross-validation and search, whose commands take minutes: one says enough. */
  readonly longRounds: number;
  readonly folds: number;
  readonly repeats: number;
  readonly trials: number;
  /** Of the trials, as many as Keras does; the others are reckoned from these. */
  readonly kerasTrials: number;
}

export const FULL_CHOOSING: ChoosingSize = {
  rounds: 3,
  longRounds: 1,
  folds: 10,
  repeats: 10,
  trials: 200,
  kerasTrials: 8,
};
export const QUICK_CHOOSING: ChoosingSize = {
  rounds: 1,
  longRounds: 1,
  folds: 2,
  repeats: 1,
  trials: 10,
  kerasTrials: 2,
};

export interface Choosing {
  readonly csv: string;
  /** For what the commands write. */
  readonly folder: string;
  readonly found: FoundPeers;
  readonly size: ChoosingSize;
  readonly progress: (text: string) => void;
}

/** @throws Error when a command fails, or did other work than the others. */
export async function compareChoosing(choosing: Choosing): Promise<BenchTable[]> {
  const { progress, size } = choosing;
  progress('one training');
  const trained = await compareOneTraining(choosing);
  progress(`cross-validation, ${size.folds} × ${size.repeats}`);
  const validated = await compareCrossValidation(choosing);
  progress(`search, ${size.trials} trials`);
  return [trained, validated, await compareSearch(choosing)];
}

async function compareOneTraining({ csv, folder, found, size }: Choosing): Promise<BenchTable> {
  const train = (preset: string) => {
    const output = join(folder, `train-${preset}`);
    return new ProcessRun(glassnet(`glassnet, ${preset}`, 'train', csv, '--preset', preset, '-o', output, '--force'));
  };
  const runs = [
    train('best'),
    train('plain'),
    ...scripts(found, 'scikit-learn', [
      ['scikit-learn', 'train_scikit_learn_plain.py', csv],
      ['scikit-learn, course', 'train_scikit_learn.py', csv, String(TRAIN_EPOCHS)],
    ]).map((command) => new ProcessRun(command)),
  ];
  const rows = toRows('training', 1, await measure(runs, effortOf(size.rounds)));
  for (const { name, stdout } of runs) checkTestLine(name, stdout);
  return { title: `One training on ${csv}`, unit: 'runs/s', lead: 'ms', rows };
}

async function compareCrossValidation({ csv, folder, found, size }: Choosing): Promise<BenchTable> {
  const { folds, repeats } = size;
  const validate = (name: string, ...words: string[]) => {
    const output = join(folder, 'cv');
    const counts = ['--folds', String(folds), '--repeats', String(repeats)];
    return new ProcessRun(glassnet(name, 'cv', csv, '-o', output, '--force', ...counts, ...words), { warmUp: false });
  };
  const own = [
    validate('glassnet, plain', '--preset', 'plain'),
    validate('… on one thread', '--preset', 'plain', '--threads', '1'),
    validate('glassnet, best', '--preset', 'best'),
  ];
  const peers = scripts(found, 'scikit-learn', [
    ['scikit-learn', 'cross_validate_scikit_learn.py', csv, String(folds), String(repeats)],
    ['… stopped early', 'cross_validate_scikit_learn.py', csv, String(folds), String(repeats), 'early'],
  ]).map((command) => new ProcessRun(command, { warmUp: false }));
  const rows = toRows(`${folds} × ${repeats}`, 1, await measure([...own, ...peers], effortOf(size.longRounds)));
  checkFolds(await readFile(join(folder, 'cv', 'cv.json'), 'utf8'), folds * repeats);
  for (const { name, stdout } of peers) checkFits(name, stdout, folds * repeats);
  return { title: `Cross-validation on ${csv}`, unit: 'runs/s', lead: 'ms', rows };
}

async function compareSearch({ csv, folder, found, size }: Choosing): Promise<BenchTable> {
  const { trials, kerasTrials } = size;
  const output = join(folder, 'tune');
  // A search in a folder that is there would go on where that one ended.
  const anew = { warmUp: false, prepare: () => rm(output, { recursive: true, force: true }) };
  const tune = (name: string, ...words: string[]) =>
    new ProcessRun(glassnet(name, 'tune', csv, '--trials', String(trials), '-o', output, ...words), anew);
  const own = [tune('glassnet'), tune('… on one thread', '--threads', '1')];
  const peers = scripts(found, 'scikit-learn', [
    ['scikit-learn', 'search_scikit_learn.py', csv, String(trials)],
    ['… stopped early', 'search_scikit_learn.py', csv, String(trials), 'early'],
  ]).map((command) => new ProcessRun(command, { warmUp: false }));
  const [few, more] = [1, 1 + kerasTrials].map((count) =>
    scripts(found, 'Keras', [['Keras', 'search_keras.py', csv, String(count)]]).map(
      (command) => new ProcessRun(command, { warmUp: false }),
    ),
  );
  const reckoned = more!.map(
    (run, index) => new ReckonedRun(`Keras (${kerasTrials} trials)`, few![index]!, run, kerasTrials, trials),
  );
  const rows = toRows(`${trials} trials`, 1, await measure([...own, ...peers, ...reckoned], effortOf(size.longRounds)));
  checkTrials(await readFile(join(output, 'trials.jsonl'), 'utf8'), trials);
  for (const { name, stdout } of peers) checkFits(name, stdout, trials);
  for (const { name, stdout } of more!) checkFits(name, stdout, 1 + kerasTrials);
  return { title: `Search on ${csv}`, unit: 'runs/s', lead: 'ms', rows };
}

/** Each once a round. */
function effortOf(rounds: number): Effort {
  return { rounds, timeMs: 0, warmupMs: 0 };
}

/** The commands of a peer that is there: a name, a script and its words. */
function scripts(found: FoundPeers, peer: PeerName, commands: readonly [string, string, ...string[]][]): Command[] {
  if (!found.names.has(peer)) return [];
  const env = threadsEnvironment(availableParallelism());
  return commands.map(([name, script, ...words]) => {
    return { name, executable: found.python!, args: [join(PEERS_FOLDER, script), ...words], env };
  });
}

/**
 * The time of work that would take too long, from two runs that do 1 and 1 + `step` pieces of it: what both share, the
 * start of the program above all, counts once.
 */
export class ReckonedRun implements Contestant {
  readonly name: string;
  readonly #one: Contestant;
  readonly #more: Contestant;
  readonly #step: number;
  readonly #pieces: number;

  constructor(name: string, one: Contestant, more: Contestant, step: number, pieces: number) {
    this.name = name;
    this.#one = one;
    this.#more = more;
    this.#step = step;
    this.#pieces = pieces;
  }

  async timeRound(effort: Effort): Promise<readonly number[]> {
    const once = { ...effort, timeMs: 0 };
    const [[one], [more]] = [await this.#one.timeRound(once), await this.#more.timeRound(once)];
    return [one! + ((this.#pieces - 1) * (more! - one!)) / this.#step];
  }
}

/** @throws Error unless it says that it did so many fits, and ended with a plausible accuracy. */
export function checkFits(name: string, stdout: string, fits: number): void {
  const told = /^fits: (\d+)$/m.exec(stdout)?.[1];
  if (Number(told) !== fits) throw new Error(`${name}: ${told ?? 'no'} fits, expected ${fits}`);
  checkTestLine(name, stdout);
}

function checkFolds(document: string, folds: number): void {
  const { results } = JSON.parse(document) as { readonly results: readonly unknown[] };
  if (results.length !== folds) throw new Error(`cv: ${results.length} folds, expected ${folds}`);
}

function checkTrials(lines: string, trials: number): void {
  const count = lines.trimEnd().split('\n').length;
  if (count !== trials) throw new Error(`tune: ${count} trials, expected ${trials}`);
}
