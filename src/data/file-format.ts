/**
 * How a file is written, as far as that can differ from a plain CSV in UTF-8: remembered with a model, so that files for
 * scoring are read as the one of the training was.
 */
import type { ValueFormat } from './cells/value-format.ts';

export interface FileFormat extends ValueFormat {
  /** One character; a comma where left out. */
  readonly delimiter?: string;
  /** A name of the Encoding Standard, in lower case; UTF-8 where left out. */
  readonly encoding?: string;
}

/** The format of a file with these marks, without what is plain about it. */
export function fileFormat(values: ValueFormat, delimiter: string, encoding: string): FileFormat {
  return { ...values, ...(delimiter !== ',' && { delimiter }), ...(encoding !== 'utf-8' && { encoding }) };
}

/** True where nothing but the decimal point of a plain CSV is left to say. */
export function isPlain({ decimal, ...others }: FileFormat): boolean {
  return decimal === '.' && Object.values(others).every((value) => value === undefined);
}
