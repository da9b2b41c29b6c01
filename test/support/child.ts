/**
 * A program that has to die: JavaScript run by another Node process on the compiled library in dist.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compiled = new URL('../../dist/src/', import.meta.url);

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  #stdout = '';
  #stderr = '';
  readonly ended: Promise<Ended>;

  /**
   * @param source an ES module; `LIBRARY` in it stands for the compiled `src` folder's URL, `process.argv[1]` and on for `args`
   * @param before shell commands that come first: limits, or mounts that only the child sees
   * @param flags of Node
   */
  constructor(source: string, args: readonly string[], before = ':', flags: readonly string[] = []) {
    if (!existsSync(fileURLToPath(compiled))) throw new Error('dist/src is missing: run `npx tsc` first');
    const program = source.replaceAll('LIBRARY', compiled.href);
    const node = [process.execPath, ...flags, '--input-type=module', '-e', program, '--', ...args];
    const shell = ['sh', '-c', `${before} && exec "$0" "$@"`, ...node];
    const [command = '', ...rest] = before.startsWith('mount') ? ['unshare', '-m', ...shell] : shell;
    this.#process = spawn(command, rest);
    this.#process.stdout.on('data', (bytes: Buffer) => (this.#stdout += bytes.toString()));
    this.#process.stderr.on('data', (bytes: Buffer) => (this.#stderr += bytes.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.#process.on('error', reject);
      this.#process.on('close', (code, signal) => {
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** Resolves when the child has printed `text`; rejects when it ends without. */
  async printed(text: string): Promise<void> {
    const end = this.ended.then(({ stderr }) =>
      Promise.reject(new Error(`ended before it printed ${text}: ${stderr}`)),
    );
    const seen = new Promise<void>((resolve) => {
      this.#process.stdout.on('data', () => {
        if (this.#stdout.includes(text)) resolve();
      });
    });
    await Promise.race([seen, end]);
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }
}
