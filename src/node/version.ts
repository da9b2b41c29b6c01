/**
 * The version in package.json, which stands two folders above the compiled file's `src`.
 */
import { createRequire } from 'node:module';

export const VERSION: string = (createRequire(import.meta.url)('glassnet/package.json') as { version: string }).version;
