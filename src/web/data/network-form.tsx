/**
 * The settings of a network that begins: layers, optimizer, penalties, seed. They count once it starts anew.
 */
import type { GivenTrainingOptions } from '../../training/training-options.ts';
import { open } from '../state/actions.ts';
import { description, kernels, settings } from '../state/state.ts';

type NumberName = 'learningRate' | 'batchSize' | 'l2' | 'weightDecay' | 'dropout' | 'momentum';

const NUMBERS: readonly (readonly [name: NumberName, label: string, step: string])[] = [
  ['learningRate', 'learning rate', '0.001'],
  ['batchSize', 'rows a batch', '1'],
  ['l2', 'L2 penalty', '0.001'],
  ['weightDecay', 'weight decay', '0.01'],
  ['dropout', 'dropout', '0.1'],
];

export function NetworkForm() {
  const { options, batchSize } = description.value ?? {};
  const given = { ...options, ...settings.value };
  const begin = (event: SubmitEvent): void => {
    event.preventDefault();
    void open({ training: readForm(event.currentTarget as HTMLFormElement, settings.value), network: undefined });
  };
  return (
    <form class="bar" onSubmit={begin}>
      <label>
        hidden layers{' '}
        <input
          name="hidden"
          size={9}
          autocomplete="off"
          pattern="\s*|\s*[1-9]\d*\s*(,\s*[1-9]\d*\s*)*"
          title="units of each hidden layer, such as 6,4; nothing for none"
          defaultValue={given.hidden?.join(',') ?? ''}
        />
      </label>
      {NUMBERS.map(([name, label, step]) => (
        <label key={name}>
          {label}{' '}
          <input
            name={name}
            type="number"
            min="0"
            step="any"
            data-step={step}
            placeholder={name === 'batchSize' ? String(batchSize ?? '') : '0'}
            defaultValue={given[name] === undefined || given[name] === 0 ? '' : String(given[name])}
          />
        </label>
      ))}
      <label>
        optimizer{' '}
        <select name="optimizer">
          <option value="adam">Adam</option>
          <option value="sgd" selected={given.optimizer === 'sgd'}>
            SGD
          </option>
        </select>
      </label>
      <label>
        seed <input name="seed" size={5} required autocomplete="off" defaultValue={given.seed ?? '1'} />
      </label>
      <button class="main">Start anew</button>
      <small>computed in this page, by the {kernels.value} kernels</small>
    </form>
  );
}

/** What isn't in the form stays as it was given. */
function readForm(form: HTMLFormElement, before: GivenTrainingOptions): GivenTrainingOptions {
  const text = (name: string) => (form.elements.namedItem(name) as HTMLInputElement).value.trim();
  const numbers = NUMBERS.map(([name]) => [name, text(name) === '' ? undefined : Number(text(name))] as const);
  const hidden = text('hidden') === '' ? [] : text('hidden').split(',').map(Number);
  const { optimizer: _, ...others } = before;
  const training = { ...others, ...Object.fromEntries(numbers), hidden, seed: text('seed') };
  const optimizer = text('optimizer') as 'adam' | 'sgd';
  return Object.fromEntries(
    Object.entries({ ...training, ...(optimizer === 'sgd' && { optimizer }) }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
