/** ZIP archives for tests, built field by field so that each can lie. Fields are those of APPNOTE 4.3.7 and 4.3.12. */
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../src/formats/arrays/crc32.ts';
import { ascii, concat } from './damage.ts';

export interface MemberSpec {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflated?: boolean;
  /** The packed bytes, when they are not those of `data`. */
  readonly packed?: Uint8Array;
  /** What both headers say, where it isn't the truth. */
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly packedSize?: number;
  readonly rawName?: Uint8Array;
  /** What only the local header says. */
  readonly local?: {
    readonly name?: Uint8Array;
    readonly crc?: number;
    readonly size?: number;
    readonly flags?: number;
  };
  /** ZIP64 sizes in the local header's extra field, as NumPy has them. */
  readonly zip64?: boolean;
  /** Where the directory says the local header is. */
  readonly offset?: number;
}

export interface EndSpec {
  readonly entries?: number;
  readonly directoryBytes?: number;
  readonly directoryStart?: number;
  readonly comment?: string;
  readonly disk?: number;
}

const u16 = (value: number): Uint8Array => Uint8Array.of(value & 255, (value >> 8) & 255);
const u32 = (value: number): Uint8Array => concat(u16(value & 0xffff), u16(value >>> 16));

export function zipArchive(members: readonly MemberSpec[], end: EndSpec = {}): Uint8Array {
  const bodies: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const member of members) {
    const packed =
      member.packed ?? (member.deflated === true ? new Uint8Array(deflateRawSync(member.data)) : member.data);
    const flags = member.flags ?? 0;
    const method = member.method ?? (member.deflated === true ? 8 : 0);
    const crc = member.crc ?? crc32(member.data);
    const size = member.size ?? member.data.length;
    const packedSize = member.packedSize ?? packed.length;
    const name = member.rawName ?? ascii(member.name);
    const localName = member.local?.name ?? name;
    const localSize = member.local?.size ?? size;
    const zip64 = member.zip64 === true;
    const extra = zip64 ? concat(u16(1), u16(16), u32(localSize), u32(0), u32(packedSize), u32(0)) : new Uint8Array(0);
    const date = concat(u16(0), u16(0x21));
    const local = concat(
      ascii('PK\x03\x04'),
      u16(zip64 ? 45 : 20),
      u16(member.local?.flags ?? flags),
      u16(method),
      date,
      u32(member.local?.crc ?? crc),
      u32(zip64 ? 0xffff_ffff : packedSize),
      u32(zip64 ? 0xffff_ffff : localSize),
      u16(localName.length),
      u16(extra.length),
      localName,
      extra,
    );
    directory.push(
      ascii('PK\x01\x02'),
      u16(20),
      u16(20),
      u16(flags),
      u16(method),
      date,
      u32(crc),
      u32(packedSize),
      u32(size),
      u16(name.length),
      u16(0),
      u16(0),
      u16(0),
      u16(0),
      u32(0),
      u32(member.offset ?? offset),
      name,
    );
    bodies.push(local, packed);
    offset += local.length + packed.length;
  }
  const records = concat(...directory);
  const entries = end.entries ?? members.length;
  const comment = ascii(end.comment ?? '');
  return concat(
    ...bodies,
    records,
    ascii('PK\x05\x06'),
    u16(end.disk ?? 0),
    u16(0),
    u16(entries),
    u16(entries),
    u32(end.directoryBytes ?? records.length),
    u32(end.directoryStart ?? offset),
    u16(comment.length),
    comment,
  );
}
