/**
 * What an option is, as data: the values it takes, its default, and what it does in words. Types, checks, help and the
 * tests of bad values come from tables of such entries, so a range, a default or a text stands in one place.
 */
import type { Seed } from '../random.ts';

export type OptionSpec = { readonly describe: string } & (
  | {
      readonly kind: 'flag';
      /** False where left out. */
      readonly default?: boolean;
    }
  | {
      readonly kind: 'text';
      readonly default?: string;
      readonly pattern?: RegExp;
      /** What `pattern` asks for, in words that follow "expected". */
      readonly expected?: string;
    }
  | {
      /** A text, or a number that stands for its decimal text. */
      readonly kind: 'seed';
      readonly default: string;
      readonly maxLength: number;
    }
  | { readonly kind: 'names' }
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number; readonly default?: number }
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      /** True where `min` itself isn't allowed. */
      readonly above?: boolean;
      readonly default?: number;
    }
  | { readonly kind: 'widths'; readonly max: number; readonly default: readonly number[] }
  | { readonly kind: 'proportions'; readonly default: Proportions }
);

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Parts in proportion, such as [80, 10, 10]. */
export type Proportions = readonly [train: number, validation: number, test: number];

/** What an option's value is once it is checked. */
export type ValueOf<Spec extends OptionSpec> = Spec extends { readonly kind: 'choice' }
  ? Spec['choices'][number]
  : {
      readonly flag: boolean;
      readonly text: string;
      readonly seed: string;
      readonly names: readonly string[];
      readonly choice: string;
      readonly whole: number;
      readonly number: number;
      readonly widths: readonly number[];
      readonly proportions: Proportions;
    }[Spec['kind']];

/** What a caller may give: every option may be left out. */
export type GivenOptions<Table extends OptionTable> = {
  readonly [Name in keyof Table]?: (Table[Name]['kind'] extends 'seed' ? Seed : ValueOf<Table[Name]>) | undefined;
};

type AlwaysThere<Table extends OptionTable> = {
  [Name in keyof Table]: Table[Name] extends { readonly kind: 'flag' | 'seed' } | { readonly default: unknown }
    ? Name
    : never;
}[keyof Table];

/** What is left to read after the check: an option with a default has a value. */
export type CompleteOptions<Table extends OptionTable> = {
  readonly [Name in AlwaysThere<Table>]: ValueOf<Table[Name]>;
} & {
  readonly [Name in Exclude<keyof Table, AlwaysThere<Table>>]?: ValueOf<Table[Name]> | undefined;
};
