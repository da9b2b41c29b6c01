/**
 * Options that make no sense, alone or together. The library, the command line and a form each write an option in their
 * own way (`batchSize`, `--batch-size`), so the message is kept as a function of that.
 */
import { UsageError, type ErrorPlace } from '../errors.ts';

/** How an option of a table is written, by its name there. */
export type OptionNaming = (name: string) => string;

export class OptionError extends UsageError {
  readonly #say: (written: OptionNaming) => string;

  /** `message` has the names as the library writes them. */
  constructor(code: string, say: (written: OptionNaming) => string, place?: ErrorPlace) {
    super(
      code,
      say((name) => name),
      place,
    );
    this.#say = say;
  }

  /** The same error for readers who write options in another way. */
  inWords(written: OptionNaming): UsageError {
    const { code, file, line, column, field, hint, cause } = this;
    return new UsageError(code, this.#say(written), { file, line, column, field, hint, cause });
  }
}
