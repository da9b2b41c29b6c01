/**
 * A histogram: bars over equal bins.
 */
import './plots.css';
import type { Histogram } from '../protocol.ts';
import { tickText, ticks } from './ticks.ts';

const [WIDTH, HEIGHT, BOTTOM] = [200, 84, 16];

interface BarsProps {
  readonly label: string;
  readonly of: Histogram;
  /** What is written at a place of the axis. */
  readonly text?: (value: number) => string;
}

export function Bars({ label, of: { from, to, counts, count }, text = tickText }: BarsProps) {
  const most = Math.max(1, ...counts);
  const wide = to > from ? to - from : 1;
  const bar = WIDTH / counts.length;
  const marks = count === 0 ? [] : ticks(from, to, 3);
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {counts.map((one, i) => {
        const height = (one / most) * (HEIGHT - BOTTOM - 2);
        return <rect key={i} x={i * bar} y={HEIGHT - BOTTOM - height} width={bar - 0.6} height={height} />;
      })}
      <line class="grid" x1={0} x2={WIDTH} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
      {marks.map((value) => (
        <text
          key={value}
          x={Math.min(WIDTH - 14, Math.max(14, ((value - from) / wide) * WIDTH))}
          y={HEIGHT - 3}
          text-anchor="middle"
        >
          {text(value)}
        </text>
      ))}
    </svg>
  );
}
