/**
 * A chart as a command prints it: drawn on a terminal, its table where the output is none.
 */
import type { Chart } from '../report/charts/chart.ts';
import { renderTerminal } from '../report/charts/terminal/render-terminal.ts';
import { tableText } from '../report/charts/terminal/table-text.ts';

const WIDEST = 200;
/** Where a terminal doesn't tell. */
const USUAL_WIDTH = 80;

/** @param ascii whether only 7 bits may be used */
export function chartText(chart: Chart, ascii: boolean): string {
  const { isTTY, columns } = process.stdout as { isTTY?: boolean; columns?: number };
  if (isTTY !== true) return tableText(chart, { ascii });
  return renderTerminal(chart, { width: Math.min(columns || USUAL_WIDTH, WIDEST), ascii });
}
