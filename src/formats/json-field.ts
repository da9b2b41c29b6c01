/**
 * Reading JSON field by field: each value knows its path, so that a refusal can say `model.layers[2].units: expected a
 * whole number of at least 1`.
 */
import type { CodeFor } from '../error-codes.ts';
import { quoted } from '../errors.ts';
import type { Rule } from '../nn/rules.ts';
import type { JsonValue } from './json.ts';
import { type Refusal } from './refusal.ts';

export class Field {
  readonly #value: JsonValue | undefined;
  readonly #path: string;
  readonly #code: CodeFor<'format'>;
  readonly #refuse: Refusal;

  constructor(value: JsonValue | undefined, path: string, code: CodeFor<'format'>, refuse: Refusal) {
    this.#value = value;
    this.#path = path;
    this.#code = code;
    this.#refuse = refuse;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.object(), key);
  }

  get(key: string): Field {
    const object = this.object();
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    return new Field(value, `${this.#path}.${key}`, this.#code, this.#refuse);
  }

  /** Refuses unknown keys. */
  only(...keys: string[]): void {
    const unknown = Object.keys(this.object()).find((key) => !keys.includes(key));
    if (unknown !== undefined) throw this.wrong(`no field ${quoted(unknown)}`);
  }

  list(): Field[] {
    if (!Array.isArray(this.#value)) throw this.wrong('a list');
    return this.#value.map((item, index) => new Field(item, `${this.#path}[${index}]`, this.#code, this.#refuse));
  }

  string(): string {
    if (typeof this.#value !== 'string') throw this.wrong('a string');
    return this.#value;
  }

  boolean(): boolean {
    if (typeof this.#value !== 'boolean') throw this.wrong('true or false');
    return this.#value;
  }

  number(): number {
    if (typeof this.#value !== 'number') throw this.wrong('a number');
    return this.#value;
  }

  count(): number {
    if (!Number.isSafeInteger(this.#value) || (this.#value as number) < 1)
      throw this.wrong('a whole number of at least 1');
    return this.#value as number;
  }

  oneOf<T extends string>(...choices: T[]): T {
    const choice = choices.find((candidate) => candidate === this.#value);
    if (choice === undefined) throw this.wrong(`one of ${choices.join(', ')}`);
    return choice;
  }

  /** The value, whatever it is, if the rule accepts it. */
  accepted({ expected, accepts }: Rule): JsonValue {
    if (this.#value === undefined || !accepts(this.#value)) throw this.wrong(expected);
    return this.#value;
  }

  isNull(): boolean {
    return this.#value === null;
  }

  wrong(expected: string, hint?: string): Error {
    return this.#refuse(this.#code, `${this.#path}: expected ${expected}`, hint);
  }

  /** All of an object. */
  entries(): [name: string, value: JsonValue][] {
    return Object.entries(this.object());
  }

  private object(): { [key: string]: JsonValue } {
    if (typeof this.#value !== 'object' || this.#value === null || Array.isArray(this.#value))
      throw this.wrong('an object');
    return this.#value;
  }
}
