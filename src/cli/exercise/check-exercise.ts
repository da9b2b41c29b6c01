/**
 * Checks the file of an exercise.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT_CODES, GlassnetError, UsageError } from '../../errors.ts';
import { systemError } from '../../node/files/system-errors.ts';
import type { Exercise } from '../../study/exercises/exercise.ts';
import { EXERCISES } from '../../study/exercises/exercises.ts';
import { exerciseOf } from '../../study/exercises/hand-out.ts';
import { worstLines } from '../../study/gradcheck/describe.ts';
import { wrapped } from '../../text-table.ts';
import type { Console } from '../console.ts';
import { shellPath } from '../flags.ts';
import type { Arguments } from '../options/arguments.ts';
import { formatError } from '../print-error.ts';
import { PROGRAM } from '../program.ts';
import { differenceLine, differenceText, gradientText, placeOf, runText } from './check-text.ts';
import { runCheck } from './run-check.ts';
import { fileOf } from './start-exercise.ts';

export async function checkExercise(exercise: Exercise, args: Arguments, console: Console): Promise<void> {
  const path = args.optionalText('file') ?? fileOf(exercise);
  await requireFileOf(exercise, path);
  const outcome = await runCheck(exercise.id, resolve(path), (text) => {
    for (const line of text.trimEnd().split('\n')) console.note(line);
  });
  const common = { schema: 'glassnet.exercise-check/1', id: exercise.id, file: path };
  if (outcome.kind === 'fault') {
    const { message, line, column } = outcome.fault;
    console.document({ ...common, passed: false, fault: { message, line: line ?? null, column: column ?? null } });
    return fail(message, { file: path, line, column });
  }
  const { runs, gradients, why } = outcome;
  const last = runs.at(-1)!;
  const isPassed = gradients?.verdict === 'PASS';
  console.document({ ...common, passed: isPassed, runs: runs.map(runDocument), gradients, why });
  console.result([...runs.map(runText), ...(gradients === null ? [] : [gradientText(gradients)])].join('\n'));
  if (isPassed) return console.result(`\n${path} does what it should.\n${afterwards(exercise)}`);
  if (gradients !== null) return fail(worstLines(gradients)[0]!, { file: path });
  console.result(`\n${differenceText(last)}`);
  if (why !== null) console.result(`\n${wrapped(why.text)}`);
  fail(differenceLine(last), { file: path });
}

/** Not thrown: what was found is the result, and with `--json` the only document. */
function fail(message: string, place: ConstructorParameters<typeof GlassnetError>[3]): void {
  process.stderr.write(`${formatError(new GlassnetError('E_EXERCISE', EXIT_CODES.gate, message, place))}\n`);
  process.exitCode = EXIT_CODES.gate;
}

/** What to read, and what to do next. */
function afterwards({ id, equations: [first, ...others] }: Exercise): string {
  const next = EXERCISES[EXERCISES.findIndex((one) => one.id === id) + 1];
  const rest = others.length === 0 ? '' : ` (and ${others.join(', ')})`;
  return [
    `Derived: ${PROGRAM} equation ${first}${rest}`,
    next === undefined ? 'That was the last exercise.' : `Next: ${PROGRAM} exercise start ${next.id}`,
  ].join('\n');
}

function runDocument({ recipe, agreed, first }: Parameters<typeof runText>[0]) {
  const numbers = agreed.reduce((sum, { values }) => sum + values.length, 0);
  const differs = first && {
    step: first.entry.step,
    tap: first.entry.name,
    shape: first.entry.shape,
    place: placeOf(first.difference.wrong[0]!, first.entry.shape),
    wrong: first.difference.wrong.length,
    expected: first.difference.expected,
    got: first.difference.got,
  };
  return { recipe, agreed: { taps: agreed.map(({ step, name }) => ({ step, tap: name })), numbers }, first: differs };
}

/** @throws SystemError for a file that can't be read, UsageError for one of another exercise. */
async function requireFileOf({ id }: Exercise, path: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw systemError(error, path, 'read');
  }
  const other = exerciseOf(text);
  if (other === undefined || other === id) return;
  throw new UsageError('E_USAGE_EXERCISE', `is the file of exercise ${other}, not of ${id}`, {
    file: path,
    hint: `glassnet exercise check ${other} --file ${shellPath(path)}`,
  });
}
