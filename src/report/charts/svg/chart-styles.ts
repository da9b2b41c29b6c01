/**
 * Colours as custom properties, so that one stylesheet makes charts light and dark. Each painted element has the light
 * colour as an attribute, for programs that read no stylesheet, and a class that the stylesheet overrides it by.
 */
import { DARK, LIGHT, type ColourName } from './palette.ts';
import type { Attributes } from './element.ts';

/** What the properties of colours begin with. */
const PREFIX = 'chart';
const property = (name: ColourName) => `--${PREFIX}-${name}`;

const NAMES = Object.keys(LIGHT) as ColourName[];

/** Generic, so that nothing is loaded. */
export const FONT = 'system-ui, sans-serif';

/** The attributes that paint an element. */
export function paint(colours: { readonly fill?: ColourName | 'none'; readonly stroke?: ColourName }): Attributes {
  const { fill, stroke } = colours;
  const classes = [fill && fill !== 'none' && `f-${fill}`, stroke && `s-${stroke}`].filter(Boolean).join(' ');
  return {
    ...(classes !== '' && { class: classes }),
    ...(fill !== undefined && { fill: fill === 'none' ? 'none' : LIGHT[fill] }),
    ...(stroke !== undefined && { stroke: LIGHT[stroke] }),
  };
}

/** The stylesheet of all charts of a page. The page may set the properties `--chart-…` itself. */
export function chartStyles(): string {
  const properties = (colours: Readonly<Record<ColourName, string>>) =>
    `:root{${NAMES.map((name) => `${property(name)}:${colours[name]}`).join(';')}}`;
  return [
    properties(LIGHT),
    `@media screen and (prefers-color-scheme:dark){${properties(DARK)}}`,
    '.chart{max-width:100%;height:auto}',
    ...NAMES.flatMap((name) => [
      `.chart .f-${name}{fill:var(${property(name)},${LIGHT[name]})}`,
      `.chart .s-${name}{stroke:var(${property(name)},${LIGHT[name]})}`,
    ]),
  ].join('\n');
}
