/**
 * The progress of an audit: a bar on a terminal; elsewhere one line, once it has taken a second.
 */
import { groupDigits } from '../../text-table.ts';
import type { Console } from '../console.ts';

const LONG_MS = 1000;

export function auditProgress({ progress }: Console, columns: number): (share: number) => void {
  const text = () => `auditing ${groupDigits(columns)} columns`;
  const startMs = performance.now();
  let isTold = progress.live;
  return (share) => {
    progress.bar(share, text);
    if (isTold || performance.now() - startMs < LONG_MS) return;
    isTold = true;
    progress.line(text());
  };
}
