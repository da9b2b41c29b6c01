/**
 * `glassnet exercise list | start ID | check ID`: parts of the network to write oneself, and bugs to find.
 */
import { quoted, UsageError } from '../../../errors.ts';
import { nearest } from '../../../options/nearest.ts';
import type { Exercise } from '../../../study/exercises/exercise.ts';
import { EXERCISES } from '../../../study/exercises/exercises.ts';
import { formatTable } from '../../../text-table.ts';
import type { Console } from '../../console.ts';
import type { Arguments } from '../../options/arguments.ts';
import type { OptionName } from '../../options/options.ts';

const ACTIONS = ['list', 'start', 'check'] as const;
type Action = (typeof ACTIONS)[number];

/** Options of one action alone. */
const OWN_OPTIONS: ReadonlyMap<OptionName, Action> = new Map([
  ['output', 'start'],
  ['force', 'start'],
  ['file', 'check'],
]);

export async function run(args: Arguments, console: Console): Promise<void> {
  const [word, id, ...rest] = args.positionals;
  const action = actionNamed(word!);
  const extra = action === 'list' ? id : rest[0];
  if (extra !== undefined) {
    throw new UsageError('E_USAGE_ARGUMENT', `exercise ${action}: ${quoted(extra)} is one argument too many`);
  }
  requireOptionsOf(action, args);
  if (action === 'list') return list(console);
  const exercise = exerciseNamed(action, id);
  if (action === 'start') {
    const { startExercise } = await import('../../exercise/start-exercise.ts');
    await startExercise(exercise, args, console);
  } else {
    const { checkExercise } = await import('../../exercise/check-exercise.ts');
    await checkExercise(exercise, args, console);
  }
}

function list(console: Console): void {
  const exercises = EXERCISES.map(({ id, title, module }) => ({ id, title, module: `${module}.ts` }));
  console.document({ schema: 'glassnet.exercises/1', exercises });
  console.result(formatTable([['ID', 'what'], ...exercises.map(({ id, title }) => [id, title])], ['left', 'left']));
  console.result(`\nBegin with: glassnet exercise start ${EXERCISES[0]!.id}`);
}

function actionNamed(word: string): Action {
  const action = ACTIONS.find((name) => name === word);
  if (action !== undefined) return action;
  const isExercise = EXERCISES.some(({ id }) => id === word);
  const meant = nearest(word, ACTIONS);
  throw new UsageError('E_USAGE_EXERCISE', `exercise: ${quoted(word)} is none of ${ACTIONS.join(', ')}`, {
    hint: isExercise
      ? `glassnet exercise start ${word}`
      : meant === undefined
        ? 'glassnet exercise list'
        : `did you mean ${meant}?`,
  });
}

function exerciseNamed(action: Action, id: string | undefined): Exercise {
  if (id === undefined) {
    throw new UsageError('E_USAGE_MISSING', `exercise ${action}: the ID of an exercise is needed`, {
      hint: 'glassnet exercise list',
    });
  }
  const exercise = EXERCISES.find((one) => one.id === id);
  if (exercise !== undefined) return exercise;
  const meant = nearest(
    id,
    EXERCISES.map((one) => one.id),
  );
  throw new UsageError('E_USAGE_EXERCISE', `there is no exercise ${quoted(id)}`, {
    hint: meant === undefined ? 'glassnet exercise list' : `did you mean ${meant}?`,
  });
}

/** @throws UsageError for an option of another action. */
function requireOptionsOf(action: Action, args: Arguments): void {
  for (const [name, owner] of OWN_OPTIONS) {
    if (owner === action || !args.given.has(name)) continue;
    throw new UsageError('E_USAGE_CONFLICT', `exercise ${action}: --${name} has no effect`, { field: name });
  }
}
