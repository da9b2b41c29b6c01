/**
 * A neuron opened: its inputs times its weights, their sum, z and a; then the error it gets and passes on, and the step of
 * each of its weights. A weight can be changed in the table.
 */
import type { OpenedNeuron, ParameterStep } from '../../study/trace/trace-document.ts';
import type { ParameterPlace } from '../../study/session/parameter-place.ts';
import { exactNumber, shortNumber } from '../format.ts';
import { chooseNeuron, chooseParameter, isShown, neuron, openedNeuron, part, traced } from '../state/state.ts';
import { EquationButton } from './equation-button.tsx';
import { NumberCell } from './number.tsx';
import { MOMENTS } from './update-table.tsx';
import { WeightInput } from './weight-input.tsx';

export function NeuronView() {
  const opened = openedNeuron.value;
  const place = neuron.value;
  if (opened === null || opened.layer !== place?.layer || opened.unit !== place.unit)
    return <p class="note">Computing…</p>;
  return (
    <>
      <Sum opened={opened} />
      <Forward opened={opened} />
      {opened.delta !== null && isShown('backward') && <Delta opened={opened} delta={opened.delta} />}
      {opened.delta !== null && !isShown('adam') && (
        <p class="note">
          The error that flows back and the step come later in the step.{' '}
          <button onClick={() => (part.value = 'adam')}>Show all parts</button>
        </p>
      )}
    </>
  );
}

/** What the unit does, in a line. */
function Sum({ opened: { layer, bias, z, a } }: { readonly opened: OpenedNeuron }) {
  const isLast = layer === traced.value?.document.network.units.length;
  return (
    <p class="sum">
      z = Σ x·w{bias === null ? '' : ' + b'} = <b title={exactNumber(z)}>{shortNumber(z)}</b>{' '}
      <EquationButton id="dense.z" />
      {isLast ? (
        <>: a logit, so softmax makes a probability of it.</>
      ) : (
        <>
          {' '}
          → a = max(0, z) = <b title={exactNumber(a)}>{shortNumber(a)}</b> <EquationButton id="relu" />
          {z <= 0 && ' Off for this row: nothing goes on, and no error flows back through it.'}
        </>
      )}
    </p>
  );
}

function Forward({ opened: { inputs, bias, layer, unit, z } }: { readonly opened: OpenedNeuron }) {
  const hasBack = isShown('backward') && inputs[0]?.step != null;
  const moments =
    isShown('adam') && inputs[0]?.step != null ? MOMENTS.filter(([tap]) => tap in inputs[0]!.step!.optimizer) : [];
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Inputs and weights">
      <table class="products">
        <thead>
          <tr>
            <th>input</th>
            <th class="number">x</th>
            <th class="number">× weight</th>
            <th class="number">= product</th>
            {hasBack && (
              <th class="number">
                gradient <EquationButton id="dense.dW" />
              </th>
            )}
            {moments.map(([tap, title, equation]) => (
              <th key={tap} class="number">
                {title} <EquationButton id={equation} />
              </th>
            ))}
            {moments.length > 0 && <th class="number">new weight</th>}
          </tr>
        </thead>
        <tbody>
          {inputs.map((one, i) => (
            <tr key={one.name}>
              <th scope="row">
                <button
                  data-opens={one.name}
                  title={`Open ${one.name}`}
                  onClick={() => chooseParameter(placeOf(one.name))}
                >
                  {one.input}
                </button>
              </th>
              <NumberCell value={one.x} />
              <td class="number">
                <WeightInput place={placeOf(one.name)} value={one.before} />
              </td>
              <NumberCell value={one.product} />
              <StepCells step={one.step} hasBack={hasBack} taps={moments.map(([tap]) => tap)} key={i} />
            </tr>
          ))}
          {bias !== null && (
            <tr>
              <th scope="row">
                <button data-opens={bias.name} onClick={() => chooseParameter(placeOf(bias.name))}>
                  bias b
                </button>
              </th>
              <td />
              <td class="number">
                <WeightInput place={placeOf(bias.name)} value={bias.before} />
              </td>
              <NumberCell value={bias.before} />
              <StepCells step={bias.step} hasBack={hasBack} taps={moments.map(([tap]) => tap)} />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              sum z of {layer}.{unit}
            </th>
            <td />
            <td />
            <NumberCell value={z} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface StepCellsProps {
  readonly step: ParameterStep['step'];
  readonly hasBack: boolean;
  readonly taps: readonly string[];
}

function StepCells({ step, hasBack, taps }: StepCellsProps) {
  return (
    <>
      {hasBack && <NumberCell value={step?.gradient} />}
      {taps.map((tap) => (
        <NumberCell key={tap} value={step?.optimizer[tap]} />
      ))}
      {taps.length > 0 && <NumberCell value={step?.after} />}
    </>
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
        δ = p − y = <b title={exactNumber(dz)}>{shortNumber(dz)}</b>, with y = 1 for the row’s class, else 0{' '}
        <EquationButton id="dce.dz" />
      </p>
    );
  }
  return (
    <>
      <p class="sum">
        δ = error × slope = {shortNumber(arriving)} × {shortNumber(slope)} ={' '}
        <b title={exactNumber(dz)}>{shortNumber(dz)}</b> <EquationButton id="relu.dz" />
        {slope === 0 && ' The slope is 0, so the error stops here.'}
      </p>
      <table>
        <caption>
          the error comes from the units that this one feeds <EquationButton id="dense.dx" />
        </caption>
        <thead>
          <tr>
            <th>unit</th>
            <th class="number">its δ</th>
            <th class="number">× weight</th>
            <th class="number">= product</th>
          </tr>
        </thead>
        <tbody>
          {from.map((one, i) => (
            <tr key={one.unit}>
              <th scope="row">
                <button onClick={() => chooseNeuron({ layer: layer + 1, unit: i + 1 })}>{one.unit}</button>
              </th>
              <NumberCell value={one.dz} />
              <NumberCell value={one.weight} />
              <NumberCell value={one.product} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">error arriving</th>
            <td />
            <td />
            <NumberCell value={arriving} />
          </tr>
        </tfoot>
      </table>
    </>
  );
}

/** @param name such as `W1[3,7]` */
function placeOf(name: string): ParameterPlace {
  const [parameter, place] = name.split('[');
  return { name: parameter!, place: place!.replace(']', '').split(',').map(Number) };
}
