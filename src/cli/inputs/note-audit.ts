/**
 * What the audit says of a file, before anything is trained on it: what would make the figures untrustworthy.
 */
import type { Finding } from '../../audit/finding.ts';
import type { Schema } from '../../data/schema.ts';
import type { Table } from '../../data/table.ts';
import { nameOf } from '../../node/csv/open-csv.ts';
import type { Preparation } from '../../node/stores/run-record.ts';
import type { Split } from '../../preprocessing/rows/split.ts';
import { auditProgress } from '../progress/audit-progress.ts';
import type { Console } from '../console.ts';
import { inFlags } from '../flags.ts';
import type { Arguments } from '../options/arguments.ts';
import { auditCommand } from '../suggested-commands.ts';

interface ToAudit {
  readonly table: Table;
  readonly schema: Schema;
  readonly preparation: Preparation;
  /** The rows of the training's parts, if they are already chosen. */
  readonly rows?: Split;
}

/** Says what was found, unless nobody reads it. */
export async function noteAudit(
  path: string,
  args: Arguments,
  read: ToAudit,
  console: Console,
): Promise<readonly Finding[]> {
  const { table, schema, preparation, rows } = read;
  const [{ auditTable }, { describeAudit }] = await Promise.all([
    import('../../audit/audit-table.ts'),
    import('../../report/text/describe-audit.ts'),
  ]);
  const onProgress = auditProgress(console, schema.features.length);
  const scope = { about: 'training', ...(rows && { rows }), onProgress } as const;
  const findings = auditTable(table, schema, preparation.options, nameOf(path), scope);
  console.progress.clear();
  const audit = auditCommand(path, args);
  const withoutColumns = (names: readonly string[]) => inFlags({ option: 'drop', value: names });
  console.notes(() => describeAudit(findings, { audit, withoutColumns }));
  return findings;
}
