/** How the readers of artifacts say no: one FormatError with the file's name, and foreign text quoted and cut. */
import type { CodeFor } from '../error-codes.ts';
import { FormatError, quoted } from '../errors.ts';

/** Makes the error to throw; `message` says the rule that was broken, what was expected and what was there. */
export type Refusal = (code: CodeFor<'format'>, message: string, hint?: string, cause?: unknown) => FormatError;

/** `part` is the array or tensor of the file that the messages speak of; its name is the error's `field`. */
export function refusalFor(file: string, part?: { readonly kind: string; readonly name: string }): Refusal {
  const subject = part === undefined ? '' : `${part.kind} ${quoted(part.name)}: `;
  return (code, message, hint, cause) =>
    new FormatError(code, subject + message, { file, field: part?.name, hint, cause });
}
