/**
 * A run folder opened for a report: its documents, and those that it lacks, computed from the data file if that is still
 * the one of the training.
 */
import { auditTable } from '../../audit/audit-table.ts';
import type { Finding } from '../../audit/finding.ts';
import { GlassnetError, UsageError } from '../../errors.ts';
import type { TargetingTerms } from '../../evaluation/targeting.ts';
import { AUDIT_FILE, EXPLANATION_FILE, jsonText, METRICS_FILE } from '../../node/stores/run-documents.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import { TestRowsJudge } from '../../node/threads/judge-test-rows.ts';
import { requireTargetable } from '../inputs/targeting.ts';
import { documentsOf, readRunFiles } from '../../node/stores/run-folder/read-run.ts';
import type { RunDocuments } from '../../report/run-documents.ts';
import { measuredAudit, measuredEvaluation, measuredExplanation, type RunToMeasure } from './measured-run.ts';
import { readTrainingRows, type TrainingRows } from './training-rows.ts';

export interface OpenedRun {
  readonly folder: string;
  /** As the files were. */
  readonly before: RunDocuments;
  /** With what was computed. */
  readonly documents: RunDocuments;
  /** Files that are new or changed, by name. */
  readonly changed: ReadonlyMap<string, string>;
  /** Why documents that the run lacks could not be computed; null where none is lacking. */
  readonly lacking: string | null;
}

export interface Opening {
  /** The data file, where it is not where it was. */
  readonly data?: string | undefined;
  readonly terms?: TargetingTerms | undefined;
  readonly threads: number;
}

/**
 * @throws UsageError for what is no run folder, and for terms of a run that has no use for them or whose data file is
 *   gone; FormatError for a damaged document.
 */
export async function openRun(folder: string, { data: path, terms, threads }: Opening): Promise<OpenedRun> {
  const files = await readRunFiles(folder);
  const { documents: before, classifier } = documentsOf(folder, files);
  if (terms !== undefined) requireTargetable(before.metrics, folder);
  const { run, metrics, explanation, audit } = before;
  const isArrays = run.preparation === null;
  const isWhole = metrics.evaluation !== undefined && explanation !== null && (audit !== null || isArrays);
  if (isWhole && terms === undefined) return { folder, before, documents: before, changed: new Map(), lacking: null };
  const rows = await readTrainingRows(folder, path ?? run.data.path, classifier).catch((error: unknown) => {
    if (path !== undefined) throw error;
    return reasonOf(error);
  });
  if (typeof rows === 'string') {
    if (terms !== undefined) throw termsWithoutRows(rows, folder);
    return { folder, before, documents: before, changed: new Map(), lacking: rows };
  }
  const { data, csv } = rows;
  const changed = await missingFiles(before, rows, threads, {
    classifier,
    data,
    table: csv,
    seed: run.training.seed,
    terms,
  });
  const encoder = new TextEncoder();
  const added = Array.from(changed, ([name, text]) => [name, encoder.encode(text)] as const);
  const { documents } = documentsOf(folder, new Map([...files, ...added]));
  return { folder, before, documents, changed, lacking: null };
}

async function missingFiles(
  { metrics, explanation, audit }: RunDocuments,
  { csv }: TrainingRows,
  threads: number,
  run: RunToMeasure,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const add = (name: string, value: object | null) => {
    if (value !== null) files.set(name, jsonText(value));
  };
  if (metrics.evaluation === undefined || run.terms !== undefined) {
    const judge = new TestRowsJudge(run.data, run.seed, threads);
    add(METRICS_FILE, { ...metrics, evaluation: await measuredEvaluation(run, judge) });
    await judge.close();
  }
  if (explanation === null) add(EXPLANATION_FILE, await measuredExplanation(run));
  if (audit === null && csv !== null) add(AUDIT_FILE, measuredAudit(csv, run.classifier, auditAgain(csv)));
  return files;
}

function auditAgain({ path, file, preparation, rows }: NonNullable<TrainingRows['csv']>): Finding[] {
  return auditTable(file.table, file.schema, preparation.options, nameOf(path), { about: 'training', rows });
}

/** Why the data file is of no use; anything but an error of its own goes on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof GlassnetError)) throw error;
  const { file, message } = error;
  return file === undefined ? message : `${file}: ${message}`;
}

function termsWithoutRows(reason: string, folder: string): UsageError {
  return new UsageError('E_USAGE_CONFLICT', `--value-per-conversion needs the test rows: ${reason}`, {
    file: folder,
    hint: '--data FILE, the data file where it is now',
  });
}
