/**
 * Asks on the terminal.
 */
import { createInterface } from 'node:readline';
import type { Reader } from './ask-first.ts';

/** @param show prints lines */
export function terminalReader(show: Reader['show']): Reader & { readonly close: () => void } {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  let isOpen = true;
  lines.on('close', () => (isOpen = false));
  // Ctrl-C ends the command, as it does while it computes.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ask = (prompt: string) =>
    new Promise<string | null>((resolve) => {
      if (!isOpen) return resolve(null);
      const end = () => resolve(null);
      lines.once('close', end);
      lines.question(prompt, (text) => {
        lines.off('close', end);
        resolve(text);
      });
    });
  return { show, ask, close: () => lines.close() };
}
