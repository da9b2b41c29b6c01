/**
 * Keeps the URL at the place that the reader looks at, and goes where the URL says: on load and on Back.
 */
import { batch, effect } from '@preact/signals';
import type { OpeningData } from '../../study/opening/opening.ts';
import { STUDY_SET_TITLES } from '../data/set-titles.ts';
import { edit, goTo, open, watch } from './actions.ts';
import * as state from './state.ts';
import { formatHash, parseHash, type Place } from './url.ts';

/** What the page itself has written last. */
let written = '';
let isGoing = false;
/** The settings that the page began with: a URL names those that differ. */
let base = state.settings.value;

function here(): Place {
  const data = state.data.value;
  return {
    set: data.kind === 'set' ? data.name : null,
    file: data.kind === 'set' ? null : data.file,
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
    asksQuestions: state.asksQuestions.value,
  };
}

/** Goes where the URL says, from what the page began with; then writes each place into it. */
export async function followUrl(): Promise<void> {
  base = state.settings.value;
  await visit(parseHash(location.hash));
  let level = '';
  effect(() => {
    const place = here();
    if (isGoing || state.isRunning.value) return;
    const hash = formatHash(place);
    if (hash === written) return;
    written = hash;
    // Back leads through what was opened, not through each step of training.
    const now = formatHash({ ...place, step: 0, edits: [], part: 'forward' });
    if (level === '' || now === level) history.replaceState(null, '', hash);
    else history.pushState(null, '', hash);
    level = now;
  });
  addEventListener('popstate', () => {
    if (location.hash === written || !location.hash.includes('=')) return;
    written = location.hash;
    void visit(parseHash(location.hash));
  });
}

async function visit(place: Partial<Place>): Promise<void> {
  isGoing = true;
  const { edits = [], step = 0 } = place;
  const training = { ...base, ...place.training };
  const data = dataOf(place);
  const isElsewhere =
    state.description.value === null ||
    data !== state.data.value ||
    JSON.stringify(training) !== JSON.stringify(state.settings.value);
  batch(() => choose(place));
  if (isElsewhere) await open({ data, training });
  else await watch();
  if (state.description.value !== null && (isElsewhere || !isAt(step, edits))) {
    for (const one of edits.toSorted((a, b) => a.step - b.step)) {
      await goTo(one.step);
      await edit(one, one.value);
    }
    await goTo(step);
  }
  isGoing = false;
}

function isAt(step: number, edits: Place['edits']): boolean {
  const snapshot = state.snapshot.value;
  return snapshot?.step === step && JSON.stringify(snapshot.edits) === JSON.stringify(edits);
}

function choose(place: Partial<Place>): void {
  const { row = 1, neuron = null, parameter = null, equation = null, isCodeOpen = false, part = 'forward' } = place;
  state.row.value = row;
  state.assumed.value = place.assumed ?? undefined;
  state.neuron.value = neuron;
  state.parameter.value = parameter;
  state.equation.value = equation;
  state.isCodeOpen.value = isCodeOpen;
  state.part.value = part;
  state.view.value = place.view ?? state.view.value;
  state.edgeKind.value = place.edgeKind ?? 'weight';
  state.asksQuestions.value = place.asksQuestions ?? true;
}

/** A file of the reader's own is kept if it is the one that is open; else the page can't get at it. */
function dataOf({ set }: Partial<Place>): OpeningData {
  const current = state.data.value;
  if (set === undefined || (current.kind === 'set' && current.name === set)) return current;
  const name = (Object.keys(STUDY_SET_TITLES) as (keyof typeof STUDY_SET_TITLES)[]).find((one) => one === set);
  return name === undefined ? current : { kind: 'set', name };
}
