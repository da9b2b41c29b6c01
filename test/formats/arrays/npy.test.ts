import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeNpy, encodeNpy } from '../../../src/formats/arrays/npy.ts';
import type { NpyArray, NpyData } from '../../../src/formats/arrays/npy.ts';
import { decodeNpz } from '../../../src/formats/arrays/npz.ts';
import { ascii, bitFlips, codeOf, concat, mutations, refusal, truncations } from '../damage.ts';

interface Described {
  dtype: string;
  shape: number[];
  hex: string;
}
const golden = new URL('../../golden/npy/', import.meta.url);
const index: { npy: Record<string, Described & { same_bytes: boolean }>; all_halves_sha256: string } = JSON.parse(
  readFileSync(new URL('index.json', golden), 'utf8'),
);
const fixture = (name: string): Uint8Array => readFileSync(new URL(name, golden));

function bytesOf(data: NpyData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A .npy file with any header text; `length` is what it says its header has. */
function npyFile(text: string, data: Uint8Array = new Uint8Array(0), version = 1, length = text.length): Uint8Array {
  const size = version === 1 ? [length & 255, length >> 8] : [length & 255, (length >> 8) & 255, length >> 16, 0];
  return concat(Uint8Array.of(0x93), ascii('NUMPY'), Uint8Array.of(version, 0, ...size), ascii(text), data);
}
const header = (descr: string, shape: string): string =>
  `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;

const ones = (axes: number): number[] => Array.from({ length: axes }, () => 1);
const sha256 = (bytes: NpyData): string => createHash('sha256').update(bytes).digest('hex');

/** The generator leaves out the bit that its processor sets to make a NaN quiet. */
function halvesDigest(words: Uint32Array): string {
  return sha256(words.map((word) => ((word & 0x7fff_ffff) > 0x7f80_0000 ? word & ~0x40_0000 : word)));
}

/** float32 back to the float16 it was widened from. */
const narrowed = (wide: NpyData): Uint8Array =>
  new Uint8Array(
    Uint16Array.from(new Uint32Array(wide.buffer), (word) => {
      const magnitude = word & 0x7fff_ffff;
      const sign = (word >>> 16) & 0x8000;
      if (magnitude >= 0x7f80_0000) return sign | 0x7c00 | ((word >>> 13) & 0x3ff);
      if (magnitude >= 0x3880_0000) return sign | ((magnitude - 0x3800_0000) >>> 13);
      return sign | (new Float32Array(Uint32Array.of(magnitude).buffer)[0]! * 2 ** 24);
    }).buffer,
  );

describe('what NumPy 2.4 wrote (test/golden/make-npy.py)', () => {
  test.each(Object.entries(index.npy))('%s has the dtype, shape and bytes NumPy says', (name, expected) => {
    const file = fixture(name);
    const before = hex(file);
    const array = decodeNpy(file, name);
    expect({ dtype: array.dtype, shape: array.shape, hex: hex(bytesOf(array.data)) }).toEqual({
      dtype: expected.dtype,
      shape: expected.shape,
      hex: expected.hex,
    });
    expect(hex(file)).toBe(before);
  });

  test.each(Object.entries(index.npy).filter(([, { same_bytes }]) => same_bytes))(
    '%s is written again byte for byte',
    (name) => {
      const file = fixture(name);
      expect(hex(encodeNpy(decodeNpy(file, name)))).toBe(hex(file));
    },
  );

  test('all 65,536 float16 become the float32 NumPy makes of them', () => {
    const halves = new Uint8Array(Uint16Array.from({ length: 65_536 }, (_, i) => i).buffer);
    const { dtype, data } = decodeNpy(npyFile(header('<f2', '(65536,)'), halves), 'halves.npy');
    expect(dtype).toBe('<f4');
    const words = new Uint32Array(data.buffer);
    expect(halvesDigest(words)).toBe(index.all_halves_sha256);
    words[1]! += 1;
    expect(halvesDigest(words), 'control: one last bit wrong').not.toBe(index.all_halves_sha256);
  });

  test('a Fortran array read as C order would have other elements (control)', () => {
    const file = fixture('i4-fortran.npy');
    const asC = concat(file.subarray(0, 10), ascii(Buffer.from(file.subarray(10, 128)).toString().replace('True, ', 'False,')), file.subarray(128)); // prettier-ignore
    expect(hex(bytesOf(decodeNpy(asC, 'c.npy').data))).not.toBe(index.npy['i4-fortran.npy']!.hex);
  });

  test('int64 beyond 2^53 is exact', () => {
    const { data } = decodeNpy(fixture('i8.npy'), 'i8.npy');
    expect(data).toEqual(BigInt64Array.of(-(2n ** 63n), 2n ** 53n + 1n, 2n ** 63n - 1n));
  });
});

describe('headers', () => {
  const four = new Uint8Array(4);
  test.each([
    ["{'descr':'<f4','fortran_order':False,'shape':(1,)}", 'accepted'],
    [`{"shape": (1, ), "descr": "<f4", "fortran_order": False}\n`, 'accepted'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1L,), }", 'accepted'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1,), }", 'accepted'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (), }", 'accepted'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': [1], }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': 1, }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (01,), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1_0,), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (,), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1 1), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1,), ", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } #", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'toString': 1}", 'E_NPY_HEADER'],
    ["{'descr': '<f4', 'fortran_order': False}", 'E_NPY_HEADER'],
    ["{'descr': '<\\x664', 'fortran_order': False, 'shape': (1,), }", 'E_NPY_HEADER'],
    ["{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", 'E_NPY_DTYPE'],
    ['', 'E_NPY_HEADER'],
    ['{}', 'E_NPY_HEADER'],
  ])('%s: %s', (text, expected) => {
    expect(codeOf(() => decodeNpy(npyFile(text, four), 'x.npy'))).toBe(expected);
  });

  test('the L of Python 2 is read up to version 2.0 and refused in 3.0', () => {
    const text = header('<f4', '(1L,)');
    expect([1, 2, 3].map((version) => codeOf(() => decodeNpy(npyFile(text, four, version), 'x.npy')))).toEqual([
      'accepted',
      'accepted',
      'E_NPY_HEADER',
    ]);
  });

  test.each([
    '<c8',
    '>c16',
    '<U5',
    '|S3',
    '|O',
    '|O8',
    '<M8[ns]',
    '|V4',
    '<f16',
    '<b4',
    '|f4',
    '=f4',
    'f4',
    '4',
    '<toString',
  ])('the dtype %s is refused and named', (descr) => {
    const error = refusal(() => decodeNpy(npyFile(header(descr, '(1,)'), four), 'x.npy'));
    expect(error?.code).toBe('E_NPY_DTYPE');
    expect(error?.message).toContain(`"${descr}"`);
    expect(error?.file).toBe('x.npy');
  });

  test('a boolean byte of 2 is refused with its place', () => {
    const error = refusal(() => decodeNpy(npyFile(header('|b1', '(3,)'), Uint8Array.of(1, 0, 2)), 'x.npy'));
    expect(error?.message).toBe('boolean 2 is the byte 2, expected 0 or 1');
  });

  test.each([
    [9_999, 'accepted'],
    [10_000, 'accepted'],
    [10_001, 'E_NPY_HEADER'],
  ])('a header of %i bytes: %s', (length, expected) => {
    for (const version of [1, 2, 3]) {
      expect(codeOf(() => decodeNpy(npyFile(header('<f4', '(1,)').padEnd(length), four, version), 'x.npy'))).toBe(
        expected,
      );
    }
  });

  test('64 axes are read and written, 65 are not', () => {
    const array = (axes: number): NpyArray => ({ dtype: '<f4', shape: ones(axes), data: Float32Array.of(1) });
    expect(decodeNpy(encodeNpy(array(64)), 'x.npy').shape).toEqual(ones(64));
    expect(() => encodeNpy(array(65))).toThrow(RangeError);
    expect(codeOf(() => decodeNpy(npyFile(header('<f4', `(${'1,'.repeat(65)})`), four), 'x.npy'))).toBe('E_NPY_SHAPE');
  });

  test.each([
    ['(1099511627776,)', 'E_NPY_LENGTH'],
    ['(4294967296, 4294967296)', 'E_NPY_SHAPE'],
    ['(4194305, 4194305, 211106198978564)', 'E_NPY_SHAPE'],
    ['(18446744073709551617,)', 'E_NPY_SHAPE'],
    ['(0, 9007199254740991, 4)', 'E_NPY_SHAPE'],
    ['(0, 1099511627776)', 'E_NPY_LENGTH'],
  ])('the shape %s over 4 bytes is refused as %s before anything of its size is allocated', (shape, expected) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(codeOf(() => decodeNpy(npyFile(header('<f4', shape), four), 'x.npy'))).toBe(expected);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
  });

  test('one byte too many or too few is refused with both counts', () => {
    for (const size of [3, 5]) {
      const error = refusal(() => decodeNpy(npyFile(header('<f4', '(1,)'), new Uint8Array(size)), 'x.npy', 'inputs'));
      expect(error?.message).toBe(`array "inputs": "<f4" of shape [1] takes 4 bytes, the file has ${size}`);
      expect(error?.field).toBe('inputs');
    }
  });
});

describe('damage', () => {
  test('every truncation of every fixture is refused', () => {
    let count = 0;
    for (const name of Object.keys(index.npy)) {
      for (const part of truncations(fixture(name))) {
        expect(
          codeOf(() => decodeNpy(part, name)),
          `${name} cut at ${part.length}`,
        ).not.toBe('accepted');
        count++;
      }
    }
    expect(count).toBeGreaterThan(3000);
  });

  test('every bit turned in a header is refused or leaves as many bytes of elements; no other error', () => {
    // The format has no checksum: `<f4` and `<i4`, or (3, 5) and (5, 3), are one or two bits apart.
    const file = fixture('f4.npy');
    let refused = 0;
    for (const flipped of bitFlips(file.subarray(0, 128))) {
      const whole = concat(flipped, file.subarray(128));
      if (codeOf(() => decodeNpy(whole, 'f4.npy')) !== 'accepted') refused++;
      else expect(decodeNpy(whole, 'f4.npy').data.byteLength).toBe(60);
    }
    expect(refused).toBeGreaterThan(900);
  });

  test('a bit turned among the elements changes exactly one element', () => {
    const file = fixture('i8.npy');
    const elements = decodeNpy(file, 'i8.npy').data;
    for (const flipped of bitFlips(file.subarray(128))) {
      const { data } = decodeNpy(concat(file.subarray(0, 128), flipped), 'i8.npy');
      expect([...data].filter((value, i) => value !== elements[i])).toHaveLength(1);
    }
  });

  test('20,000 mutated files: a FormatError or an array whose shape is that of its data', () => {
    const files = Object.keys(index.npy).map(fixture);
    let refused = 0;
    fc.assert(
      fc.property(mutations(files), (file) => {
        if (refusal(() => decodeNpy(file, 'x.npy')) !== undefined) refused++;
        else {
          const { shape, data } = decodeNpy(file, 'x.npy');
          expect(shape.reduce((product, length) => product * length, 1)).toBe(data.length);
        }
      }),
      { seed: 1, numRuns: 20_000 },
    );
    expect(refused).toBeGreaterThan(10_000);
    expect(refused).toBeLessThan(20_000);
  });
});

const DTYPES: readonly (readonly [NpyArray['dtype'], (bytes: Uint8Array<ArrayBuffer>) => NpyData])[] = [
  ['|b1', (bytes) => Uint8Array.from(bytes, (byte) => byte & 1)],
  ['|i1', (bytes) => new Int8Array(bytes.buffer)],
  ['|u1', (bytes) => new Uint8Array(bytes.buffer)],
  ['<i2', (bytes) => new Int16Array(bytes.buffer)],
  ['<u2', (bytes) => new Uint16Array(bytes.buffer)],
  ['<i4', (bytes) => new Int32Array(bytes.buffer)],
  ['<u4', (bytes) => new Uint32Array(bytes.buffer)],
  ['<i8', (bytes) => new BigInt64Array(bytes.buffer)],
  ['<u8', (bytes) => new BigUint64Array(bytes.buffer)],
  ['<f4', (bytes) => new Float32Array(bytes.buffer)],
  ['<f8', (bytes) => new Float64Array(bytes.buffer)],
];

describe('round trips', () => {
  test('decode gives back what encode was given, bit for bit, for 1,000 arrays of any dtype and shape', () => {
    const arrays = fc
      .tuple(fc.constantFrom(...DTYPES), fc.array(fc.nat({ max: 4 }), { maxLength: 4 }))
      .chain(([[dtype, view], shape]) => {
        const size = 8 * shape.reduce((product, length) => product * length, 1);
        return fc.uint8Array({ minLength: size, maxLength: size }).map((bytes): NpyArray => {
          const data = view(bytes.slice());
          return { dtype, shape, data: data.subarray(0, size / 8) };
        });
      });
    fc.assert(
      fc.property(arrays, (array) => {
        const read = decodeNpy(encodeNpy(array), 'x.npy');
        expect([read.dtype, read.shape]).toEqual([array.dtype, array.shape]);
        expect(read.data.constructor).toBe(array.data.constructor);
        expect(hex(bytesOf(read.data))).toBe(hex(bytesOf(array.data)));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('[], [0], [0, 3], a NaN with payload, -0 and 2^53 + 1 come back', () => {
    const nan = new Float64Array(BigUint64Array.of(0x7ff0_0000_0000_0001n).buffer);
    const arrays: NpyArray[] = [
      { dtype: '<f4', shape: [], data: Float32Array.of(-0) },
      { dtype: '<f4', shape: [0], data: new Float32Array(0) },
      { dtype: '|u1', shape: [0, 3], data: new Uint8Array(0) },
      { dtype: '<f8', shape: [1], data: nan },
      { dtype: '<i8', shape: [1, 1], data: BigInt64Array.of(2n ** 53n + 1n) },
    ];
    for (const array of arrays) {
      const read = decodeNpy(encodeNpy(array), 'x.npy');
      expect(read.shape).toEqual(array.shape);
      expect(hex(bytesOf(read.data))).toBe(hex(bytesOf(array.data)));
    }
  });

  test.each<[string, string, number[], NpyData]>([
    ['a dtype that is not the data', '<f4', [1], Float64Array.of(1)],
    ['a dtype that is unknown', '<c8', [1], Float32Array.of(1)],
    ['big-endian', '>f4', [1], Float32Array.of(1)],
    ['float16', '<f2', [1], Uint16Array.of(1)],
    ['a byte order for one byte', '<u1', [1], Uint8Array.of(1)],
    ['a shape of other size', '<f4', [2], Float32Array.of(1)],
    ['a shape of halves', '<f4', [0.5, 2], Float32Array.of(1)],
    ['a boolean of 2', '|b1', [1], Uint8Array.of(2)],
  ])('encode refuses %s', (_, dtype, shape, data) => {
    // @ts-expect-error dtype is any text here, as it may be in JavaScript.
    expect(() => encodeNpy({ dtype, shape, data })).toThrow(RangeError);
  });
});

interface CorpusEntry {
  file: string;
  expect: string;
  dtype?: string;
  shape?: number[];
  sha256_c_order_little_endian?: string;
  entries?: Record<string, { dtype: string; shape: number[]; sha256_c_order_little_endian: string }>;
}
const corpus = new URL('../../../../shared/corpora/npy/', import.meta.url);

describe.skipIf(!existsSync(corpus))('corpus of 261 files (skipped when ../shared/corpora/npy is not there)', () => {
  const entries: CorpusEntry[] = existsSync(corpus)
    ? JSON.parse(readFileSync(new URL('index.json', corpus), 'utf8'))
    : [];
  const read = (entry: CorpusEntry): unknown => {
    const bytes = readFileSync(new URL(entry.file, corpus));
    return entry.file.endsWith('.npz') ? decodeNpz(bytes, entry.file) : decodeNpy(bytes, entry.file);
  };

  test('126 accepted .npy have the shape and sha256 of the index', () => {
    const accepted = entries.filter((entry) => entry.expect === 'accept' && entry.file.endsWith('.npy'));
    expect(accepted).toHaveLength(126);
    for (const entry of accepted) {
      const array = decodeNpy(readFileSync(new URL(entry.file, corpus)), entry.file);
      const bytes = entry.dtype!.slice(1) === 'f2' ? narrowed(array.data) : bytesOf(array.data);
      expect([array.shape, sha256(bytes)], entry.file).toEqual([entry.shape, entry.sha256_c_order_little_endian]);
    }
  });

  test('2 accepted .npz: x has the shape and sha256 of the index, the text foo is refused by its dtype', () => {
    const accepted = entries.filter((entry) => entry.expect === 'accept' && entry.file.endsWith('.npz'));
    expect(accepted).toHaveLength(2);
    for (const entry of accepted) {
      const bytes = readFileSync(new URL(entry.file, corpus));
      const x = decodeNpz(bytes, entry.file, { names: ['x'] }).get('x')!;
      const expected = entry.entries!['x']!;
      expect([x.shape, sha256(bytesOf(x.data))]).toEqual([expected.shape, expected.sha256_c_order_little_endian]);
      expect(refusal(() => read(entry))?.message).toContain('array "foo": the dtype "<U3" is not read');
    }
  });

  test('120 are refused', () => {
    const rejected = entries.filter((entry) => entry.expect === 'reject');
    expect(rejected).toHaveLength(120);
    for (const entry of rejected)
      expect(
        codeOf(() => read(entry)),
        entry.file,
      ).not.toBe('accepted');
  });

  test('13 free choices: 12 dtypes refused by name, and booleans other than 0 and 1 refused', () => {
    const free = entries.filter((entry) => /^(reject-or-accept|accept-or-reject)/.test(entry.expect));
    expect(free).toHaveLength(13);
    for (const entry of free) {
      const error = refusal(() => read(entry));
      if (entry.dtype === '|b1') expect(error?.code).toBe('E_NPY_VALUE');
      else expect(error?.message).toContain(`the dtype "${entry.dtype}"`);
    }
  });
});
