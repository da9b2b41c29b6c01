/**
 * `glassnet audit FILE`: what is wrong with a data file, before anything is trained on it.
 */
import { schemaColumns } from '../../data/schema-config.ts';
import { auditTable } from '../../audit/audit-table.ts';
import { reaches, SEVERITIES, type Severity } from '../../audit/finding.ts';
import { countFindings, formatFindings } from '../../audit/report.ts';
import { EXIT_CODES, GlassnetError } from '../../errors.ts';
import { said } from '../../setting.ts';
import type { Arguments } from '../options/arguments.ts';
import type { Console } from '../console.ts';
import { positiveOf } from '../../preprocessing/positive-class.ts';
import { describePositive } from '../../report/text/describe.ts';
import { columnTable } from '../../report/text/column-table.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import { readColumns, readLabels } from '../inputs/prepare-csv.ts';
import { inFlags } from '../flags.ts';
import { formatError } from '../print-error.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const path = args.positional!;
  const failOn = args.text('fail-on') as Severity | 'never';
  await requireInputsKept(args, { files: [args.optionalText('write-schema')] });
  const { file, preparation, shown } = await readColumns(path, args, console);
  const findings = auditTable(file.table, file.schema, preparation.options, shown);
  const labels = readLabels(file, preparation.options, shown);
  const isMissed = failOn !== 'never' && reaches(findings, failOn);
  const counts = SEVERITIES.map((severity) => [severity, findings.filter((it) => it.severity === severity).length]);
  console.document({
    schema: 'glassnet.audit/1',
    file: shown,
    sha256: file.sha256,
    rows: file.table.rowCount,
    target: file.schema.target,
    classes: labels.classes,
    ...positiveOf(labels),
    id: file.schema.id,
    features: file.schema.features,
    columns: schemaColumns(file.names, file.schema, file.table),
    counts: Object.fromEntries(counts) as Record<Severity, number>,
    failOn,
    passed: !isMissed,
    findings: findings.map((finding) => ({ ...finding, advice: said(finding.advice, inFlags) })),
  } as { schema: string });
  console.result(`${columnTable(file).join('\n')}\n`);
  for (const line of describePositive(labels, inFlags)) console.result(`${line}\n`);
  console.result(`${countFindings(findings)}\n\n${formatFindings(findings, inFlags)}`);
  if (!isMissed) return;
  // Not thrown: the findings are the result, and with --json the only document.
  const missed = new GlassnetError('E_GATE', EXIT_CODES.gate, `the audit found ${countFindings(findings)}`, {
    file: shown,
    hint: `--fail-on never ignores the findings; now it is ${failOn}`,
  });
  process.stderr.write(`${formatError(missed)}\n`);
  process.exitCode = EXIT_CODES.gate;
}
