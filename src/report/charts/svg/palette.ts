/**
 * The colours of charts, on a light and on a dark ground. The three colours of data differ from each other by at least 20
 * of CIEDE2000, also as people with protanopia, deuteranopia or tritanopia see them, and each stands out from its ground
 * by a contrast of 3:1 (WCAG 2.2, 1.4.11); ink and muted, in which texts are written, by 4.5:1 (1.4.3).
 */
export type ColourName = keyof typeof LIGHT;

export const LIGHT = {
  ground: '#ffffff',
  ink: '#1f2328',
  muted: '#59636e',
  grid: '#e3e6ea',
  main: '#0b62a8',
  second: '#d4580a',
  third: '#690f2d',
} as const;

export const DARK: Readonly<Record<ColourName, string>> = {
  ground: '#14171c',
  ink: '#e8eaed',
  muted: '#a3abb5',
  grid: '#343a43',
  main: '#6cb4f2',
  second: '#f29a54',
  third: '#c8328c',
};
