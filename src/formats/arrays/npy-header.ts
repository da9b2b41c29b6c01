/**
 * The header of a .npy file, versions 1.0, 2.0 and 3.0: magic, length and a Python dictionary with the keys `descr`,
 * `fortran_order` and `shape` (NumPy Enhancement Proposal 1; numpy.lib.format). The scanner knows only the Python that
 * such a dictionary is made of.
 */
import { quoted } from '../../errors.ts';
import type { Refusal } from '../refusal.ts';

export interface NpyHeader {
  /** As written, such as `<f4`. */
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the elements start, in bytes. */
  readonly dataStart: number;
}

/** NumPy's own bound for files that aren't trusted. */
const MAX_HEADER_BYTES = 10_000;
/** NumPy 2 opens no array of more axes. */
export const MAX_AXES = 64;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const ALIGNMENT = 64;
/** NumPy leaves room for the first axis to grow to 21 digits without moving the elements. */
const GROWTH_DIGITS = 21;

/** @throws FormatError (E_NPY_MAGIC, E_NPY_VERSION, E_NPY_HEADER, E_NPY_DTYPE, E_NPY_SHAPE). */
export function readNpyHeader(bytes: Uint8Array, refuse: Refusal): NpyHeader {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw refuse('E_NPY_MAGIC', 'not a .npy array: it does not start with \\x93NUMPY');
  }
  const [major, minor] = bytes.subarray(6, 8);
  if (major === undefined || minor === undefined) throw refuse('E_NPY_HEADER', 'the file ends inside its header');
  if (major < 1 || major > 3 || minor !== 0) {
    throw refuse('E_NPY_VERSION', `.npy version ${major}.${minor} is unknown, expected 1.0, 2.0 or 3.0`);
  }
  const lengthBytes = major === 1 ? 2 : 4;
  const textStart = 8 + lengthBytes;
  if (bytes.length < textStart) throw refuse('E_NPY_HEADER', 'the file ends inside its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES) {
    throw refuse('E_NPY_HEADER', `the header says it has ${length} bytes, at most ${MAX_HEADER_BYTES} are read`);
  }
  const dataStart = textStart + length;
  if (bytes.length < dataStart) {
    throw refuse('E_NPY_HEADER', `the header says it has ${length} bytes, the file has ${bytes.length - textStart}`);
  }
  // Latin-1, also for version 3.0 (UTF-8): only names of fields can be outside ASCII, and those are refused.
  const text = String.fromCharCode(...bytes.subarray(textStart, dataStart));
  return { ...new DictionaryScanner(text, refuse, major < 3).read(), dataStart };
}

/** Magic, version 1.0 and header, byte for byte as NumPy (1.25 and later) writes them for C order. */
export function writeNpyHeader(descr: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const growth = shape.length === 0 ? 0 : GROWTH_DIGITS - String(shape[0]).length;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }${' '.repeat(growth)}`;
  const unpadded = MAGIC.length + 4 + text.length + 1;
  const padding = ALIGNMENT - (unpadded % ALIGNMENT);
  const header = new Uint8Array(unpadded + padding);
  header.set(MAGIC);
  header[6] = 1;
  // 64 axes of 16 digits take less than 2,000 bytes, so the 16-bit length of version 1.0 always does.
  new DataView(header.buffer).setUint16(8, text.length + padding + 1, true);
  header.set(new TextEncoder().encode(`${text}${' '.repeat(padding)}\n`), 10);
  return header;
}

class DictionaryScanner {
  readonly #text: string;
  readonly #refuse: Refusal;
  /** Python 2 wrote whole numbers as `3L`. */
  readonly #longSuffix: boolean;
  #position = 0;

  constructor(text: string, refuse: Refusal, longSuffix: boolean) {
    this.#text = text;
    this.#refuse = refuse;
    this.#longSuffix = longSuffix;
  }

  read(): Omit<NpyHeader, 'dataStart'> {
    let descr: string | undefined;
    let fortranOrder: boolean | undefined;
    let shape: number[] | undefined;
    this.#expect('{');
    while (!this.#take('}')) {
      const key = this.#string();
      this.#expect(':');
      if (key === 'descr' && descr === undefined) descr = this.#dtype();
      else if (key === 'fortran_order' && fortranOrder === undefined) fortranOrder = this.#boolean();
      else if (key === 'shape' && shape === undefined) shape = this.#tuple();
      else throw this.#refuse('E_NPY_HEADER', `the header has the key ${quoted(key)} once too often`);
      if (!this.#take(',')) {
        this.#expect('}');
        break;
      }
    }
    if (this.#next() !== '') throw this.#unexpected('the end of the header');
    if (descr === undefined || fortranOrder === undefined || shape === undefined) {
      throw this.#refuse('E_NPY_HEADER', 'the header needs the keys descr, fortran_order and shape');
    }
    return { descr, fortranOrder, shape };
  }

  /** The next character after blanks; empty at the end. */
  #next(): string {
    while (' \t\r\n'.includes(this.#text[this.#position] ?? 'end')) this.#position++;
    return this.#text[this.#position] ?? '';
  }

  #take(token: string): boolean {
    this.#next();
    if (!this.#text.startsWith(token, this.#position)) return false;
    this.#position += token.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw this.#unexpected(token);
  }

  #unexpected(expected: string): Error {
    const got = this.#text.slice(this.#position, this.#position + 20);
    return this.#refuse('E_NPY_HEADER', `the header has ${quoted(got)} where ${expected} should be`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#position += found.length;
    return found;
  }

  #string(): string {
    this.#next();
    const literal = this.#match(/'[^'\\\r\n]*'|"[^"\\\r\n]*"/y);
    if (literal === undefined) throw this.#unexpected('a string');
    return literal.slice(1, -1);
  }

  #dtype(): string {
    if ('[({'.includes(this.#next() || 'end')) {
      const dtype = quoted(this.#text.slice(this.#position).trimEnd());
      throw this.#refuse('E_NPY_DTYPE', `the dtype ${dtype} has fields, expected one number or boolean an element`);
    }
    return this.#string();
  }

  #boolean(): boolean {
    if (this.#take('True')) return true;
    if (this.#take('False')) return false;
    throw this.#unexpected('True or False');
  }

  #tuple(): number[] {
    const shape: number[] = [];
    this.#expect('(');
    while (!this.#take(')')) {
      shape.push(this.#axis());
      const comma = this.#take(',');
      if (!comma && (shape.length === 1 || this.#next() !== ')')) throw this.#unexpected('a comma');
    }
    if (shape.length > MAX_AXES) {
      throw this.#refuse('E_NPY_SHAPE', `the shape has ${shape.length} axes, at most ${MAX_AXES} are read`);
    }
    return shape;
  }

  #axis(): number {
    this.#next();
    const digits = this.#match(/(?:0|[1-9][0-9]*)(?![0-9])/y);
    if (digits === undefined) throw this.#unexpected('a whole number');
    if (this.#longSuffix) this.#match(/L/y);
    const length = Number(digits);
    if (!Number.isSafeInteger(length)) {
      throw this.#refuse(
        'E_NPY_SHAPE',
        `the shape has an axis of ${quoted(digits)}, at most 2^53 - 1 can be told apart`,
      );
    }
    return length;
  }
}
