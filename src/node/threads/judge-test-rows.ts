/**
 * The predictions for the test rows of a training judged on worker threads: the baselines while the network is trained,
 * the network when it is there. The figures are those of `evaluationDocument`, to the bit.
 */
import { affordableResamples, type Judgement, type Predictions } from '../../evaluation/judgement.ts';
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { Judged } from '../../report/document.ts';
import { TaskPool, type TaskKind } from './pool/task-pool.ts';
import { sharedArray, shareRows } from './shared-rows.ts';
import type { Draws, JudgeRowsContext, JudgeRowsResult, JudgeRowsTask } from './tasks/judge-rows.ts';

const KIND: TaskKind<JudgeRowsContext, JudgeRowsTask, JudgeRowsResult> = {
  url: new URL('./tasks/judge-rows.js', import.meta.url),
  load: () => import('./tasks/judge-rows.ts'),
};

/** More resamples than fit are drawn anew for each task. */
const MOST_BYTES = 2 ** 24;

export class TestRowsJudge {
  readonly #tasks: TaskPool<JudgeRowsContext, JudgeRowsTask, JudgeRowsResult>;
  readonly #baselines: Promise<JudgeRowsResult>;

  /** Begins with the baselines, as soon as a thread is free. @param seed of the training */
  constructor(data: PreparedData, seed: string, threads: number) {
    const { train, test, classes, priors, heldOutMix, balance, pipeline } = data;
    const inputs = pipeline && { inputs: pipeline.inputs };
    const rows = { train: shareRows(train), test: shareRows(test) };
    const learned = { classes, priors, heldOutMix, balance, pipeline: inputs };
    const context: JudgeRowsContext = { ...rows, ...learned, seed, draws: drawsFor(data) };
    this.#tasks = new TaskPool({ kind: KIND, context, size: threads, isSmall: true });
    this.#baselines = this.#tasks.run(null);
    // Waited for in `judge`; one that fails early is not left without a listener meanwhile.
    this.#baselines.catch(() => {});
  }

  async judge(network: Predictions): Promise<Judged> {
    const [baselines, own] = await Promise.all([this.#baselines, this.#tasks.run(network)]);
    const { judgements, tables } = own as Judged;
    return { judgements: [...judgements, ...(baselines as readonly Judgement[])], tables };
  }

  async close(): Promise<void> {
    await this.#tasks.close();
  }
}

function drawsFor({ test: { targets } }: PreparedData): Draws | null {
  const length = targets.length * affordableResamples(targets.length);
  if (length > MOST_BYTES) return null;
  return {
    counts: sharedArray<Draws['counts']>(Uint8Array, length),
    areDrawn: sharedArray<Draws['areDrawn']>(Int32Array, 1),
  };
}
