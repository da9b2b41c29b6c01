/**
 * `glassnet trial FILE`: trains and judges one network for each line of stdin, and writes its line to stdout. The trials
 * are those of `tune`; which ones are made is for another program to say.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { FormatError, UsageError } from '../../errors.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { sha256 } from '../../node/stores/model-store.ts';
import { readTrialRequest, trialLine } from '../../node/stores/search/trial-line.ts';
import { GenerationTrainer } from '../../node/threads/train-generations.ts';
import { requireTrainable } from '../../training/trainable.ts';
import { parametersIn, trialOptions, type Parameters } from '../../training/tuning/searched-options.ts';
import { trialKey } from '../../training/tuning/trial.ts';
import { threadsOf } from '../choose-kernels.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { preparationName, readSearchData, type SearchData } from '../tuning/search-data.ts';

const STDIN = '<stdin>';

export async function run(args: Arguments, console: Console): Promise<void> {
  if (args.positional === '-') {
    throw new UsageError('E_USAGE_CONFLICT', 'trial reads its trials from stdin: give it the CSV file by its name');
  }
  const trials = new Trials(await readSearchData(args, console), threadsOf(args));
  try {
    const threads = threadsOf(args);
    await answer(trials, threads === 1 ? 1 : 2 * threads);
  } finally {
    await trials.close();
  }
}

/** Answers each line of stdin as soon as it is known, in their order. @param most lines in work at a time */
async function answer(trials: Trials, most: number): Promise<void> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  const answers: Promise<void>[] = [];
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    const trained = trials.train(line, number);
    const before = answers.at(-1) ?? Promise.resolve();
    const answered = before.then(async () => write(`${await trained}\n`));
    // Whoever sent the line may wait for its answer before the next one.
    for (const promise of [trained, answered]) promise.catch(() => lines.close());
    answers.push(answered);
    if (answers.length >= most) await answers.shift();
  }
  await Promise.all(answers);
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Trains what lines ask for, on threads that start with the first line that wants their rows. */
class Trials {
  readonly #data: SearchData;
  readonly #threads: number;
  readonly #trainers = new Map<string, GenerationTrainer>();

  constructor(data: SearchData, threads: number) {
    this.#data = data;
    this.#threads = threads;
  }

  /** @param line its number, from 1 @returns the line of the trial */
  async train(text: string, line: number): Promise<string> {
    const { base, digest, training } = this.#data;
    const request = readTrialRequest(text, STDIN, line);
    const parameters = parametersIn({ ...base, ...request.parameters });
    const seed = request.seed ?? training.seed;
    const identity = { parameters, seed, data: digest };
    if (request.key !== null && request.key !== trialKey(identity, sha256)) {
      throw new FormatError('E_SEARCH_TRIAL', 'trial.key: it is a trial of other data, or of other options', {
        file: STDIN,
        line,
        hint: 'leave "key" out to try its parameters on this file',
      });
    }
    requireTrainable(this.#data.csv.data, trialOptions(parameters, seed), nameOf(this.#data.path));
    const trial = { parameters, until: request.until, known: null, preparation: preparationName(parameters) };
    const [outcome] = await this.#trainer(parameters).train({ seed, trials: [trial] });
    return trialLine({ ...identity, ...outcome!, index: request.index ?? line - 1, fold: null });
  }

  #trainer(parameters: Parameters): GenerationTrainer {
    const name = preparationName(parameters);
    const known = this.#trainers.get(name);
    if (known !== undefined) return known;
    const data = new Map([[name, this.#data.dataFor(parameters)]]);
    const trainer = new GenerationTrainer({ rungs: [], data, threads: this.#threads });
    this.#trainers.set(name, trainer);
    return trainer;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#trainers.values(), (trainer) => trainer.close()));
  }
}
