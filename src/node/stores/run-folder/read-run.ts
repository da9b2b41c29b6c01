/**
 * A run folder read back: its files, and the documents that they hold. A document that is damaged, of another schema or
 * edited is refused by the name of its file and of the field.
 */
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SystemError, UsageError } from '../../../errors.ts';
import type { Check } from '../../../formats/json-checks.ts';
import { Field } from '../../../formats/json-field.ts';
import { parseJson } from '../../../formats/json.ts';
import { decodeModelFile } from '../../../formats/model-file.ts';
import { refusalFor } from '../../../formats/refusal.ts';
import { checkAudit, checkExplanation, checkMetrics, checkRun } from '../../../report/document-checks.ts';
import type { AuditDocument, MetricsDocument, RunDocument, RunDocuments } from '../../../report/run-documents.ts';
import type { ExplanationDocument } from '../../../explain/explanation-document.ts';
import type { Classifier } from '../../../model/classifier.ts';
import { MODEL_FILE, readBytes, sha256 } from '../model-store.ts';
import { AUDIT_FILE, EXPLANATION_FILE, HISTORY_FILE, METRICS_FILE } from '../run-documents.ts';
import { RUN_FILE } from '../run-record.ts';
import { drawnNetwork } from './drawn-network.ts';
import { readHistory } from './read-history.ts';

/** Documents that every run has, and those of a run with a report. */
const NEEDED = [MODEL_FILE, RUN_FILE, METRICS_FILE, HISTORY_FILE];
const OPTIONAL = [EXPLANATION_FILE, AUDIT_FILE];

/** The bytes of the documents of a run folder, by name. */
export type RunFiles = ReadonlyMap<string, Uint8Array>;

/**
 * @throws UsageError E_USAGE_VALUE for what is no run folder; SystemError for what cannot be read.
 */
export async function readRunFiles(folder: string): Promise<Map<string, Uint8Array>> {
  await requireRunFolder(folder);
  const files = new Map<string, Uint8Array>();
  for (const name of NEEDED) files.set(name, await readBytes(join(folder, name)));
  for (const name of OPTIONAL) {
    const bytes = await readBytes(join(folder, name)).catch(nullIfMissing);
    if (bytes !== null) files.set(name, bytes);
  }
  return files;
}

async function requireRunFolder(folder: string): Promise<void> {
  const status = await stat(folder).catch(() => null);
  if (status === null) throw new SystemError('E_FILE_MISSING', 'there is no such run folder', { file: folder });
  const home = status.isDirectory() ? folder : dirname(folder);
  const isRun = await stat(join(home, RUN_FILE)).then(
    (file) => file.isFile(),
    () => false,
  );
  if (status.isDirectory() && isRun) return;
  const problem = status.isDirectory()
    ? `has no ${RUN_FILE}, so it is no run folder`
    : 'is a file, expected a run folder';
  throw new UsageError('E_USAGE_VALUE', problem, {
    file: folder,
    hint: isRun ? `name its folder: ${home}` : 'name a folder that train or tune wrote',
  });
}

function nullIfMissing(error: unknown): null {
  if (error instanceof SystemError && error.code === 'E_FILE_MISSING') return null;
  throw error;
}

/** A run, and what its files hold. */
export interface ReadRun {
  readonly documents: RunDocuments;
  readonly classifier: Classifier;
}

/**
 * What the files of a run folder say.
 *
 * @param made the classifier of files that were made here, and so need no check; null for those of a disk
 * @throws FormatError E_RUN_CONFIG, or as a model file is refused.
 */
export function documentsOf(folder: string, files: RunFiles, made: Classifier | null = null): ReadRun {
  const at = (name: string) => join(folder, name);
  const read = (name: string, root: string, check: Check): unknown => {
    const bytes = files.get(name);
    if (bytes === undefined) return null;
    const text = textOf(bytes);
    return made === null ? checkedJson(text, at(name), root, check) : JSON.parse(text);
  };
  const classifier = made ?? decodeModelFile(files.get(MODEL_FILE)!, at(MODEL_FILE), sha256, []).classifier;
  const documents = {
    name: basename(resolve(folder)),
    run: read(RUN_FILE, 'run', checkRun) as RunDocument,
    metrics: read(METRICS_FILE, 'metrics', checkMetrics) as MetricsDocument,
    history: readHistory(textOf(files.get(HISTORY_FILE)!), at(HISTORY_FILE)),
    explanation: read(EXPLANATION_FILE, 'explanation', checkExplanation) as ExplanationDocument | null,
    audit: read(AUDIT_FILE, 'audit', checkAudit) as AuditDocument | null,
    network: drawnNetwork(classifier),
    digests: Object.fromEntries(Array.from(files, ([name, bytes]) => [name, sha256(bytes)])),
  };
  return { documents, classifier };
}

/** @param root what errors call the whole */
function checkedJson(text: string, file: string, root: string, check: Check): unknown {
  const value = parseJson(text, file);
  check(new Field(value, root, 'E_RUN_CONFIG', refusalFor(file)));
  return value;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
