/**
 * `glassnet sanity [FILE]`: small trials of a network whose outcome is known beforehand.
 */
import { EXIT_CODES, GlassnetError } from '../../../errors.ts';
import { findingName, reasons, sanityTable, sanityVerdict, signalTable } from '../../../study/sanity/describe.ts';
import { sanity } from '../../../study/sanity/sanity.ts';
import { counted, wrapped } from '../../../text-table.ts';
import type { Console } from '../../console.ts';
import type { Arguments } from '../../options/arguments.ts';
import { formatError } from '../../print-error.ts';
import { openLearner } from '../../study/open-learner.ts';
import { aboutOf, chosenSabotage, listSabotages, sabotageText } from '../../study/chosen-sabotage.ts';
import { widthsOf } from '../../study/first-rows.ts';

/** More rows tell nothing more. */
const MOST_ROWS = 2_000;

export async function run(args: Arguments, console: Console): Promise<void> {
  if (listSabotages(args, console)) return;
  const sabotage = chosenSabotage(args);
  const study = await openLearner(args, console);
  const { network, options, data } = study;
  const first = ({ inputs, targets }: NonNullable<typeof study.train>) => ({
    inputs: inputs.slice(0, Math.min(MOST_ROWS, targets.length)),
    targets: targets.slice(0, MOST_ROWS),
  });
  const [train, validation] = [first(study.train!), first(study.validation!)];
  const trial = {
    layers: network.config(),
    inputDim: network.inputDim,
    output: options.outputActivation,
    optimizer: options,
    seed: options.seed,
    ...(sabotage && { parts: sabotage.parts }),
  };
  const report = sanity(trial, { train, validation, classCount: data.classes.length });
  const failing = report.findings.filter(({ verdict }) => verdict === 'FAIL').map(findingName);
  const isMet = sabotage === null ? failing.length === 0 : failing.length > 0;
  console.document({
    schema: 'glassnet.sanity/1',
    file: data.file,
    network: widthsOf(study),
    rows: train.targets.length,
    seed: options.seed,
    ...report,
    sabotage: sabotage && { ...aboutOf(sabotage), caught: isMet, checks: failing },
    passed: isMet,
  });
  const rows = counted(train.targets.length, 'training row');
  console.result(`${wrapped(`Sanity of ${widthsOf(study).join('-')}, on ${rows} of ${data.file}`)}\n`);
  if (sabotage !== null) console.result(`${sabotageText(sabotage, [])}\n`);
  console.result(`${sanityTable(report)}\n`);
  console.result(`Mean square of the activations, layer by layer, by start:\n\n${signalTable(report)}\n`);
  console.result(`${reasons(report)}\n`);
  console.result(wrapped(sanityVerdict(report)));
  if (sabotage !== null && isMet) console.result(wrapped(`Caught: ${sabotage.name} shows in ${failing.join(', ')}.`));
  if (isMet) return;
  const message = sabotage === null ? sanityVerdict(report) : `the sabotage ${sabotage.name} was not caught`;
  process.stderr.write(`${formatError(new GlassnetError('E_GATE', EXIT_CODES.gate, message, { file: data.file }))}\n`);
  process.exitCode = EXIT_CODES.gate;
}
