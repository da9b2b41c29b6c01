import { describe, expect, it } from 'vitest';
import { HELP_TEXTS } from '../../../src/cli/options/help-texts.ts';
import { renderHelpTexts } from '../../../src/cli/options/render-help.ts';
import { run } from '../../support/cli.ts';

describe('help', () => {
  it('made beforehand is what the table of options says now (else: npm run help-texts)', async () => {
    expect(HELP_TEXTS).toEqual(await renderHelpTexts());
  });

  it('is at most 80 columns wide', () => {
    const lines = Object.values(HELP_TEXTS).flatMap((text) => text.split('\n'));
    expect(lines.length).toBeGreaterThan(200);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('of a command and of glassnet go to stdout', async () => {
    expect(await run(['predict', '--help'])).toMatchObject({
      code: 0,
      stdout: `${HELP_TEXTS['predict']}\n`,
      stderr: '',
    });
    expect(await run(['--help'])).toMatchObject({ code: 0, stdout: `${HELP_TEXTS['']}\n`, stderr: '' });
  });
});
