/** All charts of the gallery on one page, each with a table, as a report has them. */
import { chartStyles } from '../../../src/report/charts/svg/chart-styles.ts';
import { renderSvg } from '../../../src/report/charts/svg/render-svg.ts';
import { GALLERY } from '../../report/charts/svg/gallery.ts';
import { GOOD_PAGE } from './pages.ts';

/** @param width of each picture, in pixels; a narrower screen scrolls it */
export function galleryPage(width: number): string {
  const figures = GALLERY.map(
    (
      chart,
    ) => `<figure><figcaption>${chart.id}</figcaption><div class="wide" tabindex="0" role="region" aria-label="${chart.id}">${renderSvg(chart, { width })}</div>
<table><tbody><tr><td>${chart.id}</td></tr></tbody></table></figure>`,
  );
  return GOOD_PAGE.replace('</style>', `</style><style>${chartStyles()} .chart { max-width: none }</style>`).replace(
    '</main>',
    `${figures.join('\n')}</main>`,
  );
}
