/**
 * Asks on the terminal. What is typed ahead answers the next questions.
 */
import { createInterface } from 'node:readline';
import type { Reader } from './ask-first.ts';

/** @param show prints lines */
export function terminalReader(show: Reader['show']): Reader & { readonly close: () => void } {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const typed: string[] = [];
  let isOpen = true;
  let waiting: ((line: string | null) => void) | null = null;
  const answer = (line: string | null): void => {
    const next = waiting;
    waiting = null;
    if (next !== null) next(line);
    else if (line !== null) typed.push(line);
  };
  terminal.on('line', answer);
  terminal.on('close', () => {
    isOpen = false;
    answer(null);
  });
  // Ctrl-C ends the command, as it does while it computes.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ask = (prompt: string): Promise<string | null> => {
    terminal.setPrompt(prompt);
    if (isOpen) terminal.prompt();
    const ahead = typed.shift();
    if (ahead !== undefined || !isOpen) return Promise.resolve(ahead ?? null);
    return new Promise((resolve) => (waiting = resolve));
  };
  return { show, ask, close: () => terminal.close() };
}
