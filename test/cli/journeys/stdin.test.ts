/**
 * A file from stdin: read once, so no message sends people to read it again.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/cli.ts';
import { customers, toCsv, withCell } from '../../support/customers.ts';
import { run } from '../../support/run-here.ts';

describe('train -', () => {
  it('suggests no audit of what is read, as it does for a file; with faults neither', async () => {
    const output = join(temporaryFolder(), 'run');
    const words = ['train', '-', '--preset', 'plain', '--hidden', '4', '--epochs', '2', '-o', output];
    const trained = await run(words, { input: toCsv(customers()) });
    expect(trained.code).toBe(0);
    expect(trained.stderr).toMatch(/^audit: .*[a-z]$/m);
    expect(trained.stderr).not.toContain('audit -');
    const bad = toCsv(withCell(withCell(customers(), 4, 'visits', 'many'), 9, 'spend', 'lots'));
    const refused = await run([...words, '--force'], { input: bad });
    expect(refused.stderr).toMatch(/^<stdin>:6:2: error E_CSV_NUMBER: .*; and 1 more \(hint: /);
  });
});
