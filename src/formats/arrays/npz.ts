/** A .npz file: named arrays, each a .npy file in a ZIP archive (numpy.lib.format; numpy.savez). */
import { requireArgument, requireBytes } from '../../argument-checks.ts';
import { quoted } from '../../errors.ts';
import { zipSync } from 'fflate';
import { decodeNpy, encodeNpy } from './npy.ts';
import type { NpyArray } from './npy.ts';
import { refusalFor } from '../refusal.ts';
import { readZip } from './zip.ts';
import type { ZipLimits } from './zip.ts';

export interface NpzOptions {
  /** Read only these arrays, in any case of letters; others may then be of any dtype, or missing. Default: all. */
  readonly names?: readonly string[];
  readonly limits?: Partial<ZipLimits>;
}

const NPZ_LIMITS: ZipLimits = { entries: 10_000, totalBytes: 2 ** 31, expansion: 100 };

const SUFFIX = '.npy';

/**
 * Every array that is read is checked by its CRC-32, so a damaged file is refused or, where the damage touches nothing
 * that is read (a date, say), gives equal arrays.
 *
 * @param file its name, for messages.
 * @returns the arrays by name, without `.npy`, in the archive's order.
 * @throws FormatError of `readZip` and `decodeNpy`, and E_NPZ_MEMBER for a member that is no .npy file.
 */
export function decodeNpz(bytes: Uint8Array, file: string, options: NpzOptions = {}): Map<string, NpyArray> {
  requireBytes('decodeNpz', bytes);
  const refuse = refusalFor(file);
  const wanted = options.names && new Set(options.names.map((name) => name.toLowerCase()));
  const arrays = new Map<string, NpyArray>();
  for (const member of readZip(bytes, { ...NPZ_LIMITS, ...options.limits }, refuse)) {
    const isArray = member.name.endsWith(SUFFIX);
    const name = isArray ? member.name.slice(0, -SUFFIX.length) : member.name;
    if (wanted !== undefined && !(isArray && wanted.has(name.toLowerCase()))) continue;
    if (!isArray) throw refuse('E_NPZ_MEMBER', `member ${quoted(name)} is not a .npy file`);
    arrays.set(name, decodeNpy(member.read(), file, name));
  }
  return arrays;
}

/**
 * Writes the arrays in the order given, stored as `numpy.savez` does. The same arrays give the same bytes, whenever and
 * wherever they are written.
 *
 * @throws RangeError for a name that is not Unicode, has a NUL or occurs twice, for arrays over `NPZ_LIMITS`, and as
 * `encodeNpy` does.
 */
export function encodeNpz(arrays: Iterable<readonly [string, NpyArray]>): Uint8Array {
  const isIterable = typeof arrays === 'object' && arrays !== null && Symbol.iterator in arrays;
  requireArgument(isIterable, 'encodeNpz', 'arrays', arrays, 'pairs of a name and an array');
  const members = new Map<string, Uint8Array>();
  let total = 0;
  for (const [name, array] of arrays) {
    if (/[\0\p{Surrogate}]/u.test(name) || members.has(name + SUFFIX)) {
      throw new RangeError(`encodeNpz: ${quoted(name)} can't be the name of an array, or stands twice`);
    }
    const bytes = encodeNpy(array);
    members.set(name + SUFFIX, bytes);
    total += bytes.length;
  }
  if (members.size > NPZ_LIMITS.entries || total > NPZ_LIMITS.totalBytes) {
    throw new RangeError(`encodeNpz: ${members.size} arrays of ${total} bytes are too many for one file`);
  }
  // ZIP dates are local time without a zone. A date made from local parts is the same date in every zone.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(members), { level: 0, mtime });
}

/**
 * The array of that name, else the one array whose name differs by case of letters only.
 *
 * @throws FormatError E_NPZ_NAME when there is none, or several.
 */
export function arrayNamed(arrays: ReadonlyMap<string, NpyArray>, name: string, file: string): NpyArray {
  const exact = arrays.get(name);
  if (exact !== undefined) return exact;
  const alike = [...arrays].filter(([key]) => key.toLowerCase() === name.toLowerCase());
  const [first, second] = alike;
  if (first !== undefined && second === undefined) return first[1];
  const found = [...(first === undefined ? arrays.keys() : alike.map(([key]) => key))]
    .slice(0, 4)
    .map(quoted)
    .join(', ');
  const problem = first === undefined ? 'is missing' : 'could be several';
  throw refusalFor(file)('E_NPZ_NAME', `the array ${quoted(name)} ${problem}: the file has ${found || 'no arrays'}`);
}
