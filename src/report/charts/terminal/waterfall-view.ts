/**
 * Steps from a base to a total, in a terminal: each begins where the last one ended.
 */
import type { WaterfallPlot } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import type { View } from './glyphs.ts';
import { rowLines, type DrawnRow } from './rows-view.ts';

export function waterfallLines({ x, base, steps, total }: WaterfallPlot, view: View): string[] {
  const end = ({ name, value }: WaterfallPlot['base']): DrawnRow => ({
    name,
    text: formatNumber(value, x.format),
    draw: (cells, at, { vertical }) => {
      cells[at(value)] = vertical;
    },
  });
  let reached = base.value;
  const between = steps.map(({ name, change }): DrawnRow => {
    const from = reached;
    const to = (reached += change);
    return {
      name,
      text: formatNumber(change, 'signed'),
      draw: (cells, at, { up, down, vertical }) => {
        const [start, stop] = [at(from), at(to)];
        const [body, head] = change < 0 ? down : up;
        cells.fill(body, Math.min(start, stop), Math.max(start, stop) + 1);
        cells[stop] = change === 0 ? vertical : head;
      },
    };
  });
  return rowLines([end(base), ...between, end(total)], x, view);
}
