/**
 * How often each class occurs: the figure that every accuracy must be held against.
 */
import { quoted } from '../../errors.ts';
import type { Proportions } from '../../options/option-spec.ts';
import { formatPercent, groupDigits } from '../../text-table.ts';
import type { AuditedData } from '../audited-data.ts';
import type { Finding } from '../finding.ts';
import { setting, wording } from '../../wording.ts';

/** Fewer test rows than this of a class, and its share of hits is off by ± 30 points (Wilson, 95 %). */
const FEW_TEST_ROWS = 10;

export function classBalance(
  { classes, classCounts, targetName, rowCount }: AuditedData,
  split: Proportions,
): Finding[] {
  const rarest = classCounts.indexOf(Math.min(...classCounts));
  const commonest = classCounts.indexOf(Math.max(...classCounts));
  const shares = classCounts.map((count) => count / rowCount);
  // Of two classes the second is the one that people ask for: 1, true, yes.
  const asked = classes.length === 2 ? 1 : rarest;
  const balanced =
    classes.length === 2
      ? ` A model trained on as many rows of each class says 50% where ${formatPercent(shares[1]!)} is meant.`
      : '';
  const findings: Finding[] = [
    {
      code: 'CLASS_BALANCE',
      severity: 'info',
      columns: [targetName],
      title: `base rate: ${groupDigits(classCounts[asked]!)} of ${groupDigits(rowCount)} rows are ${quoted(classes[asked]!)} (${formatPercent(shares[asked]!)})`,
      why: `Always ${quoted(classes[commonest]!)} is right in ${formatPercent(shares[commonest]!)} of the rows: no accuracy means anything without that beside it.${balanced}`,
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
    title: `class ${quoted(classes[rarest]!)} has ${groupDigits(classCounts[rarest]!)} rows, about ${testRows} of them in the test part`,
    why: 'What a test says about so few rows is mostly chance: each of them moves the share of hits by ten points or more.',
    advice: wording`bring more rows of it, or give the test part more with ${setting('split', [60, 10, 30])}`,
    numbers: { classRows: classCounts[rarest]!, testRows },
  });
  return findings;
}
