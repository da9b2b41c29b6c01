/**
 * A trace as sections of lines, from the document alone.
 */
import type { TraceDocument } from '../trace/trace-document.ts';
import { backwardSections } from './backward-text.ts';
import { forwardSections, lossSection } from './forward-text.ts';
import { inputSection, rowSection } from './input-text.ts';
import { openedSections } from './opened-text.ts';
import type { TraceEnd, TraceSection } from './trace-lines.ts';
import { TraceNumbers } from './trace-numbers.ts';
import { afterSection, updateSection } from './update-text.ts';

/** In the order of the computation. @param until where they end; without a class they end at the probabilities */
export function traceSections(record: TraceDocument, until: TraceEnd = 'adam'): TraceSection[] {
  const trace = new TraceNumbers(record);
  const hasStep = record.after !== null;
  const end = hasStep ? until : 'loss';
  return [
    rowSection(record),
    inputSection(record),
    ...forwardSections(trace),
    lossSection(trace),
    ...(end === 'loss' ? [] : backwardSections(trace)),
    ...(end === 'adam' ? [updateSection(trace), afterSection(trace)] : []),
    ...openedSections(trace, end),
  ];
}
