/**
 * The weights of a layer as a map, numbers in the cells where there is room, else of the cell that is pointed at.
 */
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { paintMatrix, type MatrixWindow } from '../plots/paint-matrix.ts';
import { paletteOf } from '../plots/palette.ts';
import { TableTwin } from '../plots/table-twin.tsx';
import { shortNumber } from '../format.ts';
import { chooseNeuron, chooseParameter, description, snapshot } from '../state/state.ts';
import { Choice } from './surface-view.tsx';

/** Numbers that are written into cells at once, and columns of such a table. */
const [MOST_CELLS, MOST_COLUMNS] = [160, 8];
/** Rows and columns of a map. */
const MOST_SIDE = 128;

const chosen = signal(0);

export function WeightsView() {
  const { parameters, inputs } = description.value!;
  const kernels = parameters.filter(({ shape }) => shape.length === 2);
  const layer = Math.min(chosen.value, kernels.length - 1);
  const kernel = kernels[layer]!;
  const [rows, columns] = kernel.shape as [number, number];
  const now = snapshot.value;
  if (now === null) return null;
  const values = now.values.subarray(kernel.start, kernel.start + rows * columns);
  const nameOf = (row: number) => (layer === 0 ? inputs[row]! : `unit ${layer}.${row + 1}`);
  const isTable = rows * columns <= MOST_CELLS && columns <= MOST_COLUMNS;
  return (
    <>
      <div class="bar">
        <Choice
          label="Weights"
          names={kernels.map(({ name }) => name)}
          value={layer}
          onChoose={(one) => (chosen.value = one)}
        />
      </div>
      <p>{sentence(values, columns, nameOf, layer)}</p>
      {isTable ? (
        <NumberMap values={values} columns={columns} name={kernel.name} layer={layer} nameOf={nameOf} />
      ) : (
        <ColourMap
          values={now.values}
          start={kernel.start}
          rows={rows}
          columns={columns}
          name={kernel.name}
          nameOf={nameOf}
          layer={layer}
        />
      )}
    </>
  );
}

/** What to look at. */
function sentence(values: Float32Array, columns: number, nameOf: (row: number) => string, layer: number): string {
  let [strongest, above] = [0, 0];
  // There may be millions of them.
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) > Math.abs(values[strongest]!)) strongest = i;
    if (values[i]! > 0) above++;
  }
  const from = nameOf(Math.floor(strongest / columns));
  const unit = `${layer + 1}.${(strongest % columns) + 1}`;
  return `The strongest of ${values.length} weights is ${shortNumber(values[strongest]!)}, from ${from} to unit ${unit}. ${Math.round((100 * above) / values.length)} % are above 0.`;
}

interface MapProps {
  readonly values: Float32Array;
  readonly columns: number;
  readonly name: string;
  /** From 0. */
  readonly layer: number;
  readonly nameOf: (row: number) => string;
}

/** A table is its own twin. */
function NumberMap({ values, columns, name, layer, nameOf }: MapProps) {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const rows = values.length / columns;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={`${name}, numbers`}>
      <table class="weights">
        <thead>
          <tr>
            <th scope="col">from \ to</th>
            {Array.from({ length: columns }, (_, j) => (
              <th key={j} scope="col" class="number">
                <button onClick={() => chooseNeuron({ layer: layer + 1, unit: j + 1 })}>
                  {layer + 1}.{j + 1}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, i) => (
            <tr key={i}>
              <th scope="row">{nameOf(i)}</th>
              {Array.from({ length: columns }, (_column, j) => {
                const value = values[i * columns + j]!;
                return (
                  <td key={j} class="number" style={{ background: tint(largest === 0 ? 0 : value / largest) }}>
                    {shortNumber(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Light enough to be written on. */
const tint = (share: number): string =>
  `color-mix(in srgb, var(${share > 0 ? '--blue' : '--burgundy'}) ${Math.round(45 * Math.abs(share))}%, transparent)`;

interface ColourMapProps extends Omit<MapProps, 'values'> {
  /** All parameters. */
  readonly values: Float32Array;
  readonly start: number;
  readonly rows: number;
}

function ColourMap({ values, start, rows, columns, name, nameOf, layer }: ColourMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const shown: MatrixWindow = {
    width: columns,
    start,
    rows: Math.min(rows, MOST_SIDE),
    columns: Math.min(columns, MOST_SIDE),
  };
  useEffect(() => {
    paintMatrix(canvas.current!, values, shown, paletteOf(canvas.current!.parentElement!));
  }, [values, start, rows, columns]);
  const [row, column] = [Math.min(at[0], shown.rows - 1), Math.min(at[1], shown.columns - 1)];
  const place = `${name}[${row + 1},${column + 1}]`;
  const open = () => chooseParameter({ name, place: [row + 1, column + 1] });
  const point = ({ offsetX, offsetY, currentTarget }: PointerEvent): void => {
    const { clientWidth, clientHeight } = currentTarget as HTMLElement;
    const cell = (offset: number, size: number, count: number) =>
      Math.max(0, Math.min(count - 1, Math.floor((offset / size) * count)));
    setAt([cell(offsetY, clientHeight, shown.rows), cell(offsetX, clientWidth, shown.columns)]);
  };
  const field = (label: string, value: number, most: number, set: (value: number) => void) => (
    <label>
      {label}{' '}
      <input
        type="number"
        min={1}
        max={most}
        value={value + 1}
        onInput={({ currentTarget }) => set(Math.max(0, Math.min(most, Number(currentTarget.value)) - 1))}
      />
    </label>
  );
  return (
    <>
      <div class="map">
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${name} as colours: blue above 0, burgundy below`}
          style={{ aspectRatio: `${shown.columns} / ${shown.rows}` }}
          onPointerMove={point}
          onClick={open}
        />
      </div>
      <div class="bar">
        {field('from', row, shown.rows, (one) => setAt([one, column]))}
        {field('to', column, shown.columns, (one) => setAt([row, one]))}
        <output>
          {place} = {shortNumber(values[start + row * columns + column]!)}, from {nameOf(row)} to unit {layer + 1}.
          {column + 1}
        </output>
        <button onClick={open}>Open {place}</button>
      </div>
      <p class="note">
        Rows are where a weight comes from, columns where it leads; blue is above 0, burgundy below.
        {(rows > MOST_SIDE || columns > MOST_SIDE) &&
          ` Of ${rows} × ${columns} weights the first ${shown.rows} × ${shown.columns} are shown.`}
      </p>
      <TableTwin
        title={name}
        head={['from \\ to', ...Array.from({ length: shown.columns }, (_, j) => `${layer + 1}.${j + 1}`)]}
        rows={() =>
          Array.from({ length: shown.rows }, (_, i) => [
            nameOf(i),
            ...Array.from({ length: shown.columns }, (_column, j) => values[start + i * columns + j]!),
          ])
        }
      />
    </>
  );
}
