/**
 * The network that a command is to look at, with its rows, after the steps and edits that were asked for.
 */
import { UsageError } from '../../errors.ts';
import { parseEdit } from '../../study/session/parameter-place.ts';
import type { Study } from '../../study/session/study.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { freshStudy } from './fresh-study.ts';
import { trainedStudy } from './trained-study.ts';

/**
 * A trained network with `--model`, else a fresh one.
 *
 * @throws UsageError for options that exclude each other, and as the reading of files and the training do.
 */
export async function openStudy(args: Arguments, console: Console): Promise<Study> {
  const study = args.given.has('model') ? await trainedStudy(args, console) : await freshStudy(args, console);
  const steps = args.optionalNumber('steps') ?? 0;
  if (steps > 0 && study.train === null) {
    throw new UsageError('E_USAGE_CONFLICT', '--steps needs the rows that the model was trained on', {
      file: study.data.file,
      field: 'steps',
      hint: 'leave --steps out',
    });
  }
  const edits = args.names('edit').map((text) => {
    const { step = steps, ...edit } = parseEdit(text, study.network);
    return { ...edit, step };
  });
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
