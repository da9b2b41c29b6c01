/** All charts of the gallery on one page, each with a table, as a report has them. */
import { chartStyles } from '../../../src/report/charts/svg/chart-styles.ts';
import { renderSvg } from '../../../src/report/charts/svg/render-svg.ts';
import { GALLERY } from '../../report/charts/svg/gallery.ts';
import { GOOD_PAGE } from './pages.ts';

/** @param width of each picture, in pixels */
export function galleryPage(width: number): string {
  const figures = GALLERY.map(
    (chart) => `<figure><figcaption>${chart.id}</figcaption>${renderSvg(chart, { width })}
<table><tbody><tr><td>${chart.id}</td></tr></tbody></table></figure>`,
  );
  return GOOD_PAGE.replace('</style>', `</style><style>${chartStyles()}</style>`).replace(
    '</main>',
    `${figures.join('\n')}</main>`,
  );
}
