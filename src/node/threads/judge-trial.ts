/**
 * A trial of a search judged on the test rows, on a worker thread where there is one: while others train the winner.
 */
import type { PreparedData } from '../../preprocessing/prepared-data.ts';
import type { Figures } from '../../training/tuning/figures.ts';
import type { TrialCourse } from '../../training/tuning/judge-trial.ts';
import { inOrder } from './pool/in-order.ts';
import type { TaskKind } from './pool/task-pool.ts';
import { shareRows } from './shared-rows.ts';
import type { JudgeContext } from './tasks/judge-trial.ts';
import { shareData } from './tasks/train-generation.ts';

const KIND: TaskKind<JudgeContext, TrialCourse, Figures> = {
  url: new URL('./tasks/judge-trial.js', import.meta.url),
  load: () => import('./tasks/judge-trial.ts'),
};

/** @throws as `judgeTrial` does */
export async function judgeAside(
  data: PreparedData,
  { parameters, seed, end, losses }: TrialCourse,
  threads: number,
): Promise<Figures> {
  const context = { data: shareData(data), test: shareRows(data.test) };
  const course = { parameters, seed, end, losses };
  const [figures] = await inOrder({ kind: KIND, context, size: threads }, [course], () => {});
  return figures!;
}
