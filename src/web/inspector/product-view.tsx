/**
 * A weight or bias opened: its product for each row of the batch, its gradient and step, and whether the gradient is right.
 */
import { formatPlace } from '../../study/session/parameter-place.ts';
import { shortNumber } from '../format.ts';
import { batchRows, description, isShown, openedNeuron, openedParameter, parameter, traced } from '../state/state.ts';
import { Table, Value, type Cell } from '../table.tsx';
import { EquationButton } from './equation-button.tsx';
import { CheckGradient } from './gradient-check.tsx';
import { Later } from './later.tsx';
import { momentsOf } from './update-table.tsx';
import { WeightInput } from './weight-input.tsx';

/** What the weight does to the chosen row: one term of the neuron's sum. */
function Product({ name }: { readonly name: string }) {
  const term = openedNeuron.value?.inputs.find((one) => one.name === name);
  if (term === undefined) return null;
  const { input, x, before, product } = term;
  return (
    <p class="sum">
      {input} × {name} = {shortNumber(x)} × {shortNumber(before)} = <Value of={product} /> in the sum of neuron{' '}
      {openedNeuron.value!.layer}.{openedNeuron.value!.unit} <EquationButton id="dense.z" />
    </p>
  );
}

const SIZES = [1, 8, 32] as const;

/** How many rows the step is made on. */
function BatchChoice() {
  const { trainingRows } = description.value!;
  return (
    <label>
      step on{' '}
      <select value={batchRows.value} onChange={({ currentTarget }) => (batchRows.value = Number(currentTarget.value))}>
        {SIZES.filter((size) => size === 1 || size <= trainingRows).map((size) => (
          <option key={size} value={size}>
            {size === 1 ? 'this row' : `this row and ${size - 1} more`}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ProductView() {
  const opened = openedParameter.value;
  const place = parameter.value!;
  if (opened === null || opened.place.join() !== place.place.join()) return <p class="note">Computing…</p>;
  const { before, step, rows, penalty } = opened;
  const { numbers } = traced.value!.document.batch;
  const foot: Cell[][] = [['gradient', null, null, step?.gradient]];
  if (penalty !== 0) foot.unshift([<EquationButton id="l2" />, null, 'penalty', penalty]);
  return (
    <>
      <p class="sum bar">
        {place.place.length > 1 ? 'weight' : 'bias'} <WeightInput place={place} value={before} />
        <BatchChoice />
      </p>
      <Product name={formatPlace(place)} />
      {step !== null && isShown('backward') && (
        <Table
          label="Rows of the batch"
          caption="what each row of the batch adds to the gradient"
          heads={[['row'], ['x'], ['× δ'], ['= product', place.place.length > 1 ? 'dense.dW' : 'dense.db']]}
          rows={rows.map(({ x, dz, product }, i) => [String(numbers[i] ?? i + 1), x, dz, product])}
          foot={foot}
        />
      )}
      {step !== null && isShown('backward') && <CheckGradient />}
      {step !== null && isShown('adam') && (
        <Table
          label="Step of the weight"
          heads={[['w'], ...momentsOf(Object.keys(step.optimizer)).map(([, heading]) => heading), ['new w = w − step']]}
          rows={[[before, ...momentsOf(Object.keys(step.optimizer)).map(([tap]) => step.optimizer[tap]), step.after]]}
        />
      )}
      {step !== null && <Later what="Gradient and step" />}
    </>
  );
}
