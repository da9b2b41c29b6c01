/**
 * Prints an error as one line of at most 500 characters on stderr, or as the one document of `--json`.
 */
import { escapeControl, EXIT_CODES, GlassnetError, MemoryError, SystemError } from '../errors.ts';
import { inFlags } from './flags.ts';

const MOST_CHARACTERS = 500;
/** What is left of a message beside a long hint. */
const SHORTEST_MESSAGE = 80;

/** Prints what was thrown, and returns it as the error that was printed. */
export function printError(
  error: unknown,
  { json, debug, colour }: { json: boolean; debug: boolean; colour: boolean },
): GlassnetError {
  const shown = asGlassnetError(error);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.stderr.write(`${formatError(shown, colour && hasColour())}\n`);
  if (json) {
    const { code, file = null, line = null, column = null, field = null } = shown;
    const { message, hint = null } = shown.told(inFlags);
    process.stdout.write(
      `${JSON.stringify({ schema: 'glassnet.error/1', code, file, line, column, field, message, hint })}\n`,
    );
  }
  return shown;
}

/** `FILE:LINE:COLUMN: error CODE: MESSAGE (hint: HINT)`, without unknown parts. */
export function formatError(error: GlassnetError, colour = false): string {
  const { code, file, line, column } = error;
  const { message, hint } = error.told(inFlags);
  const place =
    file === undefined
      ? 'glassnet'
      : escapeControl([file, line, column].filter((part) => part !== undefined).join(':'));
  const label = colour ? `\u001b[31merror\u001b[39m ${code}` : `error ${code}`;
  const room = MOST_CHARACTERS - `error ${code}`.length - 4;
  const shownPlace = place.length > room / 2 ? `…${place.slice(-Math.floor(room / 2))}` : place;
  return `${shownPlace}: ${label}: ${withinRoom(escapeControl(message), hint, room - shownPlace.length)}`;
}

/** A message is cut rather than its hint, which is whole or not there: what is typed must be. */
function withinRoom(message: string, hint: string | undefined, room: number): string {
  const whole = hint === undefined ? '' : ` (hint: ${escapeControl(hint)})`;
  const shownHint = whole.length > room - SHORTEST_MESSAGE ? ' (hint: too long for a line; --json has it)' : whole;
  const left = room - shownHint.length;
  return `${message.length > left ? `${message.slice(0, left - 1)}…` : message}${shownHint}`;
}

/** What was thrown, as a readable error: E_MEMORY for too little memory, E_BUG for anything unknown. */
export function asGlassnetError(thrown: unknown): GlassnetError {
  if (thrown instanceof GlassnetError) return thrown;
  if (thrown instanceof MemoryError) {
    const hint = 'fewer units and smaller batches need less';
    return new SystemError('E_MEMORY', thrown.message, { hint, cause: thrown });
  }
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new GlassnetError('E_BUG', EXIT_CODES.bug, `this is a bug of glassnet: ${message}`, {
    hint: 'run again with --debug and report it',
    cause: thrown,
  });
}

function hasColour(): boolean {
  return process.stderr.isTTY && process.env['TERM'] !== 'dumb' && (process.env['NO_COLOR'] ?? '') === '';
}
