/**
 * What the audit found in a data file, and how the file was read, as one value: `audit --json`, and audit.json of a run.
 */
import { SEVERITIES, type Finding, type Severity } from '../audit/finding.ts';
import type { AuditScope } from '../audit/audit-table.ts';
import type { CsvTable } from '../data/read-table.ts';
import { schemaColumns } from '../data/schema-config.ts';
import { positiveOf } from '../preprocessing/positive-class.ts';
import type { PreparedData } from '../preprocessing/prepared-data.ts';
import { said, type Say } from '../setting.ts';

export interface Audited {
  /** As it is shown. */
  readonly name: string;
  readonly file: CsvTable & { readonly sha256: string };
  /** Null where the target can't be read. */
  readonly labels: Pick<PreparedData, 'classes' | 'positiveReason'> | null;
  readonly about: AuditScope['about'];
  readonly findings: readonly Finding[];
}

/** @param say how options are said */
export function auditDocument({ name, file, labels, about, findings }: Audited, say: Say) {
  const { table, schema, inferences } = file;
  const counts = SEVERITIES.map((severity) => [severity, findings.filter((it) => it.severity === severity).length]);
  return {
    schema: 'glassnet.audit/1' as const,
    file: name,
    sha256: file.sha256,
    rows: table.rowCount,
    target: schema.target,
    classes: labels?.classes ?? null,
    ...(labels !== null && positiveOf(labels)),
    id: schema.id,
    features: schema.features,
    columns: schemaColumns(file),
    inferences: inferences.map(({ kind, text, field = null }) => ({ kind, text: said(text, say), field })),
    about,
    counts: Object.fromEntries(counts) as Record<Severity, number>,
    findings: findings.map((finding) => ({ ...finding, advice: said(finding.advice, say) })),
  };
}
