/**
 * The top of the page: which data, which network, and the start anew.
 */
import { description, isOpening, settings } from '../state/state.ts';
import { count } from '../format.ts';
import { parameterCount } from '../network/layout.ts';
import { CourseButton } from '../course/course-dialog.tsx';
import { DataChoice } from './data-choice.tsx';
import { TakeAlong } from './take-along.tsx';
import { NetworkForm } from './network-form.tsx';

export function Header() {
  return (
    <header>
      <h1>
        glassnet <span>study</span>
      </h1>
      <DataChoice />
      <span role="status">{isOpening.value ? 'Reading…' : ''}</span>
      <CourseButton />
      <details class="settings">
        <summary>{summary()}</summary>
        <NetworkForm key={JSON.stringify(settings.value)} />
      </details>
      {description.value !== null && <TakeAlong />}
    </header>
  );
}

/** What the network is, in a line. */
function summary(): string {
  const described = description.value;
  if (described === null) return 'Network';
  const { inputs, units, options, origin } = described;
  const layers = [inputs.length, ...units].join(' → ');
  const from =
    origin.kind === 'fresh'
      ? `seed ${options.seed}`
      : `network ${origin.member} of ${origin.members} of ${origin.file}`;
  return `Network ${layers} · ${count(parameterCount(described))} parameters · ${options.optimizer} ${options.learningRate} · ${from}`;
}
