/**
 * A peer at work in a process of its own. It reads the job from a folder, times itself when a line on stdin asks for a
 * round, and writes what it computed into a file when asked for that.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Contestant, Effort } from '../measurements/measure.ts';
import { PEERS, PEERS_FOLDER, threadsEnvironment, type FoundPeers, type Peer, type PeerName } from './peers.ts';

export interface Job {
  /** Of the scripts, without their ending: `matmul` stands for matmul.mjs and matmul.py. */
  readonly script: string;
  /** Numbers and names that the scripts read. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Files by name; float32 arrays are written as they are, little-endian. */
  readonly files: Readonly<Record<string, Float32Array | Uint8Array>>;
  /** Who can do it. */
  readonly peers: readonly PeerName[];
}

/** Starts all peers of a job that are there and may use that many threads, and ends them when `compare` is done. */
export async function withPeers<Result>(
  { script, settings, files, peers }: Job,
  found: FoundPeers,
  threads: number,
  compare: (running: readonly PeerProcess[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'glassnet-bench-'));
  const running: PeerProcess[] = [];
  try {
    await writeFile(join(folder, 'job.json'), JSON.stringify(settings));
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), new Uint8Array(content.buffer, content.byteOffset, content.byteLength));
    }
    for (const name of peers) {
      if (!found.names.has(name) || (threads > 1 && !PEERS[name].isParallel)) continue;
      const [executable, path] =
        PEERS[name].runtime === 'node'
          ? [process.execPath, `${PEERS_FOLDER}/${script}.mjs`]
          : [found.python!, `${PEERS_FOLDER}/${script.replaceAll('-', '_')}.py`];
      const args = [path, name, folder, String(threads)];
      const { environment }: Peer = PEERS[name];
      const env = { ...threadsEnvironment(threads), ...environment };
      const peer = new PeerProcess(name, executable, args, env, join(folder, 'result.f64'));
      running.push(peer);
      await peer.ready();
    }
    return await compare(running);
  } finally {
    await Promise.all(running.map((peer) => peer.stop()));
    await rm(folder, { recursive: true });
  }
}

export class PeerProcess implements Contestant {
  readonly name: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  readonly #resultFile: string;
  readonly #ended: Promise<unknown>;
  #stderr = '';

  constructor(
    name: string,
    executable: string,
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    resultFile: string,
  ) {
    this.name = name;
    this.#resultFile = resultFile;
    this.#child = spawn(executable, args, { env: { ...process.env, ...env } });
    this.#ended = once(this.#child, 'close').catch((error: unknown) => (this.#stderr += String(error)));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    // A peer that has ended is found by its missing reply.
    this.#child.stdin.on('error', () => {});
    this.#reader = createInterface({ input: this.#child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** @throws Error with what it wrote to stderr, when the peer can't do the job. */
  async ready(): Promise<void> {
    await this.#reply('ready');
  }

  async timeRound({ timeMs, warmupMs }: Effort): Promise<readonly number[]> {
    return (await this.ask({ timeMs, warmupMs }, 'samples')) as number[];
  }

  /** The numbers that the timed calls led to. */
  async result(): Promise<Float64Array> {
    return (await this.compute({})).numbers;
  }

  /** The numbers that a request leads to, and how many seconds they took where the peer tells. */
  async compute(request: object): Promise<{ numbers: Float64Array; written: unknown }> {
    const written = await this.ask({ ...request, result: this.#resultFile }, 'written');
    const bytes = await readFile(this.#resultFile);
    const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    return { numbers, written };
  }

  /** Sends the peer one line, and returns this field of the line that it answers with. */
  private async ask(message: object, field: string): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
    return this.#reply(field);
  }

  async stop(): Promise<void> {
    this.#child.stdin.end();
    this.#child.kill();
    this.#reader.close();
    await this.#ended;
  }

  async #reply(field: string): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done !== true) {
      const message = JSON.parse(value) as Record<string, unknown>;
      if (message[field] !== undefined) return message[field];
    }
    await this.#ended;
    throw new Error(`${this.name} gave no ${field}: ${faultIn(this.#stderr)}`);
  }
}

/** The line that names the error, which stands above the stack in Node and below it in Python. */
function faultIn(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.findLast((line) => /^[\w.]*(Error|Exception)\b/.test(line)) ?? lines.at(-1)!;
}
