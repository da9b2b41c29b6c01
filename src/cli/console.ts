/**
 * Output of a command: results to stdout, messages and progress to stderr.
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

  /** A text of the result, each line escaped; with `--json` only the document is printed. */
  result(text: string): void {
    if (!this.json) process.stdout.write(`${text.split('\n').map(escapeControl).join('\n')}\n`);
  }

  /** The one document of `--json`. */
  document(value: { readonly schema: string; readonly [field: string]: unknown }): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** A message for people, one line on stderr. */
  note(text: string): void {
    this.progress.line(escapeControl(text));
  }

  /** Messages that take time to make; not made if they are not shown. */
  notes(make: () => readonly string[]): void {
    if (!this.progress.quiet) for (const line of make()) this.note(line);
  }

  /** A message for `--verbose`; otherwise not made. */
  detail(make: () => string): void {
    if (this.#verbose) this.note(make());
  }
}
