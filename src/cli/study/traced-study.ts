/**
 * The network that `trace` looks at, with its rows, after the steps and edits that were asked for. It begins as the study
 * page does with the same arguments.
 */
import { UsageError } from '../../errors.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import { openStudy, studyOf } from '../../study/opening/open-study.ts';
import { parseEdit } from '../../study/session/parameter-place.ts';
import type { Study } from '../../study/session/study.ts';
import type { Console } from '../console.ts';
import { noteInferences } from '../inputs/inferences.ts';
import type { Arguments } from '../options/arguments.ts';
import { newRows } from './new-rows.ts';
import { openingOf } from './opening-of.ts';
import { stepsOf } from './steps-of.ts';

/** @throws UsageError for options that exclude each other, and as the reading of files and the training do. */
export async function tracedStudy(args: Arguments, console: Console): Promise<Study> {
  if (args.flag('fresh') && args.given.has('model')) {
    const message = '--fresh and --model each say which network';
    throw new UsageError('E_USAGE_CONFLICT', message, { field: 'fresh', hint: 'leave one of them out' });
  }
  const { opening } = await openingOf(args, console, { mostBytes: Infinity });
  const rows = await newRows(opening.data);
  const study = rows === null ? await openStudy(opening, fastCsvSplitter) : studyOf(rows, opening);
  if (args.given.has('model')) noteInferences(study.data.inferences, console);
  return afterSteps(study, args);
}

function afterSteps(study: Study, args: Arguments): Study {
  const steps = stepsOf(args, 'steps', study);
  const edits = args.names('edit').map((text) => parseEdit(text, study.network, steps));
  const late = edits.find(({ step }) => step > steps);
  if (late !== undefined) {
    const message = `--edit: step ${late.step} comes after the last of --steps, ${steps}`;
    throw new UsageError('E_USAGE_VALUE', message, { field: 'edit', hint: `--steps ${late.step}` });
  }
  for (const { step, value, ...place } of edits.toSorted((a, b) => a.step - b.step)) {
    study.goTo(step);
    study.edit(place, value);
  }
  study.goTo(steps);
  return study;
}
