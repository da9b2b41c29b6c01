/**
 * The exercises as a table, and what a check says of a wrong solution, in Markdown.
 */
import { differenceText, runText } from '../../src/cli/exercise/check-text.ts';
import { addressFrom, compiledText } from '../../src/cli/exercise/compiled.ts';
import { checkRuns, partsWith } from '../../src/study/exercises/check.ts';
import { EXERCISES } from '../../src/study/exercises/exercises.ts';
import { mistaken } from '../../src/study/exercises/hand-out.ts';
import { DENSE_BACKWARD } from '../../src/study/exercises/tasks/dense-backward.ts';

export async function renderExercises(): Promise<string> {
  const rows = EXERCISES.map(
    ({ id, title, module }) => `| \`${id}\` | ${title} | [${module}.ts](../src/${module}.ts) |`,
  );
  return `| ID | what | the code |
| --- | --- | --- |
${rows.join('\n')}

Somebody took the mean of \`dW\` once more. \`glassnet exercise check dense-backward\` says:

\`\`\`text
${await wrongAnswer()}
\`\`\`
`;
}

async function wrongAnswer(): Promise<string> {
  const { module, part, mistakes } = DENSE_BACKWARD;
  const { change, hint } = mistakes.find(({ name }) => name === 'dw-mean')!;
  const text = mistaken(await compiledText(module), change, addressFrom(module));
  const exports = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as Record<string, unknown>;
  const run = checkRuns(partsWith(part, exports)).at(-1)!;
  return `${runText(run)}\n\n${differenceText(run)}\n\n${hint}`;
}
