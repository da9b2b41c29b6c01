/**
 * `glassnet trace`: every number of one step of learning on one row, from its cells to the loss after the step.
 */
import { UsageError } from '../../errors.ts';
import { findClass, findStudyRow } from '../../study/session/find-row.ts';
import { parseNeuron, parseParameter } from '../../study/session/parameter-place.ts';
import { traceRow } from '../../study/trace/trace-row.ts';
import { traceText } from '../../study/trace/trace-text.ts';
import type { Console } from '../console.ts';
import type { Arguments } from '../options/arguments.ts';
import { openStudy } from '../study/open-study.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  if (!args.given.has('row')) {
    throw new UsageError('E_USAGE_MISSING', '--row is needed: the ID or the number of a row', { hint: '--row 1' });
  }
  const study = await openStudy(args, console);
  const { data, network } = study;
  const assumed = args.optionalText('as');
  const document = traceRow(study, {
    row: findStudyRow(data, args.text('row')),
    assumed: assumed === undefined ? undefined : findClass(data.classes, assumed),
    batch: args.optionalNumber('batch'),
    neurons: args.names('neuron').map((text) => parseNeuron(text, network)),
    parameters: args.names('param').map((text) => parseParameter(text, network)),
  });
  process.stdout.write(traceText(document));
}
