/** `glassnet exercise` as a student types it, in a folder of their own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXERCISES } from '../../../src/study/exercises/exercises.ts';
import { contents, expectRefusal, run as runProgram, temporaryFolder } from '../../support/cli.ts';
import { broken, solved } from '../../support/exercises.ts';
import { json, run, succeed } from '../../support/run-here.ts';

const exerciseOf = (id: string) => EXERCISES.find((one) => one.id === id)!;

describe('glassnet exercise', () => {
  it('lists six tasks and four faults, the easiest first', async () => {
    const { stdout } = await succeed(['exercise', 'list']);
    expect(
      stdout
        .split('\n')
        .slice(2, 12)
        .map((line) => line.split(' ')[0]),
    ).toEqual(EXERCISES.map(({ id }) => id));
    const { exercises } = await json(['exercise', 'list']);
    expect(exercises).toHaveLength(10);
    expect(EXERCISES.filter(({ fault }) => fault !== null)).toHaveLength(4);
  });

  it.each(EXERCISES.map(({ id }) => id))('%s: starts with 0, fails with 7, passes with 0', async (id) => {
    const cwd = temporaryFolder();
    const { stdout } = await succeed(['exercise', 'start', id], { cwd });
    expect(stdout).toContain(`exercise check ${id}\n`);
    expect(contents(cwd)).toEqual([`${id}.mjs`]);
    const part = exerciseOf(id).part;
    const loaded = (await import(join(cwd, `${id}.mjs`))) as Record<string, unknown>;
    expect(loaded[part]).toBeTypeOf(part === 'referenceKernels' ? 'object' : 'function');
    const before = await run(['exercise', 'check', id], { cwd });
    expect(before.code).toBe(7);
    expect(before.stderr).toMatch(new RegExp(`^${id}\\.mjs(:\\d+:\\d+)?: error E_EXERCISE: [^\n]*\n$`));
    writeFileSync(join(cwd, `${id}.mjs`), await solved(exerciseOf(id)));
    const after = await succeed(['exercise', 'check', id], { cwd });
    expect(after.stdout).toMatch(/ numbers agree\n[^]*does what it should/);
    expect(after.stderr).toBe('');
  });

  it('says what agrees, the first number that does not, and why, in 80 columns', async () => {
    const cwd = temporaryFolder();
    const exercise = exerciseOf('dense-backward');
    const source = await broken(exercise, exercise.mistakes.find(({ name }) => name === 'dw-transposed')!.change);
    writeFileSync(join(cwd, 'mine.mjs'), source);
    const words = ['exercise', 'check', 'dense-backward', '--file', 'mine.mjs'];
    const { code, stdout, stderr } = await run(words, { cwd });
    expect(code).toBe(7);
    expect(stdout).toMatch(/in step 1, x z1 a1 z2 shifted exp p loss\ndz2 agree, dW2 differs\n/);
    expect(stdout).toMatch(/dW2 \[4, 2\] +expected +got\n─+\n\[1, 2\] /);
    expect(stdout).toContain('laid out as its transpose');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toMatch(/^mine\.mjs: error E_EXERCISE: dW2\[1, 2\] in step 1 is \S+, expected \S+\n$/);
    const document = JSON.parse((await run([...words, '--json'], { cwd })).stdout) as Record<string, unknown>;
    expect(document).toMatchObject({
      schema: 'glassnet.exercise-check/1',
      passed: false,
      runs: [{ first: { step: 1, tap: 'dW2', place: '[1, 2]' } }],
      why: { mistake: 'dw-transposed' },
    });
  });

  it('says where the gradients of another network go wrong', async () => {
    const cwd = temporaryFolder();
    const source = await broken(exerciseOf('relu-mask'), [['a[i] > 0 ?', 'a[i] > 0 || dZ.length > 20 ?']]);
    writeFileSync(join(cwd, 'relu-mask.mjs'), source);
    const { code, stdout, stderr } = await run(['exercise', 'check', 'relu-mask'], { cwd });
    expect(code).toBe(7);
    expect(stdout).toMatch(/1,010 numbers agree\n.* agree\ngradients .*:[^]*dW1 .* FAIL\n/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toMatch(/^relu-mask\.mjs: error E_EXERCISE: FAIL dW2\[\d, \d\]: network \S+, reference \S+\n$/);
  });

  it('does not write over a file without --force, and writes elsewhere with --output', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'relu-mask.mjs'), 'mine');
    const result = await run(['exercise', 'start', 'relu-mask'], { cwd });
    expectRefusal(result, { exit: 5, start: 'relu-mask.mjs: error E_FILE_EXISTS: ' });
    expect(readFileSync(join(cwd, 'relu-mask.mjs'), 'utf8')).toBe('mine');
    await succeed(['exercise', 'start', 'relu-mask', '--force'], { cwd });
    const { stdout } = await succeed(['exercise', 'start', 'relu-mask', '-o', 'other.mjs'], { cwd });
    expect(stdout).toMatch(/exercise check relu-mask --file other\.mjs\n$/);
    expect(readFileSync(join(cwd, 'other.mjs'), 'utf8')).toBe(readFileSync(join(cwd, 'relu-mask.mjs'), 'utf8'));
  });

  it.each<[string[], number, RegExp]>([
    [['exercise'], 2, /^glassnet: error E_USAGE_MISSING: /],
    [['exercise', 'strat', 'relu-mask'], 2, /E_USAGE_EXERCISE: .*\(hint: did you mean start\?\)/],
    [['exercise', 'relu-mask'], 2, /E_USAGE_EXERCISE: .*\(hint: glassnet exercise start relu-mask\)/],
    [['exercise', 'start'], 2, /E_USAGE_MISSING: .*\(hint: glassnet exercise list\)/],
    [['exercise', 'start', 'dense-backwards'], 2, /E_USAGE_EXERCISE: .*\(hint: did you mean dense-backward\?\)/],
    [['exercise', 'check', 'nothing-like-it'], 2, /E_USAGE_EXERCISE: .*\(hint: glassnet exercise list\)/],
    [['exercise', 'start', 'relu-mask', 'bug-1'], 2, /E_USAGE_ARGUMENT: exercise start: "bug-1"/],
    [['exercise', 'list', 'relu-mask'], 2, /E_USAGE_ARGUMENT: exercise list: "relu-mask"/],
    [['exercise', 'list', '--force'], 2, /E_USAGE_CONFLICT: exercise list: --force has no effect/],
    [
      ['exercise', 'start', 'relu-mask', '--file', 'x.mjs'],
      2,
      /E_USAGE_CONFLICT: exercise start: --file has no effect/,
    ],
    [['exercise', 'check', 'relu-mask'], 5, /^relu-mask\.mjs: error E_FILE_MISSING: /],
    [['exercise', 'check', 'relu-mask', '--file', '.'], 5, /E_FILE_IS_FOLDER: /],
  ])('%j is refused with %i', async (words, exit, line) => {
    const cwd = temporaryFolder();
    expect(expectRefusal(await run(words, { cwd }), { exit, start: '' })).toMatch(line);
    expect(contents(cwd)).toEqual([]);
  });

  it('refuses the file of another exercise, and its hint works when typed', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'bug-1.mjs'), await solved(exerciseOf('bug-1')));
    const result = await run(['exercise', 'check', 'relu-mask', '--file', 'bug-1.mjs'], { cwd });
    const line = expectRefusal(result, { exit: 2, start: 'bug-1.mjs: error E_USAGE_EXERCISE: ' });
    const [, typed] = /\(hint: glassnet (.*)\)$/.exec(line)!;
    await succeed(typed!.split(' '), { cwd });
  });

  it('as a program: what the module prints goes to stderr, and --json is the only document', async () => {
    const cwd = temporaryFolder();
    const started = await runProgram(['exercise', 'start', 'bug-4', '--json'], { cwd });
    expect(JSON.parse(started.stdout)).toMatchObject({ schema: 'glassnet.exercise-start/1', file: 'bug-4.mjs' });
    const path = join(cwd, 'bug-4.mjs');
    writeFileSync(path, `${readFileSync(path, 'utf8')}\nconsole.log('I am here');\n`);
    const { code, stdout, stderr } = await runProgram(['exercise', 'check', 'bug-4', '--json'], { cwd });
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ passed: false, why: { text: 'Each is 0.1 times what it should be.' } });
    expect(stderr).toMatch(/^I am here\nbug-4\.mjs: error E_EXERCISE: adam\.step\.W1\[1, 1\] in step 1 is /);
  });
});
