/**
 * Writes the file of an exercise.
 */
import { writeFiles } from '../../node/files/atomic-write.ts';
import type { Exercise } from '../../study/exercises/exercise.ts';
import { handOut } from '../../study/exercises/hand-out.ts';
import type { Console } from '../console.ts';
import { shellPath } from '../flags.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import type { Arguments } from '../options/arguments.ts';
import { PROGRAM } from '../program.ts';
import { addressFrom, compiledText } from './compiled.ts';

/** Modules whatever a `package.json` beside them says. */
export const fileOf = ({ id }: Exercise): string => `${id}.mjs`;

export async function startExercise(exercise: Exercise, args: Arguments, console: Console): Promise<void> {
  const { id, module, title, fault } = exercise;
  const path = args.optionalText('output') ?? fileOf(exercise);
  await requireInputsKept(args, { files: [path] });
  const { text } = handOut(exercise, await compiledText(module), addressFrom(module));
  await writeFiles(new Map([[path, text]]), { force: args.flag('force') });
  const isElsewhere = path !== fileOf(exercise);
  const check = `${PROGRAM} exercise check ${id}${isElsewhere ? ` --file ${shellPath(path)}` : ''}`;
  console.document({ schema: 'glassnet.exercise-start/1', id, file: path, check });
  console.result(`${path}: ${title}`);
  console.result(fault === null ? 'Write what is missing where it says so, then:' : 'Find the bug and mend it, then:');
  console.result(check);
}
