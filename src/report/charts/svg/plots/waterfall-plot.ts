/** Steps from a base to a total, a row each: what raises the value is solid, what lowers it hatched. */
import { groupDigits } from '../../../../text-table.ts';
import type { WaterfallPlot } from '../../chart.ts';
import { formatNumber } from '../../format-number.ts';
import { MOST_ROWS, namesWidth, ROW } from './bar-plot.ts';
import { paint } from '../chart-styles.ts';
import { markerPath, textureOf } from '../coding.ts';
import { round } from '../element.ts';
import { BELOW, drawXAxis, frameOf } from '../frame.ts';
import { drawLegend, legendItems } from '../legend.ts';
import { LINE, SMALL, type Sheet } from '../sheet.ts';
import { textWidth } from '../text-width.ts';

const LEGEND = LINE + 8;
const KEYS = [
  { name: 'raises it', role: 'main', style: 'bars' },
  { name: 'lowers it', role: 'second', style: 'bars' },
] as const;

interface Row {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function waterfallHeight(plot: WaterfallPlot): number {
  return LEGEND + rowsOf(plot).length * ROW + BELOW;
}

/** Base, steps and total. Of many steps the last ones are one. */
function rowsOf({ x, base, steps, total }: WaterfallPlot): Row[] {
  const shown = steps.length > MOST_ROWS ? steps.slice(0, MOST_ROWS - 1) : steps;
  const rows: Row[] = [{ name: base.name, from: base.value, to: base.value, text: formatNumber(base.value, x.format) }];
  let value = base.value;
  for (const { name, change } of shown) {
    rows.push({ name, from: value, to: value + change, text: formatNumber(change, 'signed') });
    value += change;
  }
  if (shown.length < steps.length) {
    const [name, change] = [`${groupDigits(steps.length - shown.length)} others`, total.value - value];
    rows.push({ name, from: value, to: total.value, text: formatNumber(change, 'signed') });
  }
  const end = { from: total.value, to: total.value, text: formatNumber(total.value, x.format) };
  return [...rows, { name: total.name, ...end }];
}

export function drawWaterfall(sheet: Sheet, plot: WaterfallPlot): void {
  const rows = rowsOf(plot);
  const names = namesWidth(
    sheet,
    rows.map(({ name }) => name),
  );
  const valueWidth = Math.max(...rows.map(({ text }) => textWidth(text, SMALL)));
  const [left, right] = [names + 10, Math.max(sheet.width - valueWidth - 12, names + 30)];
  const bottom = sheet.height - BELOW;
  const top = drawLegend(sheet, legendItems(KEYS, sheet.width - left), left, 0);
  const height = Math.min(ROW, (bottom - top) / rows.length);
  const frame = frameOf({ left, right, top, bottom }, plot.x, plot.x);
  const at = (value: number) => Math.max(left, Math.min(frame.x(value), right));
  drawXAxis(sheet, frame, plot.x);

  const middleOf = (index: number) => top + (index + 0.5) * height;
  const links = rows.slice(1).map(({ from }, index) => {
    return `M${round(at(from))} ${round(middleOf(index))}V${round(middleOf(index + 1))}`;
  });
  sheet.shape('path', { d: links.join(''), ...paint({ fill: 'none', stroke: 'muted' }), 'stroke-dasharray': '2 2' });
  for (const [index, { name, from, to, text }] of rows.entries()) {
    const middle = middleOf(index);
    const isEnd = index === 0 || index === rows.length - 1;
    if (isEnd) {
      const transform = `translate(${round(at(to))} ${round(middle)})`;
      sheet.shape('path', { d: markerPath('reference', 70), transform, ...paint({ fill: 'ink' }) });
    } else {
      const [start, end] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
      const box = { x: start, y: middle - height * 0.28, width: Math.max(end - start, 0.8), height: height * 0.56 };
      sheet.shape('rect', { ...box, ...textureOf(sheet, to < from ? 'second' : 'main') });
    }
    sheet.label({ text: name, x: names, y: middle + 4, anchor: 'end', most: names });
    const colour = isEnd ? 'ink' : 'muted';
    sheet.label({ text, x: sheet.width, y: middle + 4, anchor: 'end', size: SMALL, colour });
  }
}
