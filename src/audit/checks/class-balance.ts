/**
 * How often each class occurs: every accuracy must be compared with this.
 */
import { quoted } from '../../errors.ts';
import type { Proportions } from '../../options/option-spec.ts';
import { counted, formatPercent, groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import type { Finding } from '../finding.ts';
import { setting, wording } from '../../wording.ts';

/** With fewer test rows of a class than this, its recall is uncertain by ± 30 points (Wilson, 95 %). */
const FEW_TEST_ROWS = 10;

export function classBalance(
  { classes, classCounts, targetName, rowCount }: AuditedData,
  split: Proportions,
): Finding[] {
  const rarest = classCounts.indexOf(Math.min(...classCounts));
  const commonest = classCounts.indexOf(Math.max(...classCounts));
  const shares = classCounts.map((count) => count / rowCount);
  // For two classes, the second is the one that counts.
  const asked = classes.length === 2 ? 1 : rarest;
  const balanced =
    classes.length === 2
      ? ` A model trained on equally many rows of each class says 50% where ${formatPercent(shares[1]!)} is right.`
      : '';
  const findings: Finding[] = [
    {
      code: 'CLASS_BALANCE',
      severity: 'info',
      columns: [targetName],
      title: `base rate: ${groupDigits(classCounts[asked]!)} of ${groupDigits(rowCount)} rows are ${quoted(classes[asked]!)} (${formatPercent(shares[asked]!)})`,
      why: `Always guessing ${quoted(classes[commonest]!)} is right in ${formatPercent(shares[commonest]!)} of the rows: an accuracy means nothing without this number next to it.${balanced}`,
      advice: 'compare each accuracy with that guess, and look at the ROC AUC as well',
      numbers: {
        rows: rowCount,
        classes: classes.length,
        classRows: classCounts[asked]!,
        baseRate: shares[asked]!,
        majorityShare: shares[commonest]!,
      },
    },
  ];
  const testShare = split[2] / (split[0] + split[1] + split[2]);
  const testRows = Math.round(classCounts[rarest]! * testShare);
  if (testRows >= FEW_TEST_ROWS) return findings;
  findings.push({
    code: 'RARE_CLASS',
    severity: 'warning',
    columns: [targetName],
    title: `class ${quoted(classes[rarest]!)} has ${counted(classCounts[rarest]!, 'row')}, about ${testRows} of them in the test part`,
    why: 'A test on so few rows is mostly chance: each of them moves the recall by ten points or more.',
    advice: wording`add rows of this class, or enlarge the test part with ${setting('split', [60, 10, 30])}`,
    numbers: { classRows: classCounts[rarest]!, testRows },
  });
  return findings;
}
