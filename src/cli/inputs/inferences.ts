/**
 * What was inferred from the cells of a file, as the command line says it.
 */
import { inferredError, type Inference } from '../../data/reading-log.ts';
import { said } from '../../setting.ts';
import type { Arguments } from '../options/arguments.ts';
import type { Console } from '../console.ts';
import { inFlags, shellWord } from '../flags.ts';

/** One line each. */
export function noteInferences(inferences: readonly Inference[], console: Console): void {
  for (const { text } of inferences) console.note(said(text, inFlags));
}

/** The inferences in a document of `--json`. */
export function inferenceDocument(inferences: readonly Inference[]) {
  return inferences.map(({ kind, text, field = null }) => ({ kind, text: said(text, inFlags), field }));
}

/**
 * Holds a file to `--strict`.
 *
 * @throws DataError E_CSV_INFERRED with the first inference and the options that say the same as all of them, or the
 *   schema file that does.
 */
export function requireNothingInferred(inferences: readonly Inference[], file: string, args: Arguments): void {
  if (!args.flag('strict')) return;
  const refusal = inferredError(inferences, file, schemaHint(args));
  if (refusal !== null) throw refusal;
}

/** Commands that don't train have no schema; the model says all of it. */
function schemaHint(args: Arguments): string | undefined {
  if (!args.takes('recipe')) return undefined;
  const written = args.optionalText('write-schema');
  if (written !== undefined)
    return `all of it is in ${shellWord(written)}: --schema ${shellWord(written)} in place of --write-schema`;
  return '--write-schema schema.json writes all of it down; then --schema schema.json';
}
