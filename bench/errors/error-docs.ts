/**
 * `docs/errors.md`: each code with its meaning, what to do and an example that was made to happen.
 */
import { ERROR_CODES, EXIT_MEANINGS, type ErrorCode } from '../../src/error-codes.ts';
import { EXIT_CODES } from '../../src/errors.ts';
import { DATA_EXAMPLES } from './data-examples.ts';
import { lineOf, type ErrorExample } from './error-example.ts';
import { FORMAT_EXAMPLES } from './format-examples.ts';
import { OTHER_EXAMPLES } from './other-examples.ts';
import { USAGE_EXAMPLES } from './usage-examples.ts';

export const EXAMPLES: Readonly<Record<ErrorCode, ErrorExample>> = {
  ...USAGE_EXAMPLES,
  ...DATA_EXAMPLES,
  ...FORMAT_EXAMPLES,
  ...OTHER_EXAMPLES,
};

const INTRODUCTION = `# Error codes

Written by \`npm run docs\` from \`src/error-codes.ts\`; the examples are made to happen while it runs.

An error is one line on stderr: the file with line and column (from 1) where they are known, the code, what is wrong,
and in brackets the way out, as it is typed:

\`\`\`text
FILE:LINE:COLUMN: error CODE: MESSAGE (hint: HINT)
\`\`\`

With \`--json\`, stdout has the same as one document, \`glassnet.error/1\`. In code it is a \`GlassnetError\` with \`code\`,
\`file\`, \`line\`, \`column\`, \`field\`, \`message\` and \`hint\`; \`remedies\` lists the options that the hint names with their
values, and \`told\` says message and hint in a front end's own words. Codes keep their names and meanings.

The program ends with one of these exit codes:
`;

export async function renderErrorDocs(): Promise<string> {
  const exits = EXIT_MEANINGS.map(([codes, meaning]) => `- ${codes}: ${meaning}\n`);
  const parts = [INTRODUCTION, '\n', ...exits];
  for (const [end, codes] of Object.entries(ERROR_CODES)) {
    const exitCode = String(EXIT_CODES[end as keyof typeof ERROR_CODES]);
    const [, meaning] = EXIT_MEANINGS.find(([known]) => known === exitCode)!;
    parts.push(`\n## Exit code ${exitCode}: ${meaning}\n`);
    for (const [code, sentence] of Object.entries(codes)) {
      const example = EXAMPLES[code as ErrorCode];
      parts.push(
        `\n### ${code}\n\n${sentence} ${example.remedy}\n`,
        `\n\`\`\`text\n${await lineOf(example)}\n\`\`\`\n`,
      );
    }
  }
  return parts.join('');
}
