/**
 * The network that is checked, after so many steps of training: of a file, a set or a model, or, without any of them, one
 * on rows drawn from the seed.
 */
import { UsageError } from '../../errors.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import { defaultsOf } from '../../options/check-options.ts';
import { openStudy } from '../../study/opening/open-study.ts';
import { Study } from '../../study/session/study.ts';
import { drawnData } from '../../study/sets/drawn-data.ts';
import { TRAINING_OPTIONS, type TrainingOptions } from '../../training/training-options.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { ARRAY_OPTIONS, PREPARE_OPTIONS } from '../options/option-groups.ts';
import { openingOf } from './opening-of.ts';
import { stepsOf } from './steps-of.ts';

/** @throws UsageError for options that contradict each other, and as the reading of files and the training do. */
export async function openLearner(args: Arguments, console: Console): Promise<Study> {
  const isDrawn = args.positional === undefined && !args.given.has('set') && !args.given.has('model');
  const study = isDrawn ? drawnStudy(args) : await givenStudy(args, console);
  const steps = stepsOf(args, 'burn-in', study);
  study.goTo(steps);
  return study;
}

async function givenStudy(args: Arguments, console: Console): Promise<Study> {
  const { opening } = await openingOf(args, console, { mostBytes: Infinity });
  return openStudy(opening, fastCsvSplitter);
}

function drawnStudy(args: Arguments): Study {
  const idle = ([...PREPARE_OPTIONS, ...ARRAY_OPTIONS, 'member'] as const).find((name) => args.given.has(name));
  if (idle !== undefined) {
    const message = `--${idle} has no effect on drawn rows: no FILE is named`;
    throw new UsageError('E_USAGE_CONFLICT', message, { field: idle });
  }
  const given = Object.entries(args.valuesOf(TRAINING_OPTIONS)).filter(([, value]) => value !== undefined);
  const options = { ...defaultsOf(TRAINING_OPTIONS), ...Object.fromEntries(given), ensemble: 1 } as TrainingOptions;
  return Study.fresh(drawnData(options.seed), options);
}
