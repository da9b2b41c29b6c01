/**
 * The members of a ZIP archive (PKWARE APPNOTE 6.3, sections 4.3 and 4.4), stored or deflated, each checked against
 * everything the archive says of it. Own code around fflate's inflate, because fflate's `unzipSync` compares neither
 * CRC-32 nor sizes, ignores encryption and keeps the last of two members of one name. Names are keys, never paths.
 */
import { quoted } from '../../errors.ts';
import { Inflate } from 'fflate';
import { crc32 } from './crc32.ts';
import type { Refusal } from '../refusal.ts';

export interface ZipLimits {
  readonly entries: number;
  /** What all members together may say they have, in bytes. */
  readonly totalBytes: number;
  /** `totalBytes` over the bytes of the archive, where the total is over 16 MiB. */
  readonly expansion: number;
}

export interface ZipMember {
  readonly name: string;
  /** The bytes, inflated and checked; a stored member is a view on the archive. */
  readonly read: () => Uint8Array;
}

interface Entry {
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly localStart: number;
}

const EXPANSION_FREE_BYTES = 16 * 2 ** 20;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const FLAG_DESCRIPTOR = 0x0008;
const FLAG_UTF8 = 0x0800;
/** Bits 0, 6 and 13: encrypted, strongly encrypted, header masked. */
const FLAGS_ENCRYPTED = 0x2041;
/** A value that stands in a ZIP64 field instead. */
const IN_ZIP64 = 0xffff_ffff;
/** A piece inflates to at most 1,032 times its size, so this bounds what a lying size can cost at once to 4 MiB. */
const PIECE_BYTES = 4096;

/**
 * Reads and checks the directory; nothing is inflated before a member's `read`.
 *
 * @throws FormatError E_ZIP_END (no or damaged end, truncated), E_ZIP_LIMIT, E_ZIP_ENTRY (a member's headers contradict
 * each other, overlap or stand twice), E_ZIP_ENCRYPTED, E_ZIP_METHOD; from `read` E_ZIP_DATA and E_ZIP_CRC.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits, refuse: Refusal): ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view, limits, refuse);
  const entries: Entry[] = [];
  let position = directory.start;
  for (let i = 0; i < directory.entries; i++) {
    const { entry, next } = readEntry(bytes, view, position, directory.end, refuse);
    entries.push(entry);
    position = next;
  }
  if (position !== directory.end) throw refuse('E_ZIP_END', 'the directory has another size than the archive says');
  requireBounds(entries, bytes.length, limits, refuse);
  const members = entries.map((entry) => ({ entry, start: locate(bytes, view, entry, directory.start, refuse) }));
  requireApart(members, refuse);
  return members.map(({ entry, start }) => ({
    name: entry.name,
    read: () => unpack(entry, bytes.subarray(start, start + entry.packedBytes), refuse),
  }));
}

function findDirectory(view: DataView, limits: ZipLimits, refuse: Refusal) {
  const last = view.byteLength - END_BYTES;
  const first = Math.max(0, last - MAX_COMMENT_BYTES);
  let at = last;
  // The comment must end where the archive does, so a record inside a comment isn't taken for the end.
  while (at >= first && !(isSignature(view, at, 5, 6) && view.getUint16(at + 20, true) === last - at)) at--;
  if (at < first) throw refuse('E_ZIP_END', 'the archive has no end record', 'was the file cut off, or is it no .npz?');
  const entries = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  if (entries === 0xffff || size === IN_ZIP64 || start === IN_ZIP64) {
    throw refuse('E_ZIP_LIMIT', 'the archive is a ZIP64 of 65,535 members or 4 GiB or more');
  }
  if (view.getUint32(at + 4, true) !== 0 || view.getUint16(at + 8, true) !== entries) {
    throw refuse('E_ZIP_END', 'the archive is one of several volumes');
  }
  if (entries > limits.entries) {
    throw refuse('E_ZIP_LIMIT', `the archive has ${entries} members, at most ${limits.entries} are read`);
  }
  if (start + size !== at) {
    throw refuse('E_ZIP_END', `the directory should end at byte ${start + size}, the end record is at ${at}`);
  }
  return { start, end: at, entries };
}

function isSignature(view: DataView, at: number, first: number, second: number): boolean {
  return view.getUint16(at, true) === 0x4b50 && view.getUint8(at + 2) === first && view.getUint8(at + 3) === second;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, end: number, refuse: Refusal) {
  if (at + CENTRAL_BYTES > end || !isSignature(view, at, 1, 2)) {
    throw refuse('E_ZIP_END', `the directory has no member at byte ${at}`);
  }
  const nameEnd = at + CENTRAL_BYTES + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > end) throw refuse('E_ZIP_END', `the member at byte ${at} runs over the end of the directory`);
  const rawName = bytes.subarray(at + CENTRAL_BYTES, nameEnd);
  const flags = view.getUint16(at + 8, true);
  const entry: Entry = {
    name: decodeName(rawName, flags, refuse),
    rawName,
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedBytes: view.getUint32(at + 20, true),
    bytes: view.getUint32(at + 24, true),
    localStart: view.getUint32(at + 42, true),
  };
  const label = quoted(entry.name);
  if (flags & FLAGS_ENCRYPTED) throw refuse('E_ZIP_ENCRYPTED', `member ${label} is encrypted`);
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw refuse('E_ZIP_METHOD', `member ${label} is packed by method ${entry.method}, expected 0 or 8 (deflate)`);
  }
  if (entry.method === STORED && entry.packedBytes !== entry.bytes) {
    throw refuse('E_ZIP_ENTRY', `member ${label} is stored but has two sizes: ${entry.packedBytes} and ${entry.bytes}`);
  }
  if (view.getUint16(at + 34, true) !== 0) throw refuse('E_ZIP_ENTRY', `member ${label} is on another volume`);
  return { entry, next };
}

function decodeName(raw: Uint8Array, flags: number, refuse: Refusal): string {
  const encoding = flags & FLAG_UTF8 ? 'UTF-8' : 'ASCII';
  let name: string | undefined;
  if (flags & FLAG_UTF8 || raw.every((byte) => byte < 0x80)) {
    try {
      name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
    } catch {
      name = undefined;
    }
  }
  if (name === undefined || name.includes('\0')) {
    throw refuse(
      'E_ZIP_ENTRY',
      `a member's name is not ${encoding} without NUL: bytes ${[...raw.subarray(0, 16)].join(' ')}`,
    );
  }
  return name;
}

function requireBounds(entries: readonly Entry[], archiveBytes: number, limits: ZipLimits, refuse: Refusal): void {
  const names = new Set<string>();
  let total = 0;
  for (const entry of entries) {
    if (names.has(entry.name)) throw refuse('E_ZIP_ENTRY', `member ${quoted(entry.name)} stands twice`);
    names.add(entry.name);
    total += entry.bytes;
  }
  if (total > limits.totalBytes) {
    throw refuse('E_ZIP_LIMIT', `the members say they have ${total} bytes, at most ${limits.totalBytes} are read`);
  }
  if (total > EXPANSION_FREE_BYTES && total > limits.expansion * archiveBytes) {
    const message = `${archiveBytes} bytes would expand to ${total}, more than ${limits.expansion} times as many`;
    throw refuse('E_ZIP_LIMIT', message, 'save the arrays uncompressed');
  }
}

/** Where the packed bytes of a member start, after comparing its local header with the directory. */
function locate(bytes: Uint8Array, view: DataView, entry: Entry, end: number, refuse: Refusal): number {
  const label = quoted(entry.name);
  const at = entry.localStart;
  if (at + LOCAL_BYTES > end || !isSignature(view, at, 3, 4)) {
    throw refuse('E_ZIP_ENTRY', `member ${label} is not at byte ${at}, where the directory says`);
  }
  const nameEnd = at + LOCAL_BYTES + view.getUint16(at + 26, true);
  const start = nameEnd + view.getUint16(at + 28, true);
  if (start + entry.packedBytes > end) {
    throw refuse('E_ZIP_ENTRY', `member ${label} of ${entry.packedBytes} bytes runs into the directory`);
  }
  const localName = bytes.subarray(at + LOCAL_BYTES, nameEnd);
  if (localName.length !== entry.rawName.length || localName.some((byte, i) => byte !== entry.rawName[i])) {
    throw refuse('E_ZIP_ENTRY', `member ${label} has another name in its own header`);
  }
  if (view.getUint16(at + 6, true) !== entry.flags || view.getUint16(at + 8, true) !== entry.method) {
    throw refuse('E_ZIP_ENTRY', `member ${label} has other flags or another method in its own header`);
  }
  // With a data descriptor the writer could not seek back: sizes and CRC are in the directory alone.
  if ((entry.flags & FLAG_DESCRIPTOR) === 0) {
    const { packedBytes, bytes: unpacked } = localSizes(view, at, nameEnd, start);
    if (packedBytes !== entry.packedBytes || unpacked !== entry.bytes) {
      throw refuse('E_ZIP_ENTRY', `member ${label} has other sizes in its own header`);
    }
    if (view.getUint32(at + 14, true) !== entry.crc) {
      throw refuse('E_ZIP_ENTRY', `member ${label} has another CRC-32 in its own header`);
    }
  }
  return start;
}

/** Sizes of a local header; NumPy has them written in the ZIP64 extra field (header ID 1) whatever they are. */
function localSizes(view: DataView, at: number, extraStart: number, extraEnd: number) {
  const packedBytes = view.getUint32(at + 18, true);
  const bytes = view.getUint32(at + 22, true);
  if (packedBytes !== IN_ZIP64 || bytes !== IN_ZIP64) return { packedBytes, bytes };
  for (let field = extraStart; field + 20 <= extraEnd; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) === 1 && view.getUint16(field + 2, true) >= 16) {
      return {
        bytes: Number(view.getBigUint64(field + 4, true)),
        packedBytes: Number(view.getBigUint64(field + 12, true)),
      };
    }
  }
  return { packedBytes, bytes };
}

function requireApart(members: readonly { entry: Entry; start: number }[], refuse: Refusal): void {
  let covered = 0;
  for (const { entry, start } of members.toSorted((a, b) => a.start - b.start)) {
    if (entry.localStart < covered) throw refuse('E_ZIP_ENTRY', `member ${quoted(entry.name)} overlaps another`);
    covered = start + entry.packedBytes;
  }
}

function unpack(entry: Entry, data: Uint8Array, refuse: Refusal): Uint8Array {
  const unpacked = entry.method === STORED ? data : inflate(entry, data, refuse);
  const crc = crc32(unpacked);
  if (crc !== entry.crc) {
    const [got, expected] = [crc, entry.crc].map((value) => value.toString(16).padStart(8, '0'));
    throw refuse('E_ZIP_CRC', `member ${quoted(entry.name)} is damaged: its CRC-32 is ${got}, expected ${expected}`);
  }
  return unpacked;
}

function inflate(entry: Entry, data: Uint8Array, refuse: Refusal): Uint8Array {
  const label = quoted(entry.name);
  const unpacked = new Uint8Array(entry.bytes);
  let filled = 0;
  const stream = new Inflate((piece) => {
    if (filled + piece.length <= unpacked.length) unpacked.set(piece, filled);
    filled += piece.length;
  });
  try {
    for (let start = 0; start < data.length && filled <= unpacked.length; start += PIECE_BYTES) {
      stream.push(data.subarray(start, start + PIECE_BYTES), start + PIECE_BYTES >= data.length);
    }
  } catch (cause) {
    throw refuse('E_ZIP_DATA', `member ${label} can't be inflated: ${String(cause)}`, undefined, cause);
  }
  if (filled !== unpacked.length) {
    const got = filled > unpacked.length ? 'more' : String(filled);
    throw refuse('E_ZIP_DATA', `member ${label} says it has ${unpacked.length} bytes, it has ${got}`);
  }
  return unpacked;
}
