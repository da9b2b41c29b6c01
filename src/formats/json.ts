/**
 * JSON (RFC 8259) from untrusted files and requests. `JSON.parse` keeps the last of two equal keys, reads 1e400
 * as Infinity and lets half a surrogate pair through; here each of these is refused, and so is nesting deeper than 64.
 */
import { quoted } from '../errors.ts';
import { refusalFor } from './refusal.ts';
import type { Refusal } from './refusal.ts';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

export interface JsonOptions {
  /** Refuse every number that isn't written as digits alone: no sign, point or exponent. */
  readonly wholeNumbers?: boolean;
}

/** Arrays and objects open at once. */
const MAX_DEPTH = 64;
/** No double takes as many; long runs of digits only cost time. */
const MAX_NUMBER_LENGTH = 1000;

/**
 * A key `__proto__` becomes a property like any other.
 *
 * @param file its name, for messages; they count characters (UTF-16 code units) from 1.
 * @throws FormatError E_JSON_SYNTAX, E_JSON_DUPLICATE, E_JSON_DEPTH, E_JSON_NUMBER (beyond float64), E_JSON_TEXT (half a
 * surrogate pair).
 */
export function parseJson(text: string, file: string, options: JsonOptions = {}): JsonValue {
  return new JsonReader(text, refusalFor(file), options).document();
}

class JsonReader {
  readonly #text: string;
  readonly #refuse: Refusal;
  readonly #number: RegExp;
  #position = 0;
  #depth = 0;

  constructor(text: string, refuse: Refusal, options: JsonOptions) {
    this.#text = text;
    this.#refuse = refuse;
    this.#number = options.wholeNumbers === true ? /^(?:0|[1-9]\d*)$/ : /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
  }

  document(): JsonValue {
    const value = this.#value();
    if (this.#next() !== '') throw this.#unexpected('the end');
    return value;
  }

  /** The next character after blanks; empty at the end. */
  #next(): string {
    for (;;) {
      const character = this.#text[this.#position];
      if (character !== ' ' && character !== '\n' && character !== '\r' && character !== '\t') return character ?? '';
      this.#position++;
    }
  }

  #value(): JsonValue {
    const character = this.#next();
    if (character === '{') return this.#nested(() => this.#object());
    if (character === '[') return this.#nested(() => this.#array());
    if (character === '"') return this.#string();
    if (character === '-' || (character >= '0' && character <= '9')) return this.#numeric();
    if (this.#take('true')) return true;
    if (this.#take('false')) return false;
    if (this.#take('null')) return null;
    throw this.#unexpected('a value');
  }

  #nested(read: () => JsonValue): JsonValue {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) {
      throw this.#refuse('E_JSON_DEPTH', `nested more than ${MAX_DEPTH} deep at character ${this.#position + 1}`);
    }
    this.#position++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): JsonValue {
    const object: { [key: string]: JsonValue } = {};
    if (this.#next() === '}') return this.#closed(object);
    for (;;) {
      if (this.#next() !== '"') throw this.#unexpected('a key in double quotes');
      const start = this.#position;
      const key = this.#string();
      if (Object.hasOwn(object, key)) {
        throw this.#refuse('E_JSON_DUPLICATE', `the key ${quoted(key)} stands twice, again at character ${start + 1}`);
      }
      if (this.#next() !== ':') throw this.#unexpected('a colon');
      this.#position++;
      const value = this.#value();
      // Assigning to `__proto__` would set the prototype; defining every key this way would be slow.
      if (key !== '__proto__') object[key] = value;
      else Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
      if (this.#next() === '}') return this.#closed(object);
      if (this.#next() !== ',') throw this.#unexpected('a comma or }');
      this.#position++;
    }
  }

  #array(): JsonValue {
    const array: JsonValue[] = [];
    if (this.#next() === ']') return this.#closed(array);
    for (;;) {
      array.push(this.#value());
      if (this.#next() === ']') return this.#closed(array);
      if (this.#next() !== ',') throw this.#unexpected('a comma or ]');
      this.#position++;
    }
  }

  #closed(value: JsonValue): JsonValue {
    this.#position++;
    return value;
  }

  /** A loop, not a pattern: a pattern would keep a way back for each character, and strings may have megabytes. */
  #string(): string {
    const start = this.#position;
    let escaped = false;
    for (let end = start + 1; end < this.#text.length; end++) {
      const unit = this.#text.charCodeAt(end);
      if (unit === 0x22) {
        this.#position = end + 1;
        return this.#decoded(start, end + 1, escaped);
      }
      if (unit < 0x20) {
        this.#position = end;
        throw this.#unexpected('the rest of a string (control characters must be escaped)');
      }
      if (unit === 0x5c) {
        escaped = true;
        end++;
      }
    }
    throw this.#refuse('E_JSON_SYNTAX', `the string that starts at character ${start + 1} has no end`);
  }

  #decoded(start: number, end: number, escaped: boolean): string {
    let text = this.#text.slice(start + 1, end - 1);
    if (escaped) {
      try {
        text = String(JSON.parse(this.#text.slice(start, end)));
      } catch (cause) {
        const message = `the string at character ${start + 1} has an escape that JSON does not know: ${quoted(text)}`;
        throw this.#refuse('E_JSON_SYNTAX', message, undefined, cause);
      }
    }
    if (/\p{Surrogate}/u.test(text)) {
      throw this.#refuse('E_JSON_TEXT', `the string at character ${start + 1} has half a surrogate pair`);
    }
    return text;
  }

  #numeric(): number {
    const start = this.#position;
    let end = start;
    while ('+-.0123456789eE'.includes(this.#text[end] ?? 'end')) end++;
    if (end - start > MAX_NUMBER_LENGTH) {
      throw this.#refuse('E_JSON_NUMBER', `the number at character ${start + 1} has ${end - start} characters`);
    }
    const literal = this.#text.slice(start, end);
    if (!this.#number.test(literal)) throw this.#unexpected('a number as JSON and this file allow it');
    this.#position = end;
    const value = Number(literal);
    if (!Number.isFinite(value)) {
      throw this.#refuse('E_JSON_NUMBER', `the number ${quoted(literal)} at character ${start + 1} is out of range`);
    }
    return value;
  }

  #take(word: string): boolean {
    if (!this.#text.startsWith(word, this.#position)) return false;
    this.#position += word.length;
    return true;
  }

  #unexpected(expected: string): Error {
    const got = this.#text.slice(this.#position, this.#position + 20);
    const found = got === '' ? 'the text ends' : `got ${quoted(got)}`;
    return this.#refuse('E_JSON_SYNTAX', `expected ${expected} at character ${this.#position + 1}, ${found}`);
  }
}
