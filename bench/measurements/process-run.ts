/**
 * A whole process, from its start to its end, or to something it writes: what somebody waits for who types a command.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Contestant, Effort } from './measure.ts';

export interface Command {
  readonly name: string;
  readonly executable: string;
  readonly args: readonly string[];
  /** Variables added to those of this process; an undefined one is removed. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it writes to stderr when the time is taken; without it, that is when the process ends. */
  readonly until?: RegExp;
}

export interface FinishedProcess {
  readonly ms: number;
  readonly stdout: string;
}

const MEMORY_INTERVAL_MS = 5;

/** How a command is run besides. */
interface RunOptions {
  /** Whether it is run once before the first round, where its memory is watched; default true. */
  readonly warmUp?: boolean;
  /** Called before each run: removes what a run before it left. */
  readonly prepare?: () => Promise<void>;
}

/** A command that is timed, as often as a round has time for. */
export class ProcessRun implements Contestant {
  readonly name: string;
  readonly #command: Command;
  readonly #options: RunOptions;
  #peakMiB: number | null = null;
  #stdout: string | undefined;

  constructor(command: Command, options: RunOptions = {}) {
    this.name = command.name;
    this.#command = command;
    this.#options = options;
  }

  /** What the last run printed. */
  get stdout(): string {
    return this.#stdout ?? '';
  }

  /** The largest resident set; null where the operating system doesn't tell. */
  get peakMiB(): number | null {
    return this.#peakMiB;
  }

  async timeRound({ timeMs }: Effort): Promise<readonly number[]> {
    const { warmUp = true, prepare } = this.#options;
    if (warmUp && this.#stdout === undefined) {
      await prepare?.();
      await runProcess(this.#command, (peakMiB) => (this.#peakMiB = Math.max(this.#peakMiB ?? 0, peakMiB)));
    }
    const samples: number[] = [];
    const endMs = performance.now() + timeMs;
    do {
      await prepare?.();
      const { ms, stdout } = await runProcess(this.#command);
      this.#stdout = stdout;
      samples.push(ms);
    } while (performance.now() < endMs);
    return samples;
  }
}

/**
 * @param onMemory is told the peak so far, again and again, where the operating system tells
 * @throws Error with the end of what it wrote to stderr, when the process fails.
 */
export function runProcess(
  { name, executable, args, env = {}, until }: Command,
  onMemory?: (peakMiB: number) => void,
): Promise<FinishedProcess> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(executable, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    const output = { stdout: '', stderr: '' };
    let reachedMs: number | undefined;
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
    }
    if (until !== undefined) {
      child.stderr.on('data', () => {
        if (until.test(output.stderr)) reachedMs ??= performance.now() - start;
      });
    }
    const watch = onMemory && setInterval(() => reportPeak(child.pid, onMemory), MEMORY_INTERVAL_MS);
    child.on('error', (error) => {
      clearInterval(watch);
      reject(new Error(`${name}: ${error.message}`, { cause: error }));
    });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      const ms = until === undefined ? performance.now() - start : reachedMs;
      if (code !== 0) reject(new Error(`${name} ended with ${signal ?? code}: ${output.stderr.slice(-500)}`));
      else if (ms === undefined) reject(new Error(`${name} ended without ${until} on stderr`));
      else resolve({ ms, stdout: output.stdout });
    });
  });
}

/** Linux keeps the high-water mark of each process. */
function reportPeak(pid: number | undefined, onMemory: (peakMiB: number) => void): void {
  try {
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    if (peak !== null) onMemory(Number(peak[1]) / 1024);
  } catch {
    // Another system, or the process has just ended.
  }
}
