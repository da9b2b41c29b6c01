/** Learning curves: the loss after each epoch, on the rows that the network learns from and on those it stops by. */
import { counted } from '../../../text-table.ts';
import type { MetricsDocument, RecordedEpoch, RunDocuments } from '../../run-documents.ts';
import type { Axis, Chart, Series } from '../chart.ts';
import { formatNumber } from '../format-number.ts';

export type LearningParts = Pick<RunDocuments, 'history'> & {
  readonly metrics: Pick<MetricsDocument, 'networks' | 'bestEpoch'>;
};

const MARGIN = 0.05;

type Network = readonly RecordedEpoch[];

/** Null where no epoch is recorded. */
export function learningChart({ history, metrics }: LearningParts): Chart | null {
  const networks = history.filter(({ length }) => length > 0);
  if (networks.length === 0) return null;
  const best = bestEpochs(networks, metrics);
  const isOne = networks.length === 1;
  const losses = networks.flat().flatMap(({ loss, validationLoss }) => [loss, validationLoss ?? loss]);
  return {
    id: 'learning',
    title: 'Learning curves: the loss after each epoch',
    sentence: sentenceOf(networks, best),
    plot: {
      kind: 'xy',
      x: { label: 'epoch', format: 'count', domain: [1, Math.max(2, ...networks.map(({ length }) => length))] },
      y: { label: 'log loss (lower is better)', format: 'number', domain: domainOf(losses) },
      series: isOne ? curvesOf(networks[0]!, ['training rows', 'validation rows']) : ensembleCurves(networks),
      marks: best.flatMap((epoch, index) => {
        if (epoch === null) return [];
        const label = isOne ? `best epoch: ${epoch.epoch}` : index === 0 ? 'best epochs' : '';
        return [{ x: epoch.epoch, y: epoch.validationLoss ?? epoch.loss, label }];
      }),
    },
    table: {
      columns: [
        ...(isOne ? [] : [{ name: 'network', format: 'count' as const }]),
        { name: 'epoch', format: 'count' },
        { name: 'training loss', format: 'number' },
        { name: 'validation loss', format: 'number' },
        { name: 'training accuracy', format: 'share' },
        { name: 'validation accuracy', format: 'share' },
      ],
      rows: networks.flatMap((epochs, index) =>
        epochs.map(({ epoch, loss, accuracy, validationLoss, validationAccuracy }) => [
          ...(isOne ? [] : [index + 1]),
          epoch,
          loss,
          validationLoss,
          accuracy,
          validationAccuracy,
        ]),
      ),
    },
  };
}

/** The epoch that each network kept the weights of; null where it isn't recorded. */
function bestEpochs(
  networks: readonly Network[],
  { networks: extents, bestEpoch }: LearningParts['metrics'],
): (RecordedEpoch | null)[] {
  const numbers = extents?.map((one) => one.bestEpoch) ?? [bestEpoch];
  return networks.map((epochs, index) => epochs.find(({ epoch }) => epoch === numbers[index]) ?? null);
}

function curvesOf(epochs: Network, [training, validation]: readonly [string, string]): Series[] {
  const known = epochs.filter(({ validationLoss }) => validationLoss !== null);
  const series: Series[] = [
    { name: training, style: 'line', role: 'second', points: epochs.map(({ epoch, loss }) => [epoch, loss]) },
    {
      name: validation,
      style: 'line',
      role: 'main',
      points: known.map(({ epoch, validationLoss }) => [epoch, validationLoss!]),
    },
  ];
  return series.filter(({ points }) => points.length > 0);
}

/** The mean of all networks as far as each of them has learned, over the validation curve of each. */
function ensembleCurves(networks: readonly Network[]): Series[] {
  const shortest = Math.min(...networks.map(({ length }) => length));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = Array.from({ length: shortest }, (_, index): RecordedEpoch => {
    const epochs = networks.map((network) => network[index]!);
    const validation = epochs.map(({ validationLoss }) => validationLoss);
    const isKnown = validation.every((loss) => loss !== null);
    return {
      ...epochs[0]!,
      loss: mean(epochs.map(({ loss }) => loss)),
      validationLoss: isKnown ? mean(validation) : null,
    };
  });
  const each = networks.map((epochs, index): Series => {
    const points = epochs.map(({ epoch, loss, validationLoss }) => [epoch, validationLoss ?? loss] as const);
    return { name: index === 0 ? 'each network' : '', style: 'line', role: 'faint', points };
  });
  return [...each, ...curvesOf(means, ['training rows, mean', 'validation rows, mean'])];
}

/** From a little below the lowest loss to a little above the highest: how it changes is the question, not how far it is from 0. */
function domainOf(losses: readonly number[]): Axis['domain'] {
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const margin = high > low ? (high - low) * MARGIN : Math.max(Math.abs(high) * MARGIN, MARGIN);
  return [Math.max(low - margin, Math.min(low, 0)), high + margin];
}

function sentenceOf(networks: readonly Network[], best: readonly (RecordedEpoch | null)[]): string {
  const known = best.filter((epoch) => epoch !== null);
  const [first] = known;
  if (first === undefined || first.validationLoss === null) {
    const last = networks.map((epochs) => epochs.at(-1)!.loss);
    const start = networks.map((epochs) => epochs[0]!.loss);
    const lengths = networks.map(({ length }) => length);
    return `The training loss went from ${range(start)} to ${range(last)} in ${range(lengths)} ${lengths.every((one) => one === 1) ? 'epoch' : 'epochs'}.`;
  }
  const losses = known.map(({ validationLoss }) => validationLoss!);
  if (networks.length === 1) {
    const [all, after] = [networks[0]!.length, networks[0]!.length - first.epoch];
    const rest = after === 0 ? '' : ` ${counted(after, 'more epoch')} brought nothing better.`;
    return `The network kept is that of epoch ${first.epoch} of ${all}, with a validation loss of ${range(losses)}.${rest}`;
  }
  const kept = range(known.map(({ epoch }) => epoch));
  const epochs = kept.includes(' ') ? 'epochs' : 'epoch';
  return `Of ${networks.length} networks the ones kept are those of ${epochs} ${kept}, with validation losses of ${range(losses)}.`;
}

/** `0.31 to 0.36`, or one number where all are the same. */
function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value, 'number'));
  return low === high ? low! : `${low} to ${high}`;
}
