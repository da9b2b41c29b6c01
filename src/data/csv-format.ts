/**
 * How the text of a file is written, as far as that can differ from a plain CSV in UTF-8: remembered with a model, so
 * that files for scoring are read as the one of the training was.
 */
export interface CsvFormat {
  /** One character; a comma where left out. */
  readonly delimiter?: string;
  /** A name of the Encoding Standard, in lower case; UTF-8 where left out. */
  readonly encoding?: string;
}

/** What isn't plain about it; undefined where all of it is. */
export function unusualCsv({ delimiter, encoding }: Required<CsvFormat>): CsvFormat | undefined {
  if (delimiter === ',' && encoding === 'utf-8') return undefined;
  return { ...(delimiter !== ',' && { delimiter }), ...(encoding !== 'utf-8' && { encoding }) };
}
