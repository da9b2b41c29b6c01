/**
 * Where the compiled modules of glassnet are: what a student is given, and what checks it, is JavaScript.
 */
import { readFile } from 'node:fs/promises';

/** The folder of compiled modules, where the sources run as they are too. */
const COMPILED = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/src/' : '../../', import.meta.url);

/** @param module from `src`, without its ending */
export function compiledUrl(module: string): URL {
  return new URL(`${module}.js`, COMPILED);
}

export function compiledText(module: string): Promise<string> {
  return readFile(compiledUrl(module), 'utf8');
}

/** The address of what a module imports as `./other.js`. */
export function addressFrom(module: string): (imported: string) => string {
  return (imported) => new URL(imported, compiledUrl(module)).href;
}
