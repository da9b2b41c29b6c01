/**
 * A search that is killed again and again, and goes on each time.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { contents, ended, start, succeed, temporaryFolder } from './cli.ts';
import { customers, toCsv } from './customers.ts';

export interface Killings {
  readonly kills: number;
  readonly trials: number;
  readonly rows: number;
  readonly seed: string;
}

/** Whole lines; a last one that was torn is left out. */
function linesIn(path: string): string[] {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // Killed before it was there.
  }
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
}

/**
 * Kills a search at moments drawn from its own length, beginning it again each time, and holds what is left to a search
 * that was never killed: no line that was whole is gone or changed, none is there twice, and all bytes are the same.
 */
export async function expectNothingLost({ kills, trials, rows, seed }: Killings): Promise<void> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'customers.csv'), toCsv(customers({ count: rows })));
  const words = (folder: string) => ['tune', 'customers.csv', '--trials', String(trials), '-q', '-o', folder];
  const startMs = performance.now();
  await succeed(words('whole'), { cwd });
  const wholeMs = performance.now() - startMs;
  const whole = linesIn(join(cwd, 'whole', 'trials.jsonl'));
  expect(whole).toHaveLength(trials);

  const random = createRandom(seed);
  const file = join(cwd, 'killed', 'trials.jsonl');
  let before: string[] = [];
  let torn = 0;
  let killed = 0;
  while (killed < kills) {
    const child = start(words('killed'), { cwd });
    child.stdin.end();
    const end = ended(child);
    // A part of what is left, so that the kills fall into the whole of the search, its end included.
    const left = wholeMs * Math.max(0.2, 1 - before.length / trials);
    const timer = setTimeout(
      () => child.kill('SIGKILL'),
      (random.next() * left * 2) / Math.max(1, (kills - killed) / 3),
    );
    const { signal } = await end;
    clearTimeout(timer);
    const after = linesIn(file);
    expect(after.slice(0, before.length)).toEqual(before);
    if (signal === null) break;
    killed++;
    before = after;
    if (!readsWhole(file)) torn++;
  }
  const { stdout } = await succeed([...words('killed'), '--json'], { cwd });
  const lines = linesIn(file);
  console.log(`killed ${killed} times, ${torn} lines torn, ${before.length} of ${trials} trials done before the last`);
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.toSorted()).toEqual(whole.toSorted());
  expect(JSON.parse(stdout)).toMatchObject({ result: { trials } });
  expect(contents(join(cwd, 'killed'))).toEqual(contents(join(cwd, 'whole')));
  for (const name of ['model.safetensors', 'metrics.json', 'history.csv']) {
    expect(readFileSync(join(cwd, 'killed', name)).equals(readFileSync(join(cwd, 'whole', name))), name).toBe(true);
  }
}

function readsWhole(path: string): boolean {
  try {
    const text = readFileSync(path, 'utf8');
    return text === '' || text.endsWith('\n');
  } catch {
    return true;
  }
}
