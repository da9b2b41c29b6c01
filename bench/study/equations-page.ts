/**
 * docs/equations.md: the registry of equations as a page, formulas as GitHub renders them, each with its code.
 */
import { EQUATIONS, regionOf } from '../../src/study/equations/equations.ts';
import type { Equation } from '../../src/study/equations/equation.ts';
import { TEX } from '../../src/study/equations/tex.ts';

const OPENING = `# The equations of training

Every equation that glassnet computes, in the order in which a row meets them, each with the lines of code that compute it.
This page is written by \`npm run docs\`; \`glassnet equation ID\` shows the same with the numbers of a step.
`;

export function renderEquationsPage(): string {
  const contents = EQUATIONS.map(({ id, title }) => `- [${title}](#${anchorOf(id)}): \`eq:${id}\``);
  return `${[OPENING, contents.join('\n'), ...EQUATIONS.map(entry)].join('\n\n')}\n`.replaceAll(/\n{3,}/g, '\n\n');
}

function entry(equation: Equation): string {
  const { id, title, symbols, derivation, source, chapter } = equation;
  const letters = symbols.map(({ symbol, meaning }) => `- \`${symbol}\`: ${meaning}`);
  const code = regionOf(id).map(({ file, text }) => {
    return `[${file}](../src/${file})\n\n\`\`\`typescript\n${text}\n\`\`\``;
  });
  return [
    `<a id="${anchorOf(id)}"></a>`,
    `## ${title}`,
    `\`\`\`math\n${TEX[id]}\n\`\`\``,
    letters.join('\n'),
    `\`\`\`text\n${derivation.join('\n')}\n\`\`\``,
    ...code,
    `Source: ${source}. Course: chapter ${chapter}.`,
  ].join('\n\n');
}

const anchorOf = (id: Equation['id']): string => `eq-${id.replaceAll('.', '-')}`;
