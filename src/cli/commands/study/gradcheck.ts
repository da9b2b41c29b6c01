/**
 * `glassnet gradcheck [FILE]`: the gradients of a network beside differences of a float64 reference, and one term broken
 * on purpose to see it caught.
 */
import { EXIT_CODES, GlassnetError, UsageError } from '../../../errors.ts';
import { gradcheck, type GradcheckReport } from '../../../study/gradcheck/gradcheck.ts';
import { gradcheckTable, ruleText, verdictText, worstLines } from '../../../study/gradcheck/describe.ts';
import { problemOf, type Problem } from '../../../study/gradcheck/problem.ts';
import type { Sabotage } from '../../../study/sabotage/sabotage.ts';
import { sabotageNamed } from '../../../study/sabotage/sabotages.ts';
import { withNeeds } from '../../../study/sabotage/with-needs.ts';
import type { Study } from '../../../study/session/study.ts';
import { counted, wrapped } from '../../../text-table.ts';
import type { Console } from '../../console.ts';
import type { Arguments } from '../../options/arguments.ts';
import { formatError } from '../../print-error.ts';
import { openLearner } from '../../study/open-learner.ts';
import { firstRows, widthsOf } from '../../study/first-rows.ts';
import { aboutOf, sabotageText } from '../../study/sabotage-text.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const name = args.optionalText('sabotage');
  const sabotage = name === undefined ? null : sabotageNamed(name);
  const float64 = args.flag('f64');
  if (sabotage !== null && float64) {
    const message = '--sabotage breaks the float32 network, which --f64 leaves out';
    throw new UsageError('E_USAGE_CONFLICT', message, { field: 'sabotage', hint: 'leave --f64 out' });
  }
  if (sabotage?.shownBy === 'sanity') {
    throw new UsageError('E_USAGE_CONFLICT', `${sabotage.name} breaks the start values; gradients are right with any`, {
      field: 'sabotage',
      hint: `glassnet sanity --sabotage ${sabotage.name}`,
    });
  }
  const study = await openLearner(args, console);
  const { problem, added } = ready(problemIn(study, args), sabotage);
  const perTensor = args.optionalNumber('per-tensor')!;
  const report = gradcheck(problem, { perTensor, float64, ...(sabotage && { parts: sabotage.parts }) });
  const failing = report.tensors.filter(({ verdict }) => verdict === 'FAIL').map(({ tensor }) => tensor);
  const isMet = sabotage === null ? report.verdict === 'PASS' || report.verdict === 'WARN' : failing.length > 0;
  const title = titleOf(study, report);
  console.document({
    schema: 'glassnet.gradcheck/1',
    file: study.data.file,
    network: widthsOf(study),
    steps: study.step,
    seed: study.options.seed,
    ...jsonOf(report),
    sabotage: sabotage && { ...aboutOf(sabotage), added, caught: isMet, tensors: failing },
    passed: isMet,
  });
  console.result(`${title}\n`);
  if (sabotage !== null) console.result(`${sabotageText(sabotage, added)}\n`);
  console.result(`${gradcheckTable(report)}\n`);
  const worst = worstLines(report);
  if (worst.length > 0) console.result(`${worst.map((line) => wrapped(line)).join('\n')}\n`);
  console.result(`${ruleText(report)}\n`);
  console.result(wrapped(verdictText(report)));
  if (sabotage !== null && isMet) console.result(wrapped(`Caught: ${sabotage.name} shows in ${failing.join(', ')}.`));
  if (isMet) return;
  // Not thrown: the table is the result, and with --json the only document.
  const missed = new GlassnetError(
    'E_GATE',
    EXIT_CODES.gate,
    sabotage === null ? verdictText(report) : `the sabotage ${sabotage.name} was not caught`,
    { file: study.data.file },
  );
  process.stderr.write(`${formatError(missed)}\n`);
  process.exitCode = EXIT_CODES.gate;
}

function problemIn(study: Study, args: Arguments): Problem {
  const { network, options } = study;
  const batch = firstRows(study, args.optionalNumber('rows-checked')!);
  return problemOf(network, batch, { output: options.outputActivation, optimizer: options, seed: options.seed });
}

function ready(problem: Problem, sabotage: Sabotage | null): { problem: Problem; added: readonly string[] } {
  return sabotage === null ? { problem, added: [] } : withNeeds(problem, sabotage);
}

function titleOf(study: Study, { rows }: GradcheckReport): string {
  const steps = study.step === 0 ? '' : `, after ${counted(study.step, 'step')}`;
  return wrapped(`Gradients of ${widthsOf(study).join('-')}${steps}, on ${counted(rows, 'row')} of ${study.data.file}`);
}

/** The report as JSON has it, where a number that is not finite is written as its name. */
function jsonOf({ rule, float64, rows, tensors, verdict }: GradcheckReport): Record<string, unknown> {
  const shown = (value: number | null) => (value === null || Number.isFinite(value) ? value : String(value));
  return {
    rowsChecked: rows,
    float64,
    rule,
    tensors: tensors.map(({ median, largest, worst, ...row }) => ({
      ...row,
      median: shown(median),
      largest: shown(largest),
      worst: worst && { ...worst, analytic: shown(worst.analytic), numeric: shown(worst.numeric) },
    })),
    verdict,
  };
}
