/**
 * The IDs of the customers that an explanation has as examples: a training keeps none, so they are read from the file.
 */
import type { ExplanationDocument } from '../../explain/explanation-document.ts';
import { fastCsvSplitter } from '../../node/csv/fast-csv-splitter.ts';
import { nameOf, openCsv } from '../../node/csv/open-csv.ts';
import type { Pipeline } from '../../preprocessing/pipeline.ts';
import { fileRecords } from '../../scoring/file-records.ts';
import type { CsvOptions } from '../../data/table-options.ts';

/** The explanation as it is where rows have no ID, or where the file can't be read again. */
export async function withIds(
  explanation: ExplanationDocument,
  path: string,
  pipeline: Pipeline,
  csv: CsvOptions,
): Promise<ExplanationDocument> {
  const lines = explanation.examples.flatMap(({ line }) => line ?? []);
  if (path === '-' || pipeline.id === null || lines.length === 0) return explanation;
  const ids = await idsAt(new Set(lines), path, pipeline, csv);
  const examples = explanation.examples.map((one) => ({ ...one, id: ids.get(one.line ?? 0) ?? null }));
  return { ...explanation, examples };
}

/** By line. */
async function idsAt(
  lines: ReadonlySet<number>,
  path: string,
  pipeline: Pipeline,
  csv: CsvOptions,
): Promise<Map<number, string>> {
  const ids = new Map<number, string>();
  const options = { ...csv, file: nameOf(path), split: fastCsvSplitter };
  const { names, batches } = await fileRecords(openCsv(path), pipeline, options);
  const place = names.indexOf(pipeline.id!);
  for await (const records of batches) {
    for (const { line, fields } of records) if (lines.has(line)) ids.set(line, fields[place]!);
    if (ids.size === lines.size) break;
  }
  return ids;
}
