/**
 * The YAML header of a model card, as the Hugging Face Hub reads it: task, data and metrics, each with the interval that
 * it was measured with.
 */
import type { Figure, FigureName } from '../../evaluation/judgement.ts';
import type { RunDocuments } from '../run-documents.ts';
import { FIGURE_WORDS } from '../sentences/figure-words.ts';
import { yamlLines, type Yaml } from './yaml.ts';

/** What the Hub calls our figures; the others have no name there. */
const METRIC_TYPES: Partial<Record<FigureName, string>> = {
  accuracy: 'accuracy',
  rocAuc: 'roc_auc',
  averagePrecision: 'average_precision',
  f1: 'f1',
  precision: 'precision',
  recall: 'recall',
  logLoss: 'log_loss',
  brierScore: 'brier_score',
  balancedAccuracy: 'balanced_accuracy',
};

const TASK = { type: 'tabular-classification', name: 'Tabular classification' };

export function modelIndex(documents: RunDocuments): string {
  const { name, run } = documents;
  const metrics = metricsOf(documents);
  const header = {
    library_name: 'glassnet',
    pipeline_tag: TASK.type,
    tags: [TASK.type, 'glassnet', 'multilayer-perceptron'],
    license: '[to be filled in]',
    metrics: metrics.map(({ type }) => type),
    'model-index': [
      {
        name,
        results: [
          {
            task: TASK,
            dataset: { type: 'csv', name: fileName(run.data.path), split: 'test', revision: run.data.sha256 },
            metrics,
          },
        ],
      },
    ],
  } satisfies Yaml;
  return ['---', ...yamlLines(header), '---'].join('\n');
}

function metricsOf({ metrics }: RunDocuments) {
  const { evaluation, test } = metrics;
  const figures: Partial<Record<FigureName, Figure>> = evaluation?.figures ?? {
    accuracy: { value: test.accuracy, interval: null },
    rocAuc: { value: test.rocAuc, interval: null },
  };
  return (Object.keys(METRIC_TYPES) as FigureName[]).flatMap((figure) => {
    const { value, interval } = figures[figure] ?? { value: null, interval: null };
    if (value === null) return [];
    const metric = { type: METRIC_TYPES[figure]!, name: FIGURE_WORDS[figure].title, value };
    return [interval === null ? metric : { ...metric, args: { interval_95: [interval.low, interval.high] } }];
  });
}

/** Without the folders of the machine that it lay on. */
function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
