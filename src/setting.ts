/**
 * A setting: an option that errors and findings tell people to change, by its name in the library. Each front end says it
 * in its own way: `drop: "age"` in code, `--drop "age"` at a prompt, a button on a page.
 */

/** The options that texts name. */
export const SETTINGS = [
  'balance',
  'batchSize',
  'calibrate',
  'categorical',
  'change',
  'dateOrder',
  'decimal',
  'delimiter',
  'drop',
  'encoding',
  'folds',
  'force',
  'group',
  'groupDuplicates',
  'header',
  'hidden',
  'highCardinality',
  'id',
  'inputsKey',
  'json',
  'keep',
  'learningRate',
  'missingWord',
  'nested',
  'numeric',
  'output',
  'outputActivation',
  'port',
  'positive',
  'recipe',
  'repeats',
  'schema',
  'skipFooter',
  'skipRows',
  'split',
  'strict',
  'target',
  'targetBins',
  'targetsKey',
  'thousands',
  'time',
  'together',
  'unseen',
] as const;
export type SettingName = (typeof SETTINGS)[number];

export interface Setting {
  readonly option: SettingName;
  /** What to set it to; left out where the text names the option alone. */
  readonly value?: boolean | number | string | readonly string[] | readonly number[];
}

/** The options that take a list of names. */
const LISTS: ReadonlySet<SettingName> = new Set([
  'categorical',
  'change',
  'drop',
  'keep',
  'missingWord',
  'numeric',
  'targetBins',
  'together',
]);

/** A setting whose value can be given to the option as it is: one name becomes a list of one. */
export function asOption(setting: Setting): Setting {
  const { option, value } = setting;
  return typeof value === 'string' && LISTS.has(option) ? { option, value: [value] } : setting;
}

/** How a front end writes a setting. */
export type Say = (setting: Setting) => string;

/** A text with settings in it. As a string it is in the words of code. */
export interface Wording {
  readonly settings: readonly Setting[];
  in(say: Say): string;
  toString(): string;
}

export type Text = string | Wording;

/** The text with its settings written by `say`. */
export function said(text: Text, say: Say): string {
  return typeof text === 'string' ? text : text.in(say);
}
