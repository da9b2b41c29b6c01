/** `glassnet equation`: what it prints, what it refuses, and that the commands it hints at work when typed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EQUATIONS } from '../../../src/study/equations/equations.ts';
import { GOLDEN_TRACE } from '../../../src/study/trace/golden/golden-trace.ts';
import { traceText } from '../../../src/study/trace/trace-text.ts';
import { json, run, succeed } from '../../support/run-here.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function refusal(folder: string, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(['equation', ...words], { cwd: folder });
  expect(stdout).toBe('');
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr.length).toBeLessThan(500);
  return `${code} ${stderr.trimEnd()}`;
}

describe('glassnet equation', () => {
  it('without an ID lists all 23, a line each', async () => {
    const { stdout } = await succeed(['equation']);
    const lines = stdout.trimEnd().split('\n').slice(2);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(EQUATIONS.map(({ id }) => id));
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const document = await json(['equation']);
    expect(document).toMatchObject({ schema: 'glassnet.equations/1' });
    expect(document['equations']).toHaveLength(23);
  });

  it('prints formula, derivation, code and the numbers of the trace that comes along, which agree', async () => {
    const { stdout } = await succeed(['equation', 'eq:adam.step']);
    expect(stdout).toContain('step = αₜ·m / (√v + ε)');
    expect(stdout).toContain('src/tensor/kernels/reference.ts:');
    expect(stdout).toContain('Kingma & Ba 2015');
    expect(stdout).toMatch(/they agree: relative error \d[.e\d-]*, at most 1e-5\n/);
  });

  it('as JSON is one document: the entry, its code, its numbers', async () => {
    expect(await json(['equation', 'relu'])).toMatchObject({
      schema: 'glassnet.equation/1',
      id: 'relu',
      formula: 'a = max(0, z)',
      code: [{ file: 'tensor/kernels/reference.ts' }],
      numbers: { check: { name: expect.stringMatching(/^a1\[1,\d\]$/), agrees: true, relativeError: 0 } },
    });
  });

  it('takes the numbers of a saved trace, at the unit or weight that is asked for', async () => {
    const folder = temporaryFolder();
    await succeed(['trace', '--set', 'moons', '--row', '9', '--hidden', '4', '-o', 'trace.json'], { cwd: folder });
    const z = await succeed(['equation', 'dense.z', '--trace', 'trace.json', '--neuron', '1.4'], { cwd: folder });
    expect(z.stdout).toMatch(/Numbers \(row 9 of moons.csv, step 1\)\n {2}unit 1\.4:/);
    const m = await succeed(['equation', 'adam.m', '--trace', 'trace.json', '--param', 'b2[1]'], { cwd: folder });
    expect(m.stdout).toMatch(/b2\[1\]:\n {4}m = 0\.9·0 \+ 0\.1·/);
    expect(m.stdout).toContain('they agree');
  });

  it.each(['dropout', 'l2', 'sigmoid-ce', 'sgd.step'])(
    'of %s, which that trace lacks, says how to get one that has it',
    async (id) => {
      const folder = temporaryFolder();
      const { stdout, stderr } = await succeed(['equation', id]);
      expect(stdout).toContain('  none: the ');
      const commands = stderr.trimEnd().split('\n').slice(1);
      expect(commands).toHaveLength(2);
      for (const command of commands) expect(command.length).toBeLessThanOrEqual(80);
      const [trace, equation] = commands.map((command) => command.split(' ').slice(1));
      await succeed([...trace!, '--force'], { cwd: folder });
      expect((await succeed(equation!, { cwd: folder })).stdout).toContain('they agree');
    },
  );

  it('refuses an ID that is none and names the nearest, a trace that is none, a place beyond its network', async () => {
    const folder = temporaryFolder();
    const refused = (...words: string[]) => refusal(folder, ...words);
    await writeFile(join(folder, 'golden.json'), traceText(GOLDEN_TRACE));
    await writeFile(join(folder, 'run.json'), '{"schema":"glassnet.run/1"}');
    await writeFile(join(folder, 'text.json'), 'moons');
    const golden = ['--trace', 'golden.json'];
    expect(await refused('adam.stp')).toBe(
      '2 glassnet: error E_USAGE_EQUATION: there is no equation "adam.stp" (hint: did you mean adam.step?)',
    );
    expect(await refused('entropy')).toContain('(hint: glassnet equation)');
    expect(await refused('relu', 'softmax')).toMatch(/^2 .*E_USAGE_ARGUMENT/);
    expect(await refused('--trace', 'golden.json')).toMatch(/^2 .*E_USAGE_MISSING: --trace needs the ID/);
    expect(await refused('relu', '--trace', 'missing.json')).toMatch(/^5 .*missing\.json.*E_FILE_MISSING/);
    expect(await refused('relu', '--trace', 'run.json')).toMatch(/^4 run\.json: error E_TRACE_CONFIG/);
    expect(await refused('relu', '--trace', 'text.json')).toMatch(/^4 text\.json.*E_JSON_SYNTAX/);
    expect(await refused('relu', ...golden, '--neuron', '1.9')).toMatch(
      /no neuron "1\.9" \(hint: 1\.1 to 1\.3, 2\.1 to 2\.2\)/,
    );
    expect(await refused('adam.m', ...golden, '--param', 'W1[3,1]')).toMatch(/no W1\[3,1\] \(hint: up to W1\[2,3\]\)/);
  });

  it('leaves the trace as it was', async () => {
    const file = join(temporaryFolder(), 'golden.json');
    await writeFile(file, traceText(GOLDEN_TRACE));
    await succeed(['equation', 'softmax', '--trace', file]);
    expect(await readFile(file, 'utf8')).toBe(traceText(GOLDEN_TRACE));
  });
});
