/**
 * What the documents of a run have to look like, to the last field that report, card and charts show.
 */
import { SEVERITIES } from '../audit/finding.ts';
import { FIGURES } from '../evaluation/judgement.ts';
import {
  boolean,
  listOf,
  nullable,
  number,
  objectOf,
  oneOf,
  string,
  valuesOf,
  type Check,
} from '../formats/json-checks.ts';
import type { Field } from '../formats/json-field.ts';

const interval = nullable(objectOf({ low: number, high: number }));
const figure = objectOf({ value: nullable(number), interval });
const figures = objectOf(Object.fromEntries(FIGURES.map((name) => [name, figure])));
const share = nullable(number);
const terms = objectOf({ valuePerConversion: number, costPerContact: number }, { budget: number });

/** `run.json` */
export const checkRun: Check = objectOf({
  schema: oneOf('glassnet.run/1'),
  command: listOf(string),
  data: objectOf({ path: string, sha256: string }),
  preparation: nullable(
    objectOf({
      columns: objectOf({}, { target: string, id: string, only: listOf(string) }),
      options: objectOf({}),
    }),
  ),
  training: objectOf({ seed: string }),
  versions: objectOf({ glassnet: string, node: string }),
  elapsedMs: number,
});

/** `metrics.json` */
export function checkMetrics(field: Field): void {
  objectOf({ schema: oneOf('glassnet.metrics/1'), classes: listOf(string) })(field);
  const k = field.get('classes').list().length;
  const judged = objectOf({
    rows: number,
    loss: number,
    accuracy: number,
    rocAuc: share,
    confusionMatrix: counts(k, k),
  });
  const extent = { epochs: number, bestEpoch: number };
  objectOf(
    {
      priors: objectOf({ natural: listOf(number, k), training: listOf(number, k) }),
      heldOutMix: oneOf('natural', 'training'),
      rows: objectOf({ train: number, validation: number, test: number }),
      validation: judged,
      test: judged,
      ...(!field.has('networks') && extent),
    },
    { networks: listOf(objectOf(extent)), evaluation: (evaluation) => checkEvaluation(evaluation, k) },
  )(field);
}

function counts(rows: number, columns: number): Check {
  return listOf(listOf(number, columns), rows);
}

/** @param k classes of the run, which are those of its evaluation */
function checkEvaluation(field: Field, k: number): void {
  const judgement = { name: string, figures };
  objectOf(
    {
      schema: oneOf('glassnet.evaluate/1'),
      classes: listOf(string, k),
      mix: oneOf('natural', 'training'),
      rows: number,
      loss: number,
      accuracy: number,
      rocAuc: share,
      confusionMatrix: counts(k, k),
      figures,
      baselines: listOf(objectOf(judgement)),
      perClass: listOf(objectOf({ name: string, rows: number, precision: figure, recall: figure, f1: figure }), k),
      reliability: nullable(
        listOf(
          objectOf({ from: number, to: number, count: number, meanProbability: share, observedShare: share, interval }),
        ),
      ),
      gain: nullable(listOf(objectOf({ share: number, positives: number, gain: number, lift: number, interval }))),
      curves: objectOf({
        roc: nullable(listOf(objectOf({ threshold: share, falsePositiveRate: number, truePositiveRate: number }))),
        precisionRecall: nullable(listOf(objectOf({ threshold: share, recall: number, precision: number }))),
      }),
    },
    { scores: nullable(checkScores), targeting },
  )(field);
}

function checkScores(field: Field): void {
  objectOf({ edges: listOf(number) })(field);
  objectOf({ counts: counts(2, field.get('edges').list().length - 1) })(field);
}

const targeting = objectOf({
  terms,
  rows: number,
  contacts: number,
  threshold: share,
  breakEven: number,
  cost: number,
  expectedConversions: number,
  expectedProfit: number,
  conversions: number,
  profit: number,
  profitInterval: interval,
});

const point = objectOf({
  value: (field) => {
    if (!field.isNull()) field.accepted({ expected: 'a number, a string or null', accepts: isValue });
  },
  partialDependence: number,
  accumulatedLocal: share,
  rows: number,
  isSparse: boolean,
});

function isValue(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

function checkEffect(field: Field): void {
  objectOf({
    column: string,
    kind: oneOf('number', 'category'),
    rows: number,
    points: listOf(point),
    rug: listOf(number),
  })(field);
  objectOf({ individual: listOf(listOf(number, field.get('points').list().length)) })(field);
}

/** `explanation.json` */
export const checkExplanation: Check = objectOf({
  schema: oneOf('glassnet.explanation/1'),
  explained: objectOf({ scale: oneOf('log-odds', 'centred logit', 'probability'), class: string }),
  background: objectOf({ rows: number, base: number, baseProbability: number }),
  rows: number,
  importance: objectOf({
    figure: oneOf('logLoss'),
    baseline: number,
    shuffles: number,
    columns: listOf(objectOf({ columns: listOf(string), increase: number, interval })),
  }),
  effects: listOf(checkEffect),
  examples: listOf(
    objectOf({
      id: nullable(string),
      line: nullable(number),
      probability: number,
      value: number,
      contributions: listOf(objectOf({ column: string, cell: nullable(string), effect: number })),
    }),
  ),
  notes: listOf(string),
});

/** `audit.json` */
export const checkAudit: Check = objectOf({
  schema: oneOf('glassnet.audit/1'),
  rows: number,
  counts: objectOf(Object.fromEntries(SEVERITIES.map((severity) => [severity, number]))),
  findings: listOf(
    objectOf({
      code: string,
      severity: oneOf(...SEVERITIES),
      columns: listOf(string),
      title: string,
      why: string,
      advice: string,
      numbers: valuesOf(number),
    }),
  ),
});
