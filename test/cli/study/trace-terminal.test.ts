/** `trace` on a terminal: titles in bold, questions that wait for their answers. */
import { describe, expect, it } from 'vitest';
import { MAIN, temporaryFolder } from '../../support/cli.ts';
import { hasTerminal, onTerminal } from '../../support/terminal.ts';

const WORDS = ['trace', '--set', 'moons', '--hidden', '3', '--row', '17'];

/** All that is shown until the command ends; each time a prompt is there, the next answer is typed. */
function conversation(
  words: readonly string[],
  answers: readonly string[],
): Promise<{ shown: string; code: number | null }> {
  const child = onTerminal([MAIN, ...words], { cwd: temporaryFolder() });
  const left = [...answers];
  let [shown, seen] = ['', 0];
  child.stdout.on('data', (bytes: Buffer) => {
    shown += bytes.toString();
    const prompts = shown.split('Your guess').length - 1;
    for (; seen < prompts; seen++) child.stdin.write(left.shift() ?? '\r');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ shown, code })));
}

describe.runIf(hasTerminal)('on a terminal', () => {
  it('--ask waits for each answer, says how it compares, and then shows the part', async () => {
    const { shown, code } = await conversation([...WORDS, '--ask'], ['0\r', '1\r']);
    expect(code).toBe(0);
    const order = [
      'From cells to inputs',
      'Question:',
      'Right: 0.',
      'Layer 1',
      'Not so.',
      'Output',
      'Update',
      'Right: 1 of 2',
    ];
    const places = order.map((text) => shown.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('Ctrl-D ends the questions, Ctrl-C the command', async () => {
    const ended = await conversation([...WORDS, '--ask'], ['\u0004']);
    expect(ended.code).toBe(0);
    expect(ended.shown.split('Your guess')).toHaveLength(2);
    expect(ended.shown).toContain('The same row before and after the step');
    expect((await conversation([...WORDS, '--ask'], ['\u0003'])).code).toBe(130);
  });

  it('titles are bold, unless --no-color', async () => {
    expect((await conversation(WORDS, [])).shown).toContain('\u001b[1mRow 17\u001b[22m');
    expect((await conversation([...WORDS, '--no-color'], [])).shown).not.toContain('\u001b[1m');
  });
});
