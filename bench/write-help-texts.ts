/**
 * Writes `src/cli/options/help-texts.ts`: what yargs makes of the table of options at 80 columns, so that `--help` does not
 * have to load it. Run with `npm run help-texts` after a change of the table; a test holds the file to it.
 */
import { writeFileSync } from 'node:fs';
import { renderHelpTexts } from '../src/cli/options/render-help.ts';

const texts = await renderHelpTexts();
const entries = Object.entries(texts).map(([name, text]) => `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`);
writeFileSync(
  new URL('../../src/cli/options/help-texts.ts', import.meta.url),
  `/**
 * The help of each command at 80 columns, and of glassnet itself under ''. Written by \`npm run help-texts\`.
 */

// prettier-ignore
export const HELP_TEXTS: Readonly<Record<string, string>> = {
${entries.join('')}};
`,
);
