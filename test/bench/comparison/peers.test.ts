import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { compareMatmul } from '../../../bench/comparison/matmul.ts';
import { PeerProcess } from '../../../bench/comparison/peer-process.ts';
import { findPeers, PEERS, threadsEnvironment, type PeerName } from '../../../bench/comparison/peers.ts';
import { referenceKernels } from '../../../src/tensor/kernels/reference.ts';

const folder = mkdtempSync(join(tmpdir(), 'glassnet-peers-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('findPeers', () => {
  it('skips all 10, each with its reason, where there is neither a package nor a Python', async () => {
    const { names, versions, skipped, python } = await findPeers(['./no-python'], folder);
    expect([names.size, versions, python]).toEqual([0, {}, null]);
    expect(skipped).toHaveLength(Object.keys(PEERS).length);
    expect(skipped).toContain('ml-matrix: ml-matrix not installed');
    expect(skipped).toContain('NumPy: no Python was found');
  });

  it('finds a package with its version, and not a peer that lacks another one', async () => {
    for (const [name, version] of [
      ['ml-matrix', '6.0.0'],
      ['@tensorflow/tfjs-core', '4.0.0'],
    ]) {
      mkdirSync(join(folder, 'some/node_modules', name!), { recursive: true });
      writeFileSync(join(folder, 'some/node_modules', name!, 'package.json'), JSON.stringify({ version }));
    }
    const found = await findPeers(['./no-python'], join(folder, 'some'));
    expect([...found.names]).toEqual(['ml-matrix']);
    expect(found.versions).toEqual({ 'ml-matrix': '6.0.0', '@tensorflow/tfjs-core': '4.0.0' });
    expect(found.skipped).toContain('tfjs cpu: @tensorflow/tfjs-backend-cpu and @tensorflow/tfjs-layers not installed');
  });
});

describe('threadsEnvironment', () => {
  it('limits the libraries to 1 thread, and lifts the limit for all cores', () => {
    expect(threadsEnvironment(1)).toMatchObject({ THREADS: '1' });
    if (availableParallelism() === 1) return;
    expect(threadsEnvironment(1)).toMatchObject({ OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' });
    const all = threadsEnvironment(availableParallelism());
    expect(all).toMatchObject({ THREADS: String(availableParallelism()), OMP_NUM_THREADS: undefined });
  });
});

describe('PeerProcess', () => {
  const rounds = JSON.stringify(pathToFileURL('bench/peers/rounds.mjs').href);

  function start(name: string, script: string): PeerProcess {
    const path = join(folder, `${name}.mjs`);
    writeFileSync(path, script);
    writeFileSync(join(folder, 'job.json'), '{"step": 2}');
    writeFileSync(join(folder, 'a.f32'), new Uint8Array(Float32Array.of(0.5, 1.5).buffer));
    return new PeerProcess(name, process.execPath, [path, name, folder, '1'], {}, join(folder, `${name}.f64`));
  }

  it('counts its calls: at least one to warm up and one in the time, each a sample, their result as numbers', async () => {
    const script = `import { readJob, serve } from ${rounds};
      const { name, threads, job, array } = readJob();
      let calls = 0;
      await serve(() => { calls += job.step; }, () => [calls, threads, name.length, ...array('a.f32')]);`;
    const peer = start('counter', script);
    await peer.ready();
    const samples = await peer.timeRound({ rounds: 1, timeMs: 0, warmupMs: 0 });
    expect(samples).toHaveLength(1);
    expect(await peer.result()).toEqual(Float64Array.of(4, 1, 7, 0.5, 1.5));
    const more = await peer.timeRound({ rounds: 1, timeMs: 5, warmupMs: 0 });
    expect(more.length).toBeGreaterThan(1);
    await peer.stop();
  });

  it('waits for promises: a call of 20 ms is no call of 0', async () => {
    const script = `import { serve } from ${rounds};
      await serve(() => new Promise((resolve) => setTimeout(resolve, 20)), () => []);`;
    const peer = start('waiter', script);
    await peer.ready();
    // A timer may fire a little early by the other clock.
    expect((await peer.timeRound({ rounds: 1, timeMs: 0, warmupMs: 0 }))[0]).toBeGreaterThan(18);
    await peer.stop();
  });

  it('says who failed and with which error', async () => {
    const peer = start(
      'broken',
      `import { serve } from ${rounds}; await serve(() => { throw new Error('no kernel'); });`,
    );
    await peer.ready();
    await expect(peer.timeRound({ rounds: 1, timeMs: 0, warmupMs: 0 })).rejects.toThrow(
      'broken gave no samples: Error: no kernel',
    );
    await peer.stop();
    await expect(start('absent', 'import "./none.mjs"').ready()).rejects.toThrow(/absent gave no ready: Error/);
  });
});

const found = await findPeers();
const own = [referenceKernels];
const tiny = [{ operation: 'matmul', rows: 5, inner: 7, columns: 3 }] as const;
const once = { rounds: 1, timeMs: 0, warmupMs: 0 };

describe.each<[PeerName, string]>([
  ['ml-matrix', 'npm ci --prefix bench/peers'],
  ['NumPy', 'PYTHON names one that has it'],
])('compareMatmul', (name, way) => {
  it.skipIf(!found.names.has(name))(
    `multiplies 5×7×3 with ${name} (skipped where it is not there: ${way})`,
    async () => {
      const only = { ...found, names: new Set([name]) };
      const { rows } = await compareMatmul(tiny, own, only, 1, once);
      expect(rows.map((row) => [row.item, row.name, row.samples])).toEqual([
        ['5×7×3', 'glassnet (reference)', 1],
        ['5×7×3', name, 1],
      ]);
    },
  );
});
