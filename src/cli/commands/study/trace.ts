/**
 * `glassnet trace`: every number of one step of learning on one row, from its cells to the loss after the step.
 */
import { UsageError } from '../../../errors.ts';
import { requireFree, writeFiles } from '../../../node/files/atomic-write.ts';
import { findClass, findStudyRow } from '../../../study/session/find-row.ts';
import { parseNeuron, parseParameter } from '../../../study/session/parameter-place.ts';
import type { Study } from '../../../study/session/study.ts';
import { PLAIN, sectionText, type LineStyle } from '../../../study/text/section-text.ts';
import { traceSections } from '../../../study/text/trace-sections.ts';
import type { TraceEnd } from '../../../study/text/trace-lines.ts';
import type { TraceDocument } from '../../../study/trace/trace-document.ts';
import { traceRow } from '../../../study/trace/trace-row.ts';
import { traceText } from '../../../study/trace/trace-text.ts';
import type { Console } from '../../console.ts';
import { requireInputsKept } from '../../inputs/kept-files.ts';
import type { Arguments } from '../../options/arguments.ts';
import { tracedStudy } from '../../study/traced-study.ts';

export async function run(args: Arguments, console: Console): Promise<void> {
  const output = args.optionalText('output');
  const force = args.flag('force');
  requireSense(args);
  await requireInputsKept(args, { files: [output, args.optionalText('write-schema')] });
  if (output !== undefined) await requireFree(output, { force });
  const record = traced(args, await tracedStudy(args, console));
  if (output !== undefined) {
    await writeFiles(new Map([[output, traceText(record)]]), { force });
    console.note(`the trace is written to ${output}`);
  }
  if (console.json) process.stdout.write(traceText(record));
  else if (output === undefined) await show(record, args);
}

/** @throws UsageError for options that contradict each other, or a place where nobody can answer. */
function requireSense(args: Arguments): void {
  if (!args.given.has('row')) {
    throw new UsageError('E_USAGE_MISSING', '--row is needed: the ID or the number of a row', { hint: '--row 1' });
  }
  if (args.optionalText('output') === '-') {
    const message = '--output: the trace is written to a file; --json prints it';
    throw new UsageError('E_USAGE_VALUE', message, { field: 'output', hint: '--json' });
  }
  if (!args.flag('ask')) return;
  const silent = (['json', 'output'] as const).find((name) => args.given.has(name));
  if (silent !== undefined) {
    const message = `--ask asks before it shows, and --${silent} shows nothing`;
    throw new UsageError('E_USAGE_CONFLICT', message, { field: 'ask', hint: 'leave one of them out' });
  }
  // Undefined where a stream is no terminal, despite the types.
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    const message = '--ask needs a terminal to ask on, and there is none';
    throw new UsageError('E_USAGE_CONFLICT', message, { field: 'ask', hint: 'leave --ask out' });
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

async function show(record: TraceDocument, args: Arguments): Promise<void> {
  const sections = traceSections(record, args.text('until') as TraceEnd);
  const style = hasColour(args) ? COLOURED : PLAIN;
  let isFirst = true;
  const print = (lines: readonly string[]): void => {
    // A blank line parts sections, and doesn't come first.
    const shown = isFirst ? lines.slice(1) : lines;
    isFirst = false;
    process.stdout.write(`${shown.join('\n')}\n`);
  };
  if (args.flag('ask')) {
    const { showAsking } = await import('../../study/ask-first.ts');
    const { terminalReader } = await import('../../study/terminal-reader.ts');
    const reader = terminalReader(print);
    await showAsking(record, sections, (section) => sectionText(section, style), reader);
    reader.close();
  } else {
    for (const section of sections) print(sectionText(section, style));
  }
}

const COLOURED: LineStyle = {
  title: (line) => `\u001b[1m${line}\u001b[22m`,
  faint: (line) => `\u001b[2m${line}\u001b[22m`,
};

function hasColour(args: Arguments): boolean {
  const { TERM, NO_COLOR = '' } = process.env;
  return process.stdout.isTTY && !args.flag('no-color') && TERM !== 'dumb' && NO_COLOR === '';
}
