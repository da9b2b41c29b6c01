/**
 * Command line names of the library's options: `batchSize` is `--batch-size`.
 */

/** `batch-size` for `batchSize`. */
export type FlagName<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${FlagName<Rest>}`
  : Name;

export function flagName<Name extends string>(name: Name): FlagName<Name> {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) as FlagName<Name>;
}
