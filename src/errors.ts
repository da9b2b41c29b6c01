/**
 * Errors are part of the interface. Each carries a stable code, the place it speaks of and the way out; the command
 * line prints it as one line and exits with `exitCode`. Anything that is not a GlassnetError is a bug of ours.
 */
import type { CodeFor, ErrorCode } from './error-codes.ts';
import { asOption, said, type Say, type Setting, type Text } from './setting.ts';

/** Where an error stands: `line` is the physical line where the record starts, `column` the field's number; both from 1. */
export interface ErrorPlace {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** The name of the CSV column, array, tensor or option concerned. */
  readonly field?: string | undefined;
  /** What to change instead. */
  readonly hint?: Text | undefined;
  /** The error this one was made from. */
  readonly cause?: unknown;
}

/** Exit codes of the command line. Signals add 129 (HUP), 130 (INT), 143 (TERM). */
export const EXIT_CODES = {
  done: 0,
  bug: 1,
  usage: 2,
  data: 3,
  format: 4,
  system: 5,
  training: 6,
  gate: 7,
  closedPipe: 141,
} as const;

export class GlassnetError extends Error {
  /** Written out: minified, a class has another name. */
  override readonly name: string = 'GlassnetError';
  /** Stable; `docs/errors.md` says what it means. */
  readonly code: ErrorCode;
  readonly exitCode: number;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly field: string | undefined;
  /** The way out, options by their names in the library. */
  readonly hint: string | undefined;
  readonly #message: Text;
  readonly #hint: Text | undefined;

  constructor(code: ErrorCode, exitCode: number, message: Text, place: ErrorPlace = {}) {
    super(String(message), place.cause === undefined ? undefined : { cause: place.cause });
    this.code = code;
    this.exitCode = exitCode;
    this.file = place.file;
    this.line = place.line;
    this.column = place.column;
    this.field = place.field;
    this.hint = place.hint === undefined ? undefined : String(place.hint);
    this.#message = message;
    this.#hint = place.hint;
  }

  /** The settings that the hint names, in its order: what a front end can offer to change. */
  get remedies(): readonly Setting[] {
    return typeof this.#hint === 'object' ? this.#hint.settings.map(asOption) : [];
  }

  /** Message and hint with options as a front end writes them. */
  told(say: Say): { readonly message: string; readonly hint: string | undefined } {
    return {
      message: said(this.#message, say),
      hint: this.#hint === undefined ? undefined : said(this.#hint, say),
    };
  }

  /** Message and hint as they were given. */
  get texts(): { readonly message: Text; readonly hint: Text | undefined } {
    return { message: this.#message, hint: this.#hint };
  }
}

/** The command or option asked for makes no sense (exit 2). */
export class UsageError extends GlassnetError {
  override readonly name: string = 'UsageError';
  declare readonly code: CodeFor<'usage'>;

  constructor(code: CodeFor<'usage'>, message: Text, place?: ErrorPlace) {
    super(code, EXIT_CODES.usage, message, place);
  }
}

/** The CSV, its schema or its values can't be used (exit 3). */
export class DataError extends GlassnetError {
  override readonly name: string = 'DataError';
  declare readonly code: CodeFor<'data'>;

  constructor(code: CodeFor<'data'>, message: Text, place?: ErrorPlace) {
    super(code, EXIT_CODES.data, message, place);
  }
}

/** A model or array file is refused (exit 4). */
export class FormatError extends GlassnetError {
  override readonly name: string = 'FormatError';
  declare readonly code: CodeFor<'format'>;

  constructor(code: CodeFor<'format'>, message: Text, place?: ErrorPlace) {
    super(code, EXIT_CODES.format, message, place);
  }
}

/** The file system said no (exit 5). */
export class SystemError extends GlassnetError {
  override readonly name: string = 'SystemError';
  declare readonly code: CodeFor<'system'>;

  constructor(code: CodeFor<'system'>, message: Text, place?: ErrorPlace) {
    super(code, EXIT_CODES.system, message, place);
  }
}

/** Training can't go on (exit 6). */
export class TrainingError extends GlassnetError {
  override readonly name: string = 'TrainingError';
  declare readonly code: CodeFor<'training'>;

  constructor(code: CodeFor<'training'>, message: Text, place?: ErrorPlace) {
    super(code, EXIT_CODES.training, message, place);
  }
}

/** The host has too little memory: says what for and how many bytes. The command line exits as for a SystemError. */
export class MemoryError extends RangeError {}

/** Foreign text as it may stand in a message: in quotes, control characters escaped, at most 60 characters of it. */
export function quoted(text: string): string {
  return escapeControl(text.length <= 60 ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, 57))}...`);
}

/** Whatever a caller gave, as it may stand in a message: texts in quotes, of a list the first few values. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) {
    const items = value.slice(0, 6).map(shown);
    return `[${[...items, ...(value.length > items.length ? ['…'] : [])].join(', ')}]`;
  }
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Line breaks, escape sequences and marks that turn the direction of text can't do anything to a terminal this way. */
export function escapeControl(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
