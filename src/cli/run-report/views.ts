/**
 * Page and card of a run folder: views of its documents, and of nothing else.
 */
import type { Classifier } from '../../model/classifier.ts';
import { documentsOf, type RunFiles } from '../../node/stores/run-folder/read-run.ts';
import { CARD_FILE, PAGE_FILE } from '../../node/stores/run-documents.ts';
import type { ReportCommands } from '../../report/report-commands.ts';
import type { RunDocuments } from '../../report/run-documents.ts';

/** What is in a file that is to be written. */
export type Content = Uint8Array | string;

/** What readers of page and card may type in the run's folder. No word of it depends on how this program was called. */
const COMMANDS: ReportCommands = {
  score: 'glassnet predict CUSTOMERS.csv --model . --output scores.csv',
  explain: 'glassnet explain CUSTOMERS.csv --model . --row ID',
  evaluate: 'glassnet evaluate CUSTOMERS.csv --model .',
  withTerms: 'glassnet report . --data TRAINING.csv --value-per-conversion 12 --cost-per-contact 1.5',
};

/** One page, of several runs side by side. */
export async function pageOf(runs: readonly RunDocuments[]): Promise<string> {
  const { reportPage } = await import('../../report/html/page.ts');
  return reportPage(runs, COMMANDS);
}

export async function cardOf(run: RunDocuments): Promise<string> {
  const { modelCard } = await import('../../report/card/model-card.ts');
  return modelCard(run, COMMANDS);
}

/** Loads what makes page and card of one run, so that they are there when the run is. */
export async function loadViews(): Promise<void> {
  await Promise.all([import('../../report/html/page.ts'), import('../../report/card/model-card.ts')]);
}

/**
 * The files of a run with page and card.
 *
 * @param folder where they are going to be
 * @param classifier that is in them
 */
export async function withViews(
  folder: string,
  files: ReadonlyMap<string, Content>,
  classifier: Classifier,
): Promise<Map<string, Content>> {
  const { documents } = documentsOf(folder, asBytes(files), classifier);
  return new Map([...files, [PAGE_FILE, await pageOf([documents])], [CARD_FILE, await cardOf(documents)]]);
}

function asBytes(files: ReadonlyMap<string, Content>): RunFiles {
  const encoder = new TextEncoder();
  return new Map(
    Array.from(files, ([name, content]) => [name, typeof content === 'string' ? encoder.encode(content) : content]),
  );
}
