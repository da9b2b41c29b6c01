/**
 * `glassnet tune FILE`: searches for better options on the validation rows, trains a model with the best ones, and judges
 * it on the test rows, which no trial has seen.
 */
import { join } from 'node:path';
import type { Finding } from '../../audit/finding.ts';
import { quoted, TrainingError, UsageError } from '../../errors.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { recordPreparation } from '../../node/stores/run-record.ts';
import { SearchFolder } from '../../node/stores/search/search-folder.ts';
import type { SearchIdentity } from '../../node/stores/search/search-record.ts';
import { taskThreads } from '../../node/threads/pool/task-threads.ts';
import { counted } from '../../text-table.ts';
import { FIGURES, type Figure } from '../../training/tuning/figures.ts';
import { GENERATION, ONE_IN, rungsFor, wholeGenerations } from '../../training/tuning/halving.ts';
import { rankTrials } from '../../training/tuning/ranking.ts';
import { parametersOf, type SearchSpace } from '../../training/tuning/search-space.ts';
import type { Trial } from '../../training/tuning/trial.ts';
import { VERSION } from '../../version.ts';
import { setting, wording } from '../../wording.ts';
import { threadsOf } from '../choose-kernels.ts';
import type { Console } from '../console.ts';
import { stemOf } from '../inputs/input-file.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { noteAudit } from '../inputs/note-audit.ts';
import type { Arguments } from '../options/arguments.ts';
import { endedSearch } from '../tuning/ended-search.ts';
import { finishSearch } from '../tuning/finish-search.ts';
import { judgeSearch, outerFolds } from '../tuning/nested.ts';
import { readGivenSpace, readSearchData, requireTrainableSpace, type SearchData } from '../tuning/search-data.ts';
import { knownTrials, searchOn, type SearchSettings, type SearchTarget } from '../tuning/search-on.ts';
import { SearchProgress } from '../tuning/search-progress.ts';
import { reportRanking } from '../tuning/search-report.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const startMs = performance.now();
  const output = args.optionalText('output') ?? join('runs', `${stemOf(args.positional!)}-tune`);
  if (output === '-') {
    throw new UsageError('E_USAGE_VALUE', '--output: tune writes a folder, which stdout is not', { field: 'output' });
  }
  await requireInputsKept(args, { files: [args.optionalText('write-schema')], folder: output });
  // They start while this one reads.
  taskThreads(threadsOf(args));
  const data = await readSearchData(args, console);
  const { json, space } = await readGivenSpace(args, data);
  requireTrainableSpace(space, data, nameOf(data.path));
  const isAudited = !(args.flag('quiet') && args.flag('no-report'));
  const audit = () => noteAudit(data.path, args, { ...data.csv, rows: data.csv.data.rows }, console);
  const findings = isAudited ? await audit() : [];
  const folder = await SearchFolder.open(output, identityOf(data, json), { force: args.flag('force') });
  try {
    await search(args, console, { data, space, folder, findings, startMs });
  } finally {
    await folder.close();
  }
}

/** What decides the trials. */
function identityOf(data: SearchData, space: unknown): SearchIdentity {
  const { path, csv, training } = data;
  return {
    data: { path, sha256: csv.dataSha256 },
    preparation: recordPreparation(csv.preparation),
    training,
    space,
    halving: { generation: GENERATION, rungs: rungsOf(data), oneIn: ONE_IN },
    glassnet: VERSION,
  };
}

function rungsOf({ csv, base }: SearchData): number[] {
  return rungsFor(csv.data.train.targets.length, base.batchSize);
}

/** Trials keep fewer figures than a comparison knows. */
function rankedBy(name: string): Figure {
  if (Object.hasOwn(FIGURES, name)) return name as Figure;
  const [figures, told] = [Object.keys(FIGURES).join(', '), quoted(name)];
  throw new UsageError('E_USAGE_VALUE', `--rank-by: ${told} is not one of ${figures}, which a search keeps`, {
    field: 'rank-by',
  });
}

interface Search {
  readonly data: SearchData;
  readonly space: SearchSpace;
  readonly folder: SearchFolder;
  /** Of the audit. */
  readonly findings: readonly Finding[];
  readonly startMs: number;
}

async function search(
  args: Arguments,
  console: Console,
  { data, space, folder, findings, startMs }: Search,
): Promise<void> {
  const { seed } = data.training;
  const figure = rankedBy(args.text('rank-by'));
  const folds = args.optionalNumber('nested');
  const folded = folds === undefined ? null : outerFolds(data, folds);
  const asked = args.optionalNumber('trials')!;
  const settings: SearchSettings = {
    parametersOf: parametersOf(space, seed),
    trials: wholeGenerations(asked),
    seed,
    rungs: rungsOf(data),
    threads: threadsOf(args),
  };
  if (settings.trials > asked) console.note(`${counted(settings.trials, 'trial')}: they come in tens`);
  const target: SearchTarget = { dataFor: data.dataFor, digest: data.digest, fold: null };
  const known = knownTrials(target, settings, folder).filter((trial) => trial !== undefined);
  describeFound(folder, known.length, settings.trials, console);
  const progress = new SearchProgress(console, figure, settings.trials, known);
  const trials = await searchOn(target, settings, folder, progress);
  const ranked = rankTrials(trials, figure);
  requireWinner(ranked, data.path);
  const told = { args, console, data, folder, figure, ranked, startMs };
  const ended = endedSearch(folder.found);
  const isComplete = ended?.trials === settings.trials;
  if (isComplete && (folded === null || ended.nested === folded.folds)) return reportRanking({ ...told, ended });
  const nested = folded && (await judgeSearch({ folded, space, data, folder, figure, settings }, console));
  // Of one winner, the test rows say the same again.
  const isSame = isComplete && ended.winner === ranked[0]!.index;
  await finishSearch({ ...told, settings, nested, findings, looks: (ended?.looks ?? 0) - Number(isSame) });
}

function describeFound({ path, tornLines }: SearchFolder, known: number, trials: number, console: Console): void {
  if (tornLines > 0) {
    console.note(`${path}: the last line of trials.jsonl was torn and is skipped; its trial is done again`);
  }
  if (known > 0 && known < trials) console.note(`${path}: the search goes on; ${known} of ${trials} trials are there`);
}

/** @throws TrainingError E_TRAIN_DIVERGED when no trial came to an end. */
function requireWinner(ranked: readonly Trial[], file: string): void {
  if (ranked.some(({ validation }) => validation !== null)) return;
  throw new TrainingError('E_TRAIN_DIVERGED', `all ${counted(ranked.length, 'trial')} diverged`, {
    file,
    hint: wording`search lower values of ${setting('learningRate')}, or look for huge values in the data`,
  });
}
