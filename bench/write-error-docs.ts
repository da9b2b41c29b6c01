/**
 * Writes `docs/errors.md`. Run with `npm run docs` after a change of a code or of what an error says; a test holds the
 * file to it.
 */
import { writeFileSync } from 'node:fs';
import { renderErrorDocs } from './errors/error-docs.ts';

writeFileSync('docs/errors.md', await renderErrorDocs());
