/**
 * The final report of `tune`: the best trials, how much of the best figure is luck, and the command that trains the
 * winner again.
 */
import { shellPath } from '../flags.ts';
import { flagName } from '../options/flag-name.ts';
import { PREPARE_OPTIONS, TRAINING_OPTIONS } from '../options/option-groups.ts';
import { optionWords, valueWords } from '../options/option-words.ts';
import type { Arguments } from '../options/arguments.ts';
import type { OptionName } from '../options/options.ts';
import { PROGRAM } from '../program.ts';
import { counted, formatTable } from '../../text-table.ts';
import { FIGURES, type Figure, type Figures } from '../../training/tuning/figures.ts';
import type { Parameters } from '../../training/tuning/searched-options.ts';
import type { Trial } from '../../training/tuning/trial.ts';
import { bestEpochOf, trialKey } from '../../training/tuning/trial.ts';
import type { SearchFolder } from '../../node/stores/search/search-folder.ts';
import { TUNE_SCHEMA } from '../../node/stores/search/search-record.ts';
import { sha256 } from '../../node/stores/model-store.ts';
import type { Console } from '../console.ts';
import { inferenceDocument } from '../inputs/inferences.ts';
import type { EndedSearch } from './ended-search.ts';
import type { NestedResult } from './nested.ts';
import { differing, type SearchData } from './search-data.ts';

/** How many of the best trials are shown. */
const SHOWN = 5;

const WIDTH = 80;
const INDENT = ' '.repeat(9);

/** A search to be told of. */
export interface Told {
  readonly args: Arguments;
  readonly console: Console;
  readonly data: SearchData;
  readonly folder: SearchFolder;
  readonly figure: Figure;
  /** The best first. */
  readonly ranked: readonly Trial[];
  readonly startMs: number;
}

/** The best trials of a search, and how the best one is trained again. */
export function showTrials({ args, console, data, figure, ranked }: Told): void {
  const { path, base, csv } = data;
  const rows = csv.data.validation.targets.length;
  const best = ranked.slice(0, SHOWN);
  console.result(
    `Best of ${counted(ranked.length, 'trial')}, by ${FIGURES[figure].name} of ${counted(rows, 'validation row')}:\n`,
  );
  console.result(trialTable(best, base));
  const diverged = ranked.filter(({ validation }) => validation === null).length;
  if (diverged > 0) console.result(`\n${counted(diverged, 'trial')} diverged and rank last.`);
  console.result(`\nRetrain:  ${retrainCommand(path, args, best[0]!.parameters, base)}`);
}

/** The trials of a search that has ended, by any figure; nothing is trained. */
export function reportRanking(told: Told & { readonly ended: EndedSearch }): void {
  const { console, folder, ended } = told;
  console.document(documentOf(told, folder.found));
  showTrials(told);
  console.result(`\nThe search had ended before: ${folder.path} holds the model of trial ${ended.winner}.`);
}

/** The one document of `--json`. */
export function documentOf({ folder, figure, ranked, data, args, startMs }: Told, result: unknown) {
  return {
    schema: TUNE_SCHEMA,
    folder: folder.path,
    rankedBy: figure,
    best: ranked.slice(0, SHOWN).map(trialDocument),
    retrain: retrainCommand(data.path, args, ranked[0]!.parameters, data.base),
    result,
    inferences: inferenceDocument(data.csv.inferences),
    elapsedMs: Math.round(performance.now() - startMs),
  };
}

/** A trial without the details that `trials.jsonl` has. */
export function trialDocument(trial: Trial): object {
  const { index, parameters, end, losses, validation } = trial;
  const { tenths: _, ...figures } = validation ?? {};
  return {
    index,
    key: trialKey(trial, sha256),
    parameters,
    end,
    epochs: losses.length,
    bestEpoch: bestEpochOf(trial),
    validation: validation && figures,
  };
}

/** A figure as it is shown; – where there is none. */
function shownFigure(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

/** The trials with their figures, and below each its options as they can be typed. */
function trialTable(trials: readonly Trial[], base: Parameters): string {
  const names = Object.keys(FIGURES) as Figure[];
  const header = ['trial', ...names.map((name) => FIGURES[name].name), 'epochs', 'ended'];
  const rows = trials.map(({ index, validation, losses, end }) => [
    String(index),
    ...names.map((name) => shownFigure(validation?.[name] ?? null)),
    String(losses.length),
    ENDS[end],
  ]);
  const align = ['right', ...names.map(() => 'right' as const), 'right', 'left'] as const;
  const [head, rule, ...lines] = formatTable([header, ...rows], align).split('\n');
  const told = lines.map((line, place) => [line, ...parameterLines(trials[place]!.parameters, base)].join('\n'));
  return [head, rule, ...told].join('\n');
}

const ENDS = { stopped: 'no longer improving', epochs: 'all epochs', rung: 'others were better', diverged: 'diverged' };

function parameterLines(parameters: Parameters, base: Parameters): string[] {
  const lines: string[] = [];
  for (const word of settingWords(parameters, base)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(INDENT + word);
  }
  return lines.length > 0 ? lines : [`${INDENT}as without a search`];
}

/** `--hidden 50,50` for each option by which the parameters differ. */
function settingWords(parameters: Parameters, base: Parameters): string[] {
  return differing(parameters, base).map((name) => {
    const value = parameters[name]!;
    const text = typeof value === 'object' ? value.join(',') : String(value);
    return valueWords(`--${flagName(name)}`, text === '' ? 'none' : text).join(' ');
  });
}

/** The command that trains the winner again, to the bytes of its model. */
function retrainCommand(path: string, args: Arguments, parameters: Parameters, base: Parameters): string {
  const varied = new Set(differing(parameters, base).map((name) => flagName(name) as OptionName));
  const left: readonly OptionName[] = ['preset', ...PREPARE_OPTIONS, 'seed', ...TRAINING_OPTIONS];
  const given = left.filter((name) => name !== 'write-schema' && !varied.has(name));
  return [PROGRAM, 'train', shellPath(path), ...optionWords(args, given), ...settingWords(parameters, base)].join(' ');
}

export interface Optimism {
  /** How much better the figure looks on the rows that chose the trial than on the test rows. */
  readonly measured: number | null;
  /** What choosing the best of so many makes of it; null where that can't be told. */
  readonly expected: number | null;
}

/** How much better a figure is than another one. */
export function gainOf(figure: Figure, better: number | null, worse: number | null): number | null {
  if (better === null || worse === null) return null;
  return FIGURES[figure].isLoss ? worse - better : better - worse;
}

export function describeOptimism(
  figure: Figure,
  winner: Trial,
  test: Figures,
  { measured, expected }: Optimism,
  trials: number,
): string {
  const { name } = FIGURES[figure];
  const [there, here] = [winner.validation?.[figure] ?? null, test[figure]].map(shownFigure);
  const sign = measured !== null && measured < 0 ? 'worse' : 'better';
  const much = measured === null ? '' : `: it looked ${shownFigure(Math.abs(measured))} ${sign}`;
  const lines = [
    `Optimism: the winner's ${name} is ${there} on the validation rows,`,
    `          which chose it, and ${here} on the test rows${much}.`,
  ];
  if (expected !== null) {
    lines.push(`          Being the best of ${counted(trials, 'trial')} is worth ${shownFigure(expected)} by itself.`);
  }
  return lines.join('\n');
}

export function describeNested({ folds, trials, mean, perFold }: NestedResult): string {
  const names = Object.keys(FIGURES) as Figure[];
  const lines = names.map((name) => {
    const values = perFold.map((fold) => fold[name]).filter((value) => value !== null);
    const [least, most] = [Math.min(...values), Math.max(...values)].map(shownFigure);
    return `          ${FIGURES[name].name.padEnd(8)} ${shownFigure(mean[name])}, by fold ${least} to ${most}`;
  });
  const head = `Nested:   ${folds} outer folds, each with a search of ${trials} trials and a model of its winner`;
  return [head, ...lines, '          This is what such a search is worth; no row had a say in what it judged.'].join(
    '\n',
  );
}
