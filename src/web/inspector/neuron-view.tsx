/**
 * A neuron opened: its inputs times its weights, their sum, z and a; then the error it gets and passes on, and the step of
 * each of its weights. A weight can be changed in the table.
 */
import type { OpenedNeuron, ParameterStep } from '../../study/trace/trace-document.ts';
import { shortNumber } from '../format.ts';
import { chooseNeuron, health, isShown, neuron, openedNeuron, traced } from '../state/state.ts';
import { Table, Value, type Cell } from '../table.tsx';
import { EquationButton } from './equation-button.tsx';
import { Later } from './later.tsx';
import { PlaceButton, placeOf } from './place-button.tsx';
import { momentsOf } from './update-table.tsx';
import { WeightInput } from './weight-input.tsx';

export function NeuronView() {
  const opened = openedNeuron.value;
  const place = neuron.value;
  if (opened === null || opened.layer !== place?.layer || opened.unit !== place.unit) {
    return <p class="note">Computing…</p>;
  }
  return (
    <>
      <Sum opened={opened} />
      <Health name={`${opened.layer}.${opened.unit}`} />
      <Products opened={opened} />
      {opened.delta !== null && isShown('backward') && <Delta opened={opened} delta={opened.delta} />}
      {opened.delta !== null && <Later what="The error that flows back, and the step" />}
    </>
  );
}

/** What the unit does, in a line. */
function Sum({ opened: { layer, bias, z, a } }: { readonly opened: OpenedNeuron }) {
  const isLast = layer === traced.value?.document.network.units.length;
  return (
    <p class="sum">
      z = Σ x·w{bias !== null && ' + b'} = <Value of={z} /> <EquationButton id="dense.z" />
      {isLast ? (
        ': a logit, of which softmax makes a probability.'
      ) : (
        <>
          {' '}
          → a = max(0, z) = <Value of={a} /> <EquationButton id="relu" />
          {z <= 0 && ' Off for this row: nothing goes on, and no error comes back through it.'}
        </>
      )}
    </p>
  );
}

/** Why a unit that is marked in the drawing is marked. */
function Health({ name }: { readonly name: string }) {
  const { state, share = 0 } = health.value.get(name) ?? {};
  if (state === 'dead') {
    return (
      <p>
        <b>Dead</b>: off for all rows of the batch. The slope of ReLU is 0 there, so no gradient reaches its weights,
        and it stays off unless its inputs change.
      </p>
    );
  }
  if (state === 'saturated') {
    return (
      <p>
        <b>Saturated</b>: p is near 0 or 1 for {Math.round(share * 100)} % of the rows of the batch, where it hardly
        moves with the logit.
      </p>
    );
  }
  return state === 'always on' ? <p>On for all rows of the batch: to them it is a straight line.</p> : null;
}

/** Terms of a sum that are listed. */
const MOST_TERMS = 64;

/** The largest terms of a long sum, in their order. */
function largest<T>(terms: readonly T[], sizeOf: (term: T) => number): readonly T[] {
  if (terms.length <= MOST_TERMS) return terms;
  const ranked = terms.toSorted((a, b) => Math.abs(sizeOf(b)) - Math.abs(sizeOf(a)));
  const kept = new Set(ranked.slice(0, MOST_TERMS));
  return terms.filter((term) => kept.has(term));
}

const omitted = (listed: readonly unknown[], all: readonly unknown[]): string =>
  listed.length < all.length ? `; the ${listed.length} largest products of ${all.length}` : '';

function Products({ opened: { inputs, bias, z } }: { readonly opened: OpenedNeuron }) {
  const step = (bias ?? inputs[0])?.step ?? null;
  const hasBack = step !== null && isShown('backward');
  const moments = step !== null && isShown('adam') ? momentsOf(Object.keys(step.optimizer)) : [];
  const later = (own: ParameterStep['step']): Cell[] => [
    ...(hasBack ? [own?.gradient] : []),
    ...moments.map(([tap]) => own?.optimizer[tap]),
    ...(moments.length > 0 ? [own?.after] : []),
  ];
  const listed = largest(inputs, ({ product }) => product);
  const rows = listed.map((one): Cell[] => [
    <PlaceButton name={one.name}>{one.input}</PlaceButton>,
    one.x,
    <WeightInput place={placeOf(one.name)} value={one.before} />,
    one.product,
    ...later(one.step),
  ]);
  if (bias !== null) {
    const weight = <WeightInput place={placeOf(bias.name)} value={bias.before} />;
    rows.push([<PlaceButton name={bias.name}>bias b</PlaceButton>, 1, weight, bias.before, ...later(bias.step)]);
  }
  return (
    <Table
      label="Inputs and weights"
      caption={`a weight can be changed: p, loss and surface follow${omitted(listed, inputs)}`}
      heads={[
        ['input'],
        ['x'],
        ['× weight'],
        ['= product'],
        ...(hasBack ? [['gradient', 'dense.dW'] as const] : []),
        ...moments.map(([, heading]) => heading),
        ...(moments.length > 0 ? [['new weight'] as const] : []),
      ]}
      rows={rows}
      foot={[['sum z', null, null, z]]}
    />
  );
}

interface DeltaProps {
  readonly opened: OpenedNeuron;
  readonly delta: NonNullable<OpenedNeuron['delta']>;
}

/** δ as error × slope, and where the error comes from. */
function Delta({ opened: { layer }, delta: { dz, arriving, slope, from } }: DeltaProps) {
  if (from.length === 0) {
    return (
      <p class="sum">
        δ = p − y = <Value of={dz} />, where y is 1 for the row’s class, else 0 <EquationButton id="dce.dz" />
      </p>
    );
  }
  const listed = largest(from, ({ product }) => product);
  return (
    <>
      <p class="sum">
        δ = error × slope = {shortNumber(arriving)} × {shortNumber(slope)} = <Value of={dz} />{' '}
        <EquationButton id="relu.dz" />
        {slope === 0 && ' The slope is 0, so the error stops here.'}
      </p>
      <Table
        label="Where the error comes from"
        caption={`the error comes from the units that this one feeds${omitted(listed, from)}`}
        heads={[['unit'], ['its δ'], ['× weight'], ['= product', 'dense.dx']]}
        rows={listed.map(({ unit, dz: error, weight, product }) => [
          <button onClick={() => chooseNeuron({ layer: layer + 1, unit: Number(unit.split('.')[1]) })}>{unit}</button>,
          error,
          weight,
          product,
        ])}
        foot={[['error arriving', null, null, arriving]]}
      />
    </>
  );
}
