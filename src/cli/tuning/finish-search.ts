/**
 * The end of a search: its winner is trained and judged, and everything is written and told.
 */
import { join } from 'node:path';
import type { Finding } from '../../audit/finding.ts';
import { MODEL_FILE } from '../../node/stores/model-store.ts';
import { PAGE_FILE, runDocuments } from '../../node/stores/run-documents.ts';
import { recordPreparation, RUN_SCHEMA } from '../../node/stores/run-record.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import { describeEvaluation, describeTest } from '../../report/text/describe.ts';
import { expectedOptimism } from '../../training/tuning/ranking.ts';
import { encodingIn } from '../../training/tuning/searched-options.ts';
import { VERSION } from '../../version.ts';
import { predictCommand } from '../suggested-commands.ts';
import type { NestedResult } from './nested.ts';
import type { SearchSettings } from './search-on.ts';
import {
  describeNested,
  describeOptimism,
  documentOf,
  gainOf,
  showTrials,
  trialDocument,
  type Told,
} from './search-report.ts';
import { judgeWinner, type JudgedWinner } from './winner.ts';

export interface Finish extends Told {
  readonly settings: SearchSettings;
  /** How often test rows of this split were judged before. */
  readonly looks: number;
  /** What the search is worth by itself, where that was asked for. */
  readonly nested: NestedResult | null;
  /** Of the audit, for the report. */
  readonly findings: readonly Finding[];
}

export async function finishSearch(finish: Finish): Promise<void> {
  const { console, data, folder, figure, ranked, settings, looks, nested } = finish;
  const winner = ranked[0]!;
  const prepared = data.dataFor(winner.parameters);
  console.note(`training the winner, trial ${winner.index}`);
  const judged = await judgeWinner(prepared, data.training, winner, settings.threads);
  const optimism = {
    measured: gainOf(figure, winner.validation![figure], judged.test[figure]),
    expected: expectedOptimism(ranked, figure),
  };
  const result = {
    trials: ranked.length,
    diverged: ranked.filter(({ validation }) => validation === null).length,
    tornLines: folder.tornLines,
    rankedBy: figure,
    winner: { ...trialDocument(winner), test: judged.test },
    optimism,
    model: modelDocument(judged),
    nested,
    testLooks: looks + 1,
  };
  await folder.finish(result, await winnerFiles(finish, judged));
  console.document(documentOf(finish, result));
  showTrials(finish);
  console.result(`\n${describeOptimism(figure, winner, judged.test, optimism, ranked.length)}`);
  if (looks > 0) {
    console.result(
      `          These test rows were judged before, by ${looks === 1 ? 'a shorter search' : `${looks} shorter searches`}.`,
    );
  }
  if (nested !== null) console.result(`\n${describeNested(nested)}`);
  console.result(`\nModel:    ${join(folder.path, MODEL_FILE)}`);
  if (!finish.args.flag('no-report')) console.result(`Report:   ${join(folder.path, PAGE_FILE)}`);
  console.result(`Next:     ${predictCommand(folder.path)}`);
  console.result(describeEvaluation(judged.trained.test, prepared));
  console.result(describeTest(judged.trained.test));
}

function modelDocument({ options, trained: { members, validation, test } }: JudgedWinner): object {
  const figures = ({ loss, accuracy, rocAuc }: typeof test) => ({ logLoss: loss, rocAuc, accuracy });
  return { networks: members.length, options, validation: figures(validation), test: figures(test) };
}

async function winnerFiles(finish: Finish, judged: JudgedWinner): Promise<Map<string, Uint8Array | string>> {
  const { args, data, folder, findings, ranked, startMs } = finish;
  const { path, csv, dataFor } = data;
  const { parameters } = ranked[0]!;
  const prepared = dataFor(parameters);
  const preparation = { ...csv.preparation, options: { ...csv.preparation.options, ...encodingIn(parameters) } };
  const { options, trained } = judged;
  const { classifier } = trained;
  const report = args.flag('no-report') ? null : await import('../run-report/training-files.ts');
  const measured = await report?.measureRun({
    path,
    data: prepared,
    classifier,
    seed: options.seed,
    csv,
    findings,
    judge: new report.TestRowsJudge(prepared, options.seed, finish.settings.threads),
  });
  const files = runDocuments(
    options.seed,
    prepared,
    trained,
    {
      schema: RUN_SCHEMA,
      command: process.argv.slice(2),
      data: { path, sha256: csv.dataSha256 },
      ...positiveOf(prepared),
      preparation: recordPreparation(preparation),
      training: options,
      versions: { glassnet: VERSION, node: process.versions.node },
      elapsedMs: Math.round(performance.now() - startMs),
    },
    { measured },
  );
  return (await report?.withViews(folder.path, files, classifier)) ?? files;
}
