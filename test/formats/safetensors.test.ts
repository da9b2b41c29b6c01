import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, SAFETENSORS_LIMITS } from '../../src/formats/safetensors.ts';
import type { SafeTensor } from '../../src/formats/safetensors.ts';
import { ascii, bitFlips, codeOf, concat, mutations, refusal, truncations } from './damage.ts';

/** A file with any header text over `dataBytes` zeros; `length` is what it says its header has. */
function file(header: string | object, dataBytes = 0, length?: bigint): Uint8Array {
  const text = ascii(typeof header === 'string' ? header : JSON.stringify(header));
  const size = new Uint8Array(BigUint64Array.of(length ?? BigInt(text.length)).buffer);
  return concat(size, text, new Uint8Array(dataBytes));
}
const entry = (shape: number[], begin: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});
const read = (bytes: Uint8Array) => decodeSafetensors(bytes, 'x.safetensors');
const codeOfFile = (header: string | object, dataBytes = 0): string => codeOf(() => read(file(header, dataBytes)));
const float32 = (shape: number[], ...values: number[]): SafeTensor => ({
  dtype: 'F32',
  shape,
  data: new Uint8Array(Float32Array.from(values).buffer),
});
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('writing', () => {
  test('a small file is, byte for byte, what the format says', () => {
    const tensors = new Map([
      ['b', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) }],
      ['é', float32([1, 1], 1)],
      ['a', float32([2], -1, 0)],
    ]);
    const bytes = encodeSafetensors(tensors, new Map([['z', '1'], ['k', 'line\n"quoted"']])); // prettier-ignore
    const header =
      '{"__metadata__":{"k":"line\\n\\"quoted\\"","z":"1"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},' +
      '"é":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]},"b":{"dtype":"U8","shape":[3],"data_offsets":[12,15]}}';
    const padded = concat(ascii(header), ascii(' '.repeat(7))).subarray(0, Math.ceil(ascii(header).length / 8) * 8);
    expect(text(bytes.subarray(8, 8 + padded.length))).toBe(text(padded));
    expect(new DataView(bytes.buffer).getBigUint64(0, true)).toBe(BigInt(padded.length));
    expect([...bytes.subarray(8 + padded.length)]).toEqual([0, 0, 128, 191, 0, 0, 0, 0, 0, 0, 128, 63, 1, 2, 3]);
  });

  test('the order in which tensors and metadata come does not matter', () => {
    const tensors: [string, SafeTensor][] = [
      ['10', float32([1], 1)],
      ['9', float32([], 2)],
      ['w', { dtype: 'F64', shape: [0, 3], data: new Uint8Array(0) }],
      ['__proto__', { dtype: 'BOOL', shape: [1], data: Uint8Array.of(1) }],
    ];
    const metadata: [string, string][] = [['b', '1'], ['1', '2'], ['a', '3']]; // prettier-ignore
    const forwards = encodeSafetensors(new Map(tensors), new Map(metadata));
    const backwards = encodeSafetensors(new Map(tensors.toReversed()), new Map(metadata.toReversed()));
    expect(backwards).toEqual(forwards);
    expect([...read(forwards).tensors.keys()]).toEqual(['w', '10', '9', '__proto__']);
    expect(read(forwards).metadata).toEqual(new Map(metadata));
  });

  test.each<[string, Map<string, SafeTensor>, Map<string, string>?]>([
    ['a dtype it does not know', new Map([['a', { dtype: 'toString', shape: [], data: new Uint8Array(0) }]])],
    ['a shape of another size', new Map([['a', float32([2], 1)]])],
    ['a shape below 0', new Map([['a', float32([-1, -1], 1)]])],
    ['a tensor named __metadata__', new Map([['__metadata__', float32([1], 1)]])],
    ['half a surrogate pair in a name', new Map([['\ud800', float32([1], 1)]])],
    ['half a surrogate pair in the metadata', new Map(), new Map([['a', '\udc00']])],
  ])('refuses %s', (_, tensors, metadata) => {
    expect(() => encodeSafetensors(tensors, metadata)).toThrow(RangeError);
  });

  test('round trip: 1,000 sets of tensors and metadata come back, aligned to their elements', () => {
    const dtypes = [['U8', 1], ['BF16', 2], ['F32', 4], ['I64', 8]] as const; // prettier-ignore
    const sizes = new Map<string, number>(dtypes);
    const tensor = fc
      .tuple(fc.constantFrom(...dtypes), fc.array(fc.nat(3), { maxLength: 3 }))
      .chain(([[dtype, size], shape]) => {
        const length = shape.reduce((product, axis) => product * axis, size as number);
        return fc
          .uint8Array({ minLength: length, maxLength: length })
          .map((data): SafeTensor => ({ dtype, shape, data }));
      });
    const name = fc.string({ unit: 'binary', maxLength: 6 }).filter((key) => key !== '__metadata__');
    const pairs = <T>(value: fc.Arbitrary<T>) =>
      fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 5 });
    fc.assert(
      fc.property(pairs(tensor), pairs(fc.string({ unit: 'binary' })), (tensors, metadata) => {
        const bytes = encodeSafetensors(new Map(tensors), new Map(metadata));
        const again = read(bytes);
        expect(again.tensors.size).toBe(tensors.length);
        for (const [key, expected] of tensors) expect(again.tensors.get(key)).toEqual(expected);
        expect(again.metadata).toEqual(new Map(metadata));
        for (const { dtype, data } of again.tensors.values()) expect(data.byteOffset % sizes.get(dtype)!).toBe(0);
        expect(encodeSafetensors(again.tensors, again.metadata)).toEqual(bytes);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

describe('reading', () => {
  test('data are views on the file, in the order of their bytes; NaN passes', () => {
    const bytes = concat(
      file({ b: entry([1], 4, 8), a: entry([], 0, 4) }),
      new Uint8Array(Float32Array.of(NaN, 2).buffer),
    );
    const { tensors, metadata } = read(bytes);
    expect([...tensors.keys()]).toEqual(['a', 'b']);
    expect(tensors.get('b')!.data.buffer).toBe(bytes.buffer);
    expect(new Float32Array(tensors.get('a')!.data.slice().buffer)).toEqual(Float32Array.of(NaN));
    expect(metadata.size).toBe(0);
  });

  test('a tensor named __proto__ is a tensor like any other', () => {
    const { tensors } = read(file('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4));
    expect(tensors.get('__proto__')?.shape).toEqual([1]);
    expect('dtype' in {}).toBe(false);
  });

  test('tensors of no bytes stand anywhere between others', () => {
    const header = { z: entry([0], 4, 4), a: entry([1], 0, 4), y: entry([0, 3], 0, 0), b: entry([1], 4, 8) };
    expect(read(file(header, 8)).tensors.size).toBe(4);
  });

  test.each<[string, string, string | object, number?]>([
    ['an array for a header', 'E_SAFETENSORS_HEADER', '[]'],
    ['null for a header', 'E_SAFETENSORS_HEADER', 'null'],
    ['no JSON', 'E_JSON_SYNTAX', '{'],
    ['no header', 'E_JSON_SYNTAX', ''],
    ['a NUL after the header', 'E_JSON_SYNTAX', '{}\0'],
    ['a byte order mark', 'E_JSON_SYNTAX', '\ufeff{}'],
    [
      'a name twice',
      'E_JSON_DUPLICATE',
      '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}',
    ],
    ['100,000 nested arrays', 'E_JSON_DEPTH', `{"a":${'['.repeat(100_000)}`],
    ['a tensor that is a list', 'E_SAFETENSORS_TENSOR', { a: [] }],
    ['a tensor without shape', 'E_SAFETENSORS_TENSOR', { a: { dtype: 'F32', data_offsets: [0, 4] } }, 4],
    ['a tensor with more', 'E_SAFETENSORS_TENSOR', { a: { ...entry([1], 0, 4), more: 1 } }, 4],
    ['an unknown dtype', 'E_SAFETENSORS_DTYPE', { a: entry([1], 0, 4, 'F33') }, 4],
    ['the dtype toString', 'E_SAFETENSORS_DTYPE', { a: entry([1], 0, 4, 'toString') }, 4],
    ['the dtype __proto__', 'E_SAFETENSORS_DTYPE', { a: entry([1], 0, 4, '__proto__') }, 4],
    ['the half-byte dtype F4', 'E_SAFETENSORS_DTYPE', { a: entry([2], 0, 1, 'F4') }, 1],
    ['a dtype that is a number', 'E_SAFETENSORS_DTYPE', '{"a":{"dtype":1,"shape":[1],"data_offsets":[0,4]}}', 4],
    ['a shape that is a number', 'E_SAFETENSORS_SHAPE', '{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}', 4],
    ['a shape of texts', 'E_SAFETENSORS_SHAPE', '{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}', 4],
    [
      'a shape of 2^53',
      'E_SAFETENSORS_SHAPE',
      '{"a":{"dtype":"F32","shape":[9007199254740992],"data_offsets":[0,4]}}',
      4,
    ],
    ['a product over 2^64', 'E_SAFETENSORS_SHAPE', { a: entry([4194305, 4194305, 211106198978564], 0, 16) }, 16],
    ['a product over 2^53 times 0', 'E_SAFETENSORS_SHAPE', { a: entry([2 ** 52, 2 ** 52, 0], 0, 0) }],
    ['a shape of 2.0', 'E_JSON_SYNTAX', '{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}', 8],
    ['a shape of -1', 'E_JSON_SYNTAX', { a: entry([-1], 0, 4) }, 4],
    ['one offset', 'E_SAFETENSORS_OFFSETS', { a: { ...entry([1], 0, 4), data_offsets: [4] } }, 4],
    ['three offsets', 'E_SAFETENSORS_OFFSETS', { a: { ...entry([1], 0, 4), data_offsets: [0, 4, 4] } }, 4],
    ['an end before the start', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 4, 0) }, 4],
    ['fewer bytes than the shape takes', 'E_SAFETENSORS_OFFSETS', { a: entry([2], 0, 4) }, 4],
    ['more bytes than the shape takes', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 0, 8) }, 8],
    ['a hole at the start', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 4, 8) }, 8],
    ['a hole between', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12],
    ['bytes after the last tensor', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 0, 4) }, 5],
    ['a tensor over the end', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 0, 4) }, 3],
    ['two tensors in one place', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 0, 4), b: entry([1], 0, 4) }, 4],
    ['tensors that overlap by a byte', 'E_SAFETENSORS_OFFSETS', { a: entry([1], 0, 4), b: entry([1], 3, 7) }, 7],
    ['metadata that is a text', 'E_SAFETENSORS_METADATA', { __metadata__: 'a' }],
    ['metadata that is null', 'E_SAFETENSORS_METADATA', { __metadata__: null }],
    ['a number in the metadata', 'E_SAFETENSORS_METADATA', { __metadata__: { a: 1 } }],
    ['metadata that is a tensor', 'E_SAFETENSORS_METADATA', { __metadata__: entry([1], 0, 4) }, 4],
  ])('%s: %s', (_, code, header, dataBytes) => {
    expect(codeOfFile(header, dataBytes)).toBe(code);
  });

  test('the error names the tensor and the rule', () => {
    const error = refusal(() => read(file({ 'layer/W': entry([2], 0, 4) }, 4)));
    expect(error?.message).toBe('tensor "layer/W": F32 and its shape take 8 bytes, offsets give 4');
    expect([error?.file, error?.field]).toEqual(['x.safetensors', 'layer/W']);
  });

  test('a header that is not UTF-8', () => {
    expect(codeOf(() => read(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff)))).toBe('E_SAFETENSORS_HEADER');
  });

  test.each<[bigint, string]>([
    [99_999_999n, 'E_SAFETENSORS_HEADER'],
    [100_000_000n, 'E_SAFETENSORS_HEADER'],
    [100_000_001n, 'E_SAFETENSORS_LIMIT'],
    [2n ** 53n + 1n, 'E_SAFETENSORS_LIMIT'],
    [2n ** 64n - 1n, 'E_SAFETENSORS_LIMIT'],
  ])('a header that says it has %i bytes: %s', (length, code) => {
    expect(codeOf(() => read(file('{}', 0, length)))).toBe(code);
  });

  test('limits hold at limit - 1 and limit and refuse limit + 1', () => {
    const header = { a: entry([0], 0, 0), b: entry([0], 0, 0) };
    const bytes = file(header);
    const size = bytes.length - 8;
    const code = (headerBytes: number, tensors: number): string =>
      codeOf(() => decodeSafetensors(bytes, 'x', { headerBytes, tensors }));
    expect([code(size + 1, 3), code(size, 2), code(size - 1, 2), code(size, 1)]).toEqual([
      'accepted',
      'accepted',
      'E_SAFETENSORS_LIMIT',
      'E_SAFETENSORS_LIMIT',
    ]);
    expect(SAFETENSORS_LIMITS).toEqual({ headerBytes: 100_000_000, tensors: 100_000 });
  });

  test('100,000 tensors are read and written, 100,001 refused by both', () => {
    const none: SafeTensor = { dtype: 'F32', shape: [0], data: new Uint8Array(0) };
    const many = (count: number) => new Map(Array.from({ length: count }, (_, i) => [`t${i}`, none]));
    expect(read(encodeSafetensors(many(100_000))).tensors.size).toBe(100_000);
    expect(() => encodeSafetensors(many(100_001))).toThrow(RangeError);
    const names = Array.from({ length: 100_001 }, (_, i) => `"t${i}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`);
    expect(codeOfFile(`{${names.join(',')}}`)).toBe('E_SAFETENSORS_LIMIT');
  });
});

describe('damage', () => {
  const good = encodeSafetensors(
    new Map([['dense/kernel', float32([2, 2], 1, 2, 3, 4)], ['dense/bias', float32([2], 5, 6)], ['n', { dtype: 'I64', shape: [], data: new Uint8Array(8) }]]), // prettier-ignore
    new Map([['format', 'pt']]),
  );

  test('every truncation is refused', () => {
    for (const part of truncations(good))
      expect(
        codeOf(() => read(part)),
        `cut at ${part.length}`,
      ).not.toBe('accepted');
  });

  test('every bit turned in the header is refused or leaves data that cover the file; no other error', () => {
    // The format has no checksum: a bit of a name, of a dtype of equal size or of the metadata may turn unseen.
    const headerEnd = 8 + new DataView(good.buffer).getUint32(0, true);
    let refused = 0;
    for (const flipped of bitFlips(good.subarray(0, headerEnd))) {
      const whole = concat(flipped, good.subarray(headerEnd));
      if (refusal(() => read(whole)) !== undefined) refused++;
      else expect([...read(whole).tensors.values()].reduce((sum, { data }) => sum + data.length, 0)).toBe(32);
    }
    expect(refused / (headerEnd * 8)).toBeGreaterThan(0.7);
  });

  test('20,000 mutated files: a FormatError or tensors whose data fit their shapes', () => {
    let refused = 0;
    fc.assert(
      fc.property(mutations([good, file({}), file({ a: entry([1], 0, 4) }, 4)]), (bytes) => {
        if (refusal(() => read(bytes)) !== undefined) refused++;
        else expect(() => encodeSafetensors(read(bytes).tensors)).not.toThrow();
      }),
      { seed: 1, numRuns: 20_000 },
    );
    expect(refused).toBeGreaterThan(10_000);
    expect(refused).toBeLessThan(20_000);
  });
});

const corpus = new URL('../../../shared/corpora/safetensors/', import.meta.url);

describe.skipIf(!existsSync(corpus))(
  'corpus of 41 files (skipped when ../shared/corpora/safetensors is not there)',
  () => {
    const entries: { file: string; expect: string; why: string }[] = existsSync(corpus)
      ? JSON.parse(readFileSync(new URL('index.json', corpus), 'utf8'))
      : [];
    const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, corpus)));

    test('each verdict is that of the index: 13 accepted, 26 refused, 2 free', () => {
      expect(entries).toHaveLength(41);
      const verdicts = entries.map((each) => [each.file, codeOf(() => read(bytesOf(each.file)))] as const);
      const expected = new Map(entries.map((each) => [each.file, each.expect]));
      const wrong = verdicts.filter(([name, code]) => {
        const verdict = expected.get(name)!;
        return verdict === 'accept' ? code !== 'accepted' : verdict === 'reject' && code === 'accepted';
      });
      expect(wrong).toEqual([]);
      expect(verdicts.filter(([name]) => expected.get(name) === 'accept')).toHaveLength(13);
      expect(verdicts.filter(([name]) => expected.get(name) === 'reject')).toHaveLength(26);
      const free = verdicts.filter(([name]) => expected.get(name)!.includes('-or-'));
      expect(free).toEqual([
        ['invalid/proto_key.safetensors', 'accepted'],
        ['valid/test_serialization_fp4_0.safetensors', 'E_SAFETENSORS_DTYPE'],
      ]);
    });

    test('what the reference writer made, ours makes byte for byte', () => {
      const exact = entries.filter((each) => each.expect === 'accept' && each.why.includes('exact bytes'));
      expect(exact.length).toBe(4);
      for (const each of exact) {
        const { tensors, metadata } = read(bytesOf(each.file));
        expect(encodeSafetensors(tensors, metadata), each.file).toEqual(bytesOf(each.file));
      }
    });
  },
);
