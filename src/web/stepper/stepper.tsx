/**
 * The step of the chosen row in its four parts, the training, and the way back in time.
 */
import './stepper.css';
import { useEffect } from 'preact/hooks';
import { epoch, goTo, pause, run, setSpeed, showNext, steps } from '../state/actions.ts';
import {
  description,
  furthest,
  isRunning,
  PARTS,
  part,
  shownPart,
  snapshot,
  speed,
  type Part,
} from '../state/state.ts';
import { count, shortNumber } from '../format.ts';

const LABELS: Readonly<Record<Part, string>> = {
  forward: 'Forward',
  loss: 'Loss',
  backward: 'Backward',
  adam: 'Update',
};

const SPEEDS = [1, 5, 20, 60, 500, null] as const;

export function Stepper() {
  const { trainingRows, options } = description.value!;
  useEffect(followKeys, []);
  const shown = shownPart.value === null ? -1 : PARTS.indexOf(shownPart.value);
  return (
    <section class="stepper" aria-label="Stepper">
      <div class="bar" role="group" aria-label="Step of the row">
        <span class="note">this row</span>
        {PARTS.map((one, i) => (
          <button
            key={one}
            class="part"
            aria-pressed={one === shownPart.value}
            data-done={i <= shown}
            onClick={() => (part.value = one)}
          >
            {one === 'adam' && options.optimizer === 'adam' ? 'Adam' : LABELS[one]}
          </button>
        ))}
        <button class="main" onClick={() => void showNext()}>
          Next
        </button>
      </div>
      {trainingRows > 0 && <Training />}
    </section>
  );
}

function Training() {
  const { step, epoch: epochs, loss } = snapshot.value ?? { step: 0, epoch: 0, loss: null };
  const running = isRunning.value;
  return (
    <>
      <div class="bar" role="group" aria-label="Training">
        <span class="note">train</span>
        <button disabled={running} onClick={() => void steps(1)}>
          Batch
        </button>
        <button disabled={running} onClick={() => void epoch()}>
          Epoch
        </button>
        <button onClick={() => void (running ? pause() : run())}>{running ? 'Pause' : 'Run'}</button>
        <label>
          <span class="hidden">steps a second</span>
          <select
            value={String(speed.value)}
            onChange={({ currentTarget: { value } }) => setSpeed(value === 'null' ? null : Number(value))}
          >
            {SPEEDS.map((one) => (
              <option key={one} value={String(one)}>
                {one === null ? 'full speed' : `${one} a second`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label class="time">
        step{' '}
        <input
          type="range"
          min={0}
          max={Math.max(1, furthest.value)}
          value={step}
          disabled={running}
          onInput={({ currentTarget }) => void goTo(Number(currentTarget.value))}
        />
      </label>
      <output class="where">
        step {count(step)}, epoch {count(epochs)}
        {loss !== null && `, loss ${shortNumber(loss)}`}
      </output>
    </>
  );
}

/** Space shows the next part, the arrow keys go through the steps, where nothing else takes them. @returns what ends it */
function followKeys(): () => void {
  const follow = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const isTaken = target.closest('button, input, select, textarea, summary, a, [tabindex="0"]') !== null;
    if (isTaken || event.ctrlKey || event.metaKey || event.altKey || isRunning.value) return;
    const { step } = snapshot.value ?? { step: 0 };
    if (event.key === ' ') void showNext();
    else if (event.key === 'ArrowRight') void goTo(step + 1);
    else if (event.key === 'ArrowLeft') void goTo(Math.max(0, step - 1));
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', follow);
  return () => removeEventListener('keydown', follow);
}
