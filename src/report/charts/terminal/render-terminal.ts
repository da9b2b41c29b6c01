/**
 * A chart as text for a terminal: title, sentence and drawing, in braille or in 7 bits, without any escape sequence.
 */
import type { Chart, Plot } from '../chart.ts';
import { barLines } from './bars-view.ts';
import { cut, lines, safe } from './cells.ts';
import type { View } from './glyphs.ts';
import { matrixLines } from './matrix-view.ts';
import { networkLines } from './network-view.ts';
import { waterfallLines } from './waterfall-view.ts';
import { xyLines } from './xy-view.ts';

/** Below this nothing can be told apart. */
const NARROWEST = 40;
/** Sentences of longer lines are hard to read. */
const LONGEST_SENTENCE = 100;

/**
 * No line is wider than `width` cells. Narrower than 40 cells is drawn as 40 and cut.
 *
 * @param view the terminal's cells, and whether only 7 bits may be used
 */
export function renderTerminal({ title, sentence, plot }: Chart, { width, ascii }: View): string {
  const view = { width: Math.max(width, NARROWEST), ascii };
  return [
    ...[title, sentence].flatMap((text) => lines(safe(text, ascii), Math.min(width, LONGEST_SENTENCE), ascii)),
    '',
    ...plotLines(plot, view),
  ]
    .map((line) => cut(line.trimEnd(), width, ascii))
    .join('\n');
}

function plotLines(plot: Plot, view: View): string[] {
  switch (plot.kind) {
    case 'xy':
      return xyLines(plot, view);
    case 'bars':
      return barLines(plot, view);
    case 'matrix':
      return matrixLines(plot, view);
    case 'waterfall':
      return waterfallLines(plot, view);
    case 'network':
      return networkLines(plot, view);
  }
}
