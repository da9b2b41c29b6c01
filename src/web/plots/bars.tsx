/**
 * A histogram: bars over equal bins.
 */
import './plots.css';
import type { Histogram } from '../protocol.ts';
import { shortNumber } from '../format.ts';

const [WIDTH, HEIGHT, BOTTOM] = [150, 67, 15];

interface BarsProps {
  readonly label: string;
  readonly of: Histogram;
  /** What is written at the ends of the axis. */
  readonly text?: (value: number) => string;
}

export function Bars({ label, of: { from, to, counts, count }, text = shortNumber }: BarsProps) {
  const most = Math.max(1, ...counts);
  const bar = WIDTH / counts.length;
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {counts.map((one, i) => {
        const height = (one / most) * (HEIGHT - BOTTOM - 2);
        return <rect key={i} x={i * bar} y={HEIGHT - BOTTOM - height} width={bar - 0.6} height={height} />;
      })}
      <line class="grid" x1={0} x2={WIDTH} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
      {count > 0 && <text y={HEIGHT - 4}>{text(from)}</text>}
      {count > 0 && to > from && (
        <text x={WIDTH - 1} y={HEIGHT - 4} text-anchor="end">
          {text(to)}
        </text>
      )}
    </svg>
  );
}
