/**
 * A module with all that it imports as one file, as Vite makes it for a page: what isn't used is left out, and the rest
 * minified.
 */
import { build, type Rolldown } from 'vite';

/**
 * @param entry the path of a module, in TypeScript or compiled
 * @returns the text of an ES module with the entry's exports
 */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  });
  const { output } = result as Rolldown.RolldownOutput;
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error(`${entry}: expected one file, Vite made ${output.length}`);
  return chunk.code;
}
