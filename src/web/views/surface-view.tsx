/**
 * The decision surface: what the network says of a class where two columns vary.
 */
import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { paintSurface, placeOf, spread } from '../plots/paint-surface.ts';
import { paletteOf } from '../plots/palette.ts';
import { COLOURS, shapeOf } from '../plots/class-marks.ts';
import { TableTwin } from '../plots/table-twin.tsx';
import { tickText } from '../plots/ticks.ts';
import type { Surface, SurfaceAxis } from '../protocol.ts';
import { chooseRow } from '../state/actions.ts';
import { description, row } from '../state/state.ts';
import { useAsked } from './use-asked.ts';

const RESOLUTION = 44;
const LARGEST_SIZE = 420;
const LEAST_MS = 100;
/** A click that is farther from every row, in pixels, chooses none. */
const REACH = 14;

/** What the reader has chosen, kept while other views are looked at. */
const chosen = signal({ x: 0, y: 1, classIndex: 1, ofRow: true });

export function SurfaceView() {
  const { columns } = description.value!;
  if (columns.length < 2) return <p class="note">A surface takes two columns, and here is only one.</p>;
  return <SurfaceOfTwo />;
}

function SurfaceOfTwo() {
  const { columns, classes } = description.value!;
  const { ofRow } = chosen.value;
  const [x, y, classIndex] = insideStudy();
  const call = { x, y, row: ofRow ? row.value : null, resolution: RESOLUTION, classIndex };
  const surface = useAsked('surface', [call], LEAST_MS);
  const names = columns.map(({ name }) => name);
  const choose = (change: Partial<typeof chosen.value>) =>
    (chosen.value = { ...chosen.value, x, y, classIndex, ...change });
  return (
    <>
      <div class="bar">
        <Choice label="Across" names={names} value={x} isLeftOut={y} onChoose={(one) => choose({ x: one })} />
        <Choice label="Up" names={names} value={y} isLeftOut={x} onChoose={(one) => choose({ y: one })} />
        {classes.length > 2 && (
          <Choice label="Class" names={classes} value={classIndex} onChoose={(one) => choose({ classIndex: one })} />
        )}
        {columns.length > 2 && (
          <label>
            <input type="checkbox" checked={ofRow} onChange={() => choose({ ofRow: !ofRow })} /> other columns as in the
            chosen row, not their middle
          </label>
        )}
      </div>
      {surface === null ? (
        <p class="note">Computing…</p>
      ) : (
        <Picture surface={surface} classIndex={classIndex} classes={classes} />
      )}
    </>
  );
}

/** The choice, where this study has it. */
function insideStudy(): [x: number, y: number, classIndex: number] {
  const { columns, classes } = description.value!;
  const { x, y, classIndex } = chosen.value;
  const isThere = x < columns.length && y < columns.length && x !== y;
  return [isThere ? x : 0, isThere ? y : 1, Math.min(classIndex, classes.length - 1)];
}

interface PictureProps {
  readonly surface: Surface;
  readonly classIndex: number;
  readonly classes: readonly string[];
}

function Picture({ surface, classIndex, classes }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState(0);
  const [theme, setTheme] = useState(0);
  useLayoutEffect(() => {
    const box = canvas.current!.parentElement!;
    const observer = new ResizeObserver(() => setSize(Math.min(LARGEST_SIZE, Math.floor(box.clientWidth))));
    observer.observe(box);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const change = (): void => setTheme((count) => count + 1);
    dark.addEventListener('change', change);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', change);
    };
  }, []);
  const painted = { surface, classIndex, classCount: classes.length, chosen: row.value };
  useEffect(() => {
    if (size > 0) paintSurface(canvas.current!, size, painted, paletteOf(canvas.current!.parentElement!));
  }, [surface, size, theme, row.value, classIndex]);
  const choose = (event: MouseEvent): void => {
    const near = surface.points.map((point) => {
      const [x, y] = placeOf(surface, spread(surface, point), size);
      return { number: point.number, far: Math.hypot(x - event.offsetX, y - event.offsetY) };
    });
    const nearest = near.reduce((best, one) => (one.far < best.far ? one : best), { number: 0, far: REACH });
    if (nearest.number > 0) chooseRow(nearest.number);
  };
  const said = sentence(surface, classes[classIndex]!);
  const { x, y } = surface;
  return (
    <>
      <p>{said}</p>
      <div class="surface">
        <span class="axis up">{axisText(y)} ↑</span>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Probability of class ${classes[classIndex]} over ${x.name} and ${y.name}. ${said}`}
          style={{ width: `${size}px`, height: `${size}px` }}
          onClick={choose}
        />
        <span class="axis across">{axisText(x)} →</span>
      </div>
      <p class="legend">
        {classes.map((name, i) => (
          <span key={name}>
            <i class={`shape class-${i % COLOURS}`}>{shapeOf(i)}</i> {name}
          </span>
        ))}
        <span>ringed: row {row.value}. A click on a row chooses it.</span>
      </p>
      <TableTwin
        title="Surface"
        head={[`${y.name} \\ ${x.name}`, ...places(x, surface.columns).map(([, text]) => text)]}
        rows={() =>
          places(y, surface.rows)
            .toReversed()
            .map(([i, text]) =>
              [text].concat(
                places(x, surface.columns).map(([j]) => surface.probabilities[i * surface.columns + j]!.toFixed(3)),
              ),
            )
        }
      />
    </>
  );
}

/** What to look at. */
function sentence({ probabilities, x, y }: Surface, name: string): string {
  let [least, most, sure] = [1, 0, 0];
  for (const p of probabilities) {
    [least, most] = [Math.min(least, p), Math.max(most, p)];
    if (p <= 0.1 || p >= 0.9) sure++;
  }
  const share = Math.round((100 * sure) / probabilities.length);
  const range = `p of class ${name} goes from ${least.toFixed(2)} to ${most.toFixed(2)}`;
  if (most < 0.5 || least > 0.5) return `${range}: on one side of 0.5 everywhere, so there is no line.`;
  const edge = x.levels === null && y.levels === null ? 'along the line it is 0.5' : 'where the colour fades it is 0.5';
  return `${range}; ${edge}. On ${share} % of the surface the network is sure (below 0.1 or above 0.9).`;
}

const axisText = (axis: SurfaceAxis): string =>
  `${axis.name}: ${axis.levels?.join(', ') ?? `${placeText(axis, axis.from)} to ${placeText(axis, axis.to)}`}`;

function placeText({ levels, isDate }: SurfaceAxis, at: number): string {
  if (levels !== null) return levels[Math.round(at)] ?? '';
  // A date is days since 1970.
  if (isDate) return new Date(Math.round(at) * 86_400_000).toISOString().slice(0, 10);
  return tickText(Number(at.toPrecision(3)));
}

/** Cells along an axis, at most seven, and what stands there. */
function places(axis: SurfaceAxis, count: number): [number, string][] {
  const shown = Math.min(axis.levels === null ? 7 : 24, count);
  return Array.from({ length: shown }, (_, i) => {
    const cell = axis.levels === null ? Math.round((i * (count - 1)) / (shown - 1)) : i;
    return [cell, placeText(axis, axis.from + ((cell + 0.5) / count) * (axis.to - axis.from))];
  });
}

interface ChoiceProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly value: number;
  /** What the other choice has taken. */
  readonly isLeftOut?: number;
  readonly onChoose: (index: number) => void;
}

export function Choice({ label, names, value, isLeftOut, onChoose }: ChoiceProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}>
        {names.map((name, i) => (
          <option key={i} value={i} disabled={i === isLeftOut}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
