/**
 * How the layers do on a batch: activations, gradients and step sizes as histograms, and the units that don't work.
 */
import { Bars } from '../plots/bars.tsx';
import { TableTwin } from '../plots/table-twin.tsx';
import type { Histogram, LayerStatistics, Statistics, UnitHealth } from '../protocol.ts';
import { shortNumber } from '../format.ts';
import { chooseNeuron } from '../state/state.ts';
import { useAsked } from './use-asked.ts';

const LEAST_MS = 400;
/** Units that are named. */
const MOST_UNITS = 12;
/** A step of a thousandth of the weight is a good pace (Karpathy, CS231n, "Ratio of weights:updates"). */
const GOOD_PACE = -3;

const KINDS = [
  ['activation', 'activation'],
  ['gradient', 'gradient'],
  ['ratio', 'step ÷ weight'],
] as const;

export function LayersView() {
  const found = useAsked('statistics', [], LEAST_MS);
  if (found === null) return <p class="note">Computing…</p>;
  if (found.rows === 0) return <p class="note">No row has a class, so there is no batch to look at.</p>;
  const { layers, units } = found;
  return (
    <>
      <p>{sentence(found)}</p>
      <Sick units={units} state="dead">
        off for all of these rows. Nothing flows back through such a unit, so its weights get no gradient and it stays
        off; a smaller learning rate or another seed avoids it.
      </Sick>
      <Sick units={units} state="saturated">
        with p near 0 or 1 for all of these rows. There the slope p(1 − p) is almost 0: if the answer is wrong, it takes
        many steps to come back.
      </Sick>
      <div class="layers">
        {layers.map((one) => (
          <div key={one.layer} class="layer" role="group" aria-label={`Layer ${one.layer}`}>
            <h3>{one.layer === layers.length ? 'Logits' : `Layer ${one.layer}`}</h3>
            {KINDS.map(([kind, title]) => (
              <div key={kind}>
                <small>
                  {title}
                  {zerosText(one[kind])}
                </small>
                <Bars
                  of={one[kind]}
                  text={(value) => shortNumber(unscaled(value, kind))}
                  label={`Layer ${one.layer}, ${title}: ${spreadOf(one[kind], kind)}`}
                />
              </div>
            ))}
          </div>
        ))}
      </div>
      <p class="note">Gradients and steps stand on a logarithmic axis, by their size.</p>
      <TableTwin
        title="Layers"
        head={['layer', 'what', 'least', 'mean', 'most', 'zeros']}
        rows={() => layers.flatMap(rowsOf)}
      />
    </>
  );
}

const zerosText = ({ zeros, count }: Histogram): string =>
  zeros === 0 ? '' : ` (${Math.round((100 * zeros) / (zeros + count))} % are 0)`;

function rowsOf(one: LayerStatistics): (string | number)[][] {
  return KINDS.map(([kind, title]) => {
    const { from, to, mean, zeros, count } = one[kind];
    const text = (value: number | null) => (value === null || count === 0 ? '' : unscaled(value, kind));
    return [String(one.layer), title, text(from), text(mean), text(to), String(zeros)];
  });
}

/** Gradients and ratios are kept as logarithms. */
const unscaled = (value: number, kind: (typeof KINDS)[number][0]): number =>
  kind === 'activation' ? value : 10 ** value;

function spreadOf({ from, to, mean, count }: Histogram, kind: (typeof KINDS)[number][0]): string {
  if (count === 0 || mean === null) return 'all are 0';
  const [a, b, c] = [from, to, mean].map((value) => shortNumber(unscaled(value, kind)));
  return `from ${a} to ${b}, around ${c}`;
}

/** What to look at. */
function sentence({ rows, layers }: Statistics): string {
  const [first, last] = [layers[0]!, layers.at(-1)!];
  const pace = last.ratio.mean;
  const size = (mean: number) => shortNumber(10 ** mean);
  const paced =
    pace === null
      ? 'The step moves nothing.'
      : `A step moves the weights of the last layer by about ${size(pace)} of their size${
          Math.abs(pace - GOOD_PACE) < 1
            ? ', which is a good pace'
            : pace > GOOD_PACE
              ? ': large steps'
              : ': small steps'
        }.`;
  if (first === last || first.gradient.mean === null || last.gradient.mean === null) return `On ${rows} rows: ${paced}`;
  const apart = 10 ** (last.gradient.mean - first.gradient.mean);
  const compared =
    apart >= 2
      ? `Gradients of layer 1 are ${apart.toFixed(1)} times smaller than those of the last layer`
      : apart <= 0.5
        ? `Gradients of layer 1 are ${(1 / apart).toFixed(1)} times larger than those of the last layer`
        : 'Gradients of the first and the last layer are of like size';
  return `${compared}, on ${rows} rows. ${paced}`;
}

interface SickProps {
  readonly units: readonly UnitHealth[];
  readonly state: UnitHealth['state'];
  readonly children: preact.ComponentChildren;
}

/** Units of a state, and what that means. */
function Sick({ units, state, children }: SickProps) {
  const found = units.filter((unit) => unit.state === state);
  if (found.length === 0) return null;
  return (
    <p>
      <strong>
        {found.length} {state}
      </strong>
      :{' '}
      {found.slice(0, MOST_UNITS).map(({ layer, unit }) => (
        <button key={`${layer}.${unit}`} class="small" onClick={() => chooseNeuron({ layer, unit })}>
          {layer}.{unit}
        </button>
      ))}
      {found.length > MOST_UNITS && ' …'} {children}
    </p>
  );
}
