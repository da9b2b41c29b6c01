/**
 * The files of exercises: as handed out, and with the original code in its place.
 */
import { addressFrom, compiledText } from '../../src/cli/exercise/compiled.ts';
import type { Change, Exercise } from '../../src/study/exercises/exercise.ts';
import { changed, handOut, type HandOut } from '../../src/study/exercises/hand-out.ts';

export async function handedOut(exercise: Exercise): Promise<HandOut> {
  return handOut(exercise, await compiledText(exercise.module), addressFrom(exercise.module));
}

/** With what was taken out put back, or without the fault. */
export async function solved(exercise: Exercise): Promise<string> {
  const { text, blanks } = await handedOut({ ...exercise, fault: exercise.fault && [] });
  return blanks.reduce((before, { removed, placed }) => before.replace(placed, () => removed), text);
}

/** Solved, and then broken. */
export async function broken(exercise: Exercise, change: Change): Promise<string> {
  return changed((await solved({ ...exercise, hidden: [] })).replace(/ *\/\/ eq:.*$/gm, ''), change);
}
