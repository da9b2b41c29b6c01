/**
 * The network's panel: what colours the edges, a search for a unit, the drawing, and what the colours mean.
 */
import './network.css';
import {
  chooseNeuron,
  description,
  edgeKind,
  EDGE_KINDS,
  health,
  isShown,
  neuron,
  type EdgeKind,
} from '../state/state.ts';
import { count } from '../format.ts';
import { Drawing } from './drawing.tsx';
import { missingNeuron, neuronRanges } from '../state/missing-place.ts';
import { RowLine } from './row-line.tsx';
import { edgeSource } from './edge-values.ts';
import { MOST_EDGES, STRONGEST_EDGES } from './draw-edges.ts';
import { MOST_UNITS, widthsOf } from './layout.ts';
import { SaveDrawing } from './save-drawing.tsx';

const LABELS: Readonly<Record<EdgeKind, string>> = { weight: 'weight', gradient: 'gradient', step: 'Adam’s step' };

export function NetworkPanel() {
  const described = description.value!;
  const widths = widthsOf(described);
  const kind = edgeKind.value;
  const label = (one: EdgeKind) =>
    one === 'step' && described.options.optimizer === 'sgd' ? 'SGD’s step' : LABELS[one];
  return (
    <section class="panel network" aria-labelledby="network-title">
      <h2 id="network-title">Network</h2>
      <div class="bar">
        <fieldset class="choice">
          <legend>Edges show</legend>
          {EDGE_KINDS.map((one) => (
            <label key={one}>
              <input type="radio" name="edges" checked={one === kind} onChange={() => (edgeKind.value = one)} />
              {label(one)}
            </label>
          ))}
        </fieldset>
        <FindUnit />
        <SaveDrawing />
      </div>
      <RowLine />
      <Drawing />
      <p class="note">
        A click on a unit opens it. <span class="swatch positive" /> positive <span class="swatch negative" /> negative,
        wider is larger
        {kind !== 'weight' && ` (of ${edgeSource() === 'row' ? 'this row' : 'the last batch'})`}. A unit’s fill is its
        activation for the row
        {isShown('backward') && ', its ring the error δ (dashed: none)'}
        {[...health.value.values()].some(({ state }) => state === 'dead' || state === 'saturated') &&
          '; × marks dead and saturated units'}
        . <Omitted widths={widths} />
      </p>
    </section>
  );
}

/** What the drawing leaves out of a large network. */
function Omitted({ widths }: { readonly widths: readonly number[] }) {
  const shown = widths.map((width) => Math.min(width, MOST_UNITS));
  const edges = shown.slice(1).reduce((sum, width, i) => sum + width * shown[i]!, 0);
  const wide = widths.some((width) => width > MOST_UNITS);
  return (
    <>
      {wide && `Of a layer with more units, the ${MOST_UNITS} with the strongest activation are shown. `}
      {edges > MOST_EDGES && `Of ${count(edges)} edges the strongest ${count(STRONGEST_EDGES)} are drawn.`}
    </>
  );
}

function FindUnit() {
  const described = description.value!;
  const find = (input: HTMLInputElement): void => {
    const [, layer, unit] = /^\s*(\d+)\.(\d+)\s*$/.exec(input.value) ?? [];
    const place = { layer: Number(layer), unit: Number(unit) };
    const isThere = missingNeuron(described, place) === null;
    input.setCustomValidity(isThere ? '' : `There is no neuron ${input.value}: ${neuronRanges(described.units)}`);
    if (input.reportValidity()) chooseNeuron(place);
  };
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault();
        find(event.currentTarget.elements.namedItem('neuron') as HTMLInputElement);
      }}
    >
      <label>
        Neuron{' '}
        <input
          name="neuron"
          size={5}
          placeholder="1.7"
          autocomplete="off"
          key={`${neuron.value?.layer}.${neuron.value?.unit}`}
          onInput={(event) => event.currentTarget.setCustomValidity('')}
        />
      </label>
      <button>Open</button>
    </form>
  );
}
