/**
 * `glassnet report RUN`: writes page and model card of a run again, or one page of several runs side by side.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { RunDocuments } from '../../report/run-documents.ts';
import { requireFree, writeFiles } from '../../node/files/atomic-write.ts';
import { CARD_FILE, PAGE_FILE } from '../../node/stores/run-documents.ts';
import { threadsOf } from '../choose-kernels.ts';
import type { Console } from '../console.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { targetingTerms } from '../inputs/targeting.ts';
import type { Arguments } from '../options/arguments.ts';
import { openRun, type OpenedRun } from '../run-report/opened-run.ts';
import { cardOf, pageOf } from '../run-report/views.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const show = args.optionalText('show');
  const output = args.optionalText('output');
  requireSense(args);
  if (output !== undefined) await requireFree(output, { force: args.flag('force') });
  const opening = { data: args.optionalText('data'), terms: targetingTerms(args), threads: threadsOf(args) };
  const runs: OpenedRun[] = [];
  for (const folder of args.positionals) runs.push(await openRun(folder, opening));
  for (const { folder, lacking } of runs) {
    if (lacking !== null) console.note(`${folder}: what the run lacks is left out of the report: ${lacking}`);
  }
  if (show !== undefined) {
    const { showChart } = await import('../run-report/show-chart.ts');
    return showChart(runs[0]!.documents, show, { ascii: args.flag('ascii') }, console);
  }
  await requireInputsKept(args, {
    files: [output],
    reads: [...runs.flatMap(filesOf), ...(opening.data === undefined ? [] : [opening.data])],
  });
  const page = output ?? join(runs[0]!.folder, PAGE_FILE);
  const files = new Map(runs.flatMap(({ folder, changed }) => inFolder(folder, changed)));
  files.set(page, await pageOf(runs.map(({ documents }) => documents)));
  if (output === undefined) for (const [path, card] of await cardFiles(runs[0]!, args, console)) files.set(path, card);
  await writeFiles(files, { force: true });
  console.document({ schema: 'glassnet.report/1', report: page, written: [...files.keys()] });
  console.result(`Report:   ${page}`);
  if (args.flag('open')) {
    const { openInBrowser } = await import('../../node/files/open-in-browser.ts');
    await openInBrowser(page);
  }
}

function inFolder(folder: string, files: ReadonlyMap<string, string>): [path: string, text: string][] {
  return Array.from(files, ([name, text]) => [join(folder, name), text]);
}

/** What a run was read from, its data file included. */
function filesOf({ folder, documents }: OpenedRun): string[] {
  const names = Object.keys(documents.digests);
  return [...names.map((name) => join(folder, name)), documents.run.data.path];
}

/** The card, but for one that somebody has filled in: it is what neither the run's documents make, nor made. */
async function cardFiles(
  { folder, before, documents }: OpenedRun,
  args: Arguments,
  console: Console,
): Promise<[path: string, text: string][]> {
  const path = join(folder, CARD_FILE);
  const card = await cardOf(documents);
  const there = await readFile(path, 'utf8').catch(() => null);
  const isOurs = there === null || there === card || (await isMadeOf(before, there));
  if (isOurs || args.flag('force')) return [[path, card]];
  console.note(`${path}: was edited, so it is kept; --force writes it again`);
  return [];
}

/** Whether the documents made a card, be it under another name of the run's folder. */
async function isMadeOf(documents: RunDocuments, card: string): Promise<boolean> {
  const name = /^# (.+)$/m.exec(card)?.[1] ?? documents.name;
  return card === (await cardOf(documents)) || card === (await cardOf({ ...documents, name }));
}

/** @throws UsageError for options that contradict each other. */
function requireSense(args: Arguments): void {
  const { positionals: runs } = args;
  const conflict = (message: string, hint: string) => new UsageError('E_USAGE_CONFLICT', message, { hint });
  const isShown = args.given.has('show');
  if (args.flag('ascii') && !isShown) throw conflict('--ascii is about a chart', '--show KIND prints one');
  if (args.optionalText('output') === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: report writes a file, which stdout is not', { field: 'output' });
  }
  const writing = (['output', 'open', 'force'] as const).find((name) => args.given.has(name));
  if (isShown && writing !== undefined) {
    throw conflict(
      `--show prints one chart and writes nothing, so --${writing} has no effect`,
      'leave one of them out',
    );
  }
  if (isShown && runs.length > 1) throw conflict('--show prints a chart of one run', 'name one run');
  if (runs.length > 1 && !isShown && !args.given.has('output')) {
    throw new UsageError('E_USAGE_MISSING', 'report: a page of several runs needs --output FILE', {
      hint: '--output runs.html',
    });
  }
}
