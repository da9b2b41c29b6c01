/**
 * What the reading of a file found out and has to tell: what it inferred from the cells, a line each, and what is wrong
 * with the file. Faults are collected, so that all of them come at once.
 */
import { DataError } from '../errors.ts';
import type { Setting, Text } from '../setting.ts';
import { setting, wording } from '../wording.ts';

/** What was inferred. */
export type InferenceKind =
  | 'encoding'
  | 'delimiter'
  | 'skipped lines'
  | 'header'
  | 'names'
  | 'index'
  | 'decimal'
  | 'thousands'
  | 'unit'
  | 'dates'
  | 'kinds'
  | 'codes'
  | 'left out'
  | 'id'
  | 'labels'
  | 'rows without a label';

/** A decision that the file's cells prove and nobody took. */
export interface Inference {
  readonly kind: InferenceKind;
  /** One line: what was decided, and what proves it. */
  readonly text: Text;
  /** The options that say the same: with them nothing is left to infer. Empty where only a schema can say it. */
  readonly settings: readonly Setting[];
  /** The column concerned. */
  readonly field?: string;
  /** True where a schema or a model says it: it is told all the same, but nothing is inferred. */
  readonly isGiven?: boolean;
}

/** Faults beyond these are counted only. */
const MOST_KEPT_FAULTS = 20;

/** The faults of a file. */
export interface Faults {
  /** The first ones, in the order of their places in the file; those of the whole file or a whole column come last. */
  readonly first: readonly DataError[];
  /** All of them. */
  readonly count: number;
}

export class ReadingLog {
  readonly inferences: Inference[] = [];
  readonly #first: DataError[] = [];
  readonly #fields = new Set<string>();
  #count = 0;
  /** The line of the first row, where nothing but its fields says that it doesn't hold names. */
  doubtfulLine: number | null = null;

  infer(inference: Inference): void {
    this.inferences.push(inference);
  }

  /** Takes back what was said of a column, since somebody else says it. */
  withdraw(kind: InferenceKind, field: string): void {
    const place = this.inferences.findIndex((one) => one.kind === kind && one.field === field);
    if (place !== -1) this.inferences.splice(place, 1);
  }

  /** Whatever the order in which faults are found, those that stand first in the file are kept. */
  fault(found: DataError): void {
    const error = found.line !== undefined && found.line === this.doubtfulLine ? hinted(found) : found;
    this.#count++;
    if (error.field !== undefined) this.#fields.add(error.field);
    const place = this.#first.findLastIndex((kept) => !stands(error, kept)) + 1;
    if (place < MOST_KEPT_FAULTS) this.#first.splice(place, 0, error);
    if (this.#first.length > MOST_KEPT_FAULTS) this.#first.pop();
  }

  get faults(): Faults {
    return { first: this.#first, count: this.#count };
  }

  /** Whether something is wrong with a column. */
  isAtFault(field: string): boolean {
    return this.#fields.has(field);
  }

  /** @throws FaultyFile if there is a fault */
  requireNoFaults(): void {
    if (this.#count > 0) throw new FaultyFile(this.faults);
  }
}

/**
 * What refuses a file whose cells were asked, where nothing may be inferred; null if nothing was.
 *
 * @param otherwise the way out where options can't say all of it
 */
export function inferredError(inferences: readonly Inference[], file: string, otherwise?: Text): DataError | null {
  const open = inferences.filter(({ isGiven = false }) => !isGiven);
  const [first] = open;
  if (first === undefined) return null;
  const others = open.length === 1 ? '' : `; and ${open.length - 1} more`;
  const settings = onceEach(open.flatMap((inference) => inference.settings));
  const isSaid = open.every((inference) => inference.settings.length > 0) && lengthOf(settings) <= LONGEST_HINT;
  const options = settings.reduce<Text>((all, one, i) => (i === 0 ? wording`${one}` : wording`${all} ${one}`), '');
  return new DataError(
    'E_CSV_INFERRED',
    wording`inferred, which ${setting('strict')} refuses: ${first.text}${others}`,
    {
      file,
      field: first.field,
      hint: isSaid ? options : otherwise,
    },
  );
}

/** Options that take a list may come again. */
function onceEach(settings: readonly Setting[]): Setting[] {
  return settings.filter(({ option, value }, i) => {
    return typeof value === 'object' || settings.findIndex((one) => one.option === option) === i;
  });
}

/** Longer hints don't fit into the line of an error. */
const LONGEST_HINT = 200;

/** About how many characters the settings take. */
function lengthOf(settings: readonly Setting[]): number {
  return settings.reduce((sum, { option, value }) => sum + option.length + String(value).length + 4, 0);
}

/** Whether one fault stands before another in the file. */
function stands(one: DataError, other: DataError): boolean {
  const [line, otherLine] = [one.line ?? Infinity, other.line ?? Infinity];
  return line === otherLine ? (one.column ?? Infinity) < (other.column ?? Infinity) : line < otherLine;
}

/** A first record that is neither names nor a row is probably names with a number among them. */
function hinted(error: DataError): DataError {
  const { code, file, line, column, field, texts } = error;
  const otherwise = texts.hint === undefined ? '' : wording`; if it is a row: ${texts.hint}`;
  const hint = wording`if this record names the columns: ${setting('header', 'yes')}${otherwise}`;
  return new DataError(code, texts.message, { file, line, column, field, hint });
}

/** The first fault of a file, which says how many more there are, with all that are known. */
export class FaultyFile extends DataError {
  readonly faults: Faults;

  /** @param listed what lists the others, such as a command */
  constructor(faults: Faults, listed?: Text) {
    const [first] = faults.first;
    const { code, file, line, column, field } = first!;
    const { message, hint } = first!.texts;
    const others = faults.count - 1;
    const more = listed === undefined ? '' : wording`: ${listed}`;
    super(code, others === 0 ? message : wording`${message}; and ${String(others)} more${more}`, {
      file,
      line,
      column,
      field,
      hint,
    });
    this.faults = faults;
  }
}
