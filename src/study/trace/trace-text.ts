/**
 * A trace as the text that is printed and saved: one line of JSON.
 */
import type { TraceDocument } from './trace-document.ts';

export function traceText(trace: TraceDocument): string {
  return `${JSON.stringify(trace)}\n`;
}
