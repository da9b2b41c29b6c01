/**
 * Where a command speaks: results to stdout, messages and progress to stderr.
 */
import { escapeControl } from '../errors.ts';
import { Progress } from '../node/progress.ts';

export class Console {
  readonly json: boolean;
  readonly progress: Progress;

  readonly #verbose: boolean;

  constructor({ json, quiet, verbose }: { json: boolean; quiet: boolean; verbose: boolean }) {
    this.json = json;
    this.#verbose = verbose;
    this.progress = new Progress(process.stderr, { quiet });
  }

  /** A line of the result; with `--json` the document alone is the result. */
  result(text: string): void {
    if (!this.json) process.stdout.write(`${text}\n`);
  }

  /** The one document of `--json`. */
  document(value: { readonly schema: string }): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** A message for people, one line on stderr. */
  note(text: string): void {
    this.progress.line(escapeControl(text));
  }

  /** Messages that take time to make: none are made where nobody reads them. */
  notes(make: () => readonly string[]): void {
    if (!this.progress.quiet) for (const line of make()) this.note(line);
  }

  /** A message for `--verbose` only, not made without. */
  detail(make: () => string): void {
    if (this.#verbose) this.note(make());
  }
}
