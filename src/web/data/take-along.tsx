/**
 * Takes the numbers along: the command that prints them, and the trace as a file.
 */
import { useState } from 'preact/hooks';
import { traceCommand } from '../command.ts';
import { saveFile } from '../save-file.ts';
import * as state from '../state/state.ts';

export function TakeAlong() {
  const [said, say] = useState('');
  const trace = state.traced.value;
  const copy = async (): Promise<void> => {
    const command = commandNow();
    try {
      await navigator.clipboard.writeText(command);
      say('copied');
    } catch {
      // From a disk, a browser may keep the clipboard to itself: then it is shown, to be copied by hand.
      say(command);
    }
  };
  return (
    <div class="bar" role="group" aria-label="Take along">
      <button onClick={() => void copy()}>Copy command</button>
      <button disabled={trace === null} onClick={() => saveFile('trace.json', trace!.text, 'application/json')}>
        Save trace.json
      </button>
      <output class="command">{said}</output>
    </div>
  );
}

function commandNow(): string {
  const { opening, words } = state.made.value;
  const isAsMade = state.data.value === opening.data && state.network.value === opening.network;
  const { hidden, learningRate, seed } = state.description.value!.options;
  return traceCommand({
    data: state.data.value,
    words: isAsMade ? words : [],
    batch: state.batchRows.value,
    training: { hidden, learningRate, seed, ...state.settings.value },
    step: state.snapshot.value?.step ?? 0,
    edits: state.snapshot.value?.edits ?? [],
    row: state.traced.value?.document.row.id ?? String(state.row.value),
    assumed: state.assumed.value === undefined ? null : (state.description.value?.classes[state.assumed.value] ?? null),
    neuron: state.neuron.value,
    parameter: state.parameter.value,
    origin: state.description.value?.origin ?? { kind: 'fresh' },
  });
}
