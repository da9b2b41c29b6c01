/**
 * A chart as an SVG image: for a page that has `chartStyles()`, or as a file of its own. No clock, no DOM, no chance: the
 * same chart gives the same text.
 */
import type { Chart, Plot } from '../chart.ts';
import { barPlotHeight, drawBarPlot } from './plots/bar-plot.ts';
import { chartStyles, FONT, paint } from './chart-styles.ts';
import { element, round, text } from './element.ts';
import { FONT_SIZE, LINE, Sheet } from './sheet.ts';
import { plainText, wrapText } from './text-width.ts';
import { drawMatrix, matrixHeight } from './plots/matrix-plot.ts';
import { drawNetwork, networkHeight } from './plots/network-plot.ts';
import { drawWaterfall, waterfallHeight } from './plots/waterfall-plot.ts';
import { drawXyPlot } from './plots/xy-plot.ts';

export interface SvgSize {
  /** Pixels; at least 200. */
  readonly width: number;
  /** What suits the plot if left out. */
  readonly height?: number;
}

const NARROWEST = 200;
const LONGEST_TITLE = 200;
const LONGEST_SENTENCE = 600;
const TITLE_SIZE = 15;
const MARGIN = 12;

/** For a page: titled and described for those who hear it. The page writes title and sentence for those who see it. */
export function renderSvg(chart: Chart, size: SvgSize): string {
  const sheet = drawn(chart, size);
  return image(chart, sheet, [sheet.width, sheet.height], String(sheet));
}

/** A file of its own, with its stylesheet, title and sentence. */
export function standaloneSvg(chart: Chart, size: SvgSize): string {
  const sheet = drawn(chart, { ...size, width: size.width - 2 * MARGIN });
  const header = new Sheet(sheet.id, sheet.width, 200);
  const titles = wrapText(plainText(chart.title, LONGEST_TITLE), sheet.width, TITLE_SIZE).slice(0, 3);
  const sentences = wrapText(plainText(chart.sentence, LONGEST_SENTENCE), sheet.width, FONT_SIZE).slice(0, 6);
  let y = 0;
  for (const line of titles) header.label({ text: line, x: 0, y: (y += 19), size: TITLE_SIZE });
  for (const line of sentences) header.label({ text: line, x: 0, y: (y += LINE + 1), colour: 'muted' });
  const top = y + 2 * MARGIN;
  const [width, height] = [sheet.width + 2 * MARGIN, sheet.height + top + MARGIN];
  return image(
    chart,
    sheet,
    [width, height],
    element('style', {}, chartStyles()),
    element('rect', { width, height, ...paint({ fill: 'ground' }) }),
    element('g', { transform: `translate(${MARGIN} ${MARGIN / 2})` }, String(header)),
    element('g', { transform: `translate(${MARGIN} ${round(top)})` }, String(sheet)),
  );
}

function image(chart: Chart, { id }: Sheet, [width, height]: readonly [number, number], ...content: string[]): string {
  const [title, description] = [`${id}-title`, `${id}-desc`];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      role: 'img',
      'aria-labelledby': `${title} ${description}`,
      viewBox: `0 0 ${round(width)} ${round(height)}`,
      width,
      height,
      'font-family': FONT,
    },
    element('title', { id: title }, text(chart.title, LONGEST_TITLE)),
    element('desc', { id: description }, text(chart.sentence, LONGEST_SENTENCE)),
    ...content,
  );
}

function drawn(chart: Chart, size: SvgSize): Sheet {
  const width = Math.max(NARROWEST, Math.round(size.width));
  const height = Math.max(80, Math.round(size.height ?? heightOf(chart.plot, width)));
  const sheet = new Sheet(chart.id.replace(/[^\w-]/g, '-'), width, height);
  draw(sheet, chart.plot);
  return sheet;
}

function draw(sheet: Sheet, plot: Plot): void {
  if (plot.kind === 'xy') drawXyPlot(sheet, plot);
  else if (plot.kind === 'bars') drawBarPlot(sheet, plot);
  else if (plot.kind === 'matrix') drawMatrix(sheet, plot);
  else if (plot.kind === 'waterfall') drawWaterfall(sheet, plot);
  else drawNetwork(sheet, plot);
}

function heightOf(plot: Plot, width: number): number {
  if (plot.kind === 'bars') return barPlotHeight(plot);
  if (plot.kind === 'matrix') return matrixHeight(plot, width);
  if (plot.kind === 'waterfall') return waterfallHeight(plot);
  if (plot.kind === 'network') return networkHeight(plot);
  return Math.max(240, Math.min(width * 0.62, 400));
}
