import { describe, expect, it } from 'vitest';
import { ProcessRun, runProcess } from '../../../bench/measurements/process-run.ts';

const node = (script: string) => ({ name: 'job', executable: process.execPath, args: ['-e', script] });
const ONCE = { rounds: 1, timeMs: 0, warmupMs: 0 };

describe('runProcess', () => {
  it('gives what a command prints, with a variable set and another one taken away', async () => {
    const script = 'console.log(process.env.GIVEN, process.env.HOME)';
    const { stdout, ms } = await runProcess({ ...node(script), env: { GIVEN: 'here', HOME: undefined } });
    expect(stdout).toBe('here undefined\n');
    expect(ms).toBeGreaterThan(0);
  });

  it('refuses to take the time of a command that fails, and says what it wrote', async () => {
    const failing = runProcess(node('console.error("no such column"); process.exit(3)'));
    await expect(failing).rejects.toThrow('job ended with 3: no such column');
    await expect(runProcess(node('process.kill(process.pid)'))).rejects.toThrow('job ended with SIGTERM');
    await expect(runProcess({ name: 'job', executable: './none', args: [] })).rejects.toThrow(
      'job: spawn ./none ENOENT',
    );
  });
});

describe('the time until a process writes something', () => {
  const working = 'process.stderr.write("reading\\nepo"); process.stderr.write("ch 1\\n"); setTimeout(() => {}, 500)';

  it('ends with that, not with the process', async () => {
    const start = performance.now();
    const { ms } = await runProcess({ ...node(working), until: /^epoch 1$/m });
    // It goes on for half a second.
    expect(performance.now() - start).toBeGreaterThan(ms + 250);
  });

  it('is refused where it never does', async () => {
    await expect(runProcess({ ...node(working), until: /^epoch 2$/m })).rejects.toThrow(
      'without /^epoch 2$/m on stderr',
    );
  });
});

describe('ProcessRun', () => {
  it('runs once to warm up before the first round, then once a round', async () => {
    const run = new ProcessRun(node('console.log(1)'));
    expect(run.peakMiB).toBeNull();
    const rounds = [await run.timeRound(ONCE), await run.timeRound(ONCE)];
    expect(rounds.map((samples) => samples.length)).toEqual([1, 1]);
    expect(run.stdout).toBe('1\n');
  });

  it.skipIf(process.platform !== 'linux')('finds 200 MiB more where a process fills 200 MiB (Linux)', async () => {
    const wait = 'setTimeout(() => {}, 100)';
    const runs = [
      new ProcessRun(node(wait)),
      new ProcessRun(node(`globalThis.x = Buffer.alloc(200 * 2 ** 20, 1); ${wait}`)),
    ];
    for (const run of runs) await run.timeRound(ONCE);
    const [small, large] = runs.map((run) => run.peakMiB!);
    // Two processes of Node differ by a few MiB.
    expect(Math.abs(large! - small! - 200)).toBeLessThan(20);
  });
});
