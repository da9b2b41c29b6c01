/**
 * The arguments of a command: its positional arguments and the checked values of its options.
 */
import { UsageError } from '../../errors.ts';
import type { CompleteOptions, OptionTable } from '../../options/option-spec.ts';
import { flagName } from './flag-name.ts';
import type { OptionName } from './options.ts';
import type { OptionValue } from './option-values.ts';

export class Arguments {
  /** One, or several where the command takes several. */
  readonly positionals: readonly string[];
  /** The options that the user gave, on the command line or in the configuration. */
  readonly given: ReadonlySet<OptionName>;
  readonly #values: ReadonlyMap<OptionName, OptionValue>;

  constructor(
    positionals: readonly string[],
    values: ReadonlyMap<OptionName, OptionValue>,
    given: ReadonlySet<OptionName>,
  ) {
    this.positionals = positionals;
    this.given = given;
    this.#values = values;
  }

  /** The first positional argument. */
  get positional(): string | undefined {
    return this.positionals[0];
  }

  /** Undefined if the option was not given and has no default. */
  value(name: OptionName): OptionValue | undefined {
    return this.#values.get(name);
  }

  /** Whether an option with a default is one of the command's. */
  takes(name: OptionName): boolean {
    return this.#values.has(name);
  }

  flag(name: OptionName): boolean {
    return this.#values.get(name) === true;
  }

  /** Undefined if the option was not given and has no default. */
  optionalText(name: OptionName): string | undefined {
    return this.#values.get(name) as string | undefined;
  }

  /** The values of an option that takes names. */
  names(name: OptionName): readonly string[] {
    return (this.#values.get(name) ?? []) as readonly string[];
  }

  text(name: OptionName): string {
    const value = this.#values.get(name);
    if (typeof value !== 'string') throw new UsageError('E_USAGE_MISSING', `--${name} is needed`);
    return value;
  }

  /** Undefined if the option was not given and has no default. */
  optionalNumber(name: OptionName): number | undefined {
    return this.#values.get(name) as number | undefined;
  }

  /** The values of all options in one of the library's tables. */
  valuesOf<Table extends OptionTable>(table: Table): CompleteOptions<Table> {
    const values = Object.keys(table).flatMap((name) => {
      const value = this.#values.get(flagName(name) as OptionName);
      return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(values) as CompleteOptions<Table>;
  }
}
