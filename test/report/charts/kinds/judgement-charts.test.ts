/** ROC, precision and recall, reliability, scores and confusion: an evaluation's parts as charts. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random.ts';
import type { Chart, XyPlot } from '../../../../src/report/charts/chart.ts';
import { confusionChart } from '../../../../src/report/charts/kinds/confusion-chart.ts';
import { precisionRecallChart } from '../../../../src/report/charts/kinds/precision-recall-chart.ts';
import { reliabilityChart } from '../../../../src/report/charts/kinds/reliability-chart.ts';
import { rocChart } from '../../../../src/report/charts/kinds/roc-chart.ts';
import { scoreChart } from '../../../../src/report/charts/kinds/score-chart.ts';
import { renderSvg } from '../../../../src/report/charts/svg/render-svg.ts';
import { evaluationDocument, jsonDocument } from '../../../../src/report/document.ts';
import type { RecordedEvaluation } from '../../../../src/report/run-documents.ts';
import { smallClassifier } from '../../../support/models.ts';
import { randomTensor } from '../../../support/tensors.ts';
import { HOSTILE } from '../svg/gallery.ts';

const ROWS = 500;

/** Drawn rows, measured by a network whose weights were drawn; as it is read from a file. */
function evaluated(classes: readonly string[]): RecordedEvaluation {
  const shares = classes.map(() => 1 / classes.length);
  const classifier = smallClassifier({ classes, priors: { natural: shares, training: shares } });
  const targets = Int32Array.from({ length: ROWS }, (_, row) => row % classes.length);
  const dataset = { inputs: randomTensor(createRandom('rows'), ROWS, 2), targets };
  const evaluation = jsonDocument(
    evaluationDocument({ classifier, dataset, mix: 'natural', baselines: [], terms: undefined, seed: '1' }),
  );
  const counts = [
    [60, 120, 50, 20],
    [10, 40, 90, 110],
  ];
  const scores = classes.length === 2 ? { edges: [0, 0.25, 0.5, 0.75, 1], counts } : null;
  return JSON.parse(JSON.stringify({ ...evaluation, scores })) as RecordedEvaluation;
}

const two = evaluated(['no', 'yes']);
const three = evaluated(['a', 'b', 'c']);
const charts: readonly Chart[] = [rocChart, precisionRecallChart, reliabilityChart, scoreChart, confusionChart].map(
  (make) => make(two)!,
);

/** Each number of a chart's plot. */
function plotted({ plot }: Chart): Set<number> {
  if (plot.kind === 'matrix') return new Set(plot.counts.flat());
  const { series } = plot as XyPlot;
  return new Set(series.flatMap(({ points, band = [] }) => [points, band.filter((one) => one !== null)].flat(2)));
}

const tableColumn = ({ table }: Chart, name: string) =>
  table.rows.map((row) => row[table.columns.findIndex((one) => one.name === name)]);

describe('a chart of an evaluation', () => {
  it.each([
    ['roc', ['false positive rate', 'true positive rate'], 402],
    ['precision-recall', ['recall', 'precision'], 402],
    ['reliability', ['mean probability', 'came true', '95 % from', 'to'], 20],
    ['scores', ['share of "no"', 'share of "yes"'], 8],
    ['confusion', ['predicted "no"', 'predicted "yes"'], 4],
  ])('of kind %s plots every number of its columns %o: at least %i of them', (id, columns, least) => {
    const chart = charts.find((one) => one.id === id)!;
    const numbers = columns.flatMap((name) => tableColumn(chart, name)).filter((value) => value !== null);
    expect(numbers.length).toBeGreaterThanOrEqual(least);
    const points = plotted(chart);
    for (const number of numbers) expect(points.has(number as number), String(number)).toBe(true);
  });

  it('has as many cells in each row of its table as columns, and draws', () => {
    for (const chart of charts) {
      for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.columns.length);
      expect(renderSvg(chart, { width: 460 })).toContain(`id="${chart.id}-title"`);
      expect(chart.sentence).not.toMatch(/NaN|undefined|null|Infinity/);
    }
  });

  it('takes its numbers from the document: another area, another sentence', () => {
    const figures = { ...two.figures, rocAuc: { value: 0.923, interval: { low: 0.9, high: 0.9399 } } };
    expect(rocChart({ ...two, figures })!.sentence).toBe(
      'A row that is "yes" ranks above one that is not in 92 of 100 pairs (95 % interval 90 to 94); by lot it does in 50.',
    );
  });

  it('is left out where its part is missing: three classes have a confusion matrix only', () => {
    for (const make of [rocChart, precisionRecallChart, reliabilityChart, scoreChart]) expect(make(three)).toBeNull();
    expect(confusionChart(three).plot.kind).toBe('matrix');
    expect(rocChart({ ...two, curves: { ...two.curves, roc: null } })).toBeNull();
    expect(precisionRecallChart({ ...two, curves: { ...two.curves, precisionRecall: null } })).toBeNull();
  });

  it('shows hostile classes as text, cut', () => {
    const classes = [HOSTILE.long, HOSTILE.script];
    for (const make of [rocChart, precisionRecallChart, reliabilityChart, scoreChart, confusionChart]) {
      const chart = make({ ...two, classes, positive: HOSTILE.script })!;
      expect(renderSvg(chart, { width: 460 })).not.toContain('<script');
      for (const text of [chart.title, chart.sentence, ...chart.table.columns.map(({ name }) => name)]) {
        expect(text.length).toBeLessThan(400);
      }
    }
  });
});

describe('the sentence of', () => {
  it('precision and recall compares half of the class with a list drawn by lot', () => {
    const { sentence } = precisionRecallChart(two)!;
    const half = two.curves.precisionRecall!.find(({ recall }) => recall >= 0.5)!;
    expect(sentence).toContain(
      `half of all "yes" is ${Math.round(100 * half.precision)} % pure; a list drawn by lot is 50 % pure`,
    );
  });

  it('reliability counts the groups whose mean probability lies within the interval, and names the farthest', () => {
    const bin = (count: number, meanProbability: number, observedShare: number, low: number, high: number) => {
      return { from: 0, to: 0.1, count, meanProbability, observedShare, interval: { low, high } };
    };
    const empty = { from: 0.2, to: 0.3, count: 0, meanProbability: null, observedShare: null, interval: null };
    const reliability = [bin(90, 0.05, 0.06, 0.02, 0.1), bin(10, 0.15, 0.5, 0.2, 0.8), empty];
    expect(reliabilityChart({ ...two, reliability })!.sentence).toBe(
      'In 1 of 2 groups by probability, the mean probability lies within the 95 % interval of what came true. The farthest off: 10 rows with 15 % on average, of which 50 % are "yes".',
    );
    expect(reliabilityChart({ ...two, reliability: [empty] })!.sentence).toBe('There is no row to compare.');
  });

  it('scores names the highest edge that half of the class reaches', () => {
    expect(scoreChart(two)!.sentence).toBe(
      'A probability of 50 % or more is given to 80 % of all "yes", and to 28 % of all "no".',
    );
    const scores = {
      edges: [0, 0.5, 1],
      counts: [
        [3, 1],
        [0, 0],
      ],
    };
    expect(scoreChart({ ...two, scores })!.sentence).toBe('No row is "yes".');
    expect(
      scoreChart({
        ...two,
        scores: {
          ...scores,
          counts: [
            [0, 0],
            [0, 0],
          ],
        },
      }),
    ).toBeNull();
  });

  it.each([
    [
      [
        [90, 10],
        [20, 30],
      ],
      'Of 50 rows that are "yes", 30 (60 %) are recognised. Of 40 rows predicted to be "yes", 30 (75 %) are.',
    ],
    [
      [
        [9, 1],
        [0, 0],
      ],
      'No row is "yes". Of 1 row predicted to be "yes", 0 (0 %) are.',
    ],
    [
      [
        [9, 0],
        [1, 0],
      ],
      'Of 1 row that is "yes", 0 (0 %) are recognised. No row is predicted to be "yes".',
    ],
  ])('a confusion matrix %o says what was recognised and what was called', (confusionMatrix, sentence) => {
    expect(confusionChart({ ...two, confusionMatrix }).sentence).toBe(sentence);
  });

  it('a confusion matrix of three classes says how many are right, and which are mixed up most often', () => {
    const mixed = {
      ...three,
      rows: 60,
      confusionMatrix: [
        [10, 9, 1],
        [2, 18, 0],
        [0, 0, 20],
      ],
    };
    expect(confusionChart(mixed).sentence).toBe(
      'Of 60 rows, 48 (80 %) are predicted to be what they are. Most often "a" is taken for "b": 9 times.',
    );
    const right = {
      ...three,
      rows: 3,
      confusionMatrix: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    };
    expect(confusionChart(right).sentence).toContain('None is taken for another.');
  });
});
