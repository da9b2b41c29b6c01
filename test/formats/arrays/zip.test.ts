import { crc32 as nodeCrc32, deflateRawSync } from 'node:zlib';
import * as zlib from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../../src/formats/arrays/crc32.ts';
import { refusalFor } from '../../../src/formats/refusal.ts';
import { readZip } from '../../../src/formats/arrays/zip.ts';
import type { ZipLimits } from '../../../src/formats/arrays/zip.ts';
import { ascii, codeOf, concat, refusal, truncations } from '../damage.ts';
import { zipArchive } from '../zip-archive.ts';
import type { EndSpec, MemberSpec } from '../zip-archive.ts';

const LIMITS: ZipLimits = { entries: 100, totalBytes: 2 ** 31, expansion: 100 };

function unzip(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): [string, Uint8Array][] {
  return readZip(bytes, { ...LIMITS, ...limits }, refusalFor('x.zip')).map(({ name, read }) => [name, read()]);
}
const member = (name: string, spec: Partial<MemberSpec> = {}): MemberSpec => ({
  name,
  data: ascii(`data of ${name}`),
  ...spec,
});
const codeOfArchive = (members: MemberSpec[], end: EndSpec = {}): string =>
  codeOf(() => unzip(zipArchive(members, end)));

test('crc32 of "123456789" is the check value cbf43926, and 1,000 texts are as zlib says', () => {
  expect(crc32(ascii('123456789')).toString(16)).toBe('cbf43926');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(crc32(bytes)).toBe(nodeCrc32(bytes));
    }),
    { seed: 1, numRuns: 1000 },
  );
});

describe('archives that are read', () => {
  test('stored and deflated members, ZIP64 local sizes, descriptors, an empty member, a comment, a UTF-8 name', () => {
    const members = [
      member('a'),
      member('b', { deflated: true }),
      member('c', { zip64: true }),
      member('d', { zip64: true, deflated: true }),
      member('e', { flags: 8, local: { crc: 0, size: 0, flags: 8 } }),
      member('f', { data: new Uint8Array(0) }),
      member('é', { flags: 0x800 }),
      member('../../etc/passwd'),
      member('__proto__'),
    ];
    const read = unzip(zipArchive(members, { comment: 'PK\x05\x06 a comment' }));
    expect(read).toEqual(members.map(({ name, data }) => [name, data]));
  });

  test('a comment of 65,535 bytes, the longest there can be', () => {
    expect(unzip(zipArchive([member('a')], { comment: 'c'.repeat(65_535) }))).toHaveLength(1);
  });

  test('an archive without members has none', () => {
    expect(unzip(zipArchive([]))).toEqual([]);
  });

  test('300 texts deflated by zlib at any level and strategy, up to 40,000 bytes, come back whole', () => {
    const texts = fc
      .tuple(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 100 }),
        fc.nat({ max: 9 }),
        fc.nat({ max: 4 }),
      )
      .map(([seed, times, level, strategy]) => ({
        data: concat(...Array.from({ length: times }, () => seed)),
        level,
        strategy,
      }));
    fc.assert(
      fc.property(texts, ({ data, level, strategy }) => {
        const packed = new Uint8Array(deflateRawSync(data, { level, strategy }));
        const [read] = unzip(zipArchive([{ name: 'a', data, packed, method: 8 }]));
        expect(Buffer.compare(read![1], data)).toBe(0);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('1 MB of noise in many pieces comes back whole', () => {
    let state = 1;
    const data = Uint8Array.from({ length: 1_000_000 }, () => (state = (state * 48_271) % 0x7fff_ffff) & 63);
    const archive = zipArchive([member('a', { data, deflated: true })]);
    expect(Buffer.compare(unzip(archive)[0]![1], data)).toBe(0);
  });
});

/** What becomes of an archive that says its one member has `size` bytes; nothing is inflated. */
const codeOfDeclared = (size: number): string => {
  const archive = zipArchive([member('a', { deflated: true, size })]);
  return codeOf(() => readZip(archive, LIMITS, refusalFor('x.zip')));
};

describe('archives that are refused', () => {
  test.each<[string, string, MemberSpec[], EndSpec?]>([
    ['a name twice', 'E_ZIP_ENTRY', [member('a'), member('a')]],
    ['encryption', 'E_ZIP_ENCRYPTED', [member('a', { flags: 1 })]],
    ['strong encryption', 'E_ZIP_ENCRYPTED', [member('a', { flags: 0x40 })]],
    ['masked headers', 'E_ZIP_ENCRYPTED', [member('a', { flags: 0x2000 })]],
    ['bzip2', 'E_ZIP_METHOD', [member('a', { method: 12 })]],
    ['deflate64', 'E_ZIP_METHOD', [member('a', { method: 9 })]],
    ['a wrong CRC-32', 'E_ZIP_CRC', [member('a', { crc: 1 })]],
    ['a wrong CRC-32 of a deflated member', 'E_ZIP_CRC', [member('a', { crc: 1, deflated: true })]],
    ['another CRC-32 in the local header', 'E_ZIP_ENTRY', [member('a', { local: { crc: 1 } })]],
    ['another size in the local header', 'E_ZIP_ENTRY', [member('a', { local: { size: 1 } })]],
    ['another ZIP64 size in the local header', 'E_ZIP_ENTRY', [member('a', { local: { size: 1 }, zip64: true })]],
    ['another name in the local header', 'E_ZIP_ENTRY', [member('a', { local: { name: ascii('b') } })]],
    ['a longer name in the local header', 'E_ZIP_ENTRY', [member('a', { local: { name: ascii('ab') } })]],
    ['other flags in the local header', 'E_ZIP_ENTRY', [member('a', { local: { flags: 8 } })]],
    ['a stored member of two sizes', 'E_ZIP_ENTRY', [member('a', { size: 1 })]],
    ['fewer bytes than said', 'E_ZIP_DATA', [member('a', { deflated: true, size: 100 })]],
    ['more bytes than said', 'E_ZIP_DATA', [member('a', { deflated: true, size: 3 })]],
    ['more bytes than said: none', 'E_ZIP_DATA', [member('a', { deflated: true, size: 0 })]],
    ['no deflate stream', 'E_ZIP_DATA', [member('a', { packed: Uint8Array.of(7, 255, 255), method: 8 })]],
    ['an empty deflate stream', 'E_ZIP_DATA', [member('a', { packed: new Uint8Array(0), method: 8 })]],
    ['a member that runs into the directory', 'E_ZIP_ENTRY', [member('a', { packedSize: 40, size: 40 })]],
    ['members that overlap', 'E_ZIP_ENTRY', [member('a'), member('b', { offset: 0, local: { name: ascii('b') } })]],
    ['a member elsewhere', 'E_ZIP_ENTRY', [member('a', { offset: 3 })]],
    ['a member beyond the file', 'E_ZIP_ENTRY', [member('a', { offset: 0xffff_fff0 })]],
    ['NUL in a name', 'E_ZIP_ENTRY', [member('a\0b')]],
    ['a name outside ASCII without the UTF-8 flag', 'E_ZIP_ENTRY', [member('é')]],
    ['a name that is no UTF-8', 'E_ZIP_ENTRY', [member('a', { rawName: Uint8Array.of(0xff), flags: 0x800 })]],
    ['fewer members than there are', 'E_ZIP_END', [member('a'), member('b')], { entries: 1 }],
    ['more members than there are', 'E_ZIP_END', [member('a')], { entries: 2 }],
    ['a directory elsewhere', 'E_ZIP_END', [member('a')], { directoryStart: 0 }],
    ['a directory of another size', 'E_ZIP_END', [member('a')], { directoryBytes: 46 }],
    ['a second volume', 'E_ZIP_END', [member('a')], { disk: 1 }],
    ['ZIP64 directory', 'E_ZIP_LIMIT', [member('a')], { directoryStart: 0xffff_ffff }],
  ])('%s: %s', (_, code, members, end) => {
    expect(codeOfArchive(members, end)).toBe(code);
  });

  test('a member whose header and bytes lie inside another member, as a quoted bomb nests them', () => {
    const inner = zipArchive([member('b')]).subarray(0, 31 + member('b').data.length);
    const archive = zipArchive([member('a', { data: inner }), member('b', { offset: 31 })]);
    expect(refusal(() => unzip(archive))?.message).toBe('member "b" overlaps another');
  });

  test('every truncation, and a byte after the end', () => {
    const archive = zipArchive([
      member('a'),
      member('b', { deflated: true }),
      member('c', { data: zipArchive([member('d')]) }),
    ]);
    for (const part of truncations(archive))
      expect(
        codeOf(() => unzip(part)),
        `cut at ${part.length}`,
      ).not.toBe('accepted');
    expect(codeOf(() => unzip(concat(archive, Uint8Array.of(0))))).toBe('E_ZIP_END');
    expect(codeOf(() => unzip(archive))).toBe('accepted');
  });

  test('a file without any end record, of 100 and of 200,000 bytes', () => {
    for (const length of [0, 21, 22, 100, 200_000])
      expect(codeOf(() => unzip(new Uint8Array(length)))).toBe('E_ZIP_END');
  });

  test.each([
    [99, 'accepted'],
    [100, 'accepted'],
    [101, 'E_ZIP_LIMIT'],
  ])('%i members where 100 are allowed: %s', (count, code) => {
    expect(codeOfArchive(Array.from({ length: count }, (_, i) => member(`m${i}`)))).toBe(code);
  });

  test.each([
    [19, 'accepted'],
    [20, 'accepted'],
    [21, 'E_ZIP_LIMIT'],
  ])('%i bytes in all where 20 are allowed: %s', (total, code) => {
    const archive = zipArchive([
      member('a', { data: new Uint8Array(10) }),
      member('b', { data: new Uint8Array(total - 10) }),
    ]);
    expect(codeOf(() => unzip(archive, { totalBytes: 20 }))).toBe(code);
  });

  test('16 MiB may expand without bound, a byte more by 100 times at most', () => {
    expect(codeOfDeclared(2 ** 24)).toBe('accepted');
    expect(codeOfDeclared(2 ** 24 + 1)).toBe('E_ZIP_LIMIT');
    const zeros = new Uint8Array(2 ** 24 + 1);
    const packed = new Uint8Array(deflateRawSync(zeros));
    const filler = new Uint8Array(Math.ceil(zeros.length / 100));
    const archive = zipArchive([{ name: 'a', data: new Uint8Array(0), packed, method: 8, size: zeros.length, crc: crc32(zeros) }, { name: 'b', data: filler }]); // prettier-ignore
    expect(unzip(archive)[0]![1]).toHaveLength(zeros.length);
  });

  test('a stream of 20 MB that says it has 10 bytes is left before its end, which is missing, is seen', () => {
    const packed = new Uint8Array(deflateRawSync(new Uint8Array(20_000_000))).slice(0, -8);
    const lying = (size: number) => zipArchive([{ name: 'a', data: new Uint8Array(0), packed, method: 8, size }]);
    expect(refusal(() => unzip(lying(10)))?.message).toBe('member "a" says it has 10 bytes, it has more');
    expect(refusal(() => unzip(lying(20_000_000), { expansion: Infinity }))?.message).toContain('unexpected EOF');
  });
});

test('zlib and this reader agree that a deflate stream without its end is no stream', () => {
  const packed = new Uint8Array(deflateRawSync(ascii('abcabcabcabc')));
  const cut = packed.subarray(0, packed.length - 1);
  expect(() => zlib.inflateRawSync(cut)).toThrow();
  expect(codeOfArchive([{ name: 'a', data: ascii('abcabcabcabc'), packed: cut, method: 8 }])).toBe('E_ZIP_DATA');
});
