/**
 * The page's entry: starts the worker, opens what the page was made for, and draws the page.
 */
import { effect } from '@preact/signals';
import { render } from 'preact';
import './page.css';
import { App } from './app.tsx';
import { ask, connect, retrace } from './state/actions.ts';
import { followUrl } from './state/follow-url.ts';
import { assumed, description, isRunning, kernels, neuron, parameter, row } from './state/state.ts';
import { WorkerClient } from './worker-client.ts';

/** What lies in the page as JSON, by its element's name. */
function embedded(id: string): unknown {
  return JSON.parse(document.getElementById(id)!.textContent);
}

connect(new WorkerClient(embedded('study-worker') as string));
render(<App />, document.getElementById('app')!);
void ask('kernels').then((name) => {
  kernels.value = name ?? '';
});
void followUrl().then(() =>
  effect(() => {
    const chosen = [row.value, assumed.value, neuron.value, parameter.value];
    if (chosen.length > 0 && description.value !== null && !isRunning.value) void retrace();
  }),
);
