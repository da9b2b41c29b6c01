/**
 * Parts of a run's documents, small enough to be followed by hand, and the charts that are made from them.
 */
import type { JudgedTargeting } from '../../../src/evaluation/targeting.ts';
import type {
  Effect,
  ExplanationDocument,
  Importance,
  RowExplanation,
} from '../../../src/explain/explanation-document.ts';
import type { Chart } from '../../../src/report/charts/chart.ts';
import { contributionsChart } from '../../../src/report/charts/kinds/contributions-chart.ts';
import { effectChart } from '../../../src/report/charts/kinds/effect-chart.ts';
import { gainChart, type GainParts } from '../../../src/report/charts/kinds/gain-chart.ts';
import { importanceChart } from '../../../src/report/charts/kinds/importance-chart.ts';
import { liftChart } from '../../../src/report/charts/kinds/lift-chart.ts';
import { networkChart } from '../../../src/report/charts/kinds/network-chart.ts';
import { profitChart, returnChart } from '../../../src/report/charts/kinds/profit-chart.ts';
import type { DrawnNetwork } from '../../../src/report/run-documents.ts';

/** 1,000 rows, 100 of them "yes": of the likeliest 100 rows 50, of the next 300 the other 50, then none. */
const ROWS = 1000;
const found = (share: number): number => Math.min(0.5, 5 * share) + Math.min(0.5, Math.max(0, (share - 0.1) / 0.6));
const GAIN = Array.from({ length: 100 }, (_, index) => {
  const share = (index + 1) / 100;
  const gain = found(share);
  const reach = 0.1 * Math.sqrt(gain * (1 - gain));
  return {
    share,
    positives: 100 * gain,
    gain,
    lift: gain / share,
    interval: { low: gain - reach, high: gain + reach },
  };
});

/** A contact costs 1.50 and a "yes" brings 12: 200 rows are worth it. */
export const TARGETING: JudgedTargeting = {
  contacts: 200,
  threshold: 0.13,
  breakEven: 0.125,
  cost: 300,
  expectedConversions: 66,
  expectedProfit: 492,
  conversions: 100 * found(0.2),
  profit: 12 * 100 * found(0.2) - 300,
  terms: { valuePerConversion: 12, costPerContact: 1.5 },
  rows: ROWS,
  profitInterval: { low: 380, high: 620 },
};

export const EVALUATION: GainParts = { gain: GAIN, positive: 'yes', rows: ROWS, targeting: TARGETING };

export const IMPORTANCE: Importance = {
  figure: 'logLoss',
  baseline: 0.3,
  shuffles: 3,
  columns: [
    { columns: ['last_visited_days'], increase: 0.2, interval: { low: 0.15, high: 0.25 } },
    { columns: ['price', 'price_average'], increase: 0.05, interval: { low: 0.02, high: 0.08 } },
    { columns: ['noise'], increase: -0.004, interval: { low: -0.02, high: 0.012 } },
  ],
};

const VALUES = [0, 5, 10, 20, 40, 80];
export const NUMBER_EFFECT: Effect = {
  column: 'last_visited_days',
  kind: 'number',
  rows: 200,
  points: [
    ...VALUES.map((value, place) => ({
      value,
      partialDependence: 0.4 - 0.06 * place,
      accumulatedLocal: 0.4 - 0.07 * place,
      rows: 60 - 11 * place,
      isSparse: place === 5,
    })),
    { value: null, partialDependence: 0.2, accumulatedLocal: null, rows: 7, isSparse: true },
  ],
  individual: [0.2, 1, 1.8, 2.4].map((factor) => VALUES.map((_, place) => factor * (0.4 - 0.06 * place)).concat(0.2)),
  rug: [0, 1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 80],
};

export const CATEGORY_EFFECT: Effect = {
  column: 'plan',
  kind: 'category',
  rows: 200,
  points: ['free', 'professional', '团队版', null].map((value, place) => ({
    value,
    partialDependence: 0.1 + 0.08 * place,
    accumulatedLocal: null,
    rows: 90 - 28 * place,
    isSparse: place === 3,
  })),
  individual: [],
  rug: [],
};

export const EXPLAINED: Pick<ExplanationDocument, 'explained' | 'background'> = {
  explained: { scale: 'log-odds', class: 'yes' },
  background: { rows: 64, base: -2, baseProbability: 0.12 },
};

export const ROW: RowExplanation = {
  id: '00873',
  line: 12,
  probability: 0.5,
  value: 0,
  contributions: [
    { column: 'price', cell: '8.00', effect: -0.5 },
    { column: 'last_visited_days', cell: '3', effect: 2.25 },
    { column: 'plan', cell: 'professional', effect: 0 },
    { column: 'income', cell: null, effect: 0.25 },
  ],
};

/** 14 inputs, one hidden layer of 3, and one output; its largest weight leads from input 13 to unit 2. */
export const NETWORK: DrawnNetwork = {
  inputs: Array.from({ length: 14 }, (_, input) => `column_${input + 1}`),
  classes: ['no', 'yes'],
  layers: [
    {
      activation: 'relu',
      kernel: Float32Array.from({ length: 42 }, (_, place) => (place === 37 ? 4 : Math.cos(place) * (1 + place / 42))),
      bias: new Float32Array(3),
    },
    { activation: 'sigmoid', kernel: Float32Array.of(0.5, -1, 0.25), bias: new Float32Array(1) },
  ],
};

const MATRIX: Chart = {
  id: 'confusion',
  title: 'Three classes',
  sentence: 'Most are right.',
  plot: {
    kind: 'matrix',
    rowLabel: 'actual',
    columnLabel: 'predicted',
    names: ['no', 'perhaps', 'yes'],
    counts: [
      [880, 15, 5],
      [3, 50, 2],
      [0, 12, 33],
    ],
  },
  table: { columns: [{ name: 'actual', format: 'text' }], rows: [['no'], ['perhaps'], ['yes']] },
};

/** Bars of two series over each other, points with intervals, a step, a line across. */
const MIXED: Chart = {
  id: 'mixed',
  title: 'All that a plot over two axes can hold',
  sentence: 'Nothing is said.',
  plot: {
    kind: 'xy',
    x: { label: 'rate', format: 'number', domain: [0, 5] },
    y: { label: 'rows', format: 'count', domain: [0, 3000] },
    series: [
      { name: 'filled', style: 'bars', role: 'main', points: [1, 2, 3, 4].map((x) => [x, 2500 - 600 * x]) },
      { name: 'outlined', style: 'bars', role: 'second', points: [1, 2, 3, 4].map((x) => [x, 500 * x]) },
      {
        name: 'seen',
        style: 'points',
        role: 'third',
        points: [[1.5, 1500], [4.5, 2500]], // prettier-ignore
        band: [[1000, 2000], null],
      },
      { name: 'so far', style: 'step', role: 'main', points: [[0, 100], [2.5, 1500], [5, 2900]] }, // prettier-ignore
    ],
    marks: [{ x: 2, label: 'the middle' }],
  },
  table: { columns: [{ name: 'rate', format: 'number' }], rows: [[0.01], [null]] },
};

/** Over powers of ten. */
const LOGARITHMIC: Chart = {
  id: 'logarithmic',
  title: 'A falling loss',
  sentence: 'It falls.',
  plot: {
    kind: 'xy',
    x: { label: 'epoch', format: 'count', domain: [1, 1000], scale: 'log' },
    y: { label: 'loss', format: 'number', domain: [0, 1] },
    series: [
      {
        name: 'training',
        style: 'line',
        role: 'main',
        points: [1, 10, 100, 1000].map((x, place) => [x, 1 / (place + 1)]),
      },
      {
        name: 'validation',
        style: 'line',
        role: 'third',
        points: [1, 10, 100, 1000].map((x, place) => [x, 1.2 / (place + 1.5)]),
      },
    ],
    marks: [{ x: 100, y: 0.34, label: 'best' }],
  },
  table: { columns: [{ name: 'epoch', format: 'count' }], rows: [[1]] },
};

export const CHARTS: readonly Chart[] = [
  gainChart(EVALUATION)!,
  liftChart(EVALUATION)!,
  profitChart(EVALUATION)!,
  returnChart(EVALUATION)!,
  importanceChart(IMPORTANCE)!,
  effectChart(NUMBER_EFFECT, 'yes', 0)!,
  effectChart(CATEGORY_EFFECT, 'yes', 1)!,
  contributionsChart(ROW, EXPLAINED, 0),
  networkChart(NETWORK)!,
  MATRIX,
  LOGARITHMIC,
  MIXED,
];
