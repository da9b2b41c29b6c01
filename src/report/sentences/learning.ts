/**
 * How a model learned: epochs, and what was kept of them.
 */
import type { RunDocuments } from '../run-documents.ts';
import { count, counted } from './numbers.ts';
import { listed, paragraph, prose, type Prose } from './prose.ts';

/** Of a network, or of each of several: the epochs and the best of them. */
export function extentsOf({ metrics }: RunDocuments): readonly { epochs: number; bestEpoch: number }[] {
  const { networks, epochs = 0, bestEpoch = 0 } = metrics;
  return networks ?? [{ epochs, bestEpoch }];
}

export function learningSentences(documents: RunDocuments): Prose {
  const extents = extentsOf(documents);
  const [first] = extents;
  const kept =
    extents.length === 1
      ? prose`One network learned for ${counted(first!.epochs, 'epoch')}; the weights of epoch ${count(first!.bestEpoch)}, the one with the lowest validation loss, were kept.`
      : prose`${counted(extents.length, 'network')} learned, for ${listed(
          extents.map(({ epochs }) => count(epochs)),
          12,
        )} epochs; of each the epoch with the lowest validation loss was kept: ${listed(
          extents.map(({ bestEpoch }) => count(bestEpoch)),
          12,
        )}. Their answers are averaged.`;
  const capped = extents.filter(({ epochs }) => epochs >= documents.run.training.epochs).length;
  const late =
    capped === 0
      ? null
      : prose`${capped === 1 ? 'One' : count(capped)} of them stopped only because ${counted(documents.run.training.epochs, 'epoch')} were allowed: more might be better.`;
  return paragraph(kept, late);
}
