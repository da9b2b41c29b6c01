/**
 * Generations of trials on worker threads. What becomes of a trial is the same on any number of them.
 */
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { TrialOutcome } from '../../training/tuning/generation.ts';
import { TaskPool, type TaskKind } from './pool/task-pool.ts';
import { shareData, type GenerationContext, type GenerationTask } from './tasks/train-generation.ts';

const KIND: TaskKind<GenerationContext, GenerationTask, TrialOutcome[]> = {
  url: new URL('./tasks/train-generation.js', import.meta.url),
  load: () => import('./tasks/train-generation.ts'),
};

export interface TrainerOptions {
  readonly rungs: readonly number[];
  /** By the name of their preparation. */
  readonly data: ReadonlyMap<string, PreparedData>;
  readonly threads: number;
}

export class GenerationTrainer {
  readonly #pool: TaskPool<GenerationContext, GenerationTask, TrialOutcome[]>;
  /** One number: the trials that have ended. */
  readonly #ended = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

  constructor({ rungs, data, threads: size }: TrainerOptions) {
    const shared = new Map(Array.from(data, ([name, prepared]) => [name, shareData(prepared)]));
    const context: GenerationContext = { rungs, data: shared, ended: this.#ended };
    this.#pool = new TaskPool({ kind: KIND, context, size });
  }

  /** The trials that have ended so far, those of generations in work among them. */
  get ended(): number {
    return Atomics.load(this.#ended, 0);
  }

  /** @throws as `runGeneration` does. */
  train(generation: GenerationTask): Promise<TrialOutcome[]> {
    return this.#pool.run(generation);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
