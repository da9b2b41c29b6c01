/**
 * The recorded traces of the package as modules of `src/study/trace/golden`.
 */
import { format, resolveConfig } from 'prettier';
import type { Golden } from './golden.ts';

const FOLDER = 'src/study/trace/golden';

/** By their paths from the root. */
export async function goldenFiles({ trace, adam }: Pick<Golden, 'trace' | 'adam'>): Promise<Map<string, string>> {
  const step = `/** One step on a row of the two moons, every number. Written by \`npm run docs\`. */
import type { TraceDocument } from '../trace-document.ts';

export const GOLDEN_TRACE: TraceDocument = ${JSON.stringify(trace)};
`;
  const steps = `/** The first ten steps of Adam for one parameter of a small network. Written by \`npm run docs\`. */
export const ADAM_STEPS = ${JSON.stringify(adam)} as const;
`;
  const files = new Map<string, string>();
  for (const [name, text] of [
    ['golden-trace.ts', step],
    ['adam-steps.ts', steps],
  ] as const) {
    const path = `${FOLDER}/${name}`;
    files.set(path, await format(text, { ...(await resolveConfig('package.json')), parser: 'typescript' }));
  }
  return files;
}
