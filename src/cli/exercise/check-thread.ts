/**
 * The thread that a student's module runs in: it may throw, never end, or end the thread.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { checkRuns, explained, lackOf, partsWith, type Exports } from '../../study/exercises/check.ts';
import { EXERCISES } from '../../study/exercises/exercises.ts';
import { checkGradients, GRADIENT_NETWORK } from '../../study/exercises/gradients.ts';
import { mistaken } from '../../study/exercises/hand-out.ts';
import { addressFrom, compiledText } from './compiled.ts';
import type { CheckAnswer, CheckOrder } from './check-messages.ts';
import { faultOf } from './student-error.ts';

const { id, url } = workerData as CheckOrder;
const answer = (message: CheckAnswer): void => parentPort!.postMessage(message);
const exercise = EXERCISES.find((one) => one.id === id)!;

/** glassnet's own module with a mistake in it. */
async function loadMistaken({ change }: (typeof exercise)['mistakes'][number]): Promise<Exports> {
  const { module } = exercise;
  const text = mistaken(await compiledText(module), change, addressFrom(module));
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as Exports;
}

let reached = 'loading the file';
function onProgress(progress: string): void {
  reached = progress;
  answer({ kind: 'progress', progress });
}

async function check(): Promise<CheckAnswer> {
  const exports = (await import(url)) as Exports;
  const lack = lackOf(exercise, exports);
  if (lack !== undefined) return { kind: 'fault', fault: { message: lack } };
  const parts = partsWith(exercise, exports);
  const runs = checkRuns(parts, onProgress);
  const last = runs.at(-1)!;
  if (last.first !== null) {
    return { kind: 'done', runs, gradients: null, why: await explained(exercise, last, loadMistaken) };
  }
  onProgress(GRADIENT_NETWORK);
  return { kind: 'done', runs, gradients: checkGradients(parts), why: null };
}

answer(await check().catch((error: unknown) => ({ kind: 'fault', fault: faultOf(error, url, reached) })));
for (const stream of [process.stdout, process.stderr]) await new Promise((done) => void stream.write('', done));
// What the module left running is of no interest.
process.exit();
