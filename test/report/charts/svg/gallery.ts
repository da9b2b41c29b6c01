/** Charts that are hard to draw, and the usual ones. */
import type { Axis, Chart, Plot, Series, XyPlot } from '../../../../src/report/charts/chart.ts';

export const HOSTILE = {
  script: '<script>alert("x")</script>',
  quotes: `'"\`&amp;]]>`,
  control: 'tab\there, bell\u0007, null\u0000, escape\u001b[31m',
  turned: 'left \u202eright\u202c \u200fmark',
  long: `kilobyte ${'x'.repeat(1015)}`,
  wide: '顧客の年齢 возраст клиента 🙂🙂',
  accents: `a${'\u0301'.repeat(40)}`,
  half: 'half a pair \ud83d, not a character \uffff',
} as const;

const share = (label: string): Axis => ({ label, format: 'share', domain: [0, 1] });
const number = (label: string, first: number, last: number): Axis => ({
  label,
  format: 'number',
  domain: [first, last],
});

function chart(id: string, plot: Plot, title = id): Chart {
  return { id, title, sentence: `This is ${title}.`, plot, table: { columns: [], rows: [] } };
}

function xy(id: string, parts: Partial<XyPlot> & Pick<XyPlot, 'series'>): Chart {
  return chart(id, { kind: 'xy', x: share('customers contacted'), y: share('buyers found'), marks: [], ...parts });
}

const curve = (power: number, count = 101) =>
  Array.from({ length: count }, (_, index) => [index / (count - 1), (index / (count - 1)) ** power] as const);

const line = (name: string, role: Series['role'], points: Series['points']): Series => {
  return { name, role, style: 'line', points };
};
const reference = line('as good as chance', 'reference', [
  [0, 0],
  [1, 1],
]);

export const GALLERY: readonly Chart[] = [
  xy('three-lines', {
    series: [
      reference,
      { ...line('this network', 'main', curve(0.2)), band: curve(0.2).map(([, y]) => [y * 0.9, Math.min(1, y * 1.1)]) },
      line('logistic regression', 'second', curve(0.4)),
      line('one rule', 'third', curve(0.6)),
    ],
    marks: [{ x: 0.1, y: 0.1 ** 0.2, label: '10 % of customers hold 63 %' }],
  }),
  xy('ends-apart', {
    y: number('log loss', 0, 1),
    series: [
      line(
        'training',
        'main',
        curve(1).map(([x, y]) => [x, 0.9 - 0.7 * y]),
      ),
      line(
        'validation',
        'second',
        curve(1).map(([x, y]) => [x, 0.9 - 0.4 * y]),
      ),
    ],
    marks: [
      { x: 0.7, label: 'best epoch: 70' },
      { y: 0.2, label: 'always the same' },
    ],
  }),
  xy('bars', {
    x: share('probability of a purchase'),
    y: { ...share('share of the class'), domain: [0, 0.4] },
    series: (['main', 'second'] as const).map((role, index) => ({
      name: index === 0 ? 'did not buy' : 'bought',
      role,
      style: 'bars',
      points: Array.from({ length: 20 }, (_, bin) => [
        (bin + 0.5) / 20,
        0.4 * Math.exp(-(index === 0 ? bin : 19 - bin) / 4),
      ]),
    })),
  }),
  xy('points-with-whiskers', {
    series: [
      reference,
      {
        name: 'rows of the bin',
        role: 'faint',
        style: 'bars',
        points: curve(0.1, 10).map(([x, y]) => [x * 0.9 + 0.05, (1 - y) / 2]),
      },
      {
        name: 'observed share',
        role: 'main',
        style: 'points',
        points: curve(1.2, 10),
        band: curve(1.2, 10).map(([, y], index) => (index === 4 ? null : [Math.max(0, y - 0.1), Math.min(1, y + 0.1)])),
      },
    ],
  }),
  xy('categories', {
    x: { ...number('plan', 0, 7), names: ['basic', 'pro', ...Object.values(HOSTILE).slice(0, 5), 'missing'] },
    series: [
      {
        name: 'probability',
        role: 'main',
        style: 'points',
        points: Array.from({ length: 8 }, (_, index) => [index, index / 9]),
      },
    ],
  }),
  xy('rug-and-sparse', {
    x: number('days since the last visit', -20, 400),
    series: [
      ...Array.from({ length: 20 }, (_, row) =>
        line(
          '',
          'faint',
          curve(1, 20).map(([x, y]) => [x * 400, (y + row) / 22]),
        ),
      ),
      line(
        'partial dependence',
        'main',
        curve(1, 20).map(([x]) => [x * 400, 0.3 + 0.2 * Math.sin(6 * x)]),
      ),
      line(
        'accumulated local effect',
        'second',
        curve(1, 20).map(([x]) => [x * 400, 0.3 + 0.15 * Math.sin(6 * x)]),
      ),
    ],
    rug: curve(2, 50).map(([, y]) => y * 400),
    sparse: [
      [250, 400],
      [-20, 0],
    ],
  }),
  xy('hostile', {
    x: share(HOSTILE.script),
    y: share(HOSTILE.long),
    series: Object.values(HOSTILE)
      .slice(0, 3)
      .map((name, index) => line(name, (['main', 'second', 'third'] as const)[index]!, curve(index + 1))),
    marks: Object.values(HOSTILE).map((label, index) => ({ x: index / 8, y: index / 8, label })),
  }),
  xy('equal-ends', {
    series: (['main', 'second', 'third', 'faint'] as const).map((role) => line(`named ${role}`, role, curve(1))),
  }),
  xy('one-point', {
    series: [{ ...line('one', 'main', [[0.5, 0.5]]), style: 'points' }],
    marks: [{ x: 0.5, y: 0.5, label: 'here' }],
  }),
  xy('nothing', { series: [] }),
  xy('equal-values', {
    x: number('x', 3, 3),
    y: number('y', 7, 7),
    series: [
      line('same', 'main', [
        [3, 7],
        [3, 7],
      ]),
    ],
  }),
  xy('huge', {
    x: number('x', -1.7e308, 1.7e308),
    y: number('y', 0, 1e300),
    series: [
      line('far', 'main', [
        [-1e308, 0],
        [1e308, 1e300],
      ]),
    ],
  }),
  xy('tiny', {
    x: number('x', 1e-12, 3e-12),
    y: { ...share('y'), domain: [0.9999, 1] },
    series: [
      line('near', 'main', [
        [1e-12, 0.9999],
        [3e-12, 1],
      ]),
    ],
  }),
  xy('large-narrow', {
    x: number('x', 1e9, 1e9 + 2),
    y: { ...number('profit', -2e6, 1e6), format: 'money' },
    series: [
      line('profit', 'main', [
        [1e9, -2e6],
        [1e9 + 2, 1e6],
      ]),
    ],
  }),
  xy('log', {
    x: { ...number('learning rate', 1e-5, 10), scale: 'log' },
    series: [
      line('loss', 'main', [
        [1e-5, 0.9],
        [1e-3, 0.2],
        [10, 1],
      ]),
    ],
  }),
  xy('not-a-number', {
    series: [
      line('unknown', 'main', [
        [0, 0.5],
        [NaN, 0.4],
        [0.5, NaN],
        [1, Infinity],
      ]),
    ],
  }),
  xy('many-marks', {
    series: [line('curve', 'main', curve(1))],
    marks: Array.from({ length: 30 }, (_, index) => ({ x: 0.5 + index / 1000, y: 0.5, label: `mark number ${index}` })),
  }),
  xy('many-points', {
    series: [
      line(
        'walk',
        'main',
        Array.from({ length: 20_000 }, (_, index) => [
          index / 20_000,
          0.5 + 0.4 * Math.sin(index) * Math.cos(index / 700),
        ]),
      ),
    ],
  }),
  chart('importance', {
    kind: 'bars',
    x: number('rise of log loss', -0.01, 0.12),
    bars: [
      { name: 'last_visited_days', value: 0.1, interval: [0.08, 0.12] },
      { name: 'minutes, hours and days together', value: 0.04, interval: [0.02, 0.06] },
      { name: 'noise', value: -0.002, interval: [-0.008, 0.004] },
      ...Object.values(HOSTILE).map((name) => ({ name, value: 0.01, interval: null })),
    ],
  }),
  chart('no-bars', { kind: 'bars', x: number('x', 0, 1), bars: [] }),
  chart('many-bars', {
    kind: 'bars',
    x: number('x', 0, 1e12),
    bars: Array.from({ length: 200 }, (_, index) => ({
      name: `column ${index}`,
      value: 1e12 / (index + 1),
      interval: null,
    })),
  }),
  chart('confusion', {
    kind: 'matrix',
    rowLabel: 'actual',
    columnLabel: 'predicted',
    names: ['did not buy', 'bought'],
    counts: [
      [1120, 62],
      [98, 128],
    ],
  }),
  chart('confusion-of-hostile', {
    kind: 'matrix',
    rowLabel: 'actual',
    columnLabel: 'predicted',
    names: Object.values(HOSTILE),
    counts: Object.values(HOSTILE).map((_, row) =>
      Object.values(HOSTILE).map((__, column) => (row === column ? 1_234_567 : row * column)),
    ),
  }),
  chart('confusion-of-forty', {
    kind: 'matrix',
    rowLabel: 'actual',
    columnLabel: 'predicted',
    names: Array.from({ length: 40 }, (_, index) => `class ${index}`),
    counts: Array.from({ length: 40 }, (_, row) =>
      Array.from({ length: 40 }, (__, column) => (row === column ? 100 : 0)),
    ),
  }),
  chart('reasons', {
    kind: 'waterfall',
    x: { label: 'log-odds of a purchase', format: 'signed', domain: [-3, 2] },
    base: { name: 'average customer', value: -2 },
    steps: [
      { name: 'last_visited_days = 3', change: 2.5 },
      { name: 'plan = pro', change: 1.2 },
      { name: HOSTILE.script, change: -0.8 },
      { name: 'nothing', change: 0 },
    ],
    total: { name: 'this customer', value: 0.9 },
  }),
  chart('sixty-reasons', {
    kind: 'waterfall',
    x: { label: 'log-odds', format: 'signed', domain: [-10, 50] },
    base: { name: 'base', value: 0 },
    steps: Array.from({ length: 60 }, (_, index) => ({ name: `column ${index}`, change: index % 3 === 0 ? -1 : 1 })),
    total: { name: 'total', value: 20 },
  }),
  chart('network', {
    kind: 'network',
    layers: [
      { name: 'inputs', units: Array.from({ length: 10 }, (_, index) => ({ name: `input ${index}` })), count: 10 },
      { name: 'ReLU', units: Array.from({ length: 12 }, () => ({ name: '' })), count: 48 },
      { name: 'ReLU', units: Array.from({ length: 12 }, () => ({ name: '' })), count: 48 },
      { name: 'classes', units: [{ name: HOSTILE.script }, { name: 'bought' }], count: 2 },
    ],
    edges: [10 * 12, 12 * 12, 12 * 2].flatMap((count, layer) =>
      Array.from({ length: count }, (_, index) => {
        const [from, to] = layer === 2 ? [index >> 1, index % 2] : [Math.floor(index / 12), index % 12];
        return { layer, from, to, weight: Math.sin(7 * index + layer) };
      }),
    ),
  }),
];
