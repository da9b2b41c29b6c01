/**
 * Keeps the URL at the place that the reader looks at, and goes where the URL says: on load and on Back.
 */
import { batch, effect } from '@preact/signals';
import type { Opening, OpeningData } from '../../study/opening/opening.ts';
import { STUDY_SET_TITLES } from '../data/set-titles.ts';
import { arrive, edit, goTo, open } from './actions.ts';
import * as state from './state.ts';
import { formatHash, parseHash, type Place } from './url.ts';

/** The files of the reader's own, by name: a URL names them, their bytes are here. */
const files = new Map<string, OpeningData>();
/** A place in a file that the page doesn't have, until the reader opens it. */
let wanted: Partial<Place> | null = null;
/** What the page itself has written last. */
let written = '';
let isGoing = false;

function here(): Place {
  const made = state.made.value.opening;
  const data = state.data.value;
  return {
    set: data.kind === 'set' ? data.name : null,
    file: data.kind === 'set' ? null : data.file,
    isFresh: made.network !== undefined && state.network.value === undefined,
    training: state.settings.value,
    edits: state.snapshot.value?.edits ?? [],
    step: state.snapshot.value?.step ?? 0,
    row: state.row.value,
    assumed: state.assumed.value ?? null,
    neuron: state.neuron.value,
    parameter: state.parameter.value,
    equation: state.equation.value,
    isCodeOpen: state.isCodeOpen.value,
    view: state.view.value,
    edgeKind: state.edgeKind.value,
    part: state.part.value,
    batch: state.batchRows.value,
    asksQuestions: state.asksQuestions.value,
  };
}

/** Goes where the URL says, from what the page was made for; then writes each place into it. */
export async function followUrl(): Promise<void> {
  await visit(parseHash(location.hash));
  let opened = '';
  effect(() => {
    const place = here();
    if (isGoing || wanted !== null || state.isRunning.value) return;
    const hash = formatHash(place);
    if (hash === written) return;
    written = hash;
    // Back leads through what was opened, not through each step of training.
    const now = formatHash({ ...place, step: 0, edits: [], part: 'forward' });
    if (opened === '' || now === opened) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    opened = now;
  });
  addEventListener('popstate', () => {
    if (location.hash === written || !location.hash.includes('=')) return;
    written = location.hash;
    void visit(parseHash(location.hash));
  });
}

/** Opens other data with a fresh network; a file that the URL has named is opened at its place. */
export async function openData(data: OpeningData): Promise<void> {
  if (data.kind !== 'set') files.set(data.file, data);
  if (data.kind !== 'set' && wanted?.file === data.file) {
    await visit(wanted);
    return;
  }
  wanted = null;
  await open({ data, network: undefined });
}

async function visit(place: Partial<Place>): Promise<void> {
  isGoing = true;
  const { edits = [], step = 0 } = place;
  const made = state.made.value.opening;
  const data = dataOf(place);
  const isThere = data !== undefined;
  wanted = isThere ? null : place;
  const opening = {
    data: data ?? made.data,
    training: { ...made.training, ...(isThere && place.training) },
    network: data === made.data && place.isFresh !== true ? made.network : undefined,
  };
  const isElsewhere = state.description.value === null || !isOpen(opening);
  batch(() => choose(isThere ? place : {}));
  if (isElsewhere) await openOrBegin(opening);
  else await arrive();
  const missing = state.failure.value;
  if (isThere && state.description.value !== null && !isAt(step, edits)) {
    for (const one of edits.toSorted((a, b) => a.step - b.step)) {
      await goTo(one.step);
      await edit(one, one.value);
    }
    await goTo(step);
    state.failure.value ??= missing;
  }
  if (!isThere) {
    const message = `the link is about ${place.file}, which isn't in this page: open the file, and it goes on there`;
    state.failure.value = { code: null, message, hint: null };
  }
  isGoing = false;
}

/** A link that is refused opens what the page was made for, rather than nothing. */
async function openOrBegin(opening: Opening): Promise<void> {
  if ((await open(opening)) || state.description.value !== null) return;
  const refusal = state.failure.value;
  await open(state.made.value.opening);
  state.failure.value = refusal;
}

function isOpen({ data, training, network }: Opening): boolean {
  const isSame = JSON.stringify(training) === JSON.stringify(state.settings.value);
  return isSame && data === state.data.value && network === state.network.value;
}

function isAt(step: number, edits: Place['edits']): boolean {
  const snapshot = state.snapshot.value;
  return snapshot?.step === step && JSON.stringify(snapshot.edits) === JSON.stringify(edits);
}

function choose(place: Partial<Place>): void {
  const {
    row = state.FIRST_ROW,
    neuron = null,
    parameter = null,
    equation = null,
    isCodeOpen = false,
    part = 'forward',
  } = place;
  state.row.value = row;
  state.assumed.value = place.assumed ?? undefined;
  state.neuron.value = neuron;
  state.parameter.value = parameter;
  state.equation.value = equation;
  state.isCodeOpen.value = isCodeOpen;
  state.part.value = part;
  state.batchRows.value = place.batch ?? 1;
  state.view.value = place.view ?? state.view.value;
  state.edgeKind.value = place.edgeKind ?? 'weight';
  state.asksQuestions.value = place.asksQuestions ?? true;
}

/** @returns undefined for a file that the page doesn't have */
function dataOf({ set, file }: Partial<Place>): OpeningData | undefined {
  const current = state.data.value;
  const made = state.made.value.opening;
  const isNamed = (data: OpeningData) => (data.kind === 'set' ? data.name === set : data.file === file);
  if (isNamed(current)) return current;
  if (isNamed(made.data)) return made.data;
  if (file !== undefined && file !== null) return files.get(file);
  const name = (Object.keys(STUDY_SET_TITLES) as (keyof typeof STUDY_SET_TITLES)[]).find((one) => one === set);
  return name === undefined ? made.data : { kind: 'set', name };
}
