/**
 * The page's entry: starts the worker and draws the page.
 */
import { signal } from '@preact/signals';
import { render } from 'preact';
import './page.css';
import { WorkerClient } from './worker-client.ts';

/** What lies in the page as JSON, by its element's name. */
function embedded(id: string): unknown {
  return JSON.parse(document.getElementById(id)!.textContent);
}

const worker = new WorkerClient(embedded('study-worker') as string);
const kernels = signal('…');

function App() {
  return (
    <main>
      <h1>glassnet study</h1>
      <p>Kernels: {kernels}</p>
    </main>
  );
}

render(<App />, document.getElementById('app')!);
void worker.call('kernels').then((name) => {
  kernels.value = name;
});
