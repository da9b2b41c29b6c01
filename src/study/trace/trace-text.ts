/**
 * A trace as the text that is printed and saved: one line of JSON.
 */
import type { TraceDocument } from './trace-document.ts';

export function traceText(document: TraceDocument): string {
  return `${JSON.stringify(document)}\n`;
}
