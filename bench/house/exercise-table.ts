/**
 * The exercises as a table, and what a check says of a wrong solution, in Markdown.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differenceText, runText } from '../../src/cli/exercise/check-text.ts';
import { addressFrom, compiledText } from '../../src/cli/exercise/compiled.ts';
import { runCheck } from '../../src/cli/exercise/run-check.ts';
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
  const { id, module, mistakes } = DENSE_BACKWARD;
  const { change } = mistakes.find(({ name }) => name === 'dw-mean')!;
  const folder = await mkdtemp(join(tmpdir(), 'glassnet-exercise-'));
  try {
    const file = join(folder, `${id}.mjs`);
    await writeFile(file, mistaken(await compiledText(module), change, addressFrom(module)));
    const outcome = await runCheck(id, file, () => {});
    if (outcome.kind !== 'done' || outcome.gradients !== null) throw new Error(`${id}: the wrong answer passes`);
    const run = outcome.runs.at(-1)!;
    return `${runText(run)}\n\n${differenceText(run)}\n\n${outcome.why!.text}`;
  } finally {
    await rm(folder, { recursive: true });
  }
}
