/** Predict first: what is asked before which part, and how answers are taken. */
import { describe, expect, it } from 'vitest';
import { showAsking, type Reader } from '../../../src/cli/study/ask-first.ts';
import { sectionText } from '../../../src/study/text/section-text.ts';
import { traceSections } from '../../../src/study/text/trace-sections.ts';
import { traceRow } from '../../../src/study/trace/trace-row.ts';
import type { TrainingOptions } from '../../../src/training/training-options.ts';
import { freshStudy } from '../../support/studies.ts';

/** Somebody who gives these answers, then no more; all that is shown, prompts in angle brackets. */
function somebody(answers: readonly string[]): Reader & { readonly lines: string[] } {
  const lines: string[] = [];
  const left = [...answers];
  return {
    lines,
    show: (shown) => void lines.push(...shown),
    ask: (prompt) => {
      lines.push(`<${prompt}>`);
      return Promise.resolve(left.shift() ?? null);
    },
  };
}

async function asked(answers: readonly string[], options: Partial<TrainingOptions> = {}, steps = 0): Promise<string[]> {
  const record = traceRow(await freshStudy('moons', { hidden: [3], ...options }, steps), { row: 16 });
  const reader = somebody(answers);
  await showAsking(record, traceSections(record), (section) => sectionText(section), reader);
  return reader.lines;
}

const kinds = (lines: readonly string[]) =>
  lines.flatMap((line) => {
    if (line.startsWith('Question:')) return ['?'];
    const [, title] = /^(Layer|Output|Backward, output|Update|The same row)\b/.exec(line) ?? [];
    return title === undefined ? [] : [title];
  });

describe('--ask', () => {
  const passing = Array.from({ length: 20 }, () => '');

  it('asks before each part, and shows every line that is shown without it', async () => {
    const lines = await asked(passing);
    expect(kinds(lines).join(' ')).toMatch(
      /^\?.*Layer .*\?.*Output .*\?.*Backward, output .*\?.*Update .*\?.*The same row$/,
    );
    const record = traceRow(await freshStudy('moons', { hidden: [3] }), { row: 16 });
    const shown = traceSections(record).flatMap((section) => sectionText(section));
    expect(shown.every((line) => lines.includes(line))).toBe(true);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('says nothing of what is asked before the answer: a passed question is answered, not counted', async () => {
    const lines = await asked(passing);
    expect(lines.filter((line) => line.startsWith('It is: ')).length).toBeGreaterThanOrEqual(6);
    expect(lines.join('\n')).not.toContain('Right:');
    const [first] = [lines.findIndex((line) => line.startsWith('<'))];
    expect(lines.slice(0, first).join('\n')).not.toMatch(/z1|eq:dense/);
  });

  it('right answers are counted, wrong ones told the right one, and nonsense is asked again', async () => {
    // Unit 1.1 has z = −0.1, so it passes on 0; adding a number to all logits changes nothing.
    const lines = await asked(['much', '0', '1', ...passing]);
    const text = lines.join('\n');
    expect(text).toContain('much is not a number');
    expect(text).toContain('Right: 0.');
    expect(text).toContain('Not so. It is: they stay as they are.');
    expect(lines.at(-1)).toBe('Right: 1 of 2 answers.');
  });

  it('the end of the input ends the questions, not the trace', async () => {
    const lines = await asked([]);
    expect(lines.filter((line) => line.startsWith('<'))).toHaveLength(1);
    expect(kinds(lines)).toEqual(['?', 'Layer', 'Output', 'Backward, output', 'Update', 'The same row']);
  });

  it('a network without hidden layers is asked what it can be asked', async () => {
    expect(kinds(await asked(passing, { hidden: [] }, 4)).filter((kind) => kind === '?').length).toBeGreaterThan(2);
  });
});
