/**
 * `glassnet trace`: every number of one step of learning on one row, from its cells to the loss after the step.
 */
import { UsageError } from '../../errors.ts';
import { requireFree, writeFiles } from '../../node/files/atomic-write.ts';
import { findClass, findStudyRow } from '../../study/session/find-row.ts';
import { parseNeuron, parseParameter } from '../../study/session/parameter-place.ts';
import type { Study } from '../../study/session/study.ts';
import { sectionText } from '../../study/text/section-text.ts';
import { traceSections, type TraceEnd } from '../../study/text/trace-sections.ts';
import type { TraceDocument } from '../../study/trace/trace-document.ts';
import { traceRow } from '../../study/trace/trace-row.ts';
import { traceText } from '../../study/trace/trace-text.ts';
import type { Console } from '../console.ts';
import { requireInputsKept } from '../inputs/kept-files.ts';
import type { Arguments } from '../options/arguments.ts';
import { tracedStudy } from '../study/traced-study.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const output = args.optionalText('output');
  const force = args.flag('force');
  if (!args.given.has('row')) {
    throw new UsageError('E_USAGE_MISSING', '--row is needed: the ID or the number of a row', { hint: '--row 1' });
  }
  if (output !== undefined) {
    await requireInputsKept(args, { files: [output] });
    await requireFree(output, { force });
  }
  const document = traced(args, await tracedStudy(args, console));
  if (output !== undefined) {
    await writeFiles(new Map([[output, traceText(document)]]), { force });
    console.note(`the trace is written to ${output}`);
  }
  if (console.json) process.stdout.write(traceText(document));
  else if (output === undefined) {
    const sections = traceSections(document, args.text('until') as TraceEnd);
    console.result(
      sections
        .flatMap((section) => sectionText(section))
        .slice(1)
        .join('\n'),
    );
  }
}

function traced(args: Arguments, study: Study): TraceDocument {
  const { data, network } = study;
  const assumed = args.optionalText('as');
  return traceRow(study, {
    row: findStudyRow(data, args.text('row')),
    assumed: assumed === undefined ? undefined : findClass(data.classes, assumed),
    batch: args.optionalNumber('batch'),
    neurons: args.names('neuron').map((text) => parseNeuron(text, network)),
    parameters: args.names('param').map((text) => parseParameter(text, network)),
  });
}
