/**
 * `glassnet audit FILE`: what is wrong with a data file, before anything is trained on it.
 */
import { auditTable } from '../audit/audit-table.ts';
import { reaches, SEVERITIES, type Severity } from '../audit/finding.ts';
import { countFindings, formatFindings } from '../audit/report.ts';
import { EXIT_CODES, GlassnetError } from '../errors.ts';
import { readTable } from '../node/read-table.ts';
import type { Arguments } from './arguments.ts';
import type { Console } from './console.ts';
import { describeColumns } from './describe.ts';
import { readPreparation } from './prepare-csv.ts';
import { formatError } from './print-error.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const shown = path === '-' ? '<stdin>' : path;
  const failOn = args.text('fail-on') as Severity | 'never';
  const { csv, columns, options } = readPreparation(args);
  const file = await readTable(path, csv, columns);
  for (const line of describeColumns(shown, file)) console.note(line);
  const findings = auditTable(file.table, file.schema, options, shown);
  const isMissed = failOn !== 'never' && reaches(findings, failOn);
  const counts = SEVERITIES.map((severity) => [severity, findings.filter((it) => it.severity === severity).length]);
  console.document({
    schema: 'glassnet.audit/1',
    file: shown,
    sha256: file.sha256,
    rows: file.table.rowCount,
    target: file.schema.target,
    id: file.schema.id,
    features: file.schema.features,
    counts: Object.fromEntries(counts) as Record<Severity, number>,
    failOn,
    passed: !isMissed,
    findings,
  } as { schema: string });
  console.result(`${countFindings(findings)}\n\n${formatFindings(findings)}`);
  if (!isMissed) return;
  // Not thrown: the findings are the result, and with --json they stay the only document.
  const missed = new GlassnetError('E_GATE', EXIT_CODES.gate, `the audit found ${countFindings(findings)}`, {
    file: shown,
    hint: `--fail-on never to go on all the same; now it is ${failOn}`,
  });
  process.stderr.write(`${formatError(missed)}\n`);
  process.exitCode = EXIT_CODES.gate;
}
