/**
 * Lines over two axes, told apart by colour and by dashes; upright marks, and rings on single points.
 */
import './plots.css';
import { tickText, ticks } from './ticks.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Of three codings of colour and dash, from 0. */
  readonly coding: number;
}

interface Axis {
  readonly title: string;
  readonly text?: (value: number) => string;
  /** What is shown in any case. */
  readonly include?: readonly number[];
  /** Marks at whole numbers alone. */
  readonly isWhole?: boolean;
}

interface LineChartProps {
  /** What a screen reader says in place of the picture. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly marks?: readonly { readonly x: number; readonly text: string }[];
}

const [WIDTH, HEIGHT] = [360, 190];
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 10, 8, 32];

export function LineChart({ label, x, y, lines, marks = [] }: LineChartProps) {
  const all = lines.flatMap(({ points }) => points);
  const [x0, x1] = extent([...all.map(([at]) => at), ...(x.include ?? [])]);
  const [y0, y1] = extent([...all.map(([, at]) => at), ...(y.include ?? [])]);
  const toX = (value: number) => LEFT + ((value - x0) / (x1 - x0)) * (WIDTH - LEFT - RIGHT);
  const toY = (value: number) => HEIGHT - BOTTOM - ((value - y0) / (y1 - y0)) * (HEIGHT - TOP - BOTTOM);
  const onX = ticks(x0, x1, 6).filter((value) => x.isWhole !== true || Number.isInteger(value));
  const onY = ticks(y0, y1, 4).filter((value) => y.isWhole !== true || Number.isInteger(value));
  return (
    <figure class="plot">
      <Legend title={y.title} lines={lines} />
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {onY.map((value) => (
          <g key={value}>
            <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={toY(value)} y2={toY(value)} />
            <text x={LEFT - 5} y={toY(value) + 4} text-anchor="end">
              {(y.text ?? tickText)(value)}
            </text>
          </g>
        ))}
        {onX.map((value) => (
          <text key={value} x={toX(value)} y={HEIGHT - BOTTOM + 14} text-anchor="middle">
            {(x.text ?? tickText)(value)}
          </text>
        ))}
        <text x={WIDTH - RIGHT} y={HEIGHT - 4} text-anchor="end">
          {x.title}
        </text>
        {marks.map(({ x: at, text }, i) => (
          <g key={text}>
            <line class="mark" x1={toX(at)} x2={toX(at)} y1={TOP} y2={HEIGHT - BOTTOM} />
            <text
              x={toX(at) + (toX(at) > WIDTH / 2 ? -4 : 4)}
              y={TOP + 10 + 13 * i}
              text-anchor={toX(at) > WIDTH / 2 ? 'end' : 'start'}
            >
              {text}
            </text>
          </g>
        ))}
        {lines.map(({ name, points, coding }) => (
          <g key={name} class={`coding-${coding}`}>
            <polyline
              points={points.map((point) => `${toX(point[0]).toFixed(1)},${toY(point[1]).toFixed(1)}`).join(' ')}
            />
            {points.length < 3 &&
              points.map((point, i) => <circle key={i} cx={toX(point[0])} cy={toY(point[1])} r="3" />)}
          </g>
        ))}
      </svg>
    </figure>
  );
}

function Legend({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <figcaption class="legend">
      <b>{title}</b>
      {lines.map(({ name, coding }) => (
        <span key={name}>
          <svg viewBox="0 0 24 8" class={`coding-${coding}`} aria-hidden="true">
            <line x1="0" x2="24" y1="4" y2="4" />
          </svg>{' '}
          {name}
        </span>
      ))}
    </figcaption>
  );
}

/** Of finite numbers; never empty. */
function extent(values: readonly number[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values)
    if (Number.isFinite(value)) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (least > most) return [0, 1];
  return least === most ? [least - 0.5, most + 0.5] : [least, most];
}
