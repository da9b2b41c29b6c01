import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeNpy } from '../../../src/formats/arrays/npy.ts';
import type { NpyArray } from '../../../src/formats/arrays/npy.ts';
import { arrayNamed, decodeNpz, encodeNpz } from '../../../src/formats/arrays/npz.ts';
import { ascii, bitFlips, codeOf, mutations, refusal, truncations } from '../damage.ts';
import { zipArchive } from '../zip-archive.ts';

interface Described {
  dtype: string;
  shape: number[];
  hex: string;
}
const golden = new URL('../../golden/npy/', import.meta.url);
const index: { npz: Record<string, Record<string, Described>> } = JSON.parse(
  readFileSync(new URL('index.json', golden), 'utf8'),
);
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, golden)));

function described(arrays: ReadonlyMap<string, NpyArray>): Record<string, Described> {
  return Object.fromEntries(
    [...arrays].map(([name, { dtype, shape, data }]) => {
      const hex = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');
      return [name, { dtype, shape: [...shape], hex }];
    }),
  );
}
const float32 = (...values: number[]): NpyArray => ({
  dtype: '<f4',
  shape: [values.length],
  data: Float32Array.from(values),
});
const split = (): Map<string, NpyArray> =>
  new Map<string, NpyArray>([
    ['inputs', { dtype: '<f4', shape: [2, 3], data: Float32Array.of(1, -0, NaN, 4, 5, Infinity) }],
    ['targets', { dtype: '<i8', shape: [2], data: BigInt64Array.of(0n, 2n ** 53n + 1n) }],
  ]);

describe('what NumPy 2.4 wrote (test/golden/make-npy.py)', () => {
  test.each(Object.entries(index.npz))('%s has the arrays NumPy says', (name, expected) => {
    expect(described(decodeNpz(fixture(name), name))).toEqual(expected);
  });

  test('the streams have data descriptors, the others ZIP64 sizes in local headers', () => {
    const flags = (name: string): number => fixture(name)[6]!;
    expect([flags('stream.npz') & 8, flags('stream-compressed.npz') & 8, flags('savez.npz') & 8]).toEqual([8, 8, 0]);
    expect([...fixture('savez.npz').subarray(18, 26)]).toEqual(Array.from({ length: 8 }, () => 255));
  });

  test('with-text.npz is refused by the dtype of "names", but gives "inputs" when only that is asked for', () => {
    const file = fixture('with-text.npz');
    const error = refusal(() => decodeNpz(file, 'with-text.npz'));
    expect([error?.code, error?.field]).toEqual(['E_NPY_DTYPE', 'names']);
    expect(error?.message).toContain('array "names": the dtype "<U3" is not read');
    expect([...decodeNpz(file, 'with-text.npz', { names: ['INPUTS', 'targets'] }).keys()]).toEqual(['inputs']);
  });
});

/** What becomes of an archive that says its one member has `size` bytes; nothing is inflated. */
const codeOfDeclared = (size: number): string => {
  const archive = zipArchive([{ name: 'x.npy', data: ascii('x'), deflated: true, size }]);
  return codeOf(() => decodeNpz(archive, 'x.npz', { names: [], limits: { expansion: Infinity } }));
};

describe('members', () => {
  test('a member that is no .npy file is refused unless other names are asked for', () => {
    const archive = zipArchive([
      { name: 'readme.txt', data: ascii('hello') },
      { name: 'x.npy', data: encodeNpy(float32(1)) },
    ]);
    expect(codeOf(() => decodeNpz(archive, 'x.npz'))).toBe('E_NPZ_MEMBER');
    expect([...decodeNpz(archive, 'x.npz', { names: ['x'] }).keys()]).toEqual(['x']);
  });

  test('arrays called __proto__, constructor, 1 and ../x are arrays like others, and no prototype changes', () => {
    const names = ['z', '__proto__', 'constructor', '1', '../x', 'é', ''];
    const arrays = decodeNpz(encodeNpz(names.map((name, i) => [name, float32(i)])), 'x.npz');
    expect([...arrays.keys()]).toEqual(names);
    expect(names.map((name) => arrays.get(name)?.data[0])).toEqual(names.map((_, i) => i));
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('10,000 arrays are read and written, 10,001 are not', () => {
    const one = float32();
    const many = (count: number): [string, NpyArray][] => Array.from({ length: count }, (_, i) => [`a${i}`, one]);
    const file = encodeNpz(many(10_000));
    expect(decodeNpz(file, 'x.npz').size).toBe(10_000);
    expect(codeOf(() => decodeNpz(file, 'x.npz', { limits: { entries: 9_999 } }))).toBe('E_ZIP_LIMIT');
    expect(() => encodeNpz(many(10_001))).toThrow(RangeError);
  });

  test('a total of 2 GiB and a byte is refused by its declaration', () => {
    expect([codeOfDeclared(2 ** 31 - 1), codeOfDeclared(2 ** 31), codeOfDeclared(2 ** 31 + 1)]).toEqual([
      'accepted',
      'accepted',
      'E_ZIP_LIMIT',
    ]);
  });

  test.each([['a\0'], ['\ud800']])('encode refuses the name %j', (name) => {
    expect(() => encodeNpz([[name, float32(1)]])).toThrow(RangeError);
  });

  test('encode refuses a name that stands twice', () => {
    expect(() => encodeNpz([['a', float32(1)], ['a', float32(2)]])).toThrow(RangeError); // prettier-ignore
  });
});

describe('arrayNamed', () => {
  const arrays = new Map([
    ['Inputs', float32(1)],
    ['x', float32(2)],
    ['X', float32(3)],
  ]);
  test('finds an array in any case of letters, an exact name first', () => {
    expect(arrayNamed(arrays, 'inputs', 'x.npz').data[0]).toBe(1);
    expect(arrayNamed(arrays, 'INPUTS', 'x.npz').data[0]).toBe(1);
    expect(arrayNamed(arrays, 'X', 'x.npz').data[0]).toBe(3);
  });
  test('says what there is when the array is missing or could be several', () => {
    expect(refusal(() => arrayNamed(arrays, 'targets', 'x.npz'))?.message).toBe(
      'the array "targets" is missing: the file has "Inputs", "x", "X"',
    );
    expect(refusal(() => arrayNamed(new Map(), 'targets', 'x.npz'))?.message).toContain('the file has no arrays');
    const several = new Map([['TARGETS', float32(1)], ['Targets', float32(2)]]); // prettier-ignore
    expect(refusal(() => arrayNamed(several, 'targets', 'x.npz'))?.code).toBe('E_NPZ_NAME');
  });
});

describe('damage', () => {
  const files = { 'ours.npz': encodeNpz(split()), 'stream-compressed.npz': fixture('stream-compressed.npz'), 'savez.npz': fixture('savez.npz') }; // prettier-ignore

  test.each(Object.entries(files))('%s: every truncation is refused', (name, file) => {
    for (const part of truncations(file))
      expect(
        codeOf(() => decodeNpz(part, name)),
        `${part.length}`,
      ).not.toBe('accepted');
  });

  test.each(Object.entries(files))('%s: every single bit turned is refused or gives equal arrays', (name, file) => {
    const expected = JSON.stringify(described(decodeNpz(file, name)));
    let refused = 0;
    for (const flipped of bitFlips(file)) {
      let read = '';
      if (refusal(() => (read = JSON.stringify(described(decodeNpz(flipped, name))))) === undefined)
        expect(read).toBe(expected);
      else refused++;
    }
    // What may turn unseen: dates, versions, attributes and, with descriptors, the copies of CRC and sizes.
    expect(refused / (file.length * 8)).toBeGreaterThan(0.7);
  });

  test('20,000 mutated files: a FormatError or arrays', () => {
    let refused = 0;
    const small = fixture('stream.npz');
    fc.assert(
      fc.property(mutations([...Object.values(files), small]), (file) => {
        if (refusal(() => decodeNpz(file, 'x.npz')) !== undefined) refused++;
      }),
      { seed: 1, numRuns: 20_000 },
    );
    expect(refused).toBeGreaterThan(15_000);
    expect(refused).toBeLessThan(20_000);
  });
});

describe('bytes', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test('are the same in every time zone, while a fixed instant would show the zone (control)', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    expect(zones).toEqual(expect.arrayContaining(['Asia/Tokyo', 'America/New_York']));
    const seen = new Set<string>();
    const control = new Set<string>();
    for (const name of ['UTC', ...zones]) {
      process.env['TZ'] = name;
      seen.add(Buffer.from(encodeNpz(split())).toString('hex'));
      const instant = zipSync({ x: new Uint8Array(1) }, { mtime: Date.UTC(1990, 6, 1, 12) });
      control.add(Buffer.from(instant).toString('hex'));
    }
    expect(seen.size).toBe(1);
    expect(control.size).toBeGreaterThan(20);
  });

  test('are stored (method 0) and say 1 January 1980, 00:00', () => {
    const view = new DataView(encodeNpz(split()).buffer);
    expect([8, 10, 12].map((at) => view.getUint16(at, true))).toEqual([0, 0, (0 << 9) | (1 << 5) | 1]);
  });

  test('round trip of 200 sets of arrays gives equal values in equal order', () => {
    const sets = fc.uniqueArray(fc.tuple(fc.string({ maxLength: 8 }), fc.array(fc.float())), {
      selector: ([name]) => name,
      maxLength: 5,
    });
    fc.assert(
      fc.property(sets, (set) => {
        fc.pre(set.every(([name]) => !name.includes('\0')));
        const arrays = new Map(set.map(([name, values]) => [name, float32(...values)]));
        expect([...decodeNpz(encodeNpz(arrays), 'x.npz')]).toEqual([...arrays]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

const python = process.env['PYTHON'] ?? 'python3';
const hasNumpy = spawnSync(python, ['-c', 'import numpy']).status === 0;

describe.skipIf(!hasNumpy)('NumPy (skipped when `python3 -c "import numpy"` fails; PYTHON names another)', () => {
  test('opens ours with equal dtype, shape, bytes and order', () => {
    const arrays = new Map<string, NpyArray>([
      ...split(),
      ['café', { dtype: '|b1', shape: [3], data: Uint8Array.of(1, 0, 1) }],
      ['u8', { dtype: '<u8', shape: [1, 1], data: BigUint64Array.of(2n ** 64n - 1n) }],
      ['i1', { dtype: '|i1', shape: [0, 3], data: new Int8Array(0) }],
      ['f8', { dtype: '<f8', shape: [], data: Float64Array.of(Math.PI) }],
    ]);
    const script = [
      'import json, sys, numpy',
      'with numpy.load(sys.argv[1], allow_pickle=False) as arrays:',
      '    print(json.dumps({k: {"dtype": a.dtype.str, "shape": a.shape, "hex": a.tobytes().hex()} for k, a in arrays.items()}))',
    ].join('\n');
    const folder = mkdtempSync(join(tmpdir(), 'glassnet-npz-'));
    try {
      writeFileSync(join(folder, 'ours.npz'), encodeNpz(arrays));
      const run = spawnSync(python, ['-c', script, join(folder, 'ours.npz')], { encoding: 'utf8' });
      expect(run.stderr).toBe('');
      expect(JSON.parse(run.stdout)).toEqual(described(arrays));
      expect(Object.keys(JSON.parse(run.stdout))).toEqual([...arrays.keys()]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
