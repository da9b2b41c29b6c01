import { describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, run, succeed, temporaryFolder } from '../../support/cli.ts';

describe('glassnet bench', () => {
  it('times 3 products and a training step with each set of kernels, and says which is in use', async () => {
    const document = await json(['bench']);
    expect(document).toMatchObject({ schema: 'glassnet.bench/1', kernels: 'simd', node: process.versions.node });
    const timings = document['timings'] as { job: string; kernels: string; ms: number; gigaflops: number | null }[];
    expect(timings.map(({ kernels }) => kernels)).toEqual(
      ['reference', 'scalar', 'simd'].flatMap((name) => Array(4).fill(name)),
    );
    expect(timings.every(({ ms }) => ms > 0)).toBe(true);
  });

  it('tells the machine in its first line; the rest is at most 80 columns wide', async () => {
    const [machine, ...lines] = (await succeed(['bench', '--threads', '2'])).stdout.split('\n');
    expect(machine).toMatch(/ cores, Node .*; kernels: simd \(WebAssembly SIMD128\); up to 2 threads$/);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeGreaterThan(13);
  });
});

describe('--kernel and --verbose', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'small.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 2 === 0 ? 'no' : 'yes'}\n`);
  writeFileSync(file, `x,y\n${rows.join('')}`);
  const train = ['train', file, '--preset', 'plain', '--epochs', '1', '--force', '-o', join(folder, 'run')];

  it('say what computes', async () => {
    expect((await succeed([...train, '--verbose', '--threads', '1'])).stderr).toMatch(
      /^kernels: simd \(WebAssembly SIMD128\); one thread\n/,
    );
    expect((await succeed([...train, '--verbose', '--kernel', 'reference'])).stderr).toMatch(
      /^kernels: reference \(JavaScript\)\n/,
    );
    expect((await succeed([...train, '--verbose', '--kernel', 'scalar'])).stderr).toMatch(
      /^kernels: scalar \(WebAssembly\)\n/,
    );
    expect((await run([...train, '--kernel', 'gpu'])).stderr).toContain('is not one of reference, scalar, simd');
  });

  it('a host without WebAssembly uses JavaScript, says so once, and refuses --kernel simd and scalar', async () => {
    // What such a host answers to the probes.
    const without = {
      nodeFlags: [
        '--import',
        'data:text/javascript,WebAssembly.Module = class { constructor() { throw new Error() } }',
      ],
    };
    const { stderr } = await succeed([...train, '--verbose'], without);
    expect(stderr.split('kernels: reference (JavaScript); this host compiles no WebAssembly SIMD128\n')).toHaveLength(
      2,
    );
    for (const kernel of ['simd', 'scalar']) {
      expect(await run([...train, '--kernel', kernel], without)).toMatchObject({ code: 2 });
    }
  });
});
