/**
 * A bar per name, from 0, with its interval, in a terminal.
 */
import type { BarPlot } from '../chart.ts';
import { formatNumber } from '../format-number.ts';
import type { View } from './glyphs.ts';
import { rowLines, type DrawnRow } from './rows-view.ts';

export function barLines({ x, bars }: BarPlot, view: View): string[] {
  return rowLines(
    bars.map(({ name, value, interval }): DrawnRow => {
      return {
        name,
        text: formatNumber(value, x.format),
        draw: (cells, at, glyphs) => {
          const [zero, end] = [at(0), at(value)];
          cells.fill(glyphs.bar, Math.min(zero, end), Math.max(zero, end) + 1);
          if (zero === end) cells[zero] = glyphs.vertical;
          if (interval === null) return;
          const [low, high] = [at(interval[0]), at(interval[1])];
          const [left, between, middle, right] = glyphs.interval;
          cells.fill(between, low, high + 1);
          [cells[low], cells[high], cells[end]] = [left, right, middle];
        },
      };
    }),
    x,
    view,
  );
}
