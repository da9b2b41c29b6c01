/**
 * The worker: answers the page's calls, each once what was asked for before is open, with the modules that compute in Node.
 */
import { GlassnetError } from '../../errors.ts';
import { availableKernels, currentKernels, useKernels } from '../../tensor/kernels/current.ts';
import type { Methods, Refusal, Request, Response, Snapshot } from '../protocol.ts';
import { checkGradient } from './check-gradient.ts';
import { confusedRows, confusion } from './confusion.ts';
import { Desk } from './desk.ts';
import { statistics } from './layer-statistics.ts';
import { listRows } from './list-rows.ts';
import { Runner } from './runner.ts';
import { SurfaceMaker } from './surface.ts';

const desk = new Desk();
const surfaces = new SurfaceMaker();
const runner = new Runner(
  desk,
  (snapshot) => send({ snapshot }),
  (error) => send({ ended: refusalOf(error) }),
);
/** Settled once what was asked for last is open, or refused. */
let opening: Promise<unknown> = Promise.resolve();

/** Does something to the study, and says what it looks like then. */
const after = (change: () => void): Snapshot => {
  change();
  return desk.snapshot();
};

const methods: Methods = {
  kernels: (name) => {
    const chosen = name === undefined ? undefined : availableKernels().find((kernels) => kernels.name === name);
    if (name !== undefined && chosen === undefined) throw new RangeError(`there are no kernels named ${name}`);
    if (chosen !== undefined) useKernels(chosen);
    return currentKernels().name;
  },
  open: (wanted) => {
    runner.pause();
    const opened = opening.then(() => desk.open(wanted));
    opening = opened.catch(() => {});
    return opened;
  },
  snapshot: () => desk.snapshot(),
  steps: (count) => after(() => desk.steps(count)),
  epoch: () => after(() => desk.epoch()),
  run: (stepsPerSecond) => after(() => runner.run(stepsPerSecond)),
  pause: () => after(() => runner.pause()),
  goTo: (step) => after(() => desk.goTo(step)),
  edit: (place, value) => after(() => desk.edit(place, value)),
  watch: (row) => after(() => desk.watch(row)),
  trace: (call) => desk.trace(call),
  checkGradient: (call, place) => checkGradient(desk.study, call, place),
  rows: (search, start, count) => listRows(desk.study, search, start, count),
  surface: (call) => surfaces.make(desk.study, call),
  confusion: () => confusion(desk.study),
  confusedRows: (actual, predicted, most) => confusedRows(desk.study, actual, predicted, most),
  statistics: () => statistics(desk.study),
};

/** The arrays of a snapshot are its own: they are handed over, not copied. */
function send(response: Response): void {
  const shown = 'snapshot' in response ? response.snapshot : 'result' in response ? response.result : null;
  const { values, gradients, moves } = (shown ?? {}) as Partial<Snapshot>;
  const own = [values, gradients, moves].flatMap((array) => array?.buffer ?? []);
  postMessage(response, { transfer: own as ArrayBuffer[] });
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  void answer(data).then(send);
});

async function answer({ id, method, params }: Request): Promise<Response> {
  try {
    if (method !== 'open') await opening;
    const call = methods[method] as (...given: readonly unknown[]) => unknown;
    return { id, result: await call(...params) };
  } catch (error) {
    return { id, refusal: refusalOf(error) };
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof GlassnetError) {
    const { code, message, hint, remedies, file, line, column } = error;
    return { code, message, hint: hint ?? null, remedies, file, line, column };
  }
  return { code: null, message: error instanceof Error ? error.message : String(error), hint: null };
}
