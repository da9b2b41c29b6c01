/**
 * Runs that a page must bear: very large ones, of many classes, and of names that are markup.
 */
import type { RecordedEvaluation, RunDocuments } from '../../src/report/run-documents.ts';

/** Names that people have, or that somebody gives to do harm. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  `"quoted" & 'single' </style></title>`,
  '\u202Eright to left\u202C',
  'שלום עולם',
  'line\nbreak\u0000\u0007',
  '![x](http://example.org/a.png) `code` **b** <!-- ',
  '| --- |',
  `<b>${'long'.repeat(256)}`,
  '\uD800',
];

/** The same run with one name for target, class, column, ID and file. */
export function withNames(run: RunDocuments, name: string): RunDocuments {
  const { preparation } = run.run;
  const { evaluation } = run.metrics;
  const classes = run.metrics.classes.map((_, index) => `${name}${index === 0 ? '' : index}`);
  const positive = run.metrics.positive === null ? null : classes[1]!;
  return {
    ...run,
    name,
    run: {
      ...run.run,
      command: ['train', name],
      data: { ...run.run.data, path: `${name}/${name}.csv` },
      preparation: preparation && { ...preparation, columns: { target: name, id: name, only: [name, `${name}2`] } },
    },
    metrics: {
      ...run.metrics,
      classes,
      positive,
      ...(evaluation && {
        evaluation: {
          ...evaluation,
          classes,
          positive,
          baselines: evaluation.baselines.map(({ figures }) => ({ figures, name: `always ${name}` })),
          perClass: evaluation.perClass.map((one, index) => Object.assign({}, one, { name: classes[index]! })),
        },
      }),
    },
    explanation: run.explanation && {
      ...run.explanation,
      explained: { ...run.explanation.explained, class: name },
      importance: {
        ...run.explanation.importance,
        columns: run.explanation.importance.columns.map((one) => ({ ...one, columns: one.columns.map(() => name) })),
      },
      effects: run.explanation.effects.map((effect) => ({
        ...effect,
        column: name,
        points: effect.points.map((point) => (typeof point.value === 'string' ? { ...point, value: name } : point)),
      })),
      examples: run.explanation.examples.map((example) => ({
        ...example,
        id: name,
        contributions: example.contributions.map((one) => ({ ...one, column: name, cell: name })),
      })),
      notes: [name],
    },
    audit: run.audit && {
      ...run.audit,
      findings: run.audit.findings.map((finding) => ({
        ...finding,
        columns: [name],
        title: `${name} is odd`,
        why: name,
        advice: name,
      })),
    },
    network: run.network && {
      ...run.network,
      inputs: run.network.inputs.map(() => name),
      classes: run.network.classes.map(() => name),
    },
  };
}

/** A run with everything in great number, of so many classes. */
export function hugeRun(run: RunDocuments, { classes: k }: { readonly classes: number }): RunDocuments {
  const classes = Array.from({ length: k }, (_, index) => `class ${index}`);
  const shares = classes.map(() => 1 / k);
  const matrix = classes.map((_, row) => classes.map((_label, column) => 100 + row * k + column));
  const { evaluation } = run.metrics;
  const perClass = classes.map((name) => ({ ...evaluation!.perClass[0]!, name }));
  const many: Partial<RecordedEvaluation> = {
    reliability: null,
    gain: null,
    curves: { roc: null, precisionRecall: null },
    scores: null,
    positive: null,
  };
  const noRanking = { value: null, interval: null };
  const figures = {
    ...evaluation!.figures,
    ...(k > 2 && {
      rocAuc: noRanking,
      averagePrecision: noRanking,
      capturedByTop10: noRanking,
      capturedByTop20: noRanking,
    }),
  };
  const { targeting, ...judged } = evaluation!;
  const measured = {
    ...judged,
    ...(k === 2 ? targeting && { targeting } : many),
    classes,
    figures,
    perClass,
    confusionMatrix: matrix,
  } as RecordedEvaluation;
  const epoch = run.history[0]![0]!;
  const columns = Array.from({ length: 300 }, (_, index) => `column ${index}`);
  return {
    ...run,
    history: Array.from({ length: 50 }, () =>
      Array.from({ length: 400 }, (_, index) => ({ ...epoch, epoch: index + 1 })),
    ),
    metrics: {
      ...run.metrics,
      classes,
      positive: k === 2 ? classes[1]! : null,
      priors: { natural: shares, training: shares },
      test: { ...run.metrics.test, confusionMatrix: matrix },
      evaluation: measured,
    },
    explanation: run.explanation && {
      ...run.explanation,
      importance: {
        ...run.explanation.importance,
        columns: columns.map((name) => ({ columns: [name], increase: 0.1, interval: null })),
      },
      examples: run.explanation.examples.map((example) => ({
        ...example,
        contributions: columns.map((column) => ({ column, cell: 'x'.repeat(1000), effect: 0.1 })),
      })),
    },
    audit: run.audit && {
      ...run.audit,
      findings: Array.from({ length: 500 }, () => ({ ...run.audit!.findings[0]!, why: 'w'.repeat(4000) })),
    },
  };
}
