/**
 * The units as buttons: one of them in the order of Tab, the others by arrow keys. An input shows its name and value, a
 * class its probability.
 */
import { chooseNeuron, description, health, isShown, neuron, traced } from '../state/state.ts';
import { shortNumber } from '../format.ts';
import type { NetworkLayout, ShownUnit } from './layout.ts';

export function Units({ layout }: { readonly layout: NetworkLayout }) {
  const { units, inputs, classes } = description.value!;
  const chosen = neuron.value;
  const last = units.length;
  const isChosen = ({ layer, unit }: ShownUnit) => chosen?.layer === layer && chosen.unit === unit + 1;
  const first = layout.units.find(isChosen) ?? layout.units.find(({ layer }) => layer === 1);
  const errors = isShown('backward') ? errorsOf() : null;
  const isLarge = layout.size >= 34;
  return (
    <div role="group" aria-label="Units: arrow keys move, Enter opens" onKeyDown={move}>
      {layout.units.map((one) => {
        const { layer, unit, x, y } = one;
        const place = { left: `${x}px`, top: `${y}px`, width: `${layout.size}px`, height: `${layout.size}px` };
        if (layer === 0) {
          return (
            <div key={`0.${unit}`} class="unit input" style={place} title={inputs[unit]}>
              {isLarge && <span class="value" />}
              <span class="name">{inputs[unit]}</span>
            </div>
          );
        }
        const name = `${layer}.${unit + 1}`;
        const ill = illness(name);
        const error = errors?.get(layer)?.[unit];
        const sign = error === undefined ? '' : error > 0 ? ' raised' : error < 0 ? ' lowered' : ' off';
        return (
          <button
            key={name}
            data-opens={`neuron ${name}`}
            class={`unit${sign}${ill === null ? '' : ' ill'}`}
            style={place}
            aria-label={`neuron ${name}${layer === last ? ` (${classes.length > units.at(-1)! ? classes[1] : classes[unit]})` : ''}${ill === null ? '' : `, ${ill}`}`}
            aria-pressed={isChosen(one)}
            tabIndex={one === first ? 0 : -1}
            data-layer={layer}
            data-unit={unit}
            title={[name, ill, error !== undefined && `δ = ${shortNumber(error)}`].filter(Boolean).join(', ')}
            onClick={() => chooseNeuron({ layer, unit: unit + 1 })}
          >
            {isLarge && <span class="value" />}
            {layer === last && <span class="name">{classes.length > units.at(-1)! ? classes[1] : classes[unit]}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** What ails a unit, in a word; null where it works. */
function illness(name: string): string | null {
  const state = health.value.get(name)?.state;
  return state === 'dead' || state === 'saturated' ? state : null;
}

/** δ of each layer's units for the traced row. */
function errorsOf(): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const { name, shape, values } of traced.value?.document.tensors ?? []) {
    const [, layer] = /^dz(\d+)$/.exec(name) ?? [];
    if (layer !== undefined && values !== null) found.set(Number(layer), values.slice(0, shape.at(-1)));
  }
  return found;
}

/** Up and down within a layer, left and right to the nearest unit of the next. */
function move(event: KeyboardEvent): void {
  const [by, across] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [
    0, 0,
  ];
  const from = (event.target as HTMLElement).closest<HTMLElement>('button.unit');
  if ((by === 0 && across === 0) || from === null) return;
  event.preventDefault();
  event.stopPropagation();
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button.unit')];
  const layer = Number(from.dataset['layer']) + across!;
  const column = all.filter((one) => Number(one.dataset['layer']) === layer);
  const distance = (one: HTMLElement) => Math.abs(one.offsetTop - from.offsetTop);
  const to =
    across === 0 ? column[column.indexOf(from) + by!] : column.toSorted((a, b) => distance(a) - distance(b))[0];
  to?.focus();
}
