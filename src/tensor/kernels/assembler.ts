/**
 * A small assembler for WebAssembly modules: expressions are values, statements go into the function being built, and
 * the bytes come out (WebAssembly Core Specification 2.0, ch. 5, binary format; ch. 7, index of instructions).
 *
 * A module imports one memory, `host.memory`, and exports its functions.
 */

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

/** Code that leaves one value on the stack. */
export interface Expression {
  readonly type: ValueType;
  readonly code: readonly number[];
}

/** A variable of a function: an expression when read; `FunctionBuilder.set` writes it. */
export interface Local extends Expression {
  readonly index: number;
}

const TYPE_CODES: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
const EMPTY_BLOCK = 0x40;

/** LEB128 of a whole number from 0 to 2^53. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    bytes.push(value > 0 ? low | 0x80 : low);
  } while (value > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit whole number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

function text(name: string): number[] {
  const bytes = new TextEncoder().encode(name);
  return [...unsigned(bytes.length), ...bytes];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
}

/** Instructions of the vector set have a prefix and a number. */
function vector(number: number): number[] {
  return [0xfd, ...unsigned(number)];
}

function operation(type: ValueType, opcode: readonly number[], operands: readonly Expression[]): Expression {
  return { type, code: [...operands.flatMap(({ code }) => code), ...opcode] };
}

const unary = (type: ValueType, opcode: readonly number[]) => (x: Expression) => operation(type, opcode, [x]);
const binary = (type: ValueType, opcode: readonly number[]) => (x: Expression, y: Expression) =>
  operation(type, opcode, [x, y]);

/** A place in memory: alignment 0 promises nothing, so any address will do. */
function memoryArgument(offset: number): number[] {
  return [0, ...unsigned(offset)];
}

const load =
  (type: ValueType, opcode: readonly number[]) =>
  (address: Expression, offset = 0): Expression => ({
    type,
    code: [...address.code, ...opcode, ...memoryArgument(offset)],
  });

export const i32 = {
  constant: (value: number): Expression => ({ type: 'i32', code: [0x41, ...signed(value)] }),
  add: binary('i32', [0x6a]),
  subtract: binary('i32', [0x6b]),
  multiply: binary('i32', [0x6c]),
  and: binary('i32', [0x71]),
  less: binary('i32', [0x48]),
  lessUnsigned: binary('i32', [0x49]),
  load: load('i32', [0x28]),
};

export const f32 = {
  add: binary('f32', [0x92]),
};

export const v128 = {
  load: load('v128', vector(0)),
  /** One float32 in all four lanes. */
  loadSplat: load('v128', vector(9)),
  /** Two float32 in the lower lanes, zeros above. */
  load64: load('v128', vector(93)),
  load32: load('v128', vector(92)),
  and: binary('v128', vector(78)),
  zero: (): Expression => ({ type: 'v128', code: [...vector(12), ...Array<number>(16).fill(0)] }),
  /** Lanes 0 to 3 are x's, 4 to 7 y's. */
  shuffle: (lanes: readonly [number, number, number, number], x: Expression, y: Expression): Expression =>
    operation(
      'v128',
      [...vector(13), ...lanes.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3])],
      [x, y],
    ),
};

export const f32x4 = {
  splat: unary('v128', vector(19)),
  add: binary('v128', vector(228)),
  subtract: binary('v128', vector(229)),
  multiply: binary('v128', vector(230)),
  divide: binary('v128', vector(231)),
  maximum: binary('v128', vector(233)),
  sqrt: unary('v128', vector(227)),
  greater: binary('v128', vector(68)),
  /** The float32 in a lane. */
  lane: (x: Expression, lane: number): Expression => ({ type: 'f32', code: [...x.code, ...vector(31), lane] }),
};

export class FunctionBuilder {
  readonly parameters: readonly Local[];
  readonly #localTypes: ValueType[] = [];
  #body: number[] = [];

  #result: Expression | null = null;

  constructor(parameterTypes: readonly ValueType[]) {
    this.parameters = parameterTypes.map((type, index) => ({ type, index, code: [0x20, ...unsigned(index)] }));
  }

  local(type: ValueType): Local {
    const index = this.parameters.length + this.#localTypes.length;
    this.#localTypes.push(type);
    return { type, index, code: [0x20, ...unsigned(index)] };
  }

  set(local: Local, value: Expression): void {
    this.emit(value.code, [0x21, ...unsigned(local.index)]);
  }

  /** local += value, for i32. */
  increase(local: Local, value: Expression): void {
    this.set(local, i32.add(local, value));
  }

  storeVector(address: Expression, offset: number, value: Expression): void {
    this.emit(address.code, value.code, vector(11), memoryArgument(offset));
  }

  /** The first one, two or three lanes. */
  storeLanes(address: Expression, offset: number, value: Expression, count: number): void {
    if (count === 4) return this.storeVector(address, offset, value);
    if (count >= 2) this.emit(address.code, value.code, vector(91), memoryArgument(offset), [0]);
    if (count % 2 === 1) {
      const lane = count - 1;
      this.emit(address.code, value.code, vector(90), memoryArgument(offset + 4 * lane), [lane]);
    }
  }

  /** Runs `body` while the condition holds: it is tested before the first time. */
  while(condition: Expression, body: () => void): void {
    this.emit([0x02, EMPTY_BLOCK, 0x03, EMPTY_BLOCK], condition.code, [0x45, 0x0d, 1]);
    body();
    this.emit([0x0c, 0, 0x0b, 0x0b]);
  }

  /** Runs `body` once, and again while the condition holds. */
  repeat(body: () => void, condition: Expression): void {
    this.emit([0x03, EMPTY_BLOCK]);
    body();
    this.emit(condition.code, [0x0d, 0, 0x0b]);
  }

  /** The value that the function returns, once its body has run. */
  returns(value: Expression): void {
    this.#result = value;
  }

  private emit(...code: readonly (readonly number[])[]): void {
    for (const part of code) for (const byte of part) this.#body.push(byte);
  }

  /** Signature and code, for the module. */
  finish(): { signature: number[]; code: number[] } {
    const types = this.parameters.map(({ type }) => [TYPE_CODES[type]]);
    const locals = this.#localTypes.map((type) => [1, TYPE_CODES[type]]);
    const results = this.#result === null ? [] : [[TYPE_CODES[this.#result.type]]];
    const code = [...list(locals), ...this.#body, ...(this.#result?.code ?? []), 0x0b];
    return { signature: [0x60, ...list(types), ...list(results)], code: [...unsigned(code.length), ...code] };
  }
}

/** The bytes of a module with the given functions. */
export function assembleModule(
  functions: ReadonlyMap<string, FunctionBuilder>,
  shared = false,
): Uint8Array<ArrayBuffer> {
  const finished = [...functions.values()].map((builder) => builder.finish());
  const limits = shared ? [3, 0, ...unsigned(65_536)] : [0, 0];
  const memory = [...text('host'), ...text('memory'), 2, ...limits];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      finished.map(({ signature }) => signature),
    ),
    ...section(2, [memory]),
    ...section(
      3,
      finished.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      [...functions.keys()].map((name, index) => [...text(name), 0, ...unsigned(index)]),
    ),
    ...section(
      10,
      finished.map(({ code }) => code),
    ),
  ]);
}
