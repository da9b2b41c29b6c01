/**
 * The page's entry: starts the worker, opens what the page was made for, and draws the page.
 */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { readEmbedded } from '../study/opening/embedded.ts';
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
  made,
  neuron,
  parameter,
  row,
  settings,
} from './state/state.ts';
import { WorkerClient } from './worker-client.ts';

/** What lies in the page, by its element's name. */
const textOf = (id: string): string => document.getElementById(id)!.textContent;

const given = textOf('study-data');
if (given !== 'null') {
  made.value = readEmbedded(given);
  data.value = made.value.opening.data;
  settings.value = made.value.opening.training;
}
connect(new WorkerClient(JSON.parse(textOf('study-worker')) as string));
render(<App />, document.getElementById('app')!);
void followUrl().then(async () => {
  effect(() => {
    const chosen = [row.value, assumed.value, batchRows.value, neuron.value, parameter.value];
    if (chosen.length > 0 && description.value !== null && !isRunning.value) void retrace();
  });
  kernels.value = (await ask('kernels')) ?? '';
});
