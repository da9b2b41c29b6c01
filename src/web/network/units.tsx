/**
 * The units as buttons: one of them in the order of Tab, the others by arrow keys. An input shows its name and value, a
 * class its probability.
 */
import { Fragment } from 'preact';
import { chooseNeuron, description, health, isShown, neuron, traced } from '../state/state.ts';
import { shortNumber } from '../format.ts';
import type { NetworkLayout, ShownUnit } from './layout.ts';

export function Units({ layout }: { readonly layout: NetworkLayout }) {
  const { units, inputs } = description.value!;
  const chosen = neuron.value;
  const isChosen = ({ layer, unit }: ShownUnit) => chosen?.layer === layer && chosen.unit === unit + 1;
  const first = layout.units.find(isChosen) ?? layout.units.find(({ layer }) => layer === 1);
  const errors = isShown('backward') ? errorsOf() : null;
  const kind = layout.size >= 34 ? 'unit large' : 'unit';
  return (
    <div role="group" aria-label="Units: arrow keys move, Enter opens" onKeyDown={move}>
      {layout.units.map((one) => {
        const { layer, unit, x, y } = one;
        const place = { left: `${x}px`, top: `${y}px`, width: `${layout.size}px`, height: `${layout.size}px` };
        const key = `${layer}.${unit + 1}`;
        const className = layer === units.length ? classOf(unit) : null;
        return layer === 0 ? (
          <div key={key} class={`${kind} input`} style={place} title={inputs[unit]}>
            <span class="name">{inputs[unit]}</span>
          </div>
        ) : (
          <Fragment key={key}>
            <UnitButton
              name={key}
              kind={kind}
              place={place}
              error={errors?.get(layer)?.[unit]}
              isChosen={isChosen(one)}
              isFirst={one === first}
              className={className}
            />
            {className !== null && (
              <span class="class" aria-hidden="true" style={{ left: `${x + layout.size / 2}px`, top: `${y}px` }}>
                {className}
              </span>
            )}
          </Fragment>
        );
      })}
    </div>
  );
}

/** The class that a logit speaks for: a single logit for class 1. */
function classOf(unit: number): string {
  const { units, classes } = description.value!;
  return classes[units.at(-1) === 1 ? 1 : unit]!;
}

interface UnitButtonProps {
  /** Such as `1.7`. */
  readonly name: string;
  readonly kind: string;
  readonly place: Readonly<Record<string, string>>;
  /** δ; undefined while it isn't shown. */
  readonly error: number | undefined;
  readonly isChosen: boolean;
  /** Whether Tab comes here. */
  readonly isFirst: boolean;
  readonly className: string | null;
}

function UnitButton({ name, kind, place, error, isChosen, isFirst, className }: UnitButtonProps) {
  const [layer, unit] = name.split('.').map(Number) as [number, number];
  const ill = illness(name);
  const sign = error === undefined ? '' : error > 0 ? 'raised' : error < 0 ? 'lowered' : 'off';
  const label = `neuron ${name}${className === null ? '' : ` (${className})`}`;
  return (
    <button
      class={`${kind} ${sign}${ill === null ? '' : ' ill'}`}
      style={place}
      aria-label={ill === null ? label : `${label}, ${ill}`}
      aria-pressed={isChosen}
      tabIndex={isFirst ? 0 : -1}
      data-opens={`neuron ${name}`}
      data-layer={layer}
      title={[name, ill, error !== undefined && `δ = ${shortNumber(error)}`].filter(Boolean).join(', ')}
      onClick={() => chooseNeuron({ layer, unit })}
    />
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
