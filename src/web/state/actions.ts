/**
 * What the reader can do to the study: each action calls the worker and puts its answer into the signals. An answer about
 * a study that is no longer open is dropped.
 */
import { batch } from '@preact/signals';
import type { ParameterPlace } from '../../study/session/parameter-place.ts';
import type { Opening } from '../../study/opening/opening.ts';
import type { MethodName, Methods, Refusal, Snapshot, StudyDescription } from '../protocol.ts';
import { RefusedCall, type WorkerClient } from '../worker-client.ts';
import { showSnapshot } from './frames.ts';
import { missingNeuron, missingParameter, missingRow } from './missing-place.ts';
import * as state from './state.ts';

/** Between two changes of the signals while the network trains by itself. */
const SIGNAL_MS = 125;

/** Above, the units are not examined at each step. */
const MOST_PARAMETERS = 200_000;

let worker: WorkerClient;
/** Counts what was opened. */
let opened = 0;
let signalled = 0;

export function connect(client: WorkerClient): void {
  worker = client;
  worker.onSnapshot = (snapshot) => {
    showSnapshot(snapshot);
    if (!snapshot.isRunning || performance.now() - signalled > SIGNAL_MS) setSnapshot(snapshot);
  };
  worker.onEnd = (refusal) => {
    state.failure.value = refusal;
  };
}

/**
 * Calls the worker; a refusal goes to `state.failure`.
 *
 * @returns undefined for a refusal, or an answer about a study that is no longer open
 */
export async function ask<M extends MethodName>(
  method: M,
  ...params: Parameters<Methods[M]>
): Promise<Awaited<ReturnType<Methods[M]>> | undefined> {
  const asked = opened;
  try {
    const answer = await worker.call(method, ...params);
    return asked === opened ? answer : undefined;
  } catch (error) {
    if (asked === opened) state.failure.value = refusalOf(error);
    return undefined;
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusedCall) return error.refusal;
  return { code: null, message: error instanceof Error ? error.message : String(error), hint: null };
}

/** Opens data with a fresh network, or as the opening says. @returns whether it was opened */
export async function open(opening: Partial<Opening> = {}): Promise<boolean> {
  opened++;
  const asked = opened;
  const { data, settings, network } = state;
  const wanted = { data: data.value, training: settings.value, network: network.value, ...opening };
  state.attempted.value = wanted.data;
  state.isOpening.value = true;
  state.failure.value = null;
  const described = await ask('open', wanted);
  if (asked !== opened) return false;
  state.isOpening.value = false;
  if (described === undefined) return false;
  batch(() => {
    data.value = wanted.data;
    settings.value = wanted.training;
    network.value = wanted.network;
    state.description.value = described;
    state.furthest.value = 0;
    state.heldBack.value = null;
    state.batchRows.value = Math.min(state.batchRows.value, Math.max(1, described.trainingRows));
  });
  await arrive();
  return true;
}

/** Looks at what is chosen; what isn't there is left, and said. */
export async function arrive(): Promise<void> {
  const missing = leaveMissing(state.description.value!);
  await watch();
  if (missing !== null) state.failure.value = { code: null, message: missing, hint: null };
}

function leaveMissing(described: StudyDescription): string | null {
  const { row, neuron, parameter } = state;
  const noRow = missingRow(described, row.value);
  const noNeuron = neuron.value && missingNeuron(described, neuron.value);
  const noParameter = parameter.value && missingParameter(described, parameter.value);
  batch(() => {
    if (noRow !== null) row.value = 1;
    if (noNeuron !== null) state.chooseNeuron(null);
    else if (noParameter !== null) state.chooseParameter(null);
  });
  return noRow ?? noNeuron ?? noParameter;
}

/** Puts the answer into the signals, and traces the row anew. */
async function update(answer: Promise<Snapshot | undefined>): Promise<void> {
  const snapshot = await answer;
  if (snapshot === undefined) return;
  state.failure.value = null;
  showSnapshot(snapshot);
  setSnapshot(snapshot);
  if (snapshot.isRunning) return;
  await retrace();
  if (snapshot.values.length <= MOST_PARAMETERS && state.snapshot.value === snapshot) await examine();
}

/** How the units do now. */
async function examine(): Promise<void> {
  const found = await ask('statistics');
  if (found !== undefined) {
    state.health.value = new Map(found.units.map((unit) => [`${unit.layer}.${unit.unit}`, unit]));
  }
}

function setSnapshot(snapshot: Snapshot): void {
  signalled = performance.now();
  state.snapshot.value = snapshot;
  if (snapshot.step > state.furthest.value) state.furthest.value = snapshot.step;
}

/** The chosen row, in each snapshot from now on. */
const watch = (): Promise<void> => update(ask('watch', state.row.value));

let isTracing = false;
let isStale = false;

/** The trace of what is chosen now; while one is made, the next waits, and of those that wait the last is made. */
export async function retrace(): Promise<void> {
  isStale = true;
  if (isTracing) return;
  isTracing = true;
  while (isStale) {
    isStale = false;
    const { row, neuron, parameter, assumed, batchRows } = state;
    const places = { neuron: neuron.value ?? undefined, parameter: parameter.value ?? undefined };
    const step = { row: row.value, assumed: assumed.value, batch: batchRows.value };
    const answer = await ask('trace', { ...step, ...places });
    if (answer !== undefined) state.traced.value = answer;
  }
  isTracing = false;
}

export const steps = (count: number): Promise<void> => update(ask('steps', count));
export const epoch = (): Promise<void> => update(ask('epoch'));
export const run = (): Promise<void> => update(ask('run', state.speed.value));
export const pause = (): Promise<void> => update(ask('pause'));
export const edit = (place: ParameterPlace, value: number): Promise<void> => update(ask('edit', place, value));

let isGoing = false;
let goal = 0;

/** Goes to the state after so many steps; of several wishes while it goes, the last counts. */
export async function goTo(step: number): Promise<void> {
  goal = step;
  if (isGoing) return;
  isGoing = true;
  let reached = -1;
  while (goal !== reached) {
    reached = goal;
    await update(ask('goTo', reached));
  }
  isGoing = false;
}

/** Speed counts at once, where the network trains by itself. */
export function setSpeed(stepsPerSecond: number | null): void {
  state.speed.value = stepsPerSecond;
  if (state.isRunning.value) void run();
}

export function chooseRow(number: number, assumed?: number): void {
  batch(() => {
    state.row.value = number;
    state.assumed.value = assumed;
    state.part.value = 'forward';
    state.heldBack.value = null;
  });
  void watch();
}

/** The next part of the row's step; after the last one, the step of a batch, and the first part again. */
export async function showNext(): Promise<void> {
  const next = state.PARTS[state.PARTS.indexOf(state.part.value) + 1];
  if (next !== undefined) {
    state.part.value = next;
    return;
  }
  state.part.value = 'forward';
  await steps(1);
}
