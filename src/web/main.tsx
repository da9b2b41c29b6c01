/**
 * The page's entry: starts the worker, opens what the page was made for, and draws the page.
 */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { readEmbedded } from '../study/opening/embedded.ts';
import { SET_TRAINING, type Opening } from '../study/opening/opening.ts';
import './page.css';
import { App } from './app.tsx';
import { ask, connect, retrace } from './state/actions.ts';
import { followUrl } from './state/follow-url.ts';
import {
  assumed,
  batchRows,
  data,
  description,
  isRunning,
  kernels,
  neuron,
  parameter,
  row,
  settings,
  words,
} from './state/state.ts';
import { WorkerClient } from './worker-client.ts';

/** What lies in the page, by its element's name. */
const textOf = (id: string): string => document.getElementById(id)!.textContent;

/** What the page was made for; the two moons where it is for anybody. */
function opening(): Opening {
  const text = textOf('study-data');
  if (text === 'null') return { data: { kind: 'set', name: 'moons' }, training: SET_TRAINING };
  const embedded = readEmbedded(text);
  words.value = embedded.words;
  return embedded.opening;
}

const wanted = opening();
data.value = wanted.data;
settings.value = wanted.training;
connect(new WorkerClient(JSON.parse(textOf('study-worker')) as string));
render(<App />, document.getElementById('app')!);
void ask('kernels').then((name) => {
  kernels.value = name ?? '';
});
void followUrl(wanted).then(() =>
  effect(() => {
    const chosen = [row.value, assumed.value, batchRows.value, neuron.value, parameter.value];
    if (chosen.length > 0 && description.value !== null && !isRunning.value) void retrace();
  }),
);
