/**
 * `glassnet gradcheck [FILE]`: the gradients of a network beside differences of a float64 reference, and one term broken
 * on purpose to see it caught.
 */
import { EXIT_CODES, GlassnetError, UsageError } from '../../../errors.ts';
import { gradcheck, type GradcheckReport } from '../../../study/gradcheck/gradcheck.ts';
import { gradcheckTable, ruleText, verdictText, worstLines } from '../../../study/gradcheck/describe.ts';
import { problemOf, type Problem } from '../../../study/gradcheck/problem.ts';
import type { Sabotage } from '../../../study/sabotage/sabotage.ts';
import { productsOf } from '../../../study/gradcheck/work.ts';
import { withNeeds } from '../../../study/sabotage/with-needs.ts';
import type { Study } from '../../../study/session/study.ts';
import { counted, groupDigits, wrapped } from '../../../text-table.ts';
import type { Console } from '../../console.ts';
import type { Arguments } from '../../options/arguments.ts';
import { formatError } from '../../print-error.ts';
import { openLearner } from '../../study/open-learner.ts';
import { firstRows, widthsOf } from '../../study/first-rows.ts';
import { aboutOf, chosenSabotage, listSabotages, sabotageText } from '../../study/chosen-sabotage.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  if (listSabotages(args, console)) return;
  const sabotage = chosenSabotage(args);
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
  requireWorkable(problem, perTensor);
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

/** About a minute's. */
const MOST_PRODUCTS = 1e10;

/** @throws UsageError for a check that would take minutes, with what would take less. */
function requireWorkable(problem: Problem, perTensor: number): void {
  const products = productsOf(problem, perTensor);
  if (products <= MOST_PRODUCTS) return;
  const rows = problem.targets.length;
  const places = Math.max(1, Math.floor((perTensor * rows * MOST_PRODUCTS) / products));
  const count = groupDigits(problem.parameters.length);
  const message = `the network has ${count} weights, for which the float64 reference would take minutes`;
  throw new UsageError('E_USAGE_VALUE', message, {
    hint: `--rows-checked 1 --per-tensor ${Math.min(places, perTensor)}`,
  });
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
