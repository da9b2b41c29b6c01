/** Any chart at all: drawn values, names that files have held, and worse. */
import * as fc from 'fast-check';
import type {
  Axis,
  BarPlot,
  Chart,
  MatrixPlot,
  NetworkPlot,
  Plot,
  WaterfallPlot,
  XyPlot,
} from '../../../../src/report/charts/chart.ts';
import { HOSTILE } from './gallery.ts';

const name = fc.oneof(
  fc.constantFrom(...Object.values(HOSTILE), '', 'age', 'last_visited_days', 'minutes listened in the first month'),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

const value = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.integer({ min: -1000, max: 100_000 }),
  fc.double(),
  fc.constantFrom(0, 1, -1, 1e-300, 1e300, NaN, Infinity),
);

const finite = value.filter(Number.isFinite);

const axis: fc.Arbitrary<Axis> = fc
  .record(
    {
      label: name,
      format: fc.constantFrom('count', 'share', 'number', 'signed', 'money'),
      domain: fc.tuple(finite, finite).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      scale: fc.constantFrom('linear', 'log'),
      names: fc.array(name, { maxLength: 30 }),
    },
    { requiredKeys: ['label', 'format', 'domain'] },
  )
  .map((one) => one as Axis);

const bandOrNull = fc.option(fc.tuple(value, value), { nil: null });

const xy: fc.Arbitrary<XyPlot> = fc.record({
  kind: fc.constant('xy' as const),
  x: axis,
  y: axis,
  series: fc.array(
    fc
      .record({
        name,
        style: fc.constantFrom('line', 'step', 'points', 'bars'),
        role: fc.constantFrom('main', 'second', 'third', 'reference', 'faint'),
        points: fc.array(fc.tuple(value, value), { maxLength: 30 }),
        band: fc.array(bandOrNull, { maxLength: 30 }),
      })
      .map((one) => one as XyPlot['series'][number]),
    { maxLength: 8 },
  ),
  marks: fc.array(fc.record({ label: name, x: value, y: value }, { requiredKeys: ['label'] }), { maxLength: 12 }),
  rug: fc.array(value, { maxLength: 50 }),
  sparse: fc.array(fc.tuple(value, value), { maxLength: 4 }),
});

const bars: fc.Arbitrary<BarPlot> = fc.record({
  kind: fc.constant('bars' as const),
  x: axis,
  bars: fc.array(fc.record({ name, value, interval: bandOrNull }), { maxLength: 45 }),
});

const matrix: fc.Arbitrary<MatrixPlot> = fc
  .tuple(fc.array(name, { maxLength: 25 }), name, name, fc.constantFrom(1, 1e4, 1e9))
  .map(([names, rowLabel, columnLabel, factor]) => {
    const counts = names.map((_, row) => names.map((__, column) => ((7 * row + 3 * column) % 11) * factor));
    return { kind: 'matrix', rowLabel, columnLabel, names, counts };
  });

const waterfall: fc.Arbitrary<WaterfallPlot> = fc.record({
  kind: fc.constant('waterfall' as const),
  x: axis,
  base: fc.record({ name, value: finite }),
  steps: fc.array(fc.record({ name, change: finite }), { maxLength: 40 }),
  total: fc.record({ name, value: finite }),
});

const layer = fc.record({
  name,
  units: fc.array(fc.record({ name }), { maxLength: 14 }),
  count: fc.integer({ min: 0, max: 4096 }),
});

const network: fc.Arbitrary<NetworkPlot> = fc.record({
  kind: fc.constant('network' as const),
  layers: fc.array(layer, { minLength: 1, maxLength: 6 }),
  edges: fc.array(
    fc.record({
      layer: fc.integer({ min: 0, max: 5 }),
      from: fc.integer({ min: 0, max: 14 }),
      to: fc.integer({ min: 0, max: 14 }),
      weight: value,
    }),
    { maxLength: 60 },
  ),
});

export const anyChart: fc.Arbitrary<Chart> = fc
  .tuple(name, name, fc.oneof<fc.Arbitrary<Plot>[]>(xy, bars, matrix, waterfall, network))
  .map(([title, sentence, plot]) => ({ id: 'any', title, sentence, plot, table: { columns: [], rows: [] } }));
