/**
 * What the page knows and what its reader has chosen, as signals. Nothing here calls the worker: `actions.ts` does.
 */
import { batch, computed, signal } from '@preact/signals';
import type { Opened } from '../../study/trace/trace-document.ts';
import type { NeuronPlace, ParameterPlace } from '../../study/session/parameter-place.ts';
import type { GivenTrainingOptions } from '../../training/training-options.ts';
import type { EmbeddedOpening } from '../../study/opening/embedded.ts';
import { SET_TRAINING, type OpeningData, type OpeningNetwork } from '../../study/opening/opening.ts';
import type { Refusal, Snapshot, StudyDescription, Traced, UnitHealth } from '../protocol.ts';

/** The parts of a step, in the order in which they are shown. */
export const PARTS = ['forward', 'loss', 'backward', 'adam'] as const;
export type Part = (typeof PARTS)[number];

/** What colours an edge. */
export const EDGE_KINDS = ['weight', 'gradient', 'step'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** What is looked at, from the whole to the code that computes it. */
export type Level = 'network' | 'neuron' | 'product' | 'equation' | 'code';

/** What the page was made for, and the words that name it to commands. */
export const made = signal<Pick<EmbeddedOpening, 'opening' | 'words'>>({
  opening: { data: { kind: 'set', name: 'moons' }, training: SET_TRAINING },
  words: [],
});
/** What is open; null before the first study. */
export const description = signal<StudyDescription | null>(null);
/** What is open or about to be. */
export const data = signal<OpeningData>(made.value.opening.data);
/** Of the network that is open or about to be. */
export const settings = signal<GivenTrainingOptions>(SET_TRAINING);
/** The trained network that is open; undefined for one that began here. */
export const network = signal<OpeningNetwork | undefined>(undefined);

/** The network now: while it trains by itself, as it was at most 1/8 second ago. `onFrame` is faster. */
export const snapshot = signal<Snapshot | null>(null);
/** The furthest step that was reached. */
export const furthest = signal(0);
/** The trace of the chosen row now; null while there is none. */
export const traced = signal<Traced | null>(null);

/** How each unit does on a batch, by its name, such as `1.7`; empty while that isn't known. */
export const health = signal<ReadonlyMap<string, UnitHealth>>(new Map());

/** The row that a page begins with: of the two moons, one for which units of all layers are on, early and late. */
export const FIRST_ROW = 3;
/** The chosen row of the file, from 1. */
export const row = signal(FIRST_ROW);
/** The class number that the reader assumes for a row without one. */
export const assumed = signal<number | undefined>(undefined);
/** Rows in the batch of the traced step, the chosen one first. */
export const batchRows = signal(1);
export const neuron = signal<NeuronPlace | null>(null);
export const parameter = signal<ParameterPlace | null>(null);
/** The id of an equation. */
export const equation = signal<string | null>(null);
export const isCodeOpen = signal(false);
export const view = signal('surface');
export const edgeKind = signal<EdgeKind>('weight');
/** How far the reader has gone in the step of the chosen row. */
export const part = signal<Part>('forward');
/** The part that a question stands before: it is hidden until the question is answered or skipped. */
export const heldBack = signal<Part | null>(null);
export const asksQuestions = signal(true);
/** Steps a second while the network trains by itself; null for as many as there can be. */
export const speed = signal<number | null>(60);

/** What was refused last; null when all is well. */
export const failure = signal<Refusal | null>(null);
/** The data that were to be opened last. */
export const attempted = signal<OpeningData | null>(null);
/** Whether a study is being opened. */
export const isOpening = signal(false);
/** The kernels that compute in the worker. */
export const kernels = signal('');

/** The last part of the step that may be seen. */
export const shownPart = computed<Part | null>(() => {
  const [end, held] = [PARTS.indexOf(part.value), heldBack.value === null ? 9 : PARTS.indexOf(heldBack.value)];
  return PARTS[Math.min(end, held - 1)] ?? null;
});

/** Whether a part of the step may be seen. */
export const isShown = (one: Part): boolean =>
  shownPart.value !== null && PARTS.indexOf(one) <= PARTS.indexOf(shownPart.value);

export const level = computed<Level>(() => {
  if (equation.value !== null) return isCodeOpen.value ? 'code' : 'equation';
  if (parameter.value !== null) return 'product';
  return neuron.value === null ? 'network' : 'neuron';
});

export const isRunning = computed(() => snapshot.value?.isRunning ?? false);

/** What was asked for by its place and written out in the trace. */
export const openedNeuron = computed(() => openedOf('neuron'));
export const openedParameter = computed(() => openedOf('parameter'));

function openedOf<K extends Opened['kind']>(kind: K): Extract<Opened, { kind: K }> | null {
  const found = traced.value?.document.opened.find((one) => one.kind === kind);
  return (found as Extract<Opened, { kind: K }> | undefined) ?? null;
}

/** Opens a unit of the network; null goes back to the whole. */
export function chooseNeuron(place: NeuronPlace | null): void {
  batch(() => {
    neuron.value = place;
    parameter.value = null;
    closeEquation();
  });
}

/** Opens a weight or bias. */
export function chooseParameter(place: ParameterPlace | null): void {
  batch(() => {
    parameter.value = place;
    closeEquation();
  });
}

export function chooseEquation(id: string | null): void {
  batch(() => {
    equation.value = id;
    isCodeOpen.value = false;
  });
}

function closeEquation(): void {
  equation.value = null;
  isCodeOpen.value = false;
}

/** One level up: from code to equation to where that was opened, to the neuron, to the network. */
export function goUp(): void {
  if (isCodeOpen.value) isCodeOpen.value = false;
  else if (equation.value !== null) equation.value = null;
  else if (parameter.value !== null) parameter.value = null;
  else neuron.value = null;
}
