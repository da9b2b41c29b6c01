/**
 * What the signs of a chart in a terminal stand for.
 */
import type { Series, XyPlot } from '../chart.ts';
import { flow, safe } from './cells.ts';
import { glyphsOf, type Role, type View } from './glyphs.ts';

/** Of one series alone no sign is needed to tell which it is. */
export function hasSigns({ series }: XyPlot): boolean {
  return series.filter(({ name, role }) => name !== '' && !isGround(role)).length > 1;
}

export function isLine(style: Series['style']): boolean {
  return style === 'line' || style === 'step';
}

/** What other lines are compared with. */
export function isGround(role: Role): boolean {
  return role === 'reference' || role === 'faint';
}

/** Bars of several series leave room for each other. */
export function isHatched({ series }: XyPlot): boolean {
  return series.filter(({ style }) => style === 'bars').length > 1;
}

/** @param letters of the marks, and what they mean */
export function legend(
  plot: XyPlot,
  letters: readonly { readonly letter: string; readonly label: string }[],
  view: View,
): string[] {
  const glyphs = glyphsOf(view);
  const { rug = [], sparse = [] } = plot;
  const entries = plot.series
    .filter(({ name }) => name !== '')
    .map(({ name, role, style }) => {
      const sign = glyphs.marks[role];
      const line = (hasSigns(plot) && !isGround(role) ? sign : '') + glyphs.samples[role];
      const bars = role !== 'main' ? glyphs.outlined : isHatched(plot) ? glyphs.hatched : glyphs.filled;
      return `${{ line, step: line, points: sign, bars }[style]} ${safe(name, view.ascii)}`;
    });
  return flow(
    [
      ...entries,
      ...(plot.series.some(({ band, style }) => band !== undefined && isLine(style))
        ? [`${glyphs.band} 95 % interval`]
        : []),
      ...letters.map(({ letter, label }) => `${letter} ${safe(label, view.ascii)}`),
      ...(rug.length > 0 ? [`${glyphs.rug} rows`] : []),
      ...(sparse.length > 0 ? [`${glyphs.sparse} few rows`] : []),
    ],
    view.width,
    view.ascii,
  );
}
