/** How each role looks: a colour, and beside it a dash, a marker and a texture that tell it apart without colour. */
import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, type SymbolType } from 'd3-shape';
import type { Series } from '../chart.ts';
import { paint } from './chart-styles.ts';
import { element, type Attributes } from './element.ts';
import type { ColourName } from './palette.ts';
import type { Sheet } from './sheet.ts';

interface Coding {
  readonly colour: ColourName;
  readonly width: number;
  readonly dash?: string;
  readonly opacity?: number;
  readonly marker: SymbolType;
}

export const CODINGS: Readonly<Record<Series['role'], Coding>> = {
  main: { colour: 'main', width: 2.2, marker: symbolCircle },
  second: { colour: 'second', width: 2.2, dash: '8 4', marker: symbolSquare },
  third: { colour: 'third', width: 2.2, dash: '2 3', marker: symbolTriangle },
  reference: { colour: 'muted', width: 1.2, dash: '4 4', marker: symbolDiamond },
  faint: { colour: 'muted', width: 1, opacity: 0.5, marker: symbolCircle },
};

/** Square pixels. */
const MARKER_AREA = 38;
/** Of bars, so that the grid shows through. */
const SOLID = 0.9;

export function strokeOf(role: Series['role']): Attributes {
  const { colour, width, dash, opacity } = CODINGS[role];
  return { ...paint({ fill: 'none', stroke: colour }), 'stroke-width': width, 'stroke-dasharray': dash, opacity };
}

/** The path of a marker round (0, 0). */
export function markerPath(role: Series['role'], area = MARKER_AREA): string {
  return symbol(CODINGS[role].marker, area).digits(1)() ?? '';
}

/** Of bars: solid, hatched or dotted. */
export function textureOf(sheet: Sheet, role: Series['role']): Attributes {
  const { colour } = CODINGS[role];
  if (role === 'main') return { ...paint({ fill: colour }), opacity: SOLID };
  if (role === 'faint') return { ...paint({ fill: colour }), opacity: 0.3 };
  if (role === 'reference') return { ...strokeOf(role) };
  const fill = sheet.define(role, (id) => (role === 'second' ? hatch(id, colour) : dots(id, colour)));
  return { ...paint({ stroke: colour }), fill, 'stroke-width': 1.2 };
}

/** Lines from the lower left to the upper right. */
export function hatch(id: string, colour: ColourName, width = 2): string {
  const size = { width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
  return element(
    'pattern',
    { id, ...size },
    element('path', { d: 'M2.5 0V5', ...paint({ stroke: colour }), 'stroke-width': width }),
  );
}

function dots(id: string, colour: ColourName): string {
  const size = { width: 5, height: 5, patternUnits: 'userSpaceOnUse' };
  return element(
    'pattern',
    { id, ...size },
    element('circle', { cx: 2.5, cy: 2.5, r: 1.5, ...paint({ fill: colour }) }),
  );
}
