/**
 * How the program was called, so that the commands it suggests can be typed as shown.
 */
import { basename, relative } from 'node:path';
import { shellPath } from './flags.ts';

export const PROGRAM = programName(process.argv[1] ?? 'glassnet');

function programName(script: string): string {
  if (basename(script) === 'glassnet') return 'glassnet';
  const path = relative(process.cwd(), script);
  return `node ${shellPath(path.startsWith('..') ? script : path)}`;
}
