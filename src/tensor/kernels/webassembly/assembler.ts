/**
 * A small assembler for WebAssembly modules. Expressions are values, statements are added to the function being built,
 * and the result is bytes (WebAssembly Core Specification 2.0, ch. 5, binary format; ch. 7, index of instructions).
 *
 * A module imports one memory, `host.memory`, and exports its functions.
 */

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

/** Bytes, in order, in nested lists: code built from parts does not copy them. */
type Code = number | readonly Code[];

/** Code that leaves one value on the stack. */
export interface Expression {
  readonly type: ValueType;
  readonly code: Code;
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

/** Signed LEB128 of a 32-bit whole number; x from 2^31 to 2^32 has the same bits as x − 2^32. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

function append(code: readonly Code[], bytes: number[]): void {
  for (const part of code) {
    if (typeof part === 'number') bytes.push(part);
    else append(part, bytes);
  }
}

function flatten(code: readonly Code[]): number[] {
  const bytes: number[] = [];
  append(code, bytes);
  return bytes;
}

/** The code, preceded by its length in bytes. */
function sized(code: readonly Code[]): Code[] {
  const bytes = flatten(code);
  return [unsigned(bytes.length), bytes];
}

/** A name in ASCII. */
function text(name: string): Code {
  return sized(Array.from(name, (letter) => letter.charCodeAt(0)));
}

function list(items: readonly Code[]): Code[] {
  return [unsigned(items.length), items];
}

function section(id: number, items: readonly Code[]): Code {
  return [id, sized(list(items))];
}

/** Instructions of the vector set have a prefix and a number. */
export function vector(number: number): Code {
  return [0xfd, ...unsigned(number)];
}

const unary = (type: ValueType, opcode: Code) => (x: Expression) => ({ type, code: [x.code, opcode] });
const binary = (type: ValueType, opcode: Code) => (x: Expression, y: Expression) => ({
  type,
  code: [x.code, y.code, opcode],
});

/** A place in memory: alignment 0 promises nothing, so any address works. */
function memoryArgument(offset: number): Code {
  return [0, ...unsigned(offset)];
}

const load =
  (type: ValueType, opcode: Code) =>
  (address: Expression, offset = 0): Expression => ({
    type,
    code: [address.code, opcode, memoryArgument(offset)],
  });

export const i32 = {
  constant: (value: number): Expression => ({ type: 'i32', code: [0x41, ...signed(value)] }),
  add: binary('i32', 0x6a),
  subtract: binary('i32', 0x6b),
  multiply: binary('i32', 0x6c),
  less: binary('i32', 0x48),
  lessUnsigned: binary('i32', 0x49),
};

/** Four whole numbers of 32 bits. */
export const i32x4 = {
  splat: unary('v128', vector(17)),
};

export const f32 = {
  constant: (value: number): Expression => ({
    type: 'f32',
    code: [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  }),
  load: load('f32', 0x2a),
  add: binary('f32', 0x92),
  multiply: binary('f32', 0x94),
};

export const f64 = {
  add: binary('f64', 0xa0),
};

export const v128 = {
  load: load('v128', vector(0)),
  /** One float32 in all four lanes. */
  loadSplat: load('v128', vector(9)),
  /** One float32 in the first lane, zeros above. */
  load32: load('v128', vector(92)),
  /** `x` with one float32 in a lane. */
  load32Lane: (address: Expression, offset: number, x: Expression, lane: number): Expression => ({
    type: 'v128',
    code: [address.code, x.code, vector(86), memoryArgument(offset), lane],
  }),
  and: binary('v128', vector(78)),
  /** x where y has no bits. */
  andNot: binary('v128', vector(79)),
  or: binary('v128', vector(80)),
  zero: (): Expression => ({ type: 'v128', code: [vector(12), Array<number>(16).fill(0)] }),
  /** Lanes 0 to 3 are x's, 4 to 7 y's. */
  shuffle: (lanes: readonly [number, number, number, number], x: Expression, y: Expression): Expression => {
    const bytes = lanes.map((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]);
    return { type: 'v128', code: [x.code, y.code, vector(13), bytes] };
  },
};

export const f32x4 = {
  splat: unary('v128', vector(19)),
  add: binary('v128', vector(228)),
  subtract: binary('v128', vector(229)),
  multiply: binary('v128', vector(230)),
  divide: binary('v128', vector(231)),
  maximum: binary('v128', vector(233)),
  /** y where x < y, else x: faster than `maximum`, which is NaN if either side is. */
  larger: binary('v128', vector(235)),
  sqrt: unary('v128', vector(227)),
  greater: binary('v128', vector(68)),
  /** The float32 in a lane. */
  lane: (x: Expression, lane: number): Expression => ({ type: 'f32', code: [x.code, vector(31), lane] }),
};

/** Two float64. */
export const f64x2 = {
  constant: (value: number): Expression => {
    const bytes = [...new Uint8Array(Float64Array.of(value, value).buffer)];
    return { type: 'v128', code: [vector(12), bytes] };
  },
  splat: unary('v128', vector(20)),
  add: binary('v128', vector(240)),
  subtract: binary('v128', vector(241)),
  multiply: binary('v128', vector(242)),
  divide: binary('v128', vector(243)),
  floor: unary('v128', vector(117)),
  equal: binary('v128', vector(71)),
  less: binary('v128', vector(73)),
  atLeast: binary('v128', vector(76)),
  /** From the first two lanes, each a float32. */
  fromFloat32: unary('v128', vector(95)),
  /** From the first two lanes, each a signed 32-bit whole number. */
  fromInt32: unary('v128', vector(254)),
  /** Rounded to float32 in the first two lanes, zeros above. */
  toFloat32: unary('v128', vector(94)),
  lane: (x: Expression, lane: number): Expression => ({ type: 'f64', code: [x.code, vector(33), lane] }),
};

/** Two whole numbers of 64 bits. */
export const i64x2 = {
  shiftLeft: (x: Expression, bits: number): Expression => shift(203, x, bits),
  /** Zeros come in from the left. */
  shiftRight: (x: Expression, bits: number): Expression => shift(205, x, bits),
};

function shift(instruction: number, x: Expression, bits: number): Expression {
  return { type: 'v128', code: [x.code, i32.constant(bits).code, vector(instruction)] };
}

export class FunctionBuilder {
  readonly parameters: readonly Local[];
  readonly #localTypes: ValueType[] = [];
  readonly #body: Code[] = [];
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
    this.#body.push(value.code, 0x21, unsigned(local.index));
  }

  /** local += value, for i32. */
  increase(local: Local, value: Expression): void {
    this.set(local, i32.add(local, value));
  }

  storeFloat(address: Expression, offset: number, value: Expression): void {
    this.#body.push(address.code, value.code, 0x38, memoryArgument(offset));
  }

  storeVector(address: Expression, offset: number, value: Expression): void {
    this.#body.push(address.code, value.code, vector(11), memoryArgument(offset));
  }

  /** One float32. */
  storeLane(address: Expression, offset: number, value: Expression, lane: number): void {
    this.#body.push(address.code, value.code, vector(90), memoryArgument(offset), lane);
  }

  /** The first one, two or three lanes. */
  storeLanes(address: Expression, offset: number, value: Expression, count: number): void {
    if (count === 4) return this.storeVector(address, offset, value);
    if (count >= 2) this.#body.push(address.code, value.code, vector(91), memoryArgument(offset), 0);
    if (count % 2 === 1) this.storeLane(address, offset + 4 * (count - 1), value, count - 1);
  }

  /** Runs `body` while the condition holds, tested before each run. */
  while(condition: Expression, body: () => void): void {
    this.#body.push(0x02, EMPTY_BLOCK, 0x03, EMPTY_BLOCK, condition.code, 0x45, 0x0d, 1);
    body();
    this.#body.push(0x0c, 0, 0x0b, 0x0b);
  }

  /** Runs `body` once, then again while the condition holds. */
  repeat(body: () => void, condition: Expression): void {
    this.#body.push(0x03, EMPTY_BLOCK);
    body();
    this.#body.push(condition.code, 0x0d, 0, 0x0b);
  }

  /** Sets the value that the function returns after its body has run. */
  returns(value: Expression): void {
    this.#result = value;
  }

  /** Signature and code, for the module. */
  finish(): { signature: Code; code: Code } {
    const types = this.parameters.map(({ type }) => TYPE_CODES[type]);
    const locals = this.#localTypes.map((type) => [1, TYPE_CODES[type]]);
    const results = this.#result === null ? [] : [TYPE_CODES[this.#result.type]];
    return {
      signature: [0x60, list(types), list(results)],
      code: sized([list(locals), this.#body, this.#result?.code ?? [], 0x0b]),
    };
  }
}

/** Whether the host compiles a function with these instructions. It may also forbid compiling at run time. */
export function canCompile(builder: FunctionBuilder): boolean {
  try {
    void new WebAssembly.Module(assembleModule(new Map([['probe', builder]])));
    return true;
  } catch {
    return false;
  }
}

/** The most pages that a 32-bit memory can have. */
export const MOST_PAGES = 65_536;

/** The bytes of a module with the given functions, for a single-threaded or a shared memory. */
export function assembleModule(
  functions: ReadonlyMap<string, FunctionBuilder>,
  { isShared = false }: { readonly isShared?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const finished = [...functions.values()].map((builder) => builder.finish());
  const names = [...functions.keys()];
  const module = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(
      1,
      finished.map(({ signature }) => signature),
    ),
    section(2, [[text('host'), text('memory'), 2, isShared ? [3, 0, unsigned(MOST_PAGES)] : [0, 0]]]),
    section(
      3,
      finished.map((_, index) => unsigned(index)),
    ),
    section(
      7,
      names.map((name, index) => [text(name), 0, unsigned(index)]),
    ),
    section(
      10,
      finished.map(({ code }) => code),
    ),
  ];
  return Uint8Array.from(flatten(module));
}
