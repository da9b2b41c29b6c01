/**
 * `glassnet audit FILE`: what is wrong with a data file, before anything is trained on it.
 */
import { auditTable } from '../../audit/audit-table.ts';
import { reaches, type Finding, type Severity } from '../../audit/finding.ts';
import { countFindings, formatFindings } from '../../audit/report.ts';
import { FaultyFile, type Faults } from '../../data/reading-log.ts';
import { DataError, EXIT_CODES, GlassnetError } from '../../errors.ts';
import type { Arguments } from '../options/arguments.ts';
import type { Console } from '../console.ts';
import { auditDocument } from '../../report/audit-document.ts';
import { describePositive } from '../../report/text/describe.ts';
import { columnTable } from '../../report/text/column-table.ts';
import { faultDocument, faultLines } from '../inputs/faults.ts';
import { requireNothingInferred } from '../inputs/inferences.ts';
import { tablesOfReadings } from '../inputs/readings.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { auditProgress } from '../progress/audit-progress.ts';
import { readColumns, readLabels, type ReadFile } from '../inputs/prepare-csv.ts';
import type { Labels } from '../../preprocessing/labels.ts';
import { inFlags } from '../flags.ts';
import { formatError } from '../print-error.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const failOn = args.text('fail-on') as Severity | 'never';
  await requireInputsKept(args, { files: [args.optionalText('write-schema')] });
  const read = await readOrList(path, args, console);
  const { file, shown } = read;
  requireNothingInferred(file.inferences, shown, args);
  const { labels, findings, faults } = judged(read, console);
  const isFaulty = faults.count > 0;
  const isMissed = failOn !== 'never' && reaches(findings, failOn);
  console.document({
    ...auditDocument({ name: shown, file, labels, about: 'file', findings }, inFlags),
    ...(isFaulty && { faults: faultDocument(faults) }),
    failOn,
    passed: !isMissed && !isFaulty,
  });
  if (!args.given.has('write-schema') || args.flag('quiet')) console.result(`${columnTable(file).join('\n')}\n`);
  if (isFaulty) listFaults(faults, console);
  if (labels !== null) for (const line of describePositive(labels, inFlags)) console.result(`${line}\n`);
  const isAudited = labels !== null && file.schema.features.length > 0;
  if (isAudited) console.result(`${countFindings(findings)}\n\n${formatFindings(findings, inFlags)}`);
  if (isFaulty) {
    // Not thrown: what was found is the result, and with --json the only document.
    process.stderr.write(`${formatError(new FaultyFile(faults))}\n`);
    process.exitCode = EXIT_CODES.data;
    return;
  }
  if (!isMissed) return;
  // Not thrown: the findings are the result, and with --json the only document.
  const missed = new GlassnetError('E_GATE', EXIT_CODES.gate, `the audit found ${countFindings(findings)}`, {
    file: shown,
    hint: `--fail-on never ignores the findings; now it is ${failOn}`,
  });
  process.stderr.write(`${formatError(missed)}\n`);
  process.exitCode = EXIT_CODES.gate;
}

/** What is wrong with the file, one line each. */
function listFaults(faults: Faults, console: Console): void {
  console.result(`${faults.count === 1 ? '1 fault' : `${faults.count} faults`}, to be mended before a training:`);
  console.result(`${faultLines(faults).join('\n')}\n`);
}

/**
 * Reads the file, and lists the faults above the one that ends the reading. Of a file that can be read in two ways both
 * tables are printed.
 */
async function readOrList(path: string, args: Arguments, console: Console): Promise<ReadFile> {
  try {
    return await readColumns(path, args, console);
  } catch (error) {
    if (error instanceof DataError && !(error instanceof FaultyFile)) {
      const tables = await tablesOfReadings(path, args, error);
      if (tables.length > 0) console.result(tables.join('\n'));
    }
    if (!(error instanceof FaultyFile)) throw error;
    if (error.faults.count > 1) listFaults(error.faults, console);
    throw new FaultyFile(error.faults);
  }
}

interface Judged {
  /** Null where the target can't be read. */
  readonly labels: Labels | null;
  readonly findings: readonly Finding[];
  readonly faults: Faults;
}

/** The findings, as far as the faults allow. A target without classes is a fault, too. */
function judged({ file, preparation, shown }: ReadFile, console: Console): Judged {
  const { table, schema, faults } = file;
  try {
    const labels = readLabels(file, preparation.options, shown);
    if (schema.features.length === 0) return { labels, findings: [], faults };
    const onProgress = auditProgress(console, schema.features.length);
    const findings = auditTable(table, schema, preparation.options, shown, { about: 'file', onProgress });
    console.progress.clear();
    return { labels, findings, faults };
  } catch (error) {
    if (faults.count > 0) return { labels: null, findings: [], faults };
    if (!(error instanceof DataError)) throw error;
    return { labels: null, findings: [], faults: { first: [error], count: 1 } };
  }
}
